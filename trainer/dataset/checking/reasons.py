"""The likeliest reason why a contract refuses a text, and what was probably meant.

What is proposed is a text that the contract permits, or an empty one where it may be unknown.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.contract.model import CategoryInput, Input, NumberInput, Outcome
from engine.contract.rules import Violation, judge_text
from trainer.dataset.checking.lookalikes import (
    like_a_date,
    like_a_serial,
    readings,
    says_unknown,
)
from trainer.dataset.checking.units import in_unit_of, scaled
from trainer.dataset.checking.words import Words
from trainer.dataset.mending.texts import cleaned, decoded

FACTORS = (Decimal(1000), Decimal("0.001"))
"""A refused number may be in another unit when it is permitted times one of these."""

Key = str | frozenset[str]

_PLAIN = re.compile(r"[+-]?\d{1,20}(?:\.\d{0,20})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text is refused.

    Attributes:
        kind: The kind of finding; empty when nothing is left but spaces or an encoding.
        text: What is proposed instead: a text, an empty one for unknown, or nothing.
    """

    kind: str
    text: str | None = None


class Reasons:
    """Explains the refused texts of one column.

    Args:
        spec: The column.
        words: What texts mean.
    """

    def __init__(self, spec: Input | Outcome, words: Words) -> None:
        self._spec = spec
        values = spec.codes if isinstance(spec, CategoryInput) else ()
        # In this order: what differs in its letters only is nearer than what means the same.
        self._alike: tuple[tuple[str, Callable[[str], Key], Mapping[Key, str]], ...] = (
            ("case", words.letters, _only_ones(values, words.letters)),
            ("synonym", words.meaning, _only_ones(values, words.meaning)),
        )

    def of(self, text: str, found: Violation) -> Trouble:
        """Find the likeliest reason why a text is refused.

        The text is looked at without its spaces and in its right encoding: those are findings of
        their own.
        """
        spec, meant = self._spec, cleaned(decoded(text))
        if not meant or self._fits(meant):
            return Trouble("")
        if says_unknown(meant, number=not isinstance(spec, CategoryInput)):
            may_be = not isinstance(spec, Outcome) and spec.may_be_unknown
            return Trouble("missing-word", "" if may_be else None)
        if like_a_date(meant):
            return Trouble("date")
        if isinstance(spec, CategoryInput):
            return self._value(meant, found)
        return self._number(spec, meant) or self._impossible(found)

    def _fits(self, text: str) -> bool:
        if isinstance(self._spec, CategoryInput):
            return text in self._spec.codes
        return bool(text) and not isinstance(judge_text(self._spec, text), Violation)

    def _value(self, text: str, found: Violation) -> Trouble:
        for kind, key, values in self._alike:
            if (value := values.get(key(text))) is not None:
                return Trouble(kind, value)
        return Trouble("misspelt", found.mend) if found.mend else Trouble("value-unknown")

    def _number(self, spec: NumberInput | Outcome, text: str) -> Trouble | None:
        marks = {plain: kind for kind, plain in readings(text) if self._fits(plain)}
        if marks:
            # Where two readings are permitted, nobody can tell which one was meant.
            (plain, kind), *others = marks.items()
            return Trouble("marks-ambiguous") if others else Trouble(kind, plain)
        if self._fits(quantity := in_unit_of(spec, text)):
            return Trouble("unit", quantity)
        if _PLAIN.fullmatch(text):
            times = [other for factor in FACTORS if self._fits(other := scaled(text, factor))]
            if len(times) == 1:
                return Trouble("unit-factor", times[0])
            if like_a_serial(text):
                return Trouble("date")
        return None

    def _impossible(self, found: Violation) -> Trouble:
        if found.rule == "whole" and self._fits(found.mend):
            return Trouble("not-whole", found.mend)
        return Trouble("not-a-number" if found.rule == "number" else "impossible")


def _only_ones(values: Iterable[str], key: Callable[[str], Key]) -> Mapping[Key, str]:
    """The value of each key, where no other value has the same key and the key says something."""
    having: dict[Key, list[str]] = defaultdict(list)
    for value in values:
        having[key(value)].append(value)
    return {name: found[0] for name, found in having.items() if name and len(found) == 1}
