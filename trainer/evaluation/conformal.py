"""Split conformal calibration: an interval that keeps its promise for exchangeable cases."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.inference.widths import ExpectedError
from engine.models.content import Calibration
from engine.models.spread import Spread
from trainer.evaluation.metrics import figure, promised_rank

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Rows with what was observed and what was predicted.

    Attributes:
        coded: Shape (rows, inputs).
        outcome: Shape (rows,).
        score: The model's raw scores, shape (rows,).
    """

    coded: Vector
    outcome: Vector
    score: Vector

    def __getitem__(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> "Scored":
        """Some of the rows."""
        return Scored(self.coded[rows], self.outcome[rows], self.score[rows])

    @property
    def error(self) -> Vector:
        """How far each was missed, shape (rows,), in points."""
        missed: Vector = np.abs(self.outcome - self.score)
        return missed


def calibrate(
    scored: Scored, level: float, spread: Spread | None = None, gain: float = 0.0
) -> Calibration:
    """Find the half width that covers ``level`` of new cases.

    Args:
        scored: Rows that neither the model nor the spread was learnt from.
        level: The promised coverage.
        spread: What to divide each residual by; its case's width is multiplied by it.
        gain: What the spread gains, for the record.

    Returns:
        Half width = the residual of rank ceil((rows + 1) * level), by size, rounded up in the
        ninth digit so that rounding never narrows it.

    Source:
        Lei et al., Distribution-Free Predictive Inference for Regression (2018), sections 2.2
        and 5.2.
    """
    residual = scored.error
    if spread is not None:
        residual = residual / ExpectedError(spread).of_rows(scored.coded)
    promised = float(np.sort(residual)[promised_rank(residual.size, level) - 1])
    rounded = figure(promised)
    return Calibration(
        format=1,
        method="split-conformal",
        level=level,
        rows=residual.size,
        half_width=rounded if rounded >= promised else figure(promised * (1 + 1e-8)),
        spread=spread,
        gain=gain,
    )


def inside(scored: Scored, half_width: Vector) -> NDArray[np.bool_]:
    """Which outcomes lie in their interval, ends included; half widths of shape (rows,)."""
    return scored.error <= half_width
