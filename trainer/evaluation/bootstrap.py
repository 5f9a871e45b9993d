"""Intervals of figures over rows by the bootstrap, patient by patient, in one pass over the rows.

Every figure here is a function of sums over rows. So each patient's sums are taken once, a resample
is a number of times for each patient, and its figures follow from one product.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from engine.progress import Progress
from trainer.evaluation.metrics import mean

Vector = NDArray[np.float64]
Sums = NDArray[np.float64]
Figure = Callable[[Sums], Vector]
"""From sums, shape (any, columns), to the figure of each, shape (any,)."""

RESAMPLES = 2000
CONFIDENCE = 0.95

_TOLD_EVERY = 50


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its interval.

    Attributes:
        value: Of the rows as they are.
        low: Lower end of the interval.
        high: Upper end.
        error: Standard deviation over the resamples.
    """

    value: float
    low: float
    high: float
    error: float


class Bootstrap:
    """Resamples patients with replacement and keeps what the resamples' sums are.

    Args:
        columns: What is summed, shape (rows, columns).
        patient: A number per patient, shape (rows,).
        seed: For the draws: the same seed gives the same intervals.
        progress: Told how far it is.
        resamples: How many.
    """

    def __init__(
        self,
        columns: NDArray[np.float64],
        patient: NDArray[np.int64],
        *,
        seed: int,
        progress: Progress,
        resamples: int = RESAMPLES,
    ) -> None:
        _, place = np.unique(patient, return_inverse=True)
        patients = int(place.max()) + 1
        self.parts: Sums = np.stack(
            [np.bincount(place, weights=column, minlength=patients) for column in columns.T], axis=1
        )
        self.whole: Sums = self.parts.sum(axis=0)
        chance = np.random.Generator(np.random.PCG64(seed))
        self.drawn: Sums = np.empty((resamples, columns.shape[1]))
        by_column = np.ascontiguousarray(self.parts.T)
        for number in range(resamples):
            taken = np.bincount(chance.integers(patients, size=patients), minlength=patients)
            # Not by @: BLAS adds in another order on another machine, and is slower at this.
            self.drawn[number] = np.einsum("i,ji->j", taken.astype(np.float64), by_column)
            if number % _TOLD_EVERY == 0:
                progress.report("bootstrap", number / resamples)

    def estimate(self, figure: Figure, confidence: float = CONFIDENCE) -> Estimate:
        """Give a figure its bias-corrected and accelerated interval (BCa).

        The ends are quantiles of the resamples at levels moved by ``z0``, by how far the resamples
        lie beside the figure, and by ``a``, by how fast its error changes, from leaving out one
        patient at a time::

            level = Phi(z0 + (z0 + z) / (1 - a (z0 + z)))     z = Phi^-1((1 -+ confidence) / 2)

        Where all resamples lie on one side of the figure, the plain quantiles are taken.

        Source:
            Efron, Better Bootstrap Confidence Intervals (1987), sections 3 and 7.
        """
        value = float(figure(self.whole[None, :])[0])
        found = figure(self.drawn)
        found = np.sort(found[np.isfinite(found)])
        if not math.isfinite(value) or found.size == 0:
            return Estimate(value, math.nan, math.nan, math.nan)
        tail = (1 - confidence) / 2
        levels = self._levels(figure, value, found, (tail, 1 - tail))
        low, high = np.quantile(found, levels).tolist()
        return Estimate(value, min(low, value), max(high, value), float(found.std()))

    def _levels(
        self, figure: Figure, value: float, found: Vector, tails: tuple[float, float]
    ) -> tuple[float, float]:
        below = ((found < value).sum() + 0.5 * (found == value).sum()) / found.size
        without = figure(self.whole - self.parts)
        if not 0 < below < 1 or not np.isfinite(without).all():
            return tails
        normal = NormalDist()
        moved, away = normal.inv_cdf(float(below)), mean(without) - without
        # Not by np.power: its last digit depends on the processor.
        squares = away * away
        spread = math.fsum(squares.tolist())
        a = math.fsum((squares * away).tolist()) / (6 * spread**1.5) if spread > 0 else 0.0
        low, high = (moved + normal.inv_cdf(tail) for tail in tails)
        return normal.cdf(moved + low / (1 - a * low)), normal.cdf(moved + high / (1 - a * high))
