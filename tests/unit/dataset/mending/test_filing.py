"""Mends on their way into files, and back out of them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.durable import CannotWriteError
from tests.unit.dataset.checking.wards import (
    Columns,
    found,
    put,
    sound,
    table,
    the,
    ward,
)
from trainer.dataset.mending.applying import (
    apply_mends,
    dropped_csv,
    table_csv,
)
from trainer.dataset.mending.filing import Copy, write_copy
from trainer.dataset.mending.mends import (
    BadPlanError,
    Clean,
    DropRepeats,
    DropRows,
    Mend,
    MendFile,
    Rename,
    Replace,
    read_plan,
)
from trainer.dataset.mending.wording import described, inverse
from trainer.dataset.table import read_table


def copy_of(tmp_path: Path, columns: Columns, mends: Sequence[Mend]) -> tuple[Copy, MendFile]:
    source = tmp_path / "ward.csv"
    source.write_bytes(table_csv(table(columns)))
    read = read_table(source)
    copy = Copy(source, tmp_path / "out.csv", tmp_path / "mends.json")
    return copy, write_copy(copy, read, apply_mends(read, mends), ward().digest)


def test_the_record_says_what_was_applied_to_which_file_and_what_came_of_it(
    tmp_path: Path,
) -> None:
    # given
    columns = put(sound(), "sex", ["F", "F", ""])
    mends: list[Mend] = [
        Replace(column="sex", texts={"F": "f"}),
        DropRows(columns=("sex",), values=(("",),)),
    ]
    before = table_csv(table(columns))

    # when
    copy, record = copy_of(tmp_path, columns, mends)

    # then
    assert copy.source.read_bytes() == before
    assert copy.record is not None
    assert copy.record.read_bytes() == record.canonical()
    assert read_plan(copy.record) == record
    applied = record.applied
    assert applied is not None
    out, dropped = read_table(copy.out), read_table(copy.dropped)
    assert (applied.input.sha256, applied.input.rows) == (read_table(copy.source).sha256, 300)
    assert (applied.output.sha256, applied.output.rows) == (out.sha256, 299)
    assert applied.dropped is not None
    assert (applied.dropped.sha256, applied.dropped.rows) == (dropped.sha256, 1)
    assert [(step.cells, step.rows) for step in applied.steps] == [(2, 0), (0, 1)]
    assert dropped.columns["row"] == ["3"]
    assert dropped.columns["line"] == ["4"]
    assert dropped.columns["mend"] == ["2"]
    assert [texts[0] for texts in list(dropped.columns.values())[3:]] == [
        texts[2] for texts in columns.values()
    ]


def test_nobody_else_may_read_what_was_written(tmp_path: Path) -> None:
    copy, _ = copy_of(tmp_path, sound(), [DropRows(columns=("sex",), values=(("f",),))])

    for path in (copy.out, copy.dropped, copy.record):
        assert path is not None
        assert path.stat().st_mode & 0o077 == 0


def test_a_file_of_dropped_rows_is_written_only_where_rows_went(tmp_path: Path) -> None:
    copy, _ = copy_of(tmp_path, sound(), [DropRepeats()])

    assert not copy.dropped.exists()


@pytest.mark.parametrize("taken", ["out.csv", "mends.json", "out.dropped.csv"])
def test_nothing_that_stands_there_is_replaced(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")

    with pytest.raises(CannotWriteError):
        copy_of(tmp_path, sound(), [DropRepeats()])

    assert (tmp_path / taken).read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"ward.csv", taken}


@pytest.mark.parametrize(
    ("out", "record"), [("ward.csv", None), ("a.csv", "a.csv"), ("a.csv", "a.dropped.csv")]
)
def test_two_files_never_have_one_place(tmp_path: Path, out: str, record: str | None) -> None:
    source = tmp_path / "ward.csv"
    source.write_bytes(table_csv(table(sound())))

    with pytest.raises(CannotWriteError, match="same name"):
        Copy(source, tmp_path / out, tmp_path / record if record else None).require_free()


def test_names_that_the_file_has_already_are_not_given_twice() -> None:
    columns = {**sound(), "row": ["x"] * 300}
    done = apply_mends(table(columns), [DropRows(columns=("sex",), values=(("f",),))])

    assert dropped_csv(done).decode("utf-8-sig").startswith("row_2,line,mend,ref,")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"format":1}',
        '{"format":1,"mends":[]}',
        '{"format":2,"mends":[{"kind":"drop-repeats"}]}',
        '{"format":1,"mends":[{"kind":"explode"}]}',
        '{"format":1,"mends":[{"kind":"drop-repeats","column":"x"}]}',
        '{"format":1,"mends":[{"kind":"replace","column":"x","texts":{"a":1}}]}',
        '{"format":1,"mends":[{"kind":"replace","column":"x","texts":{"a":"b","a":"c"}}]}',
        '{"format":1,"mends":[{"kind":"drop-rows","columns":["x"],"values":[["a","b"]]}]}',
        '{"format":1,"mends":[{"kind":"rename","column":"x","to":" x"}]}',
        "[" * 100_000,
        "\udcff",
    ],
)
def test_what_is_no_file_of_mends_is_refused_with_the_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mends.json"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(BadPlanError, match=r"mends\.json is no file of mends: "):
        read_plan(path)


def test_a_plan_may_be_written_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "mends.json"
    path.write_text(
        '{\n  "format": 1,\n  "mends": [{"kind": "clean", "column": "ref", "of": "spaces"}]\n}\n'
    )

    assert read_plan(path).mends == (Clean(column="ref", of="spaces"),)


def test_every_mend_says_what_it_does_and_what_would_undo_it() -> None:
    mends: list[Mend] = [
        Replace(column="sex", texts={"F": "f"}),
        Replace(column="sex", texts={"?": ""}),
        Replace(column="sex", texts={"?": "", "-": ""}),
        Replace(column="sex", texts={"F": "f", "W": "f"}),
        Clean(column="sex", of="spaces"),
        Clean(column="sex", of="encoding"),
        DropRepeats(),
        DropRows(columns=("sex", "sign"), values=(("f", "x"),)),
        Rename(column="sex", to="gender"),
    ]

    said = [(described(mend), inverse(mend)) for mend in mends]

    assert len(set(said)) == len(said)
    assert inverse(mends[0]).startswith("Put the texts of sex back")
    assert "one now" in inverse(mends[3])


def test_no_reference_reaches_a_mend() -> None:
    columns = put(sound(), "ref", [" SECRET ", "SECRETÃ¼", "", "SECRET" * 50])
    columns = {name: [*texts, texts[0]] for name, texts in columns.items()}

    mends = [finding.mend for finding in found(columns) if finding.mend is not None]

    assert the(found(columns), "spaces").mend in mends
    assert "SECRET" not in repr(mends)
