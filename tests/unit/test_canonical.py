"""Canonical JSON is written fast, and byte for byte as the library for it writes it."""

import struct
from enum import IntEnum, StrEnum
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.canonical import Written, canonical_json
from engine.phrases import phrase


class Colour(StrEnum):
    RED = "red"


class Level(IntEnum):
    HIGH = 3


class Named(dict[str, Any]):
    """An object of a kind of its own."""


def outcome(write: Any, value: Any) -> bytes | None:
    """What was written; nothing where it was refused."""
    try:
        written: bytes = write(value)
    except ValueError:
        return None
    return written


def writable(value: Any) -> bool:
    return outcome(rfc8785.dumps, value) is not None


HALF_PAIRS = st.characters(min_codepoint=0xD800, max_codepoint=0xDFFF, categories=["Cs"])
TEXT = st.text() | st.text(st.characters(min_codepoint=0xD7F0) | HALF_PAIRS, max_size=3)
NAMES = st.text(max_size=5) | st.text(st.characters(min_codepoint=0xD7F0), max_size=3)
ANY_BITS = st.binary(min_size=8, max_size=8).map(lambda bits: struct.unpack(">d", bits)[0])
NUMBERS = st.floats() | ANY_BITS | st.integers() | st.integers(-(2**54), 2**54).map(float)
PLAIN = st.none() | st.booleans() | NUMBERS | TEXT | st.sampled_from([Colour.RED, Level.HIGH])
JSON = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(NAMES, inner, max_size=6)
        | st.dictionaries(NAMES, inner, max_size=3).map(Named)
        | st.dictionaries(NAMES, inner, max_size=3).filter(writable).map(Written)
        | st.dictionaries(NAMES | st.integers(), inner, max_size=2)
    ),
    max_leaves=25,
)


@settings(deadline=None, max_examples=1000)
@given(value=JSON)
@example(value={"\ufb33": 1, "\U0001f600": 2, "\u20ac": 3, "\r": 4, "1": 5, "\x80": 6})
@example(value={"a": {"\U0001f600": 1, "\uffff": 2}})
@example(value=[0.0, -0.0, 5e-324, 1e-7, 1e-6, 9.999e-5, 1e-4, 1e15, 1e16, 1e20, 1e21, 1e23])
@example(value=[9007199254740991, -9007199254740991, 9007199254740992.0, 9007199254740994.0])
@example(value=['\x00\x1f\x7f\x85\u2028"\\/\b\f\n\r\t', "\ud800", {1: 2}, {"a": 1, 2: 3}])
def test_the_bytes_are_those_of_the_library_and_what_it_refuses_is_refused(value: Any) -> None:
    assert outcome(canonical_json, value) == outcome(rfc8785.dumps, value)


@settings(deadline=None, max_examples=3000)
@given(number=NUMBERS)
def test_a_number_is_written_as_the_library_writes_it(number: float) -> None:
    assert outcome(canonical_json, number) == outcome(rfc8785.dumps, number)


def test_what_was_written_once_is_written_alike_inside_another_and_does_not_change() -> None:
    value: dict[str, Any] = {"b": 1.0, "a": ["x", {"\U0001f600": 1, "\uffff": 2}]}
    once = Written(value)

    assert once == value
    assert once.text.encode() == rfc8785.dumps(value)
    assert canonical_json({"in": once}) == rfc8785.dumps({"in": value})
    with pytest.raises(TypeError, match="does not change"):
        once["b"] = 2


def test_a_phrase_is_written_as_its_sentence() -> None:
    said = phrase('{name} says "{number:.1f}"', name="Ä", number=2)

    assert canonical_json({"said": said}) == '{"said":"Ä says \\"2.0\\""}'.encode()


@pytest.mark.parametrize("value", [{1, 2}, b"bytes", object(), {"a": [1, {"b": 1j}]}, 2**53])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match=r"unsupported type|exceeds"):
        canonical_json(value)
