"""Every check bites on data made for it."""

from decimal import Decimal

import numpy as np
import pytest

from engine.models.package import Model, load_model
from resources import resource
from tests.unit.dataset.checking.wards import (
    SIGNS,
    Columns,
    category,
    found,
    grave,
    number,
    of_kind,
    put,
    rows_of,
    sound,
    table,
    the,
    ward,
    without_patient,
)
from trainer.dataset.checking.findings import MAX_SPOTS, Severity
from trainer.dataset.checking.numbers import far_from_middle
from trainer.dataset.checking.run import check_table
from trainer.dataset.checking.units import plain
from trainer.dataset.mending.mends import Clean, DropRepeats, DropRows, Rename, Replace


def repeated(columns: Columns, rows: list[int]) -> Columns:
    """The columns with copies of some rows at their end."""
    return {name: [*texts, *(texts[row] for row in rows)] for name, texts in columns.items()}


# Structure


@pytest.mark.parametrize("near", ["Weight", "weight_", "wieght", "wéight"])
def test_a_missing_column_is_told_with_the_one_that_may_be_meant(near: str) -> None:
    columns = {near if name == "weight" else name: texts for name, texts in sound().items()}

    finding = the(found(columns), "column-missing")

    assert finding.severity is Severity.STOP
    assert finding.mend == Rename(column=near, to="weight")


def test_a_table_without_any_column_of_the_contract_is_told_column_by_column() -> None:
    findings = found({"a": ["1", "2"], "b": ["x", "y"]})

    assert {one.columns[0] for one in of_kind(findings, "column-missing")} == {
        column.name for column in ward().columns()
    }


def test_a_column_that_repeats_the_outcome_is_told_apart_from_others() -> None:
    columns = {**sound(), "result": sound()["gain"], "bed": ["1"] * 300}

    findings = found(columns)

    assert the(findings, "outcome-copy-unused").columns == ("result",)
    assert the(findings, "column-unused").columns == ("bed",)


# Spelling


def test_spaces_around_a_patients_reference_are_told_without_a_word_of_it() -> None:
    columns = put(sound(), "ref", [" R-SECRET "])

    finding = the(found(columns), "spaces")

    assert finding.severity is Severity.ATTENTION
    assert finding.mend == Clean(column="ref", of="spaces")
    assert rows_of(finding) == [1]
    assert "SECRET" not in repr(finding)


def test_a_letter_that_was_lost_is_told() -> None:
    assert the(found(put(sound(), "ref", ["M\ufffdller"])), "letter-lost").rows == 1


def test_a_permitted_value_is_left_alone_whatever_it_looks_like() -> None:
    contract = ward(inputs=[number("weight", 30, 200), category("mark", "Ã¤", "a  b")])
    columns = {k: v for k, v in sound().items() if k in ("ref", "weight", "gain")}

    findings = found({**columns, "mark": ["Ã¤", "a  b"] * 150}, contract)

    assert not of_kind(findings, "encoding")
    assert not of_kind(findings, "spaces")


# Missing values


def test_empty_cells_stop_where_a_value_is_wanted() -> None:
    finding = the(found(put(sound(), "weight", ["", "  "])), "missing")

    assert finding.severity is Severity.STOP
    assert finding.mend == DropRows(columns=("weight",), values=(("",), ("  ",)))


@pytest.mark.parametrize(("empty", "severity"), [(10, Severity.NOTE), (60, Severity.ATTENTION)])
def test_unknown_values_are_counted_where_they_are_permitted(
    empty: int, severity: Severity
) -> None:
    finding = the(found(put(sound(), "marker", [""] * empty)), "unknown")

    assert (finding.severity, finding.rows) == (severity, empty)
    assert finding.figures["share"] == empty / 300


def test_columns_that_are_empty_together_are_told_and_others_are_not() -> None:
    # given
    source = np.random.default_rng(1)
    gaps = source.choice(300, 30, replace=False)
    together, apart = sound(), sound()
    for row in gaps.tolist():
        together["marker"][row] = together["sign"][row] = apart["marker"][row] = ""
    for row in source.choice(300, 30, replace=False).tolist():
        apart["sign"][row] = ""

    # when
    finding = the(found(together), "missing-together")

    # then
    assert finding.columns == ("marker", "sign")
    assert rows_of(finding) == sorted(row + 1 for row in gaps.tolist())
    assert not of_kind(found(apart), "missing-together")


