"""Is this case like those the model was learnt from?"""

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.inference.coding import value_text
from engine.inference.combinations import KnownCombinations
from engine.inference.regions import Regions
from engine.inference.typicality import Typicality
from engine.models.content import CategoryReference, NumberReference, Reference
from engine.models.scalars import MIN_GROUP
from engine.phrases import phrase, row_of


class DomainStatus(StrEnum):
    """From the safest to the least safe."""

    INSIDE = "inside"
    BORDERLINE = "borderline"
    OUTSIDE = "outside"


Cause = Literal["combination", "value", "range", "unknown", "unusual"]
_OUTSIDE = np.uint8(2)
# Beyond the ends of a number there were fewer than five patients of training, and none is told of:
# so far beyond, as a share of what lies between the ends, a case is at the rim and not outside.
_RIM = 0.05
_ORDER = list(DomainStatus)


class Domain(NamedTuple):
    """Where a case lies, and why.

    Attributes:
        status: The worst of what was found.
        reasons: One sentence each; at least one.
        similar: How many training rows had the same combination, where the contract names one.
        nearest: The group of training that the case lies in or nearest to, as a sentence.
        causes: Of what kinds the worst findings are; none for a case inside.
    """

    status: DomainStatus
    reasons: tuple[str, ...]
    similar: int | None
    nearest: str = ""
    causes: tuple[Cause, ...] = ()


@dataclass(frozen=True, slots=True)
class _Finding:
    status: DomainStatus
    cause: Cause
    reason: str


