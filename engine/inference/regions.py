"""The group of training that a case lies in or nearest to, in words."""

import math
from collections.abc import Sequence

from engine.contract.model import Contract, NumberInput
from engine.inference.coding import stretch_text, value_text
from engine.models.content import NumberReference, Reference
from engine.models.density import CategoryBins, NumberBins, Region
from engine.phrases import Phrase, phrase, row_of

# How far a case is from a group, per input: 1 where it has another value; for a number the share
# of the bins between them, and a little for being outside at all.
_OTHER_VALUE, _OUTSIDE_AT_ALL = 1.0, 0.1
# A group with more values of a category than these is told by its other inputs, and of those only
# the first: a sentence is to be read at a glance.
_MOST_VALUES, _MOST_INPUTS = 3, 5


class Regions:
    """Finds the group of training rows nearest to a case."""

    def __init__(self, contract: Contract, reference: Reference) -> None:
        self._contract = contract
        self._reference = reference
        self._regions = reference.density.regions
        # Most cases lie in a group, and there are few of those.
        self._sentences = [""] * len(self._regions)
        # One bit per region, the largest lowest: a bin's bits say which regions have it.
        self._within = [
            [self._bits(place, at) for at in range(bins.width)]
            for place, bins in enumerate(reference.density.inputs)
        ]

    def _bits(self, place: int, at: int) -> int:
        return sum(
            1 << number
            for number, region in enumerate(self._regions)
            if (bins := region.bins[place]) is None or at in bins
        )

    def nearest(self, bins: Sequence[int]) -> str:
        """Say which group a case in these bins lies in, or else the nearest and what differs.

        Returns:
            A sentence; empty where the package names no group.
        """
        if not self._regions:
            return ""
        within = (1 << len(self._regions)) - 1
        for bits, at in zip(self._within, bins, strict=True):
            within &= bits[at]
        number = (within & -within).bit_length() - 1 if within else self._closest(bins)
        if within:
            return self._lies_in(number)
        region = self._regions[number]
        apart = [
            self._contract.inputs[place].label
            for place, at in enumerate(bins)
            if (having := region.bins[place]) is not None and at not in having
        ]
        return phrase(
            "Nearest to a group of {rows:,} patients of training: {values}. The case differs in "
            "{labels}.",
            rows=region.rows,
            values=self._told(number),
            labels=_some(apart),
        )

    def _lies_in(self, number: int) -> str:
        sentence = self._sentences[number]
        if not sentence:
            sentence = self._sentences[number] = phrase(
                "Lies in a group of {rows:,} patients of training: {values}.",
                rows=self._regions[number].rows,
                values=self._told(number),
            )
        return sentence

    def _closest(self, bins: Sequence[int]) -> int:
        distances = [self._distance(region, bins) for region in self._regions]
        return distances.index(min(distances))

    def _distance(self, region: Region, bins: Sequence[int]) -> float:
        total = 0.0
        for having, at, counted in zip(
            region.bins, bins, self._reference.density.inputs, strict=True
        ):
            unknown = at == counted.width - 1
            if having is None or at in having or unknown:
                continue
            if isinstance(counted, NumberBins):
                away = min(abs(one - at) for one in having) / counted.width
                total += _OUTSIDE_AT_ALL + away
            else:
                total += _OTHER_VALUE
        return total

    def _told(self, number: int) -> object:
        """What the patients of a group have in common."""
        region = self._regions[number]
        if all(bins is None for bins in region.bins):
            return phrase("all of it")
        told = [place for place in range(len(region.bins)) if self._can_be_told(place, region)]
        if not told:
            return phrase("too many values to name")
        return _some([self._part(place, region) for place in told])

    def _can_be_told(self, place: int, region: Region) -> bool:
        """Whether few words will do: a number's bins are one stretch, however many."""
        bins, counted = region.bins[place], self._reference.density.inputs[place]
        if bins is None or isinstance(counted, NumberBins):
            return bins is not None
        # One bin may stand for many values, each of them rare.
        values = sum(at in bins for at in counted.bins) + (counted.width - 1 in bins)
        return values <= _MOST_VALUES

    def _part(self, place: int, region: Region) -> Phrase:
        label = self._contract.inputs[place].label
        values = self._values(place, region.bins[place] or ())
        return phrase("{label} {values}", label=label, values=values)

    def _values(self, place: int, bins: Sequence[int]) -> object:
        """Say bins of one input in words: a stretch of a number, the values of a category."""
        counted = self._reference.density.inputs[place]
        unknown = counted.width - 1
        known = [at for at in bins if at != unknown]
        values: list[object] = []
        if isinstance(counted, CategoryBins):
            codes = [code for code, at in enumerate(counted.bins) if at in known]
            values += [value_text(self._contract, place, code) for code in codes]
        elif known:
            values.append(self._stretch(place, known[0], known[-1]))
        if unknown in bins:
            values.append(value_text(self._contract, place, math.nan))
        return row_of(values)

    def _stretch(self, place: int, first: int, last: int) -> Phrase:
        """Say a number's bins from one to another."""
        column, seen = self._contract.inputs[place], self._reference.inputs[place]
        counted = self._reference.density.inputs[place]
        assert isinstance(column, NumberInput)  # noqa: S101 - the package was checked for it
        assert isinstance(seen, NumberReference)  # noqa: S101 - likewise
        assert isinstance(counted, NumberBins)  # noqa: S101 - likewise
        bottom, top = column.range
        low, high = bottom, top
        if last - first < len(counted.cuts):
            # The outer bins have no end, and nobody may have come near the contract's.
            low = bottom if seen.low == bottom else -math.inf
            high = top if seen.high == top else math.inf
        ends = (low, *counted.cuts, high)
        below = last < len(counted.cuts)
        return stretch_text(column, ends[first], ends[last + 1], below=below)


def _some(items: Sequence[object]) -> object:
    """Put things in a row; of many only the first, and how many more there are."""
    # Of one more the name is no longer than the word that there is one.
    if len(items) <= _MOST_INPUTS + 1:
        return row_of(items)
    shown = row_of(items[:_MOST_INPUTS])
    return phrase("{shown}, and {more} more inputs", shown=shown, more=len(items) - _MOST_INPUTS)