def test_a_row_without_a_patient_stops() -> None:
    assert rows_of(the(found(put(sound(), "ref", ["", "x" * 300])), "reference-missing")) == [1, 2]


# Repeats and patients


def test_rows_that_are_the_same_are_told_from_the_second_on() -> None:
    columns = repeated(sound(), [3, 3, 7])

    findings = found(columns)

    assert rows_of(the(findings, "repeated-rows")) == [301, 302, 303]
    assert the(findings, "repeated-rows").mend == DropRepeats()
    assert not of_kind(findings, "near-repeats")


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [
        ("weight", "99.9", "near-repeats"),
        ("sex", "?", "near-repeats"),
        ("gain", "1.5", "same-but-outcome"),
    ],
)
def test_one_row_of_a_patient_twice_with_one_other_cell_is_told(
    column: str, text: str, kind: str
) -> None:
    columns = put(repeated(sound(), [5]), column, [text], first=300)

    finding = the(found(columns), kind)

    assert finding.columns == (column,)
    assert rows_of(finding) == [6, 301]


def test_numbers_within_a_thousandth_of_their_range_count_as_equal() -> None:
    columns = put(repeated(sound(), [5]), "gain", ["1.5"], first=300)
    columns["marker"][5], columns["marker"][300] = "1000.1", "1000.9"

    assert rows_of(the(found(columns), "same-but-outcome")) == [6, 301]


def test_patients_who_are_the_same_in_everything_are_told() -> None:
    columns = put(repeated(sound(), [1, 2, 3, 4]), "ref", list("abcd"), first=300)

    finding = the(found(columns), "same-but-patient")

    assert finding.columns == ("ref",)
    assert rows_of(finding) == [2, 3, 4, 5, 301, 302, 303, 304]


def test_patients_who_are_alike_because_few_values_exist_are_not_told() -> None:
    contract = ward(inputs=[category("sex", "f", "m"), category("sign", *SIGNS)])
    columns = {k: v for k, v in sound(2_000).items() if k in ("ref", "sex", "sign", "gain")}

    assert grave(found(columns, contract)) == set()


def test_without_a_patients_column_equal_inputs_ask_for_one() -> None:
    columns = repeated(sound(), list(range(20)))
    del columns["ref"]
    columns = put(columns, "gain", [f"{60 + row}.5" for row in range(20)], first=300)

    finding = the(found(columns, without_patient()), "same-inputs")

    assert finding.rows == 40
    assert "Name the patient's column" in finding.sentence


