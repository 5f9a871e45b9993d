"""The beginning of a file shows what would become of its rows."""

from pathlib import Path

import pytest

from engine.inference import preview
from engine.inference.preview import judge_sample, read_sample
from engine.tabular.survey import UnreadableTableError
from tests.unit.learning.contracts import small_contract


def write(folder: Path, text: str) -> Path:
    path = folder / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_rows_are_judged_and_a_choice_changes_the_verdict(tmp_path: Path) -> None:
    path = write(tmp_path, "steps;Breadth;x\n3;99;a\n77;1;b\n5\n4;;c\n")
    sample = read_sample(path, small_contract())

    by_name = judge_sample(sample, small_contract(), {})
    chosen = judge_sample(sample, small_contract(), {"width": "Breadth"})

    assert (sample.header, sample.encoding) == (("steps", "Breadth", "x"), "UTF-8")
    assert sample.size == path.stat().st_size
    assert by_name.matching.unknown == ("width", "colour")
    assert by_name.coded is not None
    assert chosen.coded is not None
    assert by_name.coded.accepted.tolist() == [True, False, True]
    assert chosen.coded.accepted.tolist() == [False, False, True]
    assert [reject.row for reject in chosen.coded.rejects] == [1, 2, 3]


def test_nothing_is_judged_while_a_column_is_missing(tmp_path: Path) -> None:
    sample = read_sample(write(tmp_path, "a,b\n1,2\n"), small_contract())

    assert judge_sample(sample, small_contract(), {}).coded is None
    assert judge_sample(sample, small_contract(), {"steps": "a"}).coded is not None


def test_only_so_many_rows_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_ROWS", 3)
    sample = read_sample(write(tmp_path, "steps\n1\n2\n3,4\n4\n5\n6,7\n"), small_contract())

    assert sample.block.columns == [["1", "2"]]
    assert [problem.row for problem in sample.block.problems] == [3]


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTableError):
        read_sample(write(tmp_path, "a,b\n"), small_contract())
