"""Figures of a model over rows that it was not learnt from, each with its bootstrap interval."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.models.report import Measured
from engine.progress import Progress
from trainer.evaluation.bootstrap import Bootstrap, Estimate, Sums
from trainer.evaluation.clusters import clustered_mean
from trainer.evaluation.metrics import figure, mean
from trainer.evaluation.parts import Judged

Vector = NDArray[np.float64]

# The columns of the sums that every figure follows from.
_ROWS, _ERROR, _SIZE, _SQUARE, _Y, _YY, _S, _SS, _SY, _BASE, _KEPT = range(11)
_NEARLY_ZERO = 1e-18
_MOST = 1e24


@dataclass(frozen=True)
class Estimates:
    """The figures.

    Attributes:
        figures: By name: rmse, mae, r2, bias, slope, intercept, gain (over the mean of these
            rows), gain_training (over the mean of training), coverage, width; each with its 95 %
            interval.
        baseline: RMSE of the mean of these rows.
        baseline_training: RMSE of the mean of training.
    """

    figures: Mapping[str, Estimate]
    baseline: float
    baseline_training: float


def estimate(
    judged: Judged,
    half: Vector,
    ends: tuple[float, float],
    training_mean: float,
    *,
    seed: int,
    progress: Progress,
) -> Estimates:
    """Estimate every figure.

    Args:
        judged: The rows.
        half: Half the width of each interval, shape (rows,).
        ends: Of the outcome's range; intervals end there.
        training_mean: What the plain mean of training says.
        seed: For the bootstrap.
        progress: Told how far it is.
    """
    bootstrap = _bootstrap(training_mean, judged, seed, progress)
    whole = bootstrap.whole
    return Estimates(
        figures=_estimates(ends, judged, half, bootstrap),
        baseline=_root(whole, _own_square(whole[None, :])[0]),
        baseline_training=_root(whole, whole[_BASE]),
    )


def _bootstrap(base: float, judged: Judged, seed: int, progress: Progress) -> Bootstrap:
    """Sum over rows what every figure follows from, around the means so that little is lost."""
    scored = judged.scored
    y, s = scored.outcome - mean(scored.outcome), scored.score - mean(scored.score)
    error = scored.outcome - scored.score
    columns = np.empty((y.size, _KEPT + 1))
    for place, column in (
        (_ROWS, np.ones(y.size)),
        (_ERROR, error),
        (_SIZE, np.abs(error)),
        (_SQUARE, error**2),
        (_Y, y),
        (_YY, y**2),
        (_S, s),
        (_SS, s**2),
        (_SY, s * y),
        (_BASE, (scored.outcome - base) ** 2),
        (_KEPT, judged.kept),
    ):
        columns[:, place] = column
    return Bootstrap(columns, judged.patient, seed=seed, progress=progress)


def _estimates(
    ends: tuple[float, float], judged: Judged, half: Vector, bootstrap: Bootstrap
) -> dict[str, Estimate]:
    scored, (low, high) = judged.scored, ends
    centre = mean(scored.outcome), mean(scored.score)

    def slope(sums: Sums) -> Vector:
        spread = sums[:, _SS] - sums[:, _S] ** 2 / sums[:, _ROWS]
        together = sums[:, _SY] - sums[:, _S] * sums[:, _Y] / sums[:, _ROWS]
        return _over(together, np.where(spread > _NEARLY_ZERO * sums[:, _ROWS], spread, 0.0))

    def intercept(sums: Sums) -> Vector:
        observed, scores = (sums[:, place] / sums[:, _ROWS] for place in (_Y, _S))
        at: Vector = centre[0] + observed - slope(sums) * (centre[1] + scores)
        return at

    figures = {
        "rmse": lambda sums: np.sqrt(sums[:, _SQUARE] / sums[:, _ROWS]),
        "mae": lambda sums: sums[:, _SIZE] / sums[:, _ROWS],
        "r2": lambda sums: 1 - _over(sums[:, _SQUARE], _own_square(sums)),
        "bias": lambda sums: sums[:, _ERROR] / sums[:, _ROWS],
        "slope": slope,
        "intercept": intercept,
        "gain": lambda sums: 1 - np.sqrt(_over(sums[:, _SQUARE], _own_square(sums))),
        "gain_training": lambda sums: 1 - np.sqrt(_over(sums[:, _SQUARE], sums[:, _BASE])),
        "coverage": lambda sums: sums[:, _KEPT] / sums[:, _ROWS],
    }
    estimates = {name: _rounded(bootstrap.estimate(one)) for name, one in figures.items()}
    width = np.clip(scored.score + half, low, high) - np.clip(scored.score - half, low, high)
    wide = clustered_mean(width, judged.patient)
    estimates["width"] = _rounded(Estimate(wide.value, *wide.interval(0.95), wide.error))
    return estimates


def _own_square(sums: Sums) -> Vector:
    """Squared distances of the outcomes from their own mean."""
    squares: Vector = sums[:, _YY] - sums[:, _Y] ** 2 / sums[:, _ROWS]
    return squares


def _over(above: Vector, below: Vector) -> Vector:
    """Divide; where there is nothing to divide by, there is no figure."""
    quotient: Vector = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return quotient


def _root(sums: Sums, squares: float) -> float:
    return figure(math.sqrt(squares / sums[_ROWS]))


def _rounded(one: Estimate) -> Estimate:
    return Estimate(*(figure(value) for value in (one.value, one.low, one.high, one.error)))


def measured(one: Estimate) -> Measured:
    """A figure as it is written down; what is no number, or none that says anything, is nothing."""
    value, low, high = (
        figure(end) if math.isfinite(end) and abs(end) <= _MOST else None
        for end in (one.value, one.low, one.high)
    )
    if value is None or low is None or high is None:
        return Measured(value=value, low=None, high=None)
    return Measured(value=value, low=low, high=high)
