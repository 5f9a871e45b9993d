"""What a line of a stream may be."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.lines import TOO_LONG
from app.cli.stream import BadLineError, Question, read_question


def refused(question: Question | None) -> bool:
    return question is not None and question.id is None and isinstance(question.case, BadLineError)


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ('{"a": 1}', Question(None, {"a": 1})),
        ('  {"a": null}\r', Question(None, {"a": None})),
        ("{}", Question(None, {})),
        ('{"case": {"a": 1}}', Question(None, {"a": 1})),
        ('{"id": "x", "case": {"a": 1}}', Question("x", {"a": 1})),
        ('{"case": {}, "id": -7}', Question(-7, {})),
        ('{"id": null, "case": {}}', Question(None, {})),
        # Columns may be called so: no value of a case is an object.
        ('{"id": 1, "case": "x"}', Question(None, {"id": 1, "case": "x"})),
        ('{"case": null}', Question(None, {"case": None})),
    ],
)
def test_a_line_is_a_case_or_a_case_with_an_id(line: str, question: Question) -> None:
    assert read_question(line.encode()) == question
    assert read_question(b"\xef\xbb\xbf" + line.encode()) == question


@pytest.mark.parametrize(
    "line",
    [
        "SECRET",
        '"SECRET"',
        "[1]",
        "null",
        '{"SECRET": 1, "SECRET": 1}',
        '{"id": 1, "case": {"SECRET": 1, "SECRET": 2}}',
        '{"a": NaN}',
        '{"a": -Infinity}',
        '{"a": SECRET}',
        '{"a": 1} {"a": 1}',
        '{"id": true, "case": {}}',
        '{"id": 1.5, "case": {}}',
        '{"id": [1], "case": {}}',
        '{"id": 9007199254740992, "case": {}}',
        json.dumps({"id": "S" * 201, "case": {}}),
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"a": ' + "9" * 5000 + "}",
        r'{"a": "SECRET\ud800"}',
        r'{"SECRET\udfff": 1}',
        r'{"id": "SECRET\ud800", "case": {}}',
    ],
)
def test_anything_else_is_refused_without_repeating_it(line: str) -> None:
    question = read_question(line.encode())

    assert refused(question)
    assert question is not None
    assert isinstance(question.case, BadLineError)
    assert "SECRET" not in question.case.summary + question.case.advice + question.case.detail


@pytest.mark.parametrize(
    "line", ['{"id": 7, "case": {}, "SECRET": 1}', r'{"id": 7, "case": {"a": "SECRET\ud800"}}']
)
def test_an_id_that_can_be_read_comes_back_with_the_refusal(line: str) -> None:
    question = read_question(line.encode())

    assert question is not None
    assert question.id == 7
    assert isinstance(question.case, BadLineError)


@pytest.mark.parametrize("line", [b"", b"   ", b"\t\r"])
def test_a_blank_line_asks_nothing(line: bytes) -> None:
    assert read_question(line) is None


def test_both_halves_of_a_character_are_one() -> None:
    assert read_question(rb'{"a": "\ud83e\uddd1"}') == Question(None, {"a": "\U0001f9d1"})


def test_what_is_no_utf8_or_too_long_is_refused() -> None:
    assert refused(read_question('{"ä": 1}'.encode("latin-1")))
    assert refused(read_question(TOO_LONG))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)


@given(st.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_line_is_a_question_or_refused(line: bytes) -> None:
    question = read_question(line)
    assert question is None or refused(question) or isinstance(question.case, dict)


@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4), st.text(max_size=200) | st.none())
def test_a_case_in_an_envelope_is_the_case(case: dict[str, Any], asked: str | None) -> None:
    line = json.dumps({"id": asked, "case": case}).encode()
    assert read_question(line) == Question(asked, case)
