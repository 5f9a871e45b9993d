"""Groups in which training rows lie close together: parted again and again where it tells most.

Source:
    Blockeel, De Raedt, Ramon, Top-down Induction of Clustering Trees (1998), for trees that
    part rows so that the groups are as pure as can be in all inputs at once.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.models.density import MAX_REGIONS, Bins, NumberBins, Region
from engine.models.scalars import MIN_GROUP

Binned = NDArray[np.intp]

# Groups are found among so many rows at most, evenly taken; then all rows are counted.
_MOST_ROWS = 20_000
_SCALE = 1 << 20
# So much of a group may lie beyond either end of the stretch that is told of a number.
_BEYOND = 0.05


@dataclass(frozen=True, eq=False)
class _Group:
    """Rows within a box.

    Attributes:
        rows: Which.
        box: For each input, which bins the box holds.
        gain: What its best halving gains; 0 where it cannot be halved.
        place: The input that is parted then.
        left: The bins of that input that go to one side.
    """

    rows: NDArray[np.intp]
    box: tuple[NDArray[np.bool_], ...]
    gain: int = 0
    place: int = 0
    left: NDArray[np.bool_] | None = None


def find_regions(inputs: Sequence[Bins], binned: Binned) -> tuple[Region, ...]:
    """Part rows into groups of at least :data:`MIN_GROUP`, the largest first.

    Args:
        inputs: The bins.
        binned: The bin of each row and input, shape (rows, inputs).
    """
    if binned.shape[0] < MIN_GROUP:
        return ()
    sample = binned[:: -(-binned.shape[0] // _MOST_ROWS)]
    least = max(MIN_GROUP, sample.shape[0] // (2 * MAX_REGIONS))
    parting = _Parting(inputs, sample, least)
    box = tuple(np.ones(bins.width, np.bool_) for bins in inputs)
    groups = [parting.best(_Group(np.arange(sample.shape[0]), box))]
    while len(groups) < MAX_REGIONS:
        group = max(groups, key=lambda one: one.gain)
        if group.gain <= 0:
            break
        at = groups.index(group)
        groups[at : at + 1] = parting.halves(group)
    whole = [np.unique(binned[:, place]) for place in range(binned.shape[1])]
    regions = [_region(inputs, binned, group.box, whole) for group in groups]
    return tuple(sorted(regions, key=lambda region: -region.rows))


class _Parting:
    def __init__(self, inputs: Sequence[Bins], binned: Binned, least: int) -> None:
        self._inputs, self._binned, self._least = inputs, binned, least
        # Whole numbers, so that sums are the same in any order: k log k, scaled up.
        logs = [round(_SCALE * k * math.log(k)) for k in range(1, binned.shape[0] + 1)]
        self._k_log_k = np.array([0, *logs], np.int64)

    def best(self, group: _Group) -> _Group:
        """Find where a group is parted best."""
        best = group
        whole = self._disorder(group.rows)
        for place in range(len(self._inputs)):
            left = self._left(group, place)
            if left is None:
                continue
            to_the_left = left[self._binned[group.rows, place]]
            sides = group.rows[to_the_left], group.rows[~to_the_left]
            if min(side.size for side in sides) < self._least:
                continue
            gain = whole - sum(self._disorder(side) for side in sides)
            if gain > best.gain:
                best = _Group(group.rows, group.box, gain, place, left)
        return best

    def halves(self, group: _Group) -> list[_Group]:
        """Part a group where it is parted best."""
        assert group.left is not None  # noqa: S101 - a gain has a side
        parts = []
        for side in (group.left, ~group.left):
            rows = group.rows[side[self._binned[group.rows, group.place]]]
            box = list(group.box)
            box[group.place] = box[group.place] & side
            parts.append(self.best(_Group(rows, tuple(box))))
        return parts

    def _left(self, group: _Group, place: int) -> NDArray[np.bool_] | None:
        """One side of a cut: a number up to its median, or a category's commonest value."""
        bins = self._inputs[place]
        counts = np.bincount(self._binned[group.rows, place], minlength=bins.width)
        if np.count_nonzero(counts) < 2:  # noqa: PLR2004 - nothing to part
            return None
        left = np.zeros(bins.width, np.bool_)
        if isinstance(bins, NumberBins):
            below = np.cumsum(counts)[:-1]
            left[: int(np.argmin(np.abs(2 * below - group.rows.size))) + 1] = True
        else:
            left[int(np.argmax(counts))] = True
        return left

    def _disorder(self, rows: NDArray[np.intp]) -> int:
        """Rows times the entropy, summed over the inputs; 0 where all rows are alike."""
        total = 0
        for place, bins in enumerate(self._inputs):
            counts = np.bincount(self._binned[rows, place], minlength=bins.width)
            total += int(self._k_log_k[rows.size]) - int(self._k_log_k[counts].sum())
        return total


def _region(
    inputs: Sequence[Bins],
    binned: Binned,
    box: Sequence[NDArray[np.bool_]],
    whole: Sequence[NDArray[np.intp]],
) -> Region:
    """Say where the rows in a box lie: a number's stretch, a category's values of enough rows."""
    held = np.ones(binned.shape[0], np.bool_)
    for place, side in enumerate(box):
        held &= side[binned[:, place]]
    rows = binned[held]
    bins: list[tuple[int, ...] | None] = []
    for place, counted in enumerate(inputs):
        unknown = counted.width - 1
        counts = np.bincount(rows[:, place], minlength=counted.width)
        enough = np.flatnonzero(counts >= MIN_GROUP)
        if isinstance(counted, NumberBins):
            enough = np.concatenate([_stretch(counts[:unknown]), enough[enough == unknown]])
        everywhere = enough.size == 0 or np.isin(whole[place], enough).all()
        bins.append(None if everywhere else tuple(enough.tolist()))
    return Region(rows=rows.shape[0], bins=tuple(bins))


def _stretch(counts: NDArray[np.int64]) -> NDArray[np.intp]:
    """The bins in which nearly all rows lie, from the first to the last."""
    beyond = int(_BEYOND * counts.sum())
    below, above = np.cumsum(counts), np.cumsum(counts[::-1])[::-1]
    held = np.flatnonzero((below > beyond) & (above > beyond))
    return np.arange(held[0], held[-1] + 1) if held.size else held
