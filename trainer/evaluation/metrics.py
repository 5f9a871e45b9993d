"""Figures over rows, each summed exactly, so that no order of adding can change a digit."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_DIGITS = 9


def figure(value: float) -> float:
    """Round to nine significant digits: what is written down and compared."""
    return float(f"{value:.{_DIGITS}g}")


def promised_rank(rows: int, level: float) -> int:
    """The rank of the residual that makes an interval's promise hold with ``rows`` rows."""
    # Without the rounding, 0.9 * 10 would be a hair above 9 and ask for the tenth.
    return math.ceil(round((rows + 1) * level, 9))


def mean(values: Iterable[float]) -> float:
    """The mean, summed exactly."""
    listed = [float(value) for value in values]
    return math.fsum(listed) / len(listed)


def rmse(outcome: Vector, score: Vector) -> float:
    """Root of the mean squared error, in points."""
    return math.sqrt(mean((outcome - score) ** 2))


def mae(outcome: Vector, score: Vector) -> float:
    """Mean absolute error, in points."""
    return mean(np.abs(outcome - score))


def r2(outcome: Vector, score: Vector) -> float:
    """Share of the outcome's variance that is explained; 0 where there is no variance."""
    centre = mean(outcome)
    total = math.fsum(((outcome - centre) ** 2).tolist())
    left = math.fsum(((outcome - score) ** 2).tolist())
    return 1 - left / total if total > 0 else 0.0


def round_step(step: float) -> float:
    """The next of 1, 2, 2.5 and 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times >= step * (1 - 1e-9))
