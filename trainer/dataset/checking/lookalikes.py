"""Texts that look like something else than the value that they stand for."""

import re
from collections.abc import Iterator

# An empty cell in words of its own. "none" is left out: it may be a finding of its own.
_UNKNOWN = frozenset(
    [
        *("n/a", "na", "n.a.", "nan", "null", "nil", "unknown", "not known", "not available"),
        *("missing", "?", "??", "-", "--", ".", "*", "unbekannt", "k.a."),
        *("#n/a", "#na", "#null!", "#value!", "#ref!", "#div/0!"),
    ]
)
_UNKNOWN_NUMBERS = frozenset({"-9", "-99", "-999", "-9999", "999", "9999", "99999"})

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].{0,30})?"
    r"|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?: .{0,30})?"
    r"|\d{1,2}[- .][^\W\d_]{3,9}\.?(?:[- ](?:\d{4}|\d{2}))?"
    r"|[^\W\d_]{3}-\d{2}"
)
_DIGITS_OF_A_DATE = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?")

_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,20},\d{1,20}")
_MARKS = ((",", r"\."), (r"\.", ","), (" ", "[.,]"), ("['\u2019_]", "[.,]"))
_GROUPED = tuple(
    (mark, re.compile(rf"[+-]?\d{{1,3}}(?:{mark}\d{{3}})+(?:{decimal}\d{{1,20}})?"))
    for mark, decimal in _MARKS
)


def says_unknown(text: str, *, number: bool) -> bool:
    """Whether a text that is no value says that nothing is known."""
    return text.casefold() in _UNKNOWN or (number and text in _UNKNOWN_NUMBERS)


def like_a_date(text: str) -> bool:
    """Whether a text is written like a date, such as 2024-01-31, 31.1.24, 5-Jan or 20240131."""
    return bool(_DATE.fullmatch(text) or _DIGITS_OF_A_DATE.fullmatch(text))


def like_a_serial(text: str) -> bool:
    """Whether a number may be a spreadsheet's day: 20,000 to 59,999 are the years 1954 to 2064."""
    return bool(_SERIAL.fullmatch(text))


def readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a number with other marks may be: the kind of mark, and the number without."""
    if _DECIMAL_COMMA.fullmatch(text):
        yield "decimal-comma", text.replace(",", ".")
    for mark, pattern in _GROUPED:
        if pattern.fullmatch(text):
            yield "thousands", re.sub(mark, "", text).replace(",", ".")
