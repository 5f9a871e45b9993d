"""How common cases were in training, two inputs at a time, and the groups in which they lay.

Nothing here is anybody's: numbers stand in bins, what fewer than :data:`MIN_GROUP` patients had is
written as 0, and a region stands for at least as many.
"""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from engine.contract.model import MAX_LEVELS, Contract, Strict
from engine.models.scalars import MIN_GROUP, Rows

MAX_BINS = 32
MAX_PAIRS = 128
MAX_REGIONS = 64

_Bin = Annotated[int, Field(ge=0, le=MAX_BINS)]
_Place = Annotated[int, Field(ge=0)]
_Surprise = Annotated[int, Field(ge=-(10**9), le=10**9)]


class _Bins(Strict):
    counts: Annotated[tuple[Rows, ...], Field(min_length=2, max_length=MAX_BINS + 1)]

    @property
    def width(self) -> int:
        """How many bins there are; the last one holds the unknown."""
        return len(self.counts)


class NumberBins(_Bins):
    """A number in stretches: bin k holds what lies from cut k - 1 up to below cut k.

    Attributes:
        cuts: Where one bin ends and the next begins; the outer bins have no end.
        counts: Rows per bin, the unknown last.
    """

    type: Literal["number"]
    cuts: Annotated[tuple[FiniteFloat, ...], Field(max_length=MAX_BINS - 1)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        rising = all(a < b for a, b in pairwise(self.cuts))
        if not rising or self.width != len(self.cuts) + 2:
            message = "cuts must rise and part the counts"
            raise ValueError(message)
        return self


class CategoryBins(_Bins):
    """A category's values in bins: one each, or the rarer ones of very many together.

    Attributes:
        bins: The bin of each value, in the contract's order.
        counts: Rows per bin, the unknown last.
    """

    type: Literal["category"]
    bins: Annotated[tuple[_Bin, ...], Field(min_length=1, max_length=MAX_LEVELS)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if max(self.bins) >= self.width - 1:
            message = "a value lies in a bin that has no count"
            raise ValueError(message)
        return self


Bins = Annotated[NumberBins | CategoryBins, Field(discriminator="type")]


class Pair(Strict):
    """How often training saw the bins of two inputs together.

    Attributes:
        first: The place of one input.
        second: The place of another one behind it.
        chance: How far counts that differ from chance are put down to chance: as if so many rows
            had come out as chance would have it, in each two bins.
        counts: Rows, the bins of the second for each bin of the first.
    """

    first: _Place
    second: _Place
    chance: Annotated[FiniteFloat, Field(ge=1e-3, le=1e9)]
    counts: tuple[Rows, ...]


class Region(Strict):
    """A group of training rows that lay close together.

    Attributes:
        rows: How many.
        bins: For each input the bins in which nearly all lay, or ``None`` where that is all bins.
    """

    rows: Annotated[int, Field(ge=MIN_GROUP, le=2**40)]
    bins: tuple[Annotated[tuple[_Bin, ...], Field(min_length=1)] | None, ...]


class Density(Strict):
    """How usual a case is, and near which group of training it lies.

    Attributes:
        rows: How many rows were counted.
        inputs: The bins of each input.
        pairs: Joint counts of two inputs; of very many inputs, the pairs that tell most.
        compared: How many rows that nothing was learnt from set the limits.
        borderline: A case is unusual when its surprise exceeds this; ``None`` where too few rows
            were compared to say.
        outside: The same for a case unlike any.
        regions: Groups of training rows, the largest first.
    """

    rows: Rows
    inputs: tuple[Bins, ...]
    pairs: Annotated[tuple[Pair, ...], Field(max_length=MAX_PAIRS)]
    compared: Rows
    borderline: _Surprise | None
    outside: _Surprise | None
    regions: Annotated[tuple[Region, ...], Field(max_length=MAX_REGIONS)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        widths = [bins.width for bins in self.inputs]
        for pair in self.pairs:
            if not pair.first < pair.second < len(widths):
                message = "a pair names no two inputs in their order"
                raise ValueError(message)
            if len(pair.counts) != widths[pair.first] * widths[pair.second]:
                message = "a pair's counts are not one per two bins"
                raise ValueError(message)
        for region in self.regions:
            within = len(region.bins) == len(widths) and all(
                bins is None or (bins[-1] < width and all(a < b for a, b in pairwise(bins)))
                for bins, width in zip(region.bins, widths, strict=True)
            )
            if not within:
                message = "a region lies in bins that there are not"
                raise ValueError(message)
        self._check_groups()
        return self

    def _check_groups(self) -> None:
        counts = [*(bins.counts for bins in self.inputs), *(pair.counts for pair in self.pairs)]
        if any(0 < count < MIN_GROUP for group in counts for count in group):
            message = "a count stands for too few rows"
            raise ValueError(message)
        if None not in (self.borderline, self.outside) and self.borderline > self.outside:  # type: ignore[operator]  # neither is None
            message = "borderline must not exceed outside"
            raise ValueError(message)

    def fits(self, contract: Contract) -> bool:
        """Whether there are bins for each input, of its type, and one for each value."""
        if len(self.inputs) != len(contract.inputs):
            return False
        return all(
            bins.type == column.type and (bins.type == "number" or len(bins.bins) == column.width)
            for bins, column in zip(self.inputs, contract.inputs, strict=True)
        )
