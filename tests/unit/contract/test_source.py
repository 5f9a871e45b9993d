"""The part of YAML that a contract is written in, and what is refused of the rest."""

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract import source
from engine.contract.scalars import Disputed, read_scalar
from engine.contract.source import MAX_DEPTH, read_source
from engine.contract.writing import number_word, text_word


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def _either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(yaml, request.param):
        pytest.skip(f"PyYAML was built without {request.param}")
    monkeypatch.setattr(source, "_LOADER", getattr(yaml, request.param))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("a: 1\nb: &x 2\n", 2, "anchors and aliases"),
        ("a: 1\nb: *x\n", 2, "anchors and aliases"),
        ("a: 1\nb: !!str 2\n", 2, "tags such as"),
        ("a: 1\nb: !!python/object:os.system {}\n", 2, "tags such as"),
        ("a: 1\nb: ! 2\n", 2, "tags such as"),
        ("a: 1\n--- \nb: 2\n", 2, "a second document"),
        ("a:\n\t- 1\n", 2, "a tab stands at the beginning"),
        ("a: b: c\n", 1, "a colon stands where none can"),
        ("a:\n  b: 1\n c: 2\n", 3, "this does not line up"),
        ("a: 'x\n", 1, "a quote is opened and not closed"),
        ("a: [1, 2\n", 1, "a list is not closed"),
        ("a: {b: 1\n", 1, "a group is not closed"),
        ("a: 1\nb: `c`\n", 2, "this character cannot begin a value"),
        ('a: "\\q"\n', 1, "a backslash that stands for nothing"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key must be a word"),
        ("a: 1\nb: \x07\n", 2, "a control character"),
        ('a: "\\a"\n', 1, "an escape stands for a control character"),
        ("[" * 100, 1, f"this is nested deeper than {MAX_DEPTH} levels"),
    ],
)
def test_what_no_contract_needs_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    found = read_source(text.encode())
    assert not found.readable
    (problem,) = found.problems
    assert problem.line == line
    assert problem.reason.startswith(reason)


def test_text_that_is_not_utf_8_is_refused_with_its_line() -> None:
    (problem,) = read_source("a: 1\nb: é\n".encode("cp1252")).problems
    assert (problem.line, problem.reason) == (2, "the text is not UTF-8")


@pytest.mark.parametrize("escape", ["\\ud800", "\\U00110000", "\\UFFFFFFFF"])
def test_an_escape_beyond_unicode_is_refused(escape: str) -> None:
    assert not read_source(f'a: "{escape}"\n'.encode()).readable


def test_an_endless_version_number_is_refused() -> None:
    assert not read_source(b"%YAML " + b"9" * 5000 + b".1\n---\na: 1\n").readable


def test_a_key_that_stands_twice_is_named_with_both_lines_and_the_rest_is_read() -> None:
    found = read_source(b"a: 1\nb: 2\na:\n  - 3\nc: 4\n")
    assert found.value == {"a": 1, "b": 2, "c": 4}
    (problem,) = found.problems
    assert (problem.line, problem.path) == (3, "a")
    assert problem.reason == "the key stands twice, in line 1 and in line 3"


def test_every_value_is_found_with_its_line() -> None:
    found = read_source(b"a: 1\nb:\n  - c: 2\n    d: [3,\n      4]\n")
    assert found.line(("b", 0, "d", 1)) == 5
    assert found.line(("b", 0, "e")) == 3
    assert found.line(("z",)) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("No", False),
        ("ON", True),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-17", -17),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.0e+3", 1000.0),
        ("two words", "two words"),
        ("yEs", "yEs"),
        ("1 mg", "1 mg"),
        ("v1.2", "v1.2"),
        ("N06AB06", "N06AB06"),
    ],
)
def test_a_word_that_all_readers_agree_on_is_read(text: str, value: Any) -> None:
    read = read_scalar(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        "012",
        "1e3",
        "0x1F",
        "0o17",
        "0b1",
        "1_000",
        "1:30",
        "2024-01-31",
        "1_0.5",
        "=",
        "<<",
        "9" * 50,
    ],
)
def test_a_word_that_readers_disagree_on_is_refused(text: str) -> None:
    assert isinstance(read_scalar(text), Disputed)


@pytest.mark.parametrize("text", [".inf", "-.INF", ".nan", "1.0e+999"])
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    read = read_scalar(text)
    assert isinstance(read, Disputed)
    assert "finite" in read.reason


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), max_size=30))
@settings(deadline=None)
def test_text_that_was_written_is_read_as_the_same_text(text: str) -> None:
    # Non-characters cannot stand in YAML; no name may hold them either.
    written = f"a: {text_word(text)}\nb: [{{c: {text_word(text)}}}]\n{text_word('k' + text)}: 1\n"
    found = read_source(written.encode())
    assert found.problems == ()
    assert found.value == {"a": text, "b": [{"c": text}], "k" + text: 1}


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(deadline=None)
def test_a_number_that_was_written_is_read_as_the_same_number(number: float) -> None:
    word = number_word(number)
    found = read_source(f"a: {word}\n".encode())
    assert found.problems == ()
    assert found.value == {"a": number}
    assert yaml.safe_load(f"a: {word}\n") == {"a": number}
