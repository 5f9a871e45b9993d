"""Split conformal calibration: an interval that keeps its promise for exchangeable cases."""

import math

import numpy as np
from numpy.typing import NDArray

from engine.models.content import Calibration
from trainer.evaluation.metrics import figure

Vector = NDArray[np.float64]


def calibrate(outcome: Vector, score: Vector, level: float) -> Calibration:
    """Find the half width that covers ``level`` of new cases.

    Args:
        outcome: Observed outcomes of rows that were not learnt from, shape (rows,).
        score: The model's scores of the same rows.
        level: The promised coverage.

    Returns:
        Half width = the residual of rank ceil((rows + 1) * level), by size, rounded up in the
        ninth digit so that rounding never narrows it.

    Source:
        Lei et al., Distribution-Free Predictive Inference for Regression (2018), section 2.2.
    """
    rows = outcome.size
    rank = promised_rank(rows, level)
    residual = float(np.sort(np.abs(outcome - score))[rank - 1])
    rounded = figure(residual)
    half_width = rounded if rounded >= residual else figure(residual * (1 + 1e-8))
    return Calibration(
        format=1, method="split-conformal", level=level, rows=rows, half_width=half_width
    )


def promised_rank(rows: int, level: float) -> int:
    """The rank of the residual that makes the promise hold with ``rows`` rows."""
    # Without the rounding, 0.9 * 10 would be a hair above 9 and ask for the tenth.
    return math.ceil(round((rows + 1) * level, 9))


def inside(outcome: Vector, score: Vector, half_width: float) -> NDArray[np.bool_]:
    """Which outcomes lie in their interval, ends included."""
    return np.abs(outcome - score) <= half_width
