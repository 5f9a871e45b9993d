"""A CSV is read whatever system wrote it, or refused with the reason and the line."""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.durable import CannotReadError
from engine.errors import ReportableError
from engine.tabular import lines, reader, survey
from engine.tabular.survey import UnreadableTableError
from trainer.dataset.table import Table, read_table

PLAIN = "name,dose\nÄnne,1\nBo,2\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward.csv"


def read(path: Path, data: str | bytes, *expected: str) -> Table:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_table(path, expected)


@pytest.mark.parametrize(
    ("codec", "mark", "said"),
    [
        ("utf-8", "", "UTF-8"),
        ("utf-8", "\ufeff", "UTF-8 with a byte order mark"),
        ("utf-16-le", "\ufeff", "UTF-16 LE"),
        ("utf-16-be", "\ufeff", "UTF-16 BE"),
        ("cp1252", "", "Windows-1252"),
    ],
)
def test_the_encoding_is_recognised(path: Path, codec: str, mark: str, said: str) -> None:
    found = read(path, (mark + PLAIN).encode(codec))
    assert found.header == ("name", "dose")
    assert found.columns == {"name": ["Änne", "Bo"], "dose": ["1", "2"]}
    assert found.encoding == said
    assert bool(found.notes) == (said == "Windows-1252")


def test_the_digest_is_that_of_the_bytes(path: Path) -> None:
    assert read(path, PLAIN).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(path: Path, end: str) -> None:
    found = read(path, PLAIN.replace("\n", end))
    assert found.columns["dose"] == ["1", "2"]
    assert found.lines == [2, 3]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_recognised(path: Path, separator: str) -> None:
    found = read(path, PLAIN.replace(",", separator))
    assert found.separator == separator
    assert found.row_count == 2


def test_a_decimal_comma_is_not_taken_for_a_separator(path: Path) -> None:
    found = read(path, "age;dose\n1,5;2,5\n3,5;4,5\n")
    assert found.columns == {"age": ["1,5", "3,5"], "dose": ["2,5", "4,5"]}


def test_the_names_that_are_hoped_for_decide_between_separators(path: Path) -> None:
    text = "a|x;b|y;c\n1|2;3|4;5\n"
    assert read(path, text).separator == ";"
    assert read(path, text, "a", "x;b").separator == "|"


def test_the_line_with_which_a_spreadsheet_names_the_separator_is_no_header(path: Path) -> None:
    found = read(path, "sep=;\na;b\n1;2\n")
    assert found.header == ("a", "b")
    assert found.lines == [3]


def test_a_single_column_is_a_table(path: Path) -> None:
    assert read(path, "a\n1\n2\n").columns == {"a": ["1", "2"]}


def test_a_quoted_cell_may_hold_separators_quotes_and_lines(path: Path) -> None:
    found = read(path, 'a,b\n"x,\n""y""",1\nz,2\n')
    assert found.columns == {"a": ['x,\n"y"', "z"], "b": ["1", "2"]}
    assert found.lines == [2, 4]


def test_blank_lines_and_rows_of_empty_cells_are_skipped(path: Path) -> None:
    found = read(path, "\n a ,b\n\n1,2\n , \n3,4\n\n")
    assert found.header == ("a", "b")
    assert found.lines == [4, 6]
    assert found.numbers == [1, 2]
    assert list(found.rows()) == [("1", "2"), ("3", "4")]


def test_a_row_that_does_not_fit_is_told_with_its_number_and_line(path: Path) -> None:
    found = read(path, 'a,b\n1,2\n3\n4,5,6\n"7"x,8\n9,0\n')
    assert [(p.row, p.line, p.reason) for p in found.problems] == [
        (2, 3, "has 1 cell, the header has 2"),
        (3, 4, "has 3 cells, the header has 2"),
        (4, 5, "text stands behind a closing quote"),
    ]
    assert found.columns == {"a": ["1", "9"], "b": ["2", "0"]}
    assert (found.numbers, found.lines) == ([1, 5], [2, 6])


def test_rows_of_empty_cells_are_left_out_and_noted_and_blank_lines_are_none(path: Path) -> None:
    found = read(path, "a,b\n1,2\n,\n\n , \n3,4\n\n")
    assert found.row_count == 2
    assert found.notes == ("Rows of empty cells, left out and not counted: 2.",)


def test_empty_cells_beyond_the_header_are_dropped_and_noted(path: Path) -> None:
    found = read(path, "a,b\n1,2,\n3,4,,\n5,6\n")
    assert found.row_count == 3
    assert found.notes == ("Rows with empty cells beyond the header, now dropped: 2.",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "no readable header"),
        (b"a,b\n", "a header and no row"),
        (b"a,b\n\n , \n", "a header and no row"),
        (b"a,b\n1\n2\n", "no row fits the header; line 2 has 1 cell"),
        (b"a,b,a\n1,2,3\n", "'a' is the name of the columns 1, 3"),
        (b"a,,c\n1,2,3\n", "column 2 has no name"),
        (b"a,b\n1,2\n3,\0\n", "NUL character in line 3"),
        ("a,b\n1,2\n".encode("utf-16-le"), "NUL character in line 1"),
        (b"\xff\xfea", "neither UTF-16 LE"),
        (b"\xef\xbb\xbfa\xff", "neither UTF-8"),
        (b"a,b\n\x81,2\n", "neither UTF-8"),
        (b'a,b\n1,2\n"3,4\n5,6\n', "a quote that opens in line 3"),
        (b'"a,b\n1,2\n', "a quote that opens in line 1"),
        (b'"a"x,b\n1,2\n', "no readable header in line 1"),
        (b"PK\x03\x04...", "a workbook"),
        (b"\xd0\xcf\x11\xe0...", "a workbook of an older kind"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b...", "a compressed file"),
        (b"a,b\n1," + b"x" * 100_001, "line 2: a cell is longer than 100,000"),
        (b"a,b\n1," + b"x" * 200_000 + b"\n1,2\n", "longer than 100,000"),
        (b'a,b\n1,"' + b"x\n" * 100_000, "longer than 100,000"),
        (b",".join(b"c%d" % i for i in range(10_001)) + b"\n1\n", "more than 10,000 columns"),
        (b"a,b\n1,2\n" + b"1\n" * 10_001, "more than 10,000 rows do not fit"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UnreadableTableError) as caught:
        read(path, data)
    assert said in caught.value.summary
    assert caught.value.advice


def test_an_endless_line_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_LINE", 1000)
    with pytest.raises(UnreadableTableError, match="line 2 is longer than 1,000"):
        read(path, "a,b\n" + "1," * 1000)


def test_a_file_beyond_the_limit_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "MAX_BYTES", 2**20)
    with pytest.raises(UnreadableTableError, match="the most that is read"):
        read(path, b"a\n" + b"1\n" * 2**19)


