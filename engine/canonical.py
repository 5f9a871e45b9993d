"""Canonical JSON (RFC 8785) and SHA-256: one meaning, one sequence of bytes, one digest."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, NoReturn

import rfc8785
from typing_extensions import override

from engine.phrases import Phrase, phrase

_LARGEST_INT = 2**53 - 1
# In between, Python and ECMAScript both write a number without an exponent, in the same digits.
_LEAST_PLAIN, _BEYOND_PLAIN = 1e-4, 1e16
_SORTED_OTHERWISE = re.compile("[\ud800-\U0010ffff]")
"""Where one of these stands, UTF-16 may sort names in another order; half of a pair is no text."""


class Written(dict[str, Any]):
    """An object that keeps its canonical text, for what is written more than once.

    Nothing may change it, or what is in it, from then on.

    Attributes:
        text: Its canonical JSON.
    """

    __slots__ = ("text",)

    def __init__(self, value: Mapping[str, Any]) -> None:
        super().__init__(value)
        self.text = canonical_json(value).decode()

    @override
    def __setitem__(self, name: str, value: object) -> NoReturn:
        message = "what was written does not change"
        raise TypeError(message)


def canonical_json(value: Any) -> bytes:
    """Encode ``value`` as RFC 8785 canonical JSON.

    The bytes are always those of the ``rfc8785`` library. What Wardcast writes all the time is
    written here in a fraction of its time; whatever is not so plain is left to the library, and so
    is every refusal.

    Raises:
        ValueError: It holds something that canonical JSON cannot say.
    """
    try:
        text = _written(value)
    except TypeError:
        # A name that is no text.
        return rfc8785.dumps(value)
    if not text.isascii() and _SORTED_OTHERWISE.search(text):
        return rfc8785.dumps(value)
    return text.encode()


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of the canonical form of ``value``."""
    return sha256_hex(canonical_json(value))


def parse_canonical(data: bytes) -> Any:
    """Parse bytes that must be canonical JSON already.

    Duplicate keys, white space, other number forms and byte order marks all differ from
    their own canonical re-encoding, so one comparison refuses them all.

    Raises:
        ValueError: The bytes are not JSON, or not its canonical form.
    """
    try:
        value = json.loads(data, parse_constant=_refuse_constant)
        same = canonical_json(value) == data
    except (UnicodeDecodeError, RecursionError, rfc8785.CanonicalizationError) as error:
        kind = type(error).__name__
        raise ValueError(phrase("not canonical JSON: {kind}", kind=kind)) from error
    if not same:
        raise ValueError(phrase("the bytes are JSON but not in canonical form"))
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(phrase("{name} is not a JSON number", name=name))


def _written(value: Any) -> str:
    return _WRITERS.get(type(value), _by_its_kind)(value)


def _by_its_kind(value: Any) -> str:
    # Text is here a member of an enumeration.
    return encode_basestring(value) if isinstance(value, str) else _by_the_library(value)


def _by_the_library(value: Any) -> str:
    return rfc8785.dumps(value).decode()


def _object(value: Mapping[str, Any]) -> str:
    # Spelled out, and so is the array: a call more for each value is a fifth of the time.
    writer_of = _WRITERS.get
    parts = [
        opening + writer_of(type(item := value[name]), _by_its_kind)(item)
        for name, opening in _layout(tuple(value))
    ]
    return f"{{{','.join(parts)}}}"


@lru_cache(maxsize=1024)
def _layout(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Sort an object's names, each with the text that opens its member; few kinds come again."""
    return [(name, f"{encode_basestring(name)}:") for name in sorted(names)]


def _array(value: Sequence[Any]) -> str:
    parts = [_WRITERS.get(type(item), _by_its_kind)(item) for item in value]
    return f"[{','.join(parts)}]"


def _number(value: float) -> str:
    if _LEAST_PLAIN <= abs(value) < _BEYOND_PLAIN:
        return repr(value).removesuffix(".0")
    return _by_the_library(value)


def _whole(value: int) -> str:
    return str(value) if abs(value) <= _LARGEST_INT else _by_the_library(value)


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    dict: _object,
    Written: attrgetter("text"),
    list: _array,
    tuple: _array,
    str: encode_basestring,
    Phrase: encode_basestring,
    float: _number,
    int: _whole,
    bool: ("false", "true").__getitem__,
    type(None): lambda _: "null",
}
