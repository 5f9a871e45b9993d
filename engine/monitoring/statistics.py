"""How far counts have moved from the counts of training: PSI, Kolmogorov-Smirnov, moments.

All of it works on histograms. Counts are whole numbers in an array of shape (bins + 1,): one per
bin, and the unknown values last.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]

LEAST_EXPECTED = 10
"""Bins are pooled until each of them should hold so many cases, were nothing to have moved."""

_SMOOTHED_BY = 0.5
_KOLMOGOROV_TERMS = 100


@dataclass(frozen=True, slots=True)
class Stability:
    """A population stability index.

    Attributes:
        psi: The index, in nats; what chance alone is expected to add is still in it.
        corrected: The same less what chance is expected to add, and never below 0.
        chance: The probability that chance alone gives such an index or a larger one.
        bins: How many bins it was made from, after pooling.
    """

    psi: float
    corrected: float
    chance: float
    bins: int


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and variance, of cases taken to lie in the middle of their bins."""

    mean: float
    variance: float


def population_stability(expected: Counts, observed: Counts, *, ordered: bool) -> Stability:
    """Measure how far a distribution has moved from its reference.

    ``psi = sum((q - p) ln(q / p))`` over the shares ``p`` and ``q`` of the bins, each count raised
    by a half so that an empty bin has a logarithm. While nothing has moved, ``psi`` divided by
    ``1/n + 1/m`` is distributed like chi-square with ``bins - 1`` degrees of freedom: so chance
    adds ``(bins - 1)(1/n + 1/m)`` to it on average, which is taken off again, and the chi-square
    distribution tells how probable an index is by chance alone.

    That holds while no bin is nearly empty. Bins are therefore pooled before, by the reference and
    the number of cases alone: neighbours of a number, the rarest values of a category. Unknown
    values stay a bin of their own.

    Args:
        expected: The reference, shape (bins + 1,), at least one above zero.
        observed: What was counted of late, same shape, at least one above zero.
        ordered: Whether neighbouring bins are alike, as those of a number are.

    Source:
        Siddiqi, Credit Risk Scorecards (2006), ch. 7, for the index; Yurdakul and Naranjo,
        Statistical properties of the population stability index, Journal of Risk Model Validation
        14 (2020), for its distribution; Abramowitz and Stegun, 26.4.4 and 26.4.5, for chi-square.
    """
    m, n = int(expected.sum()), int(observed.sum())
    groups = _pooled(expected, n / m, ordered=ordered)
    held = np.stack([np.bincount(groups, weights=counts) for counts in (expected, observed)])
    raised = held[:, held.any(axis=0)] + _SMOOTHED_BY
    p, q = raised / raised.sum(axis=1, keepdims=True)
    psi = float(((q - p) * np.log(q / p)).sum())
    freedom, scale = p.size - 1, 1 / n + 1 / m
    chance = _chi_square_above(psi / scale, freedom) if freedom else 1.0
    return Stability(psi, max(0.0, psi - freedom * scale), chance, p.size)


def kolmogorov_smirnov(expected: Counts, observed: Counts) -> tuple[float, float] | None:
    """Return the largest distance between the two cumulated shares, and how probable by chance.

    From binned counts, so the distance is one at the edges of the bins: the true one is at least
    as large, and the probability at least as small. Unknown values take no part.

    Args:
        expected: The reference, shape (bins + 1,).
        observed: What was counted of late, same shape.

    Returns:
        Distance and probability; nothing where one of the two holds no known value.

    Source:
        Stephens, Journal of the Royal Statistical Society B 32 (1970), for the probability of
        finite samples; Noether, Technometrics 5 (1963): it is an upper bound for binned ones.
    """
    m, n = int(expected[:-1].sum()), int(observed[:-1].sum())
    if m == 0 or n == 0:
        return None
    apart = np.cumsum(expected[:-1]) / m - np.cumsum(observed[:-1]) / n
    distance = float(np.abs(apart).max())
    root = np.sqrt(n * m / (n + m))
    return distance, _kolmogorov_above((root + 0.12 + 0.11 / root) * distance)


def moments(edges: NDArray[np.float64], counts: Counts) -> Moments:
    """Return mean and variance of a number from its histogram.

    A case counts as the middle of its bin, in the reference as of late: the two can be compared.
    Sums of the values themselves would be more exact, and would give a single case away.

    Args:
        edges: Shape (bins + 1,).
        counts: Shape (bins + 1,), the unknown values last; at least two known ones.
    """
    known = counts[:-1]
    n = int(known.sum())
    middle = (edges[:-1] + edges[1:]) / 2
    mean = float(known @ middle) / n
    return Moments(mean, float(known @ (middle - mean) ** 2) / (n - 1))


def _pooled(expected: Counts, per_row: float, *, ordered: bool) -> NDArray[np.int64]:
    """Give each bin the number of its group, shape (bins + 1,); the unknown bin keeps its own."""
    least = LEAST_EXPECTED / min(per_row, 1.0)
    bins = expected[:-1]
    order = np.arange(bins.size) if ordered else np.argsort(bins, kind="stable")
    groups = np.zeros(expected.size, np.int64)
    group, held = 0, 0
    for place in order.tolist():
        if held >= least:
            group, held = group + 1, 0
        groups[place] = group
        held += int(bins[place])
    if held < least and group > 0:
        group -= 1
        groups[groups > group] = group
    if group == 0:
        # Two are left whatever they should hold: with one, nothing could be seen to move.
        groups[np.argmax(bins)] = group = 1
    groups[-1] = group + 1
    return groups


def _chi_square_above(value: float, freedom: int) -> float:
    """The probability that chi-square exceeds ``value``, exactly, in steps of two freedoms."""
    if value <= 0:
        return 1.0
    half = value / 2
    odd = freedom % 2 == 1
    above, order = (math.erfc(math.sqrt(half)), 0.5) if odd else (math.exp(-half), 1.0)
    while order < freedom / 2:
        above += math.exp(order * math.log(half) - half - math.lgamma(order + 1))
        order += 1
    return min(above, 1.0)


def _kolmogorov_above(value: float) -> float:
    if value < 0.2:  # noqa: PLR2004 - there it is 1 to twelve digits, and the series is slow
        return 1.0
    k = np.arange(1, _KOLMOGOROV_TERMS + 1)
    series = 2 * ((-1.0) ** (k - 1) * np.exp(-2 * k**2 * value**2)).sum()
    return float(min(max(series, 0.0), 1.0))
