"""What a spreadsheet would run is disarmed; everything else is written so that it reads back."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import ReportableError
from engine.tabular.reader import open_table
from engine.tabular.writing import RowTexts, neutral, unique_names


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2+3",
        "@SUM(A1)",
        "\t1",
        "\r1",
        "\n1",
        " =1",
        "   @x",
        "-",
        "--1",
        "+49 30 1234",
        "-1.5.2",
        "\uff1d1",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a\t@x|-2+3", "a\t'@x|'-2+3"),
        ("a\n=1\r\n =2", "a\n'=1\r\n' =2"),
        ('a; "=1"', 'a;\' "=1"'),
        ("\t=1", "'\t'=1"),
        ("1;-2;+3.5", "1;-2;+3.5"),
        ("a, -b", "a, -b"),
    ],
)
def test_what_another_program_would_cut_off_and_run_gets_one_as_well(
    text: str, written: str
) -> None:
    assert neutral(text) == neutral(written) == written


def test_a_comma_ends_a_cell_elsewhere_in_a_file_with_semicolons() -> None:
    assert neutral("a,=1;=1", ";") == "a,'=1;=1"


@pytest.mark.parametrize(
    "text", ["", " ", "-1.5", "+3", "-1,5", "-.5", "1e-5", "-2E+07", "a=1", "1-2", "P-7", "'=1"]
)
def test_numbers_and_what_is_no_formula_stay_as_they_are(text: str) -> None:
    assert neutral(text) == text


CELLS = st.text('ab=-+@,;"\t\r\n 1.', max_size=6)


@given(rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_what_is_written_reads_back_as_the_same_cells_disarmed(
    separator: str, rows: list[list[str]]
) -> None:
    texts = RowTexts(separator).of_rows(rows)

    read = csv.reader(io.StringIO("\n".join(texts), newline=""), delimiter=separator, strict=True)
    assert list(read) == [[neutral(cell, separator) for cell in row] for row in rows]


@given(text=st.text('ab=-+@,;\n 1"', max_size=60))
@settings(max_examples=400, deadline=None)
def test_a_block_is_written_alike_whether_its_rows_keep_their_text_or_not(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text("a,b\n1,2\n" + text, newline="")
    try:
        with open_table(path) as reader:
            blocks = list(reader.blocks())
    except ReportableError:
        return
    for block in blocks:
        cells = [[neutral(c) for c in row] for row in zip(*block.columns, strict=True)]
        texts = RowTexts(",").of_block(block)
        assert list(csv.reader(io.StringIO("\n".join(texts), newline=""))) == cells


def test_a_row_without_anything_to_disarm_keeps_its_own_text(tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    path.write_text("a;b\nP-1;-1,5\n")
    with open_table(path) as reader:
        (block,) = reader.blocks()

    assert RowTexts(";").of_block(block) == ["P-1;-1,5"]


def test_names_that_are_taken_get_a_number() -> None:
    assert unique_names(["score", "band", "note"], ["Score", "score_2", "x"]) == [
        "score_3",
        "band",
        "note",
    ]
    assert unique_names(["a", "a"], []) == ["a", "a_2"]
