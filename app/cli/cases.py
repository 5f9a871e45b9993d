"""Cases as they come in: one JSON object by column name."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from app.cli.pipes import require_input
from engine.durable import read_file
from engine.errors import ReportableError

MAX_CASE_BYTES = 1 << 20

HALF = "A text holds half a character: an escape from \\ud800 to \\udfff without its other half."
HALF_ADVICE = "Write the character itself, in UTF-8, or both halves of it."


class BadCaseFileError(ReportableError):
    """The file with the case is no JSON object."""

    code = "case-unreadable"
    default_advice = 'Write one JSON object, such as {"column": value}, in UTF-8.'


def read_case_file(name: str) -> Mapping[str, Any]:
    """Read a case from a file, or from standard input where the name is ``-``.

    Raises:
        BadCaseFileError: It is no JSON object, or a key stands twice in it.
        CannotReadError: The file cannot be read.
    """
    if name == "-":
        require_input()
        data = sys.stdin.buffer.read(MAX_CASE_BYTES + 1)
    else:
        data = read_file(Path(name), limit=MAX_CASE_BYTES)
    if len(data) > MAX_CASE_BYTES:
        raise BadCaseFileError(f"The case has more than {MAX_CASE_BYTES} bytes.")
    try:
        case = json_object(data)
    except ValueError as error:
        raise BadCaseFileError("The case is no JSON object with each key once.") from error
    if holds_half(data, case):
        raise BadCaseFileError(HALF, advice=HALF_ADVICE)
    return case


def json_object(data: bytes) -> dict[str, Any]:
    """Read one JSON object from UTF-8, with or without a byte order mark.

    Raises:
        ValueError: It is something else, or a key stands twice in it. The message may quote what
            was typed, so nobody is to be shown it.
    """
    try:
        value = _DECODER.decode(data.removeprefix(_BOM).decode())
    except RecursionError as error:
        message = "nested too deep"
        raise ValueError(message) from error
    if not isinstance(value, dict):
        message = "no object"
        raise ValueError(message)  # noqa: TRY004 - whatever is wrong with it, it is one kind
    return value


def holds_half(data: bytes, value: Mapping[str, Any]) -> bool:
    """Whether an object that was read from ``data`` holds half a character: no text at all.

    JSON can escape one half of a pair; UTF-8, and so the log, has no form for it.
    """
    if b"\\u" not in data:
        return False
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no number of JSON"
    raise ValueError(message)


_BOM = b"\xef\xbb\xbf"
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
