"""Checks of the file, of repeats and of patients bite on data made for them."""

import numpy as np
import pytest

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
    the,
    ward,
    without_patient,
)
from trainer.dataset.checking.findings import MAX_SPOTS, Severity
from trainer.dataset.mending.mends import Clean, DropRepeats, DropRows, Rename


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
        together["marker"][row] = together["sign"][row] = ""
    for name in ("marker", "sign"):
        for row in source.choice(300, 100, replace=False).tolist():
            apart[name][row] = ""

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


def test_a_row_that_stands_twice_without_a_difference_is_no_near_repeat() -> None:
    columns = put(repeated(sound(), [5, 8]), "weight", ["99.9"], first=300)

    assert rows_of(the(found(columns), "near-repeats")) == [6, 301]


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
