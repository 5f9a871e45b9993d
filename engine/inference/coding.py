"""From a case's values to a coded row."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import CategoryInput, Contract
from engine.contract.rules import Value
from engine.phrases import phrase


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


def value_text(contract: Contract, place: int, code: float) -> str:
    """Say a coded value in words, with its unit."""
    column = contract.inputs[place]
    if np.isnan(code):
        return phrase("unknown")
    if isinstance(column, CategoryInput):
        level = column.values[int(code)]
        return level.label or level.value
    if column.unit is None:
        return phrase("{number:.10g}", number=code)
    return phrase("{number:.10g} {unit}", number=code, unit=column.unit.label)
