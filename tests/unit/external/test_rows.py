"""Which rows of a foreign file are judged, and what is said of the others."""

from pathlib import Path

import numpy as np
import pytest

from engine.errors import ReportableError
from engine.progress import Silent
from tests.unit.external.judging import CONTRACT, OUTCOME, Rows, cohort, write
from trainer.evaluation.external_data import ExternalRows, read_external

PATIENT = CONTRACT.patient
NAMES = [column.name for column in CONTRACT.inputs]


@pytest.fixture
def rows() -> Rows:
    return cohort(60, 3)


def read(folder: Path, rows: Rows) -> ExternalRows:
    return read_external(write(folder, rows), CONTRACT, Silent())


def test_every_row_that_fits_is_read_as_it_stands(tmp_path: Path, rows: Rows) -> None:
    found = read(tmp_path, rows)

    assert found.coded.shape == (60, len(NAMES))
    assert found.outcome.tolist() == [float(row[OUTCOME]) for row in rows]
    assert (found.rejected, found.first, found.repeated) == (0, (), False)


def test_rows_that_break_a_rule_are_left_out_and_named(tmp_path: Path, rows: Rows) -> None:
    number, category = NAMES[0], NAMES[1]
    rows[1][number] = "5"
    rows[4][category] = "Nobody"
    rows[4][OUTCOME] = "eleven"
    rows[9][OUTCOME] = ""
    rows[12][OUTCOME] = "999"
    kept = [float(row[OUTCOME]) for place, row in enumerate(rows) if place not in {1, 4, 9, 12}]

    found = read(tmp_path, rows)

    assert found.outcome.tolist() == kept
    assert found.rejected == 4
    assert [(one.row, one.column, one.rule) for one in found.first] == [
        (2, number, "range"),
        (5, category, "value"),
        (5, OUTCOME, "number"),
        (10, OUTCOME, "missing"),
        (13, OUTCOME, "range"),
    ]
    assert found.broken[OUTCOME, "missing"] == 1
    assert all("Nobody" not in one.message for one in found.first)


def test_a_row_of_another_width_is_counted_too(tmp_path: Path, rows: Rows) -> None:
    path = write(tmp_path, rows)
    path.write_text(path.read_text("utf-8") + "a,b\n", encoding="utf-8")

    found = read_external(path, CONTRACT, Silent())

    assert (found.rejected, found.outcome.size) == (1, 60)
    assert found.first[0].rule == "row"


def test_rows_of_one_patient_are_known_as_such(tmp_path: Path, rows: Rows) -> None:
    assert PATIENT is not None
    for row in rows[:10]:
        row[PATIENT.name] = "P-1"
    for row in rows[10:13]:
        row[PATIENT.name] = ""

    found = read(tmp_path, rows)

    assert found.repeated
    assert np.unique(found.patient).size == 1 + 3 + 47
    assert len(set(found.patient[:10].tolist())) == 1


def test_without_the_patients_column_every_row_is_somebody_else_and_that_is_said(
    tmp_path: Path, rows: Rows
) -> None:
    assert PATIENT is not None
    for row in rows:
        del row[PATIENT.name]

    found = read(tmp_path, rows)

    assert np.unique(found.patient).size == 60
    assert any("no column of the patient" in note for note in found.notes)


def test_headings_of_another_hospital_are_matched(tmp_path: Path, rows: Rows) -> None:
    others = [
        {name.lower().replace("_", " "): value for name, value in row.items()} for row in rows
    ]

    found = read(tmp_path, others)

    assert found.outcome.size == 60
    assert found.matching.headings[NAMES[0]] == NAMES[0].lower()


def test_a_file_without_outcomes_is_refused(tmp_path: Path, rows: Rows) -> None:
    for row in rows:
        del row[OUTCOME]

    with pytest.raises(ReportableError, match="outcome") as refused:
        read(tmp_path, rows)

    assert refused.value.code == "columns-missing"


def test_too_few_rows_say_nothing(tmp_path: Path, rows: Rows) -> None:
    for row in rows[29:]:
        row[OUTCOME] = ""

    with pytest.raises(ReportableError, match="Only 29 rows") as refused:
        read(tmp_path, rows)

    assert refused.value.code == "too-few-rows"
