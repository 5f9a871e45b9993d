"""Checks of numbers, of shares, of what a model must not know, and of drift."""

from decimal import Decimal

import numpy as np
import pytest

from engine.models.package import Model, load_model
from resources import resource
from tests.unit.dataset.checking.wards import (
    Columns,
    category,
    found,
    number,
    of_kind,
    put,
    rows_of,
    sound,
    table,
    the,
    ward,
)
from trainer.dataset.checking.findings import Severity
from trainer.dataset.checking.numbers import far_from_middle
from trainer.dataset.checking.run import check_table
from trainer.dataset.checking.units import plain
from trainer.dataset.mending.mends import Replace

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


def test_small_numbers_that_others_come_near_to_are_no_other_unit() -> None:
    source = np.random.default_rng(3)
    wide = np.exp(source.uniform(np.log(0.5), np.log(500), 290))
    columns = {**sound(), "marker": ["0.1"] * 10 + [f"{value:.3f}" for value in wide]}

    assert not of_kind(found(columns), "mixed-units")


# Shares


def test_a_rare_value_and_one_that_never_occurs_are_told() -> None:
    columns = {**sound(), "sign": ["Fever"] * 296 + ["Wheezing"] * 4}

    findings = found(columns)

    assert rows_of(the(findings, "rare-values")) == [297, 298, 299, 300]
    assert the(findings, "rare-values").sentence.endswith("learns nothing: Wheezing.")
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


def test_an_input_near_the_outcome_that_misses_its_last_decimal_is_on_no_line() -> None:
    source = np.random.default_rng(2)
    texts = [f"{gain + source.uniform(-0.4, 0.4):.3f}" for gain in gains()]

    assert leaking(texts, number("leak", -500, 500)) == {("outcome-determined", Severity.STOP)}


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
