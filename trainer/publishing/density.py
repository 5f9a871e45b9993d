"""How usual cases are: counts of two inputs at a time, and the limits of what is usual."""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, NumberInput
from engine.inference.typicality import Typicality
from engine.models.density import (
    MAX_BINS,
    MAX_PAIRS,
    Bins,
    CategoryBins,
    Density,
    NumberBins,
    Pair,
)
from engine.models.scalars import MIN_GROUP
from trainer.evaluation.metrics import figure
from trainer.publishing.regions import find_regions

Matrix = NDArray[np.float64]
Binned = NDArray[np.intp]
Counts = NDArray[np.int64]

# So many bins that two numbers leave about this many rows in each of their common bins.
_ROWS_PER_CELL = 4 * MIN_GROUP
_FEWEST_BINS, _MOST_BINS = 2, 8
# A usual case is called borderline once in 100 times, and outside once in 1,000 or, with fewer
# rows to compare, less often than once in as many; below the least, nothing can be said.
_BORDERLINE, _OUTSIDE = 0.99, 0.999
_LEAST_FOR_BORDERLINE, _LEAST_FOR_OUTSIDE = 99, 200
_MOST_DECIMALS = 6
_BLOCK = 1 << 16
_LEAST_CHANCE, _ALL_CHANCE = 1e-3, 1e9


def build_density(contract: Contract, learnt: Matrix, compared: Matrix) -> Density:
    """Count what was learnt from, and rank what was not.

    Args:
        contract: The contract.
        learnt: The coded rows that are counted, shape (rows, inputs).
        compared: Coded rows that nothing was learnt from, shape (rows, inputs): they say how
            unusual a usual case can be.
    """
    rows = learnt.shape[0]
    uncounted = [_bins(contract, place, learnt[:, place]) for place in range(learnt.shape[1])]
    binned = Typicality(uncounted, (), rows).block_bins(learnt)
    joint = joint_counts(binned, [bins.width for bins in uncounted])
    inputs = [_counted(bins, binned[:, place]) for place, bins in enumerate(uncounted)]
    pairs = _pairs(joint, [bins.width for bins in inputs])
    typicality = Typicality(inputs, pairs, rows)
    surprise = np.sort(typicality.block_surprise(typicality.block_bins(compared)))
    return Density(
        rows=rows,
        inputs=tuple(inputs),
        pairs=tuple(pairs),
        compared=surprise.size,
        borderline=_limit(surprise, _BORDERLINE, _LEAST_FOR_BORDERLINE),
        outside=_limit(surprise, _OUTSIDE, _LEAST_FOR_OUTSIDE),
        regions=find_regions(inputs, binned),
    )


def joint_counts(binned: Binned, widths: Sequence[int]) -> Counts:
    """Count rows by every two bins: shape (rows, inputs) to (all bins, all bins).

    Sums of ones and zeros are exact in whatever order they are added.
    """
    start = np.concatenate([[0], np.cumsum(widths)[:-1]]).astype(np.intp)
    counts = np.zeros((sum(widths), sum(widths)))
    for first in range(0, binned.shape[0], _BLOCK):
        part = binned[first : first + _BLOCK]
        ones = np.zeros((part.shape[0], counts.shape[0]))
        ones[np.arange(part.shape[0])[:, None], part + start] = 1
        counts += ones.T @ ones
    return counts.astype(np.int64)


def _bins(contract: Contract, place: int, x: Matrix) -> Bins:
    """Cut one input into bins that hold no count yet."""
    column, known = contract.inputs[place], np.sort(x[~np.isnan(x)])
    if isinstance(column, NumberInput):
        cuts = _cuts(column, known)
        return NumberBins(type="number", cuts=cuts, counts=(0,) * (len(cuts) + 2))
    counts = np.bincount(known.astype(np.intp), minlength=column.width)
    if column.width < MAX_BINS:
        places = range(column.width)
    else:
        # The commonest have a bin each, the others share the last.
        kept = np.sort(np.argsort(-counts, kind="stable")[: MAX_BINS - 1])
        own = {int(code): number for number, code in enumerate(kept)}
        places = [own.get(code, MAX_BINS - 1) for code in range(column.width)]  # type: ignore[assignment]  # both are sequences
    return CategoryBins(type="category", bins=tuple(places), counts=(0,) * (max(places) + 2))


