"""Canonical JSON (RFC 8785) and SHA-256: one meaning, one sequence of bytes, one digest."""

import hashlib
import json
from typing import Any, NoReturn

import rfc8785

from engine.phrases import phrase


def canonical_json(value: Any) -> bytes:
    """Encode ``value`` as RFC 8785 canonical JSON."""
    return rfc8785.dumps(value)


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
