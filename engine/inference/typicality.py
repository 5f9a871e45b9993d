"""How usual a case is: surprise, from counts of two inputs at a time.

The surprise of a case is a sum of what the counts tell: of each input, minus the logarithm of the
share of rows that were as rare in it or rarer; of each pair, by how much less often the two occur
together than they would if they had nothing to do with each other (Kirkwood's superposition). How
far a pair's counts are believed depends on how far they stray from chance over all its bins. The
sum is no probability and need be none: what is unusual is decided by the ranks of cases that
nothing was learnt from.

Source:
    Fisher, Statistical Methods for Research Workers (1932), section 21.1, for sums of logarithms;
    Kirkwood, Statistical Mechanics of Fluid Mixtures (1935), for pairs instead of everything;
    DuMouchel, Bayesian Data Mining in Large Frequency Tables (1999), for shrinking their counts;
    Vovk, Gammerman, Shafer, Algorithmic Learning in a Random World (2005), section 4.1, for ranks.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.models.density import Bins, Density, NumberBins, Pair
from engine.models.scalars import MIN_GROUP

Rows = NDArray[np.float64]
Binned = NDArray[np.intp]

# Surprise is counted in whole thousandths of a nat: sums of them are the same in any order.
_PARTS = 1000


class Typicality:
    """Tells how unusual cases are, in thousandths of a nat; the higher, the less usual."""

    def __init__(self, inputs: Sequence[Bins], pairs: Sequence[Pair], rows: int) -> None:
        self._inputs = inputs
        self._binners = [_binner(bins) for bins in inputs]
        self._alone = [_alone(bins, rows) for bins in inputs]
        self._pairs = [
            (pair.first, pair.second, inputs[pair.second].width, _together(pair, inputs, rows))
            for pair in pairs
        ]

    @classmethod
    def of(cls, density: Density) -> "Typicality":
        """What a package's density tells."""
        return cls(density.inputs, density.pairs, density.rows)

    def bins(self, codes: Sequence[float]) -> list[int]:
        """The bin of each input of a coded case."""
        return [binner(code) for binner, code in zip(self._binners, codes, strict=True)]

    def surprise(self, bins: Sequence[int]) -> int:
        """The surprise of a case in these bins."""
        total = 0
        for table, place in zip(self._alone, bins, strict=True):
            total += table[place]
        for first, second, width, table in self._pairs:
            total += table[bins[first] * width + bins[second]]
        return total

    def oddest(self, bins: Sequence[int]) -> tuple[int, int] | None:
        """The two inputs that surprise most together; none where no pair of them does.

        Returns:
            Their places; fewer than five rows of training were in both bins, where at least as
            many would be expected of inputs that have nothing to do with each other.
        """
        odd = [
            (table[bins[first] * width + bins[second]], -first, -second)
            for first, second, width, table in self._pairs
        ]
        most = max(odd, default=(0, 0, 0))
        return None if most[0] <= _PARTS else (-most[1], -most[2])

    def block_bins(self, coded: Rows) -> Binned:
        """The bins of coded rows: shape (rows, inputs), for both."""
        return np.column_stack(
            [_bin_column(x, bins) for x, bins in zip(coded.T, self._inputs, strict=True)]
        )

    def block_surprise(self, bins: Binned) -> NDArray[np.int64]:
        """The surprises of rows in these bins: shape (rows, inputs) to (rows,)."""
        total = np.zeros(bins.shape[0], np.int64)
        for place, table in enumerate(self._alone):
            total += np.array(table)[bins[:, place]]
        for first, second, width, table in self._pairs:
            total += np.array(table)[bins[:, first] * width + bins[:, second]]
        return total


def _binner(bins: Bins) -> Callable[[float], int]:
    unknown = bins.width - 1
    if isinstance(bins, NumberBins):
        cuts = bins.cuts
        return lambda code: bisect_right(cuts, code) if code == code else unknown  # noqa: PLR0124
    places = bins.bins
    return lambda code: places[int(code)] if code == code else unknown  # noqa: PLR0124 - NaN


def _bin_column(x: Rows, bins: Bins) -> Binned:
    known = ~np.isnan(x)
    if isinstance(bins, NumberBins):
        found = np.searchsorted(np.array(bins.cuts), x, side="right")
    else:
        found = np.array(bins.bins, np.intp)[np.where(known, x, 0).astype(np.intp)]
    return np.where(known, found, bins.width - 1)


def _alone(bins: Bins, rows: int) -> list[int]:
    """Minus the logarithm of the share of rows in bins that are as rare as this one or rarer."""
    return [
        _nats((rows + 1) / (sum(other for other in bins.counts if other <= count) + 1))
        for count in bins.counts
    ]


def _together(pair: Pair, inputs: Sequence[Bins], rows: int) -> list[int]:
    """For each two bins, how much less often they occur together than apart.

    Counts are shrunk to what independence would leave. Where even that would be fewer than five
    rows, that there are so few says nothing.
    """
    first, second = inputs[pair.first].counts, inputs[pair.second].counts
    table: list[int] = []
    for place, count in enumerate(pair.counts):
        expected = first[place // len(second)] * second[place % len(second)] / max(rows, 1)
        silent = count == 0 and expected < MIN_GROUP
        shrunk = (expected + pair.chance) / (count + pair.chance)
        table.append(0 if silent else _nats(shrunk))
    return table


def _nats(ratio: float) -> int:
    return round(_PARTS * math.log(ratio))