def _cuts(column: NumberInput, known: Matrix) -> tuple[float, ...]:
    """Cut a number into stretches of one length between its 1st and 99th percentile."""
    if column.permitted is not None and len(column.permitted) <= _MOST_BINS:
        return tuple(sorted(set(column.permitted)))[1:]
    if known.size < 2 * MIN_GROUP:
        return ()
    # Never beyond the fifth patient from an end: cuts of one length give away where they end.
    inner = max(int(0.01 * (known.size - 1)), MIN_GROUP - 1)
    low, high = known[inner], known[known.size - 1 - inner]
    count = min(max(math.isqrt(known.size // _ROWS_PER_CELL), _FEWEST_BINS), _MOST_BINS)
    cuts = low + (high - low) * np.arange(1, count) / count
    # Written as the values are: a cut is told to people, and parts the same rows.
    scale = 10.0 ** _decimals(known)
    return tuple(
        float(cut) for cut in np.unique(np.ceil(cuts * scale) / scale) if low < cut <= high
    )


def _decimals(values: Matrix) -> int:
    """How many decimals numbers are written with, as far as that is told to people."""
    exact = (n for n in range(_MOST_DECIMALS) if np.array_equal(np.round(values, n), values))
    return next(exact, _MOST_DECIMALS)


def _counted(bins: Bins, binned: NDArray[np.intp]) -> Bins:
    counts = np.bincount(binned, minlength=bins.width)
    return type(bins)(**{**dict(bins), "counts": tuple(_grouped(counts).tolist())})


def _grouped(counts: Counts) -> Counts:
    """Counts of too few rows as 0."""
    grouped: Counts = np.where(counts < MIN_GROUP, 0, counts)
    return grouped


def _pairs(joint: Counts, widths: Sequence[int]) -> list[Pair]:
    """Every two inputs; of very many inputs, the pairs that know most of each other."""
    start = np.concatenate([[0], np.cumsum(widths)])
    tables = {
        (first, second): joint[start[first] : start[first + 1], start[second] : start[second + 1]]
        for first, second in combinations(range(len(widths)), 2)
    }
    kept = sorted(tables, key=lambda pair: (-_mutual(tables[pair]), pair))[:MAX_PAIRS]
    return [
        Pair(
            first=first,
            second=second,
            chance=_chance(tables[first, second]),
            counts=tuple(_grouped(tables[first, second]).ravel().tolist()),
        )
        for first, second in sorted(kept)
    ]


def _chance(table: Counts) -> float:
    """How many rows of pure chance the counts of a pair are mixed with in each two bins.

    The ratio of a count to what independence leaves is taken as drawn from a gamma distribution of
    mean 1; its shape, by the method of moments, is that number: few where the inputs depend on each
    other, without end where they do not.

    Source:
        DuMouchel, Bayesian Data Mining in Large Frequency Tables (1999), section 3.
    """
    total = int(table.sum())
    by_first, by_second = table.sum(axis=1).tolist(), table.sum(axis=0).tolist()
    expected = [one * other / total for one in by_first for other in by_second]
    beyond = math.fsum(
        (count - mean) ** 2 - mean
        for count, mean in zip(table.ravel().tolist(), expected, strict=True)
    )
    if beyond <= 0:
        return _ALL_CHANCE
    shape = math.fsum(mean**2 for mean in expected) / beyond
    return figure(min(max(shape, _LEAST_CHANCE), _ALL_CHANCE))


def _mutual(table: Counts) -> int:
    """Rows times the mutual information of two inputs, in thousandths of a nat."""
    total = int(table.sum())
    by_first, by_second = table.sum(axis=1).tolist(), table.sum(axis=0).tolist()
    cells = [
        round(1000 * count * math.log(count * total / (by_first[one] * by_second[other])))
        for (one, other), count in np.ndenumerate(table)
        if count
    ]
    return sum(cells)


def _limit(surprise: Counts, share: float, least: int) -> int | None:
    """The surprise that at most one in ``1 / (1 - share)`` usual cases exceeds, by its rank."""
    if surprise.size < least:
        return None
    rank = math.ceil(round((surprise.size + 1) * share, 9))
    return int(surprise[min(rank, surprise.size) - 1])
