"""A block of text is judged exactly as its rows would be, one case at a time."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.case import Case, CaseRefusedError, read_case
from engine.contract.model import Contract
from engine.contract.rules import Violation, judge_text
from engine.inference import columns
from engine.inference.coding import code_row
from engine.inference.columns import BlockCoder, CodedBlock
from engine.inference.matching import match_columns
from engine.tabular.reader import Block, RowProblem
from tests.unit.learning.contracts import small_contract

SHAPES = [{"value": value} for value in ("round", "square")]
SHAPE: dict[str, Any] = {
    "name": "shape",
    "label": "Shape",
    "help": "Which shape.",
    "type": "category",
    "known": "before",
    "values": SHAPES,
}
DOSE: dict[str, Any] = {
    "name": "dose",
    "label": "Dose",
    "help": "How much.",
    "type": "number",
    "known": "before",
    "range": [-5, 500],
    "permitted": [-5, 0.5, 100],
}
RULES = [
    {
        "column": "shape",
        "given": "colour",
        "permits": {
            "red": ["round"],
            "green": ["round", "square"],
            "blue": ["square"],
            "grey": ["round"],
            "teal": ["round"],
        },
    },
    {
        "column": "colour",
        "given": "shape",
        "permits": {"round": ["red", "green", "grey"], "square": ["green", "blue", "red"]},
    },
]
PATIENT = {"name": "who", "label": "Who", "help": "Who it is."}


def contract() -> Contract:
    inputs = small_contract().model_dump(mode="json")["inputs"]
    return small_contract(patient=PATIENT, inputs=[*inputs, SHAPE, DOSE], formulary=RULES)


CONTRACT = contract()
HEADER = ["who", "extra", *CONTRACT.places]

ODD_NUMBERS = st.sampled_from(
    ["", " ", " 1", "1_0", "1,5", "11", "-11", "inf", "nan", "\u0663", "9.5", "1e400", "x"]
) | st.floats(-12, 12).map(repr)
ODD_WORDS = st.sampled_from(["", " ", "Red", "red ", "pink", "oval"])


def mostly(good: list[str], odd: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Good ones often enough that whole rows are good."""
    return st.integers(0, 9).flatmap(lambda n: odd if n == 0 else st.sampled_from(good))


ROWS = st.tuples(
    st.sampled_from(
        [
            "",
            " ",
            "\t",
            "P-1",
            "=1",
            "x" * 200,
            "x" * 201,
            " " * 300,
            "P\u202e1",
            "a\nb",
            "a\u200db",
        ]
    ),
    st.text(max_size=3),
    mostly(["", "1", "-5", "0.5", "1e0", "-0", "+1", "010"], ODD_NUMBERS),
    mostly(["red", "green", "blue", "grey", "teal", ""], ODD_WORDS),
    mostly(["0", "9", "3.0"], ODD_NUMBERS),
    mostly(["round", "square"], ODD_WORDS),
    mostly(["-5", "0.5", "100", "1e2"], ODD_NUMBERS),
)


def block_of(rows: list[tuple[str, ...]]) -> Block:
    numbers = range(1, len(rows) + 1)
    texts = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in HEADER]
    return Block(texts, numbers, [number * 10 for number in numbers])


def coder() -> BlockCoder:
    return BlockCoder(CONTRACT, HEADER, match_columns(CONTRACT, HEADER))


def one_by_one(row: tuple[str, ...]) -> Case | list[tuple[str, str, str]]:
    """The case that a row is, or field, rule and message of what is wrong with it."""
    cells = dict(zip(HEADER, row, strict=True))
    raw: dict[str, Any] = {"who": cells["who"] if cells["who"].strip() else None}
    problems: dict[str, tuple[str, str, str]] = {}
    for column in CONTRACT.inputs:
        judged = judge_text(column, cells[column.name])
        if isinstance(judged, Violation):
            problems[column.name] = (column.name, judged.rule, judged.message)
            judged = None
        raw[column.name] = judged
    try:
        case = read_case(CONTRACT, raw)
    except CaseRefusedError as error:
        others = [(p.field, p.rule, p.message) for p in error.problems if p.field not in problems]
        return [*problems.values(), *others]
    return list(problems.values()) or case


