"""What a word of YAML stands for, where it stands for the same to every reader.

YAML 1.1 and 1.2 disagree about ``No``, ``012``, ``1e3``, ``1_000``, ``1:30`` and dates. A contract
that means one thing here and another in the next program would be a trap, so such words are
refused unless they are quoted; yes and no are true and false, as YAML 1.1 has them.
"""

import math
import re
from dataclasses import dataclass

_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "yes": True,
    "on": True,
    "false": False,
    "no": False,
    "off": False,
}
_CASED = {
    form: value
    for word, value in _WORDS.items()
    for form in (word, word.capitalize(), word.upper())
}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,39})")
_DECIMAL = re.compile(
    r"[-+]?(?:(?:0|[1-9][0-9]{0,39})\.[0-9]{0,40}(?:[eE][-+][0-9]{1,3})?|\.[0-9]{1,40})"
)
_DISPUTED = re.compile(
    r"[-+]?(?:0[0-9_]+|[0-9][0-9_]*|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+)"  # octal, 1_000, 0x1F
    r"|[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?"  # base sixty: 1:30
    r"|[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"  # 1_000.5, 007.5, 1e3
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].{0,40})?"  # a date
    r"|[=]|<<"
)
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


@dataclass(frozen=True, slots=True)
class Disputed:
    """A word that is not read the same everywhere, or is no number that can be used."""

    reason: str
    suggestion: str


def read_scalar(text: str) -> bool | int | float | str | Disputed | None:
    """Read a word that stands without quotes."""
    if text in _CASED:
        return _CASED[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else _not_finite(text)
    if _NOT_FINITE.fullmatch(text):
        return _not_finite(text)
    if _DISPUTED.fullmatch(text):
        return Disputed(
            f"{text[:40]} is not read alike by every program",
            f'write "{text[:40]}" in quotes where it is text, or as a plain decimal number',
        )
    return text


def is_word(text: str) -> bool:
    """Whether text without quotes would be read as the same text."""
    return read_scalar(text) == text


def _not_finite(text: str) -> Disputed:
    return Disputed(f"{text[:40]} is not a finite number", "write a number with its digits")
