"""The check stops exactly where learning would refuse the data, and lets through what it takes."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.unit.dataset.checking.wards import Columns, sound, table, troubled, ward
from trainer.dataset.checking.findings import Severity
from trainer.dataset.checking.run import check_table
from trainer.dataset.mending.applying import apply_mends, table_csv
from trainer.dataset.validation import DataRefusedError, read_dataset

Cell = tuple[int, str]


def refused(folder: Path, columns: Columns) -> set[Cell]:
    """The cells for which learning refuses a file, by row and column."""
    path = folder / "ward.csv"
    path.write_bytes(table_csv(table(columns)))
    try:
        read_dataset(path, ward())
    except DataRefusedError as error:
        return {(one.row, one.column) for one in error.violations}
    return set()


def stopped(columns: Columns) -> set[Cell]:
    """The cells of findings that stop."""
    findings = check_table(table(columns), ward(), "ward.csv").findings
    stopping = [one for one in findings if one.severity is Severity.STOP]
    return {(spot.row, spot.column) for one in stopping for spot in one.spots}


@settings(max_examples=150, deadline=None)
@given(troubled())
def test_the_check_stops_at_the_cells_for_which_learning_is_refused_and_at_no_other(
    tmp_path_factory: pytest.TempPathFactory, columns: Columns
) -> None:
    assert stopped(columns) == refused(tmp_path_factory.mktemp("ward"), columns)


def test_sound_data_are_taken_by_both(tmp_path: Path) -> None:
    assert not refused(tmp_path, sound())
    assert not check_table(table(sound()), ward(), "ward.csv").stops


@settings(max_examples=40, deadline=None)
@given(troubled())
def test_after_every_mend_only_what_nobody_can_tell_is_left(columns: Columns) -> None:
    done = apply_mends(table(columns), ())
    for _ in range(3):
        mends = [one.mend for one in check_table(done.table, ward(), "x").findings if one.mend]
        done = apply_mends(done.table, mends)

    left = check_table(done.table, ward(), "x").findings

    stopping = {one.kind for one in left if one.severity is Severity.STOP}
    assert stopping <= {"date", "value-unknown", "marks-ambiguous"}