class DomainCheck:
    """Holds the training's distributions against coded cases."""

    def __init__(self, contract: Contract, reference: Reference) -> None:
        self._contract = contract
        self._reference = reference
        self._typicality = Typicality.of(reference.density)
        self._regions = Regions(contract, reference)
        places = [contract.places[name] for name in contract.combination]
        self._known = KnownCombinations(places, reference.combinations) if places else None
        self._tested = frozenset(tested_together(contract))
        self._ranges: list[tuple[int, float, float, bool]] = []
        self._ranks: list[tuple[int, list[int]]] = []
        for place, seen in enumerate(reference.inputs):
            if isinstance(seen, NumberReference):
                low, high = _usual(seen)
                self._ranges.append((place, low, high, seen.unknown < MIN_GROUP))
            else:
                self._ranks.append((place, _ranks(seen).tolist()))
        density = reference.density
        self._borderline = sys.maxsize if density.borderline is None else density.borderline
        self._outside = sys.maxsize if density.outside is None else density.outside
        self._inside = (phrase("Every input lies where training had cases."),)

    def judge(self, codes: Sequence[float], *, near: bool = True) -> Domain:
        """Judge a coded case.

        Args:
            codes: One code per input, NaN for unknown.
            near: Whether to name the nearest group of training also where the case is inside.
        """
        bins = self._typicality.bins(codes)
        surprise = self._typicality.surprise(bins)
        similar = None if self._known is None else self._known.count(codes)
        places = self._conspicuous(codes)
        inside = not places and similar != 0 and surprise <= self._borderline
        nearest = self._regions.nearest(bins) if near or not inside else ""
        if inside:
            return Domain(DomainStatus.INSIDE, self._inside, similar, nearest)
        found = [self._found(place, codes[place]) for place in places]
        if similar == 0:
            found.append(self._never_together())
        if surprise > self._borderline:
            found += self._unusual(surprise, bins)
        status = max((one.status for one in found), key=_ORDER.index)
        return Domain(
            status,
            tuple(one.reason for one in found),
            similar,
            nearest,
            tuple(dict.fromkeys(one.cause for one in found if one.status is status)),
        )

    def statuses(self, coded: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Judge a block of coded rows, as :meth:`judge` does one by one.

        Args:
            coded: Shape (rows, inputs).

        Returns:
            0 inside, 1 borderline, 2 outside; shape (rows,).
        """
        worst = np.zeros(coded.shape[0], np.uint8)
        for x, seen in zip(coded.T, self._reference.inputs, strict=True):
            ranks = (
                _number_ranks(x, seen)
                if isinstance(seen, NumberReference)
                else _ranks(seen)[np.where(np.isnan(x), -1, x).astype(np.intp)]
            )
            np.maximum(worst, ranks, out=worst)
        if self._known is not None:
            worst[self._known.unseen(coded)] = _OUTSIDE
        surprise = self.surprises(coded)
        unusual = (surprise > self._borderline).astype(np.uint8) + (surprise > self._outside)
        return np.maximum(worst, unusual, out=worst)

    def surprises(self, coded: NDArray[np.float64]) -> NDArray[np.int64]:
        """How unusual coded rows are, in thousandths of a nat; shape (rows,)."""
        return self._typicality.block_surprise(self._typicality.block_bins(coded))

    def _conspicuous(self, codes: Sequence[float]) -> list[int]:
        """The places of inputs that lie at the rim of training, or as in hardly any of it."""
        places = [
            place
            for place, low, high, unheard_of in self._ranges
            # An unknown one is NaN, and in no range.
            if not low <= (code := codes[place]) <= high and (code == code or unheard_of)  # noqa: PLR0124
        ]
        for place, ranks in self._ranks:
            code = codes[place]
            if ranks[int(code) if code == code else -1]:  # noqa: PLR0124 - NaN
                places.append(place)
        places.sort()
        return places

    def _found(self, place: int, code: float) -> _Finding:
        seen = self._reference.inputs[place]
        label = self._contract.inputs[place].label
        if code != code:  # noqa: PLR0124 - NaN
            return _unknown(label)
        value = value_text(self._contract, place, code)
        if isinstance(seen, NumberReference):
            return _at_the_rim(label, value, code, seen)
        return _rare(label, value, "combination" if place in self._tested else "value")

    def _never_together(self) -> _Finding:
        inputs, places = self._contract.inputs, self._contract.places
        names = row_of([inputs[places[name]].label for name in self._contract.combination])
        reason = phrase("Training never saw this combination of {names}.", names=names)
        return _Finding(DomainStatus.OUTSIDE, "combination", reason)

    def _unusual(self, surprise: int, bins: Sequence[int]) -> list[_Finding]:
        if surprise > self._outside:
            status = DomainStatus.OUTSIDE
            reason = phrase(
                "Taken together, the inputs are unlike those of nearly every patient of training."
            )
        else:
            status = DomainStatus.BORDERLINE
            reason = phrase(
                "Taken together, the inputs are less usual than those of 99 in 100 patients."
            )
        found = [_Finding(status, "unusual", reason)]
        pair = self._typicality.oddest(bins)
        if pair is not None:
            first, second = (self._contract.inputs[place].label for place in pair)
            reason = phrase(
                "Fewer than {few} of the {rows:,} patients of training were like this one in both "
                "{first} and {second}.",
                few=MIN_GROUP,
                rows=self._reference.density.rows,
                first=first,
                second=second,
            )
            found.append(_Finding(status, "unusual", reason))
        return found


def tested_together(contract: Contract) -> list[int]:
    """Places of the inputs whose values were kept from training together, as a test.

    What the contract calls a combination, or else the category of most values.
    """
    if contract.combination:
        return [contract.places[name] for name in contract.combination]
    widths = [column.width for column in contract.inputs]
    return [widths.index(max(widths))] if max(widths) > 1 else []


def _ranks(seen: CategoryReference) -> NDArray[np.uint8]:
    """The status of each value of a category, and last that of an unknown one."""
    counts = np.array([*seen.counts, seen.unknown])
    return np.where(counts < MIN_GROUP, _OUTSIDE, np.uint8(0))


def _usual(seen: NumberReference) -> tuple[float, float]:
    """Between which numbers a case is inside; none where training knew too few."""
    return (seen.p01, seen.p99) if any(seen.counts) else (math.inf, -math.inf)


def _farthest(seen: NumberReference) -> tuple[float, float]:
    """Between which numbers a case is not outside."""
    if not any(seen.counts):
        return math.inf, -math.inf
    rim = _RIM * (seen.high - seen.low)
    return seen.low - rim, seen.high + rim


def _number_ranks(x: NDArray[np.float64], seen: NumberReference) -> NDArray[np.uint8]:
    (low, high), (lowest, highest) = _usual(seen), _farthest(seen)
    rim, beyond = (x < low) | (x > high), (x < lowest) | (x > highest)
    ranks = rim.astype(np.uint8) + beyond
    ranks[np.isnan(x)] = _OUTSIDE if seen.unknown < MIN_GROUP else 0
    return ranks


def _unknown(label: str) -> _Finding:
    reason = phrase(
        "{label} is unknown, as with fewer than {few} patients of training.",
        label=label,
        few=MIN_GROUP,
    )
    return _Finding(DomainStatus.OUTSIDE, "unknown", reason)


def _at_the_rim(label: str, value: str, code: float, seen: NumberReference) -> _Finding:
    lowest, highest = _farthest(seen)
    within = lowest <= code <= highest
    status = DomainStatus.BORDERLINE if within else DomainStatus.OUTSIDE
    said = {"label": label, "value": value, "few": MIN_GROUP, "low": seen.low, "high": seen.high}
    if not any(seen.counts):
        reason = phrase("Training knew {label} of fewer than {few} patients.", **said)
    elif code < seen.low:
        reason = phrase(
            "{label} {value} lies below {low:.10g}, as with fewer than {few} patients of training.",
            **said,
        )
    elif code > seen.high:
        reason = phrase(
            "{label} {value} lies above {high:.10g}, as with fewer than {few} patients of "
            "training.",
            **said,
        )
    else:
        reason = phrase("{label} {value} lies at the rim of training.", **said)
    return _Finding(status, "range", reason)


def _rare(label: str, value: str, cause: Cause) -> _Finding:
    reason = phrase(
        "{label} is {value}, as with fewer than {few} patients of training.",
        label=label,
        value=value,
        few=MIN_GROUP,
    )
    return _Finding(DomainStatus.OUTSIDE, cause, reason)
