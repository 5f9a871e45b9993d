"""The design matrix of the families that need one column per category value."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the design: a number as it is, or 1 where an input has a certain code."""

    place: int
    code: int | None


def design_columns(widths: tuple[int, ...]) -> list[Column]:
    """The columns for a contract's inputs, in their order."""
    columns: list[Column] = []
    for place, width in enumerate(widths):
        columns += [Column(place, None)] if width == 0 else [Column(place, c) for c in range(width)]
    return columns


def design_matrix(coded: Matrix, widths: tuple[int, ...]) -> Matrix:
    """Spread coded rows out; an unknown category is 0 in all its columns, an unknown number NaN."""
    columns = design_columns(widths)
    design = np.empty((coded.shape[0], len(columns)))
    for i, column in enumerate(columns):
        x = coded[:, column.place]
        design[:, i] = x if column.code is None else x == column.code
    return design