def visits(patients: int, each: int) -> Columns:
    """Repeated visits: sex stays the same with each patient, everything else may change."""
    columns = sound(patients * each, seed=4)
    columns["ref"] = [f"V-{row // each}" for row in range(patients * each)]
    columns["sex"] = ["fm"[(row // each) % 2] for row in range(patients * each)]
    return columns


def test_several_rows_of_a_patient_are_good_to_know() -> None:
    findings = found(visits(60, 5))

    assert the(findings, "several-rows").severity is Severity.NOTE
    assert the(findings, "several-rows").rows == 300
    assert not of_kind(findings, "contradiction")


def test_a_patient_who_changes_what_never_changes_is_told() -> None:
    columns = visits(60, 5)
    columns["sex"][7] = "m" if columns["sex"][7] == "f" else "f"

    finding = the(found(columns), "contradiction")

    assert finding.columns == ("sex",)
    assert rows_of(finding) == [6, 7, 8, 9, 10]


def test_an_input_that_is_nearly_always_the_same_contradicts_nobody() -> None:
    columns = visits(60, 5)
    columns["sex"] = ["f"] * 300
    columns["sex"][7] = "m"

    assert not of_kind(found(columns), "contradiction")


# Numbers


def test_a_number_far_from_all_others_is_told() -> None:
    finding = the(found(put(sound(), "weight", ["199.9"], first=9)), "outliers")

    assert (finding.columns, rows_of(finding)) == (("weight",), [10])


def test_a_long_tail_is_no_outlier() -> None:
    source = np.random.default_rng(7)
    values = source.lognormal(3, 1, 100_000)

    assert not far_from_middle(values).any()
    assert far_from_middle(np.append(values, 1e9)).sum() == 1


def test_a_column_that_is_mostly_one_number_has_no_outliers() -> None:
    assert not far_from_middle(np.array([1.0] * 60 + [2.0] * 40)).any()


@pytest.mark.parametrize(("factor", "share"), [(0.001, 0.1), (0.001, 0.4), (1000.0, 0.1)])
def test_numbers_of_another_unit_are_told_where_both_are_permitted(
    factor: float, share: float
) -> None:
    # given
    contract = ward(
        inputs=[
            number("weight", 0, 500_000, unit={"label": "kg"}),
            category("sex", "f", "m"),
        ]
    )
    columns = {k: v for k, v in sound().items() if k in ("ref", "weight", "sex", "gain")}
    wrong = round(300 * share)
    right = columns["weight"][:wrong]
    texts = [plain(Decimal(text) * Decimal(str(factor))) for text in right]

    # when
    finding = the(found(put(columns, "weight", texts), contract), "mixed-units")

    # then
    assert finding.rows == wrong
    assert isinstance(finding.mend, Replace)
    assert {float(finding.mend.texts[text]) for text in texts} == set(map(float, right))


def test_two_groups_that_are_not_a_thousandfold_apart_are_left_alone() -> None:
    columns = {**sound(), "marker": ["500"] * 20 + [f"{2 + row % 7}" for row in range(280)]}

    assert not of_kind(found(columns), "mixed-units")


# Shares


def test_a_rare_value_and_one_that_never_occurs_are_told() -> None:
    columns = {**sound(), "sign": ["Fever"] * 296 + ["Wheezing"] * 4}

    findings = found(columns)

    assert rows_of(the(findings, "rare-values")) == [297, 298, 299, 300]
    assert "Sore throat, Ear ache, Müdigkeit" in the(findings, "values-unused").sentence


def test_rare_combinations_are_told() -> None:
    contract = ward(combination=["sex", "sign"])
    columns = {**sound(), "sex": ["f"] * 299 + ["m"]}

    finding = the(found(columns, contract), "rare-combinations")

    assert rows_of(finding) == [300]
    assert finding.severity is Severity.NOTE


def test_an_input_that_hardly_varies_is_told() -> None:
    columns = {**sound(), "sex": ["f"] * 290 + ["m"] * 10}

    assert the(found(columns), "imbalance").figures["share"] == pytest.approx(290 / 300)


def test_an_outcome_that_is_mostly_one_number_is_told() -> None:
    columns = {**sound(), "gain": ["55"] * 200 + sound()["gain"][200:]}

    assert the(found(columns), "outcome-concentrated").figures["share"] >= 2 / 3


def test_a_band_without_rows_is_good_to_know() -> None:
    columns = {**sound(), "gain": [f"{60 + row % 30}" for row in range(300)]}

    assert "little" in the(found(columns), "band-thin").sentence


# What a model must not know


@pytest.mark.parametrize(
    ("changes", "unknown", "said"),
    [
        ({}, 0, "does not let it be unknown"),
        ({"may_be_unknown": True}, 3, "next to nothing of such cases"),
        ({"may_be_unknown": True}, 150, "not for choosing a treatment"),
    ],
)
def test_an_input_that_is_known_too_late_is_told_with_what_that_means(
    changes: dict[str, bool], unknown: int, said: str
) -> None:
    contract = ward(inputs=[number("weight", 30, 200, **{**changes, "known": "after"})])
    columns = {k: v for k, v in sound().items() if k in ("ref", "weight", "gain")}

    finding = the(found(put(columns, "weight", [""] * unknown), contract), "known-after")

    assert finding.severity is Severity.ATTENTION
    assert said in finding.sentence
    assert finding.figures["share_unknown"] == unknown / 300


def leaking(texts: list[str], spec: dict[str, object]) -> set[tuple[str, Severity]]:
    contract = ward(inputs=[number("weight", 30, 200), spec])
    columns = {k: v for k, v in sound(3_000).items() if k in ("ref", "weight", "gain")}
    findings = found({**columns, "leak": texts}, contract)
    return {(one.kind, one.severity) for one in findings if one.columns == ("leak",)}


def gains() -> list[float]:
    return [float(text) for text in sound(3_000)["gain"]]


def test_an_input_that_is_the_outcome_on_a_straight_line_stops() -> None:
    texts = [f"{1000 - 3 * gain:.6g}" for gain in gains()]

    assert ("outcome-line", Severity.STOP) in leaking(texts, number("leak", -1000, 2000))


def test_an_input_that_is_nearly_a_curve_of_the_outcome_stops() -> None:
    source = np.random.default_rng(2)
    texts = [f"{gain**2 + source.normal(0, 20):.3f}" for gain in gains()]

    assert ("outcome-determined", Severity.STOP) in leaking(texts, number("leak", -500, 20_000))


def test_an_input_that_tells_most_of_the_outcome_asks_for_attention() -> None:
    source = np.random.default_rng(2)
    texts = [f"{gain + source.normal(0, 5):.3f}" for gain in gains()]

    assert leaking(texts, number("leak", -500, 500)) == {("outcome-determined", Severity.ATTENTION)}


def test_a_text_that_holds_the_outcome_stops() -> None:
    texts = [f"scored {gain:.1f} of 100" for gain in gains()]

    told = leaking(texts, category("leak", *sorted(set(texts))))

    assert ("outcome-text", Severity.STOP) in told


def test_values_that_sort_the_outcome_stop() -> None:
    levels = [f"level {int(gain) // 4:02}" for gain in gains()]

    told = leaking(levels, category("leak", *sorted(set(levels))))

    assert ("outcome-determined", Severity.STOP) in told


def test_many_values_that_tell_nothing_give_nothing_away() -> None:
    levels = [f"level {row % 700:03}" for row in range(3_000)]

    told = leaking(levels, category("leak", *sorted(set(levels))))

    assert told == {("rare-values", Severity.ATTENTION)}


# Against a model


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(resource("model"))


def sample_rows(model: Model, rows: int) -> Columns:
    """Rows drawn from what the model's training saw of each column on its own."""
    source = np.random.default_rng(5)
    columns = {}
    for spec, seen in zip(model.contract.inputs, model.reference.inputs, strict=True):
        shares = np.array(seen.counts) / sum(seen.counts)
        places = source.choice(len(shares), rows, p=shares)
        if seen.type == "category":
            assert spec.type == "category"
            columns[spec.name] = [spec.values[place].value for place in places]
        else:
            low, high = np.array(seen.edges)[places], np.array(seen.edges)[places + 1]
            columns[spec.name] = [f"{value:.0f}" for value in (low + high) / 2]
    return columns


def test_rows_as_in_training_do_not_drift_and_others_do(model: Model) -> None:
    # given
    contract = model.contract.model_copy(update={"patient": None})
    columns = sample_rows(model, 2_000)
    moved = next(c for c in model.contract.inputs if c.type == "category")
    other = {**columns, moved.name: [moved.values[0].value] * 2_000}

    # when
    still = check_table(table(columns), contract, "x", model=model).findings
    drifted = check_table(table(other), contract, "x", model=model).findings

    # then
    assert moved.name not in {one.columns[0] for one in of_kind(still, "drift")}
    finding = next(one for one in of_kind(drifted, "drift") if one.columns == (moved.name,))
    assert finding.severity is Severity.ATTENTION
    assert finding.figures["psi"] >= contract.drift.alarm
    assert model.version in finding.sentence


# How findings are kept


def test_of_very_many_rows_some_are_kept_and_all_are_counted() -> None:
    columns = sound(5_000)
    columns["weight"] = [f" {text}" for text in columns["weight"]]

    finding = the(found(columns), "spaces")

    assert finding.rows == 5_000
    assert len(finding.spots) == MAX_SPOTS


def test_the_gravest_come_first() -> None:
    columns = put(put(sound(), "sex", ["x"]), "marker", [""], first=5)

    ranks = [finding.severity.rank for finding in found(columns)]

    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_the_same_table_gives_the_same_findings() -> None:
    columns = put(repeated(sound(), [1, 2]), "weight", ["80,5", "n/a"])

    assert found(columns) == found(columns)