def rejected(coded: CodedBlock) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = {}
    for reject in coded.rejects:
        assert reject.line == reject.row * 10
        found.setdefault(reject.row, []).append((reject.column, reject.rule, reject.message))
    return found


@given(rows=st.lists(ROWS, max_size=8))
@settings(max_examples=500, deadline=None)
def test_a_row_is_accepted_exactly_where_its_case_would_be(rows: list[tuple[str, ...]]) -> None:
    coded = coder().code(block_of(rows))

    singles = [one_by_one(row) for row in rows]
    cases = [single for single in singles if isinstance(single, Case)]
    assert coded.accepted.tolist() == [isinstance(single, Case) for single in singles]
    expected = [code_row(CONTRACT, case.values) for case in cases]
    assert np.array_equal(coded.coded, np.array(expected).reshape(-1, 5), equal_nan=True)
    wrong = {n: found for n, found in enumerate(singles, start=1) if isinstance(found, list)}
    assert {n: sorted(found) for n, found in rejected(coded).items()} == {
        n: sorted(found) for n, found in wrong.items()
    }
    assert coded.rejected == len(wrong)


@given(rows=st.lists(ROWS, max_size=8))
@settings(max_examples=100, deadline=None)
def test_a_text_is_judged_alike_however_little_is_remembered(rows: list[tuple[str, ...]]) -> None:
    block = block_of(rows)
    at_once = coder().code(block)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_MOST_TEXTS", 1)
        patch.setattr(columns, "_LONGEST_TEXT", 2)
        patch.setattr(columns, "_MOST_PAIRS", 1)
        forgetful = coder().code(block)

    assert forgetful.rejects == at_once.rejects
    assert np.array_equal(forgetful.coded, at_once.coded, equal_nan=True)


GOOD = ("P-1", "", "1", "red", "3", "round", "100")


def test_what_is_remembered_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_MOST_TEXTS", 10)
    texts = columns._Texts(CONTRACT.inputs[0])

    for number in range(100):
        assert texts[f"{number / 100}"] == number / 100
        assert len(texts) <= 10
    texts.clear()
    assert texts["1" + "0" * 300] == -np.inf
    assert len(texts) == 0


def test_each_different_text_is_judged_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    judge = judge_text

    def counted(column: Any, text: str) -> Any:
        asked.append(f"{column.name} {text}")
        return judge(column, text)

    monkeypatch.setattr(columns, "judge_text", counted)
    coding = coder()
    bad = (*GOOD[:3], "pink", *GOOD[4:])
    for _ in range(3):
        coding.code(block_of([GOOD, bad] * 20))

    assert sorted(asked) == sorted(set(asked))
    assert len(asked) == 6


def test_rows_of_another_width_stand_between_the_others() -> None:
    block = block_of([GOOD, (*GOOD[:4], "99", *GOOD[5:]), GOOD])
    problem = RowProblem(2, 20, "has 1 cell")
    block = Block(block.columns, [1, 3, 4], [10, 30, 40], (problem,))

    coded = coder().code(block)

    assert [(r.row, r.line, r.column, r.rule) for r in coded.rejects] == [
        (2, 20, "", "row"),
        (3, 30, "steps", "range"),
    ]
    assert (coded.rejected, len(coded.coded)) == (2, 2)


def test_a_column_that_the_file_does_not_have_is_unknown_and_headings_are_named() -> None:
    header = ["STEPS", "shape", "dose"]
    coding = BlockCoder(CONTRACT, header, match_columns(CONTRACT, header))

    coded = coding.code(Block([["3", "x"], ["round"] * 2, ["0.5"] * 2], [1, 2], [2, 3]))

    assert np.isnan(coded.coded[0, :2]).all()
    assert coded.coded[0, 2:].tolist() == [3, 0, 0.5]
    (reject,) = coded.rejects
    assert reject.column == "STEPS"


def test_values_and_references_come_back_as_they_were() -> None:
    block = block_of([GOOD, (" ", *GOOD[1:])])
    coding = coder()

    assert coding.references(block) == ["P-1", None]
    values = coding.values(coding.code(block).coded[0].tolist())
    assert values == {"width": 1, "colour": "red", "steps": 3, "shape": "round", "dose": 100}
    assert coding.values([np.nan] * 5) == dict.fromkeys(CONTRACT.places)
