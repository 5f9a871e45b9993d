"""What a model's mean error is a sum of, for coded rows."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.models.differences import Parts, Pieces

Rows = NDArray[np.float64]


def part_matrix(inputs: Sequence[Parts], coded: Rows) -> Rows:
    """Say how much of each part is in each row.

    Args:
        inputs: The parts of each input.
        coded: Shape (rows, inputs), unknown as NaN.

    Returns:
        Between 0 and 1, shape (rows, parts).
    """
    blocks = [_block(parts, coded[:, place]) for place, parts in enumerate(inputs)]
    return np.concatenate(blocks, axis=1) if blocks else np.empty((coded.shape[0], 0))


def has_part(parts: Parts, code: float) -> bool:
    """Whether a known value of an input has a part of its own, so that it can be compared."""
    return parts.width > 0 if isinstance(parts, Pieces) else code in parts.values


def _block(parts: Parts, x: Rows) -> Rows:
    if isinstance(parts, Pieces):
        knots = np.array(parts.knots)
        # An unknown number counts as one from the middle.
        filled = np.where(np.isnan(x), knots[knots.size // 2], x)
        steps = (filled[:, None] - knots[:-1]) / np.diff(knots)
        clipped: Rows = np.clip(steps, 0.0, 1.0)
        return clipped
    own = (x[:, None] == np.array(parts.values)).astype(np.float64)
    return np.column_stack([own, own.sum(axis=1) == 0]) if parts.rest else own
