"""What one value of one column may be: the same rules for a form, a case file and a CSV cell."""

import math
import re
from dataclasses import dataclass
from difflib import get_close_matches

from typing_extensions import TypeIs

from engine.contract.model import CategoryInput, Input, NumberInput, Outcome
from engine.phrases import Phrase, phrase, row_of, row_of_numbers

Value = float | str | None

MAX_REFERENCE = 200
_SHOWN_VALUES = 8
_NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})(?:[eE][+-]?\d{1,3})?", re.ASCII)
# What a name of the contract must not hold either (engine.contract.model): control characters, ends
# of lines, and what turns the direction of writing, so that "live" would be read for "evil"; and
# half a character, which no UTF-8 can hold.
_NOT_SHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Violation:
    """A value that a column does not permit.

    Attributes:
        rule: Name of the rule: missing, number, whole, range, permitted, value, text.
        message: What is wrong and what would be right.
        mend: A value that is proposed instead, or nothing.
    """

    rule: str
    message: str
    mend: str = ""


def permitted_text(column: Input | Outcome) -> Phrase:
    """Say in words what a column permits, with its unit."""
    if isinstance(column, CategoryInput):
        names = [level.value for level in column.values]
        more = len(names) - _SHOWN_VALUES
        shown = phrase("one of {names}", names=row_of(names[:_SHOWN_VALUES]))
        return phrase("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown
    if isinstance(column, NumberInput) and column.permitted is not None:
        words = phrase("one of {numbers}", numbers=row_of_numbers(column.permitted))
    else:
        low, high = column.range
        words = phrase("{low:.15g} to {high:.15g}", low=low, high=high)
    unit = column.unit
    return phrase("{words} {unit}", words=words, unit=unit.label) if unit else words


def judge(column: Input | Outcome, value: object) -> Value | Violation:
    """Accept a typed value, as it comes from JSON or a form, or say what is wrong with it.

    Text is no number here: ``"120"`` is refused. ``None`` stands for unknown.
    """
    if value is None:
        return _judge_missing(column)
    if _is_category(column):
        return _judge_category(column, value)
    return _judge_number(column, value)


def judge_text(column: Input | Outcome, text: str) -> Value | Violation:
    """Accept a cell of a text file, or say what is wrong with it; an empty cell is unknown."""
    if not text.strip():
        return judge(column, None)
    if _is_category(column):
        return judge(column, text)
    if _NUMBER.fullmatch(text):
        return judge(column, float(text))
    stripped = text.strip()
    comma = _DECIMAL_COMMA.fullmatch(stripped)
    mend = stripped.replace(",", ".") if comma else stripped
    wrong = phrase("is not a number; permitted: {words}", words=permitted_text(column))
    if not _NUMBER.fullmatch(mend):
        return Violation("number", wrong)
    if comma:
        wrong = phrase("{wrong}; write a decimal point in place of the comma", wrong=wrong)
    else:
        wrong = phrase("{wrong}; leave out the spaces around it", wrong=wrong)
    return Violation("number", wrong, mend)


def judge_reference(value: object) -> str | Violation:
    """Accept a patient reference: one line of 1 to 200 characters, all of them to be seen."""
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_REFERENCE:
        return Violation(
            "text", phrase("must be text of 1 to {most} characters", most=MAX_REFERENCE)
        )
    hidden = hidden_in(value)
    if hidden:
        words = phrase(
            "holds {character}, which is not to be seen; type it anew, in one line",
            character=hidden,
        )
        return Violation("text", words)
    return value


def hidden_in(reference: str) -> Phrase | None:
    """Name the first character that a patient reference must not hold; None where it has none."""
    found = _NOT_SHOWN.search(reference)
    if found is None:
        return None
    if found[0] in "\n\r\x85\u2028\u2029":
        return phrase("a line break")
    if found[0] == "\t":
        return phrase("a tab")
    return phrase("the character {code}", code=f"U+{ord(found[0]):04X}")


def _judge_missing(column: Input | Outcome) -> Violation | None:
    if not isinstance(column, Outcome) and column.may_be_unknown:
        return None
    return Violation(
        "missing", phrase("is missing; permitted: {words}", words=permitted_text(column))
    )


def _judge_category(column: CategoryInput, value: object) -> str | Violation:
    if isinstance(value, str) and value in column.codes:
        return value
    words = permitted_text(column)
    if not isinstance(value, str):
        return Violation("value", phrase("must be text; permitted: {words}", words=words))
    wrong = phrase("is not permitted; permitted: {words}", words=words)
    near = _nearest(value, column.codes)
    if near:
        wrong = phrase("{wrong}; did you mean {near!r}?", wrong=wrong, near=near)
    return Violation("value", wrong, near)


def _judge_number(column: NumberInput | Outcome, value: object) -> float | Violation:
    if isinstance(value, bool) or not isinstance(value, int | float):
        words = permitted_text(column)
        return Violation("number", phrase("must be a number; permitted: {words}", words=words))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    low, high = column.range
    if not low <= number <= high:
        words = permitted_text(column)
        return Violation(
            "range", phrase("is outside the permitted range; permitted: {words}", words=words)
        )
    return _judge_input(column, number) if isinstance(column, NumberInput) else number


def _judge_input(column: NumberInput, number: float) -> float | Violation:
    if column.whole and not number.is_integer():
        words = permitted_text(column)
        return Violation(
            "whole",
            phrase("must be a whole number; permitted: {words}", words=words),
            f"{number:.0f}",
        )
    if column.permitted is not None and number not in column.permitted_set:
        words = permitted_text(column)
        return Violation(
            "permitted",
            phrase("is not one of the permitted numbers; permitted: {words}", words=words),
        )
    return number


def _is_category(column: Input | Outcome) -> TypeIs[CategoryInput]:
    # isinstance() on a model of pydantic runs Python for whatever it is not.
    return type(column) is CategoryInput


def _nearest(value: str, known: dict[str, int]) -> str:
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(value.strip().casefold()[:MAX_REFERENCE], by_fold, n=1, cutoff=0.75)
    return by_fold[near[0]] if near else ""
