"""What the cells of one column of a CSV have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from engine.contract.model import NumberInput
from engine.contract.rules import Violation, judge_text

_MANY_ROWS = 20
_FEW_NUMBERS = 12
_OFTEN = 10
_HUGE = 1.7e308
_ANY_NUMBER = NumberInput(
    name="any", label="any", help="any", known="before", type="number", range=(-_HUGE, _HUGE)
)


@dataclass(frozen=True)
class ColumnFacts:
    """A column as the draft of a contract sees it.

    Attributes:
        name: Its heading.
        values: Its different texts, without spaces around them, sorted; empty cells left out.
        rows: How many rows there are.
        filled: How many of them have something in this column.
    """

    name: str
    values: tuple[str, ...]
    rows: int
    filled: int

    @classmethod
    def of(cls, name: str, cells: Sequence[str]) -> Self:
        """Look at every cell of a column."""
        stripped = [cell.strip() for cell in cells]
        values = tuple(sorted({cell for cell in stripped if cell}))
        return cls(name, values, len(stripped), sum(map(bool, stripped)))

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """Its different numbers, rising; empty where something in it is no number.

        Digits with a zero in front name something, such as a ward; they are no numbers.
        """
        numbers: set[float] = set()
        for value in self.values:
            if value[0] == "0" and value.isdigit() and len(value) > 1:
                return ()
            judged = _judged(value)
            if not isinstance(judged, float):
                return ()
            numbers.add(judged)
        return tuple(sorted(numbers))

    @property
    def decimal_comma(self) -> bool:
        """Whether numbers in it are written with a comma."""
        return bool(self.numbers) and any("," in value for value in self.values)

    @property
    def whole(self) -> bool:
        """Whether all its numbers are whole."""
        return all(number.is_integer() for number in self.numbers)

    @property
    def few_numbers(self) -> bool:
        """Whether it holds the same few numbers again and again."""
        count = len(self.numbers)
        return 1 < count <= _FEW_NUMBERS and self.filled >= count * _OFTEN

    @property
    def constant(self) -> bool:
        """Whether all its cells that are filled say the same."""
        return len(self.numbers or self.values) <= 1

    @property
    def own_value_each(self) -> bool:
        """Whether no value stands twice, in more rows than chance would allow."""
        return len(self.values) == self.filled == self.rows >= _MANY_ROWS

    @property
    def identifies(self) -> bool:
        """Whether it looks like the name of a row: text or numbered, and different in each."""
        if len(self.values) != self.rows or self.filled != self.rows:
            return False
        if _called_id(self.name):
            return not self.numbers or self.whole
        return self.own_value_each and not self.numbers


def _judged(value: str) -> object:
    judged = judge_text(_ANY_NUMBER, value)
    if isinstance(judged, Violation) and judged.mend:
        return judge_text(_ANY_NUMBER, judged.mend)
    return judged


def _called_id(name: str) -> bool:
    """Whether a heading says ``id`` as a word of its own, as in ``case_id`` or ``caseID``."""
    return name.casefold() == "id" or name.endswith(("ID", "Id", "_id", " id", "-id", ".id"))
