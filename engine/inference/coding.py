"""From a case's values to a coded row."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import CategoryInput, Contract, Input, NumberInput
from engine.contract.rules import Value
from engine.phrases import Phrase, phrase


def code_row(contract: Contract, values: Sequence[Value]) -> NDArray[np.float64]:
    """Code one case: numbers as they are, a category by its place, unknown as NaN.

    Args:
        contract: The contract that the values were checked against.
        values: One value per input, in the contract's order.

    Returns:
        Shape (inputs,).
    """
    row = np.empty(len(contract.inputs))
    for place, (column, value) in enumerate(zip(contract.inputs, values, strict=True)):
        if value is None:
            row[place] = np.nan
        elif isinstance(column, CategoryInput):
            row[place] = column.codes[str(value)]
        else:
            row[place] = float(value)
    return row


class Coder:
    """Codes the values of cases under one contract, as :func:`code_row` does, to plain floats."""

    def __init__(self, contract: Contract) -> None:
        self._codes: list[dict[Value, float] | None] = [
            {value: float(code) for value, code in column.codes.items()}
            if isinstance(column, CategoryInput)
            else None
            for column in contract.inputs
        ]

    def __call__(self, values: Sequence[Value]) -> list[float]:
        """Code one case: one value per input, in the contract's order."""
        return [
            math.nan if value is None else float(value) if codes is None else codes[value]
            for value, codes in zip(values, self._codes, strict=True)
        ]


def value_text(contract: Contract, place: int, code: float) -> str:
    """Say a coded value in words, with its unit."""
    column = contract.inputs[place]
    if math.isnan(code):
        return phrase("unknown")
    if isinstance(column, CategoryInput):
        level = column.values[int(code)]
        return level.label or level.value
    if column.unit is None:
        return phrase("{number:.10g}", number=code)
    return phrase("{number:.10g} {unit}", number=code, unit=column.unit.label)


def stretch_text(column: Input, low: float, high: float, *, below: bool) -> Phrase:
    """Say a stretch of a number in words, with its unit.

    Args:
        column: The number.
        low: Where the stretch begins; minus infinity where it has no such end.
        high: Where it ends; infinity where it has no such end, but it has one of the two.
        below: Whether ``high`` itself is left out.
    """
    if isinstance(column, NumberInput) and column.permitted is not None:
        held = [n for n in column.permitted if low <= n and (n < high if below else n <= high)]
        low, high, below = min(held, default=low), max(held, default=high), below and not held
    elif isinstance(column, NumberInput) and column.whole:
        low = low if math.isinf(low) else math.ceil(low)
        high, below = math.ceil(high) - 1 if below else high, False
    unit = column.unit.label if isinstance(column, NumberInput) and column.unit else ""
    if math.isinf(low) or math.isinf(high):
        words = _open_stretch(low, high, below=below)
    elif low >= high:
        words = phrase("{number:.10g}", number=low)
    elif below:
        words = phrase("{low:.6g} to below {high:.6g}", low=low, high=high)
    elif isinstance(column, NumberInput) and not column.whole and column.permitted is None:
        words = phrase("{low:.6g} to {high:.6g}", low=low, high=high)
    else:
        words = phrase("{low:.10g} to {high:.10g}", low=low, high=high)
    return phrase("{words} {unit}", words=words, unit=unit) if unit else words


def _open_stretch(low: float, high: float, *, below: bool) -> Phrase:
    if math.isinf(high):
        return phrase("at least {low:.10g}", low=low)
    return (
        phrase("below {high:.10g}", high=high) if below else phrase("up to {high:.10g}", high=high)
    )