def test_a_character_on_the_edge_between_two_reads_is_read(path: Path) -> None:
    text = "a,b\n" + "x,1\n" * (2**18 - 2)
    text += "yyyö,2\n"
    assert text.encode()[2**20 - 1 : 2**20 + 1] == "ö".encode()
    found = read(path, text)
    assert found.columns["a"][-1] == "yyyö"
    assert found.encoding == "UTF-8"


def test_many_rows_are_all_there(path: Path) -> None:
    found = read(path, "a,b\n" + "".join(f"{i},{i % 3}\n" for i in range(30_000)))
    assert found.columns["a"] == [str(i) for i in range(30_000)]
    assert found.lines[-1] == 30_001


def test_a_file_that_changes_between_the_two_looks_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_look = survey.survey

    def then_changed(file: BinaryIO, name: str) -> survey.Survey:
        found = first_look(file, name)
        path.write_text("a,b\n1,3\n")
        return found

    monkeypatch.setattr(reader, "survey", then_changed)
    with pytest.raises(UnreadableTableError, match="changed while it was read"):
        read(path, "a,b\n1,2\n")


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(CannotReadError, match=r"ward\.csv"):
        read_table(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError, match="not a regular file"):
        read_table(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_a_file_does_not_hang_the_reader(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(CannotReadError, match="not a regular file"):
        read_table(path)


def test_a_path_that_cannot_be_is_refused() -> None:
    with pytest.raises(CannotReadError, match="no path"):
        read_table(Path("a\0b"))


@given(st.binary(max_size=300) | st.text('ab,;|\t"\r\n \ufeff\0é', max_size=80).map(str.encode))
@settings(max_examples=300, deadline=None)
def test_no_bytes_make_the_reader_fail_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    try:
        found = read(path, data)
    except ReportableError:
        return
    assert found.row_count > 0
    assert {len(column) for column in found.columns.values()} == {found.row_count}
    assert len(found.numbers) == len(found.lines) == found.row_count


def outcome(path: Path, text: str) -> object:
    """Everything that reading a text gives, or the words of its refusal."""
    path.write_bytes(text.encode())
    try:
        with reader.open_table(path) as opened:
            blocks = list(opened.blocks())
            told = (opened.header, opened.separator, opened.notes)
    except ReportableError as error:
        return error.summary
    rows = [row for block in blocks for row in zip(*block.columns, strict=True)]
    numbers = [number for block in blocks for number in block.numbers]
    begins = [line for block in blocks for line in block.lines]
    problems = [problem for block in blocks for problem in block.problems]
    return told, rows, numbers, begins, problems


@given(
    text=st.text('ab,;"\r\n 1', max_size=60) | st.text("a,\n\r ", max_size=60),
    chunk=st.integers(1, 20),
)
@settings(max_examples=600, deadline=None)
def test_cutting_a_block_at_once_gives_what_reading_row_by_row_gives(
    tmp_path_factory: pytest.TempPathFactory, text: str, chunk: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    text = "a,b\n1,2\n" + text
    at_once = outcome(path, text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_CHUNK", chunk)
        in_small_chunks = outcome(path, text)
        patch.setattr(reader.TableReader, "_cut", lambda _self, _chunk: None)
        row_by_row = outcome(path, text)

    assert at_once == in_small_chunks == row_by_row


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a,b\n1,2\n3,\n", ["1,2", "3,"]),
        ("a,b\r\n1,2\r\n", ["1,2"]),
        ("a\n1\n2\n", ["1", "2"]),
        ('a,b\n1,"2"\n', None),
        ("a,b\n1,2\n\n3,4\n", None),
        ("a,b\n1,2\n,\n", None),
        ("a,b\n1,2\n3\n", None),
    ],
)
def test_rows_keep_their_own_text_where_nothing_needs_a_closer_look(
    path: Path, text: str, kept: list[str] | None
) -> None:
    path.write_text(text)

    with reader.open_table(path) as opened:
        (block,) = opened.blocks()

    assert block.texts == kept


def test_how_much_was_read_is_told_on_the_way(path: Path) -> None:
    path.write_text("a,b\n" + "1,2\n" * 2**20)

    with reader.open_table(path) as opened:
        shares = [opened.share for _ in opened.blocks()]

    assert 0 < shares[0] < 0.5
    assert shares == sorted(shares)
    assert shares[-1] == 1
