"""Is this case like those the model was learnt from?"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

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


Cause = Literal["combination", "range", "unknown", "unusual"]
_BORDERLINE, _OUTSIDE = np.uint8(1), np.uint8(2)
_ORDER = list(DomainStatus)


@dataclass(frozen=True, slots=True)
class Domain:
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
        self._ranges: list[tuple[int, float, float]] = []
        self._ranks: list[tuple[int, list[int]]] = []
        for place, seen in enumerate(reference.inputs):
            if isinstance(seen, NumberReference):
                self._ranges.append((place, seen.p01, seen.p99))
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
        """The places of inputs that lie at the rim of training, beyond it, or are unknown."""
        places = [
            place
            for place, low, high in self._ranges
            if not low <= codes[place] <= high  # an unknown one is NaN, and in no range
        ]
        for place, ranks in self._ranks:
            code = codes[place]
            if code != code or ranks[int(code)]:  # noqa: PLR0124 - NaN
                places.append(place)
        places.sort()
        return places

    def _found(self, place: int, code: float) -> _Finding:
        seen = self._reference.inputs[place]
        label = self._contract.inputs[place].label
        if code != code:  # noqa: PLR0124 - NaN
            return _unknown(label, seen.unknown)
        value = value_text(self._contract, place, code)
        if isinstance(seen, NumberReference):
            return _at_the_rim(label, value, code, seen)
        return _rare(label, value, seen.counts[int(code)])

    def _never_together(self) -> _Finding:
        inputs, places = self._contract.inputs, self._contract.places
        names = row_of([inputs[places[name]].label for name in self._contract.combination])
        reason = phrase("Training never saw this combination of {names}.", names=names)
        return _Finding(DomainStatus.OUTSIDE, "combination", reason)

    def _unusual(self, surprise: int, bins: Sequence[int]) -> list[_Finding]:
        if surprise > self._outside:
            status = DomainStatus.OUTSIDE
            reason = phrase(
                "Taken together, the inputs are unlike those of nearly every case of training."
            )
        else:
            status = DomainStatus.BORDERLINE
            reason = phrase(
                "Taken together, the inputs are less usual than those of 99 in 100 cases."
            )
        found = [_Finding(status, "unusual", reason)]
        pair = self._typicality.oddest(bins)
        if pair is not None:
            first, second = (self._contract.inputs[place].label for place in pair)
            reason = phrase(
                "Fewer than {few} of the {rows:,} cases of training were like this one in both "
                "{first} and {second}.",
                few=MIN_GROUP,
                rows=self._reference.density.rows,
                first=first,
                second=second,
            )
            found.append(_Finding(status, "unusual", reason))
        return found


def _ranks(seen: CategoryReference) -> NDArray[np.uint8]:
    """The status of each value of a category, and last that of an unknown one."""
    counts = np.array([*seen.counts, seen.unknown])
    ranks: NDArray[np.uint8] = (counts < MIN_GROUP).astype(np.uint8) + (counts == 0)
    ranks[-1] = _BORDERLINE if seen.unknown else _OUTSIDE
    return ranks


def _number_ranks(x: NDArray[np.float64], seen: NumberReference) -> NDArray[np.uint8]:
    rim = (x < seen.p01) | (x > seen.p99)
    beyond = (x < seen.low) | (x > seen.high)
    ranks = rim.astype(np.uint8) + beyond
    ranks[np.isnan(x)] = _BORDERLINE if seen.unknown else _OUTSIDE
    return ranks


def _unknown(label: str, count: int) -> _Finding:
    if count == 0:
        reason = phrase("{label} is unknown; training always knew it.", label=label)
        return _Finding(DomainStatus.OUTSIDE, "unknown", reason)
    reason = phrase("{label} is unknown, so the score rests on less.", label=label)
    return _Finding(DomainStatus.BORDERLINE, "unknown", reason)


def _at_the_rim(label: str, value: str, code: float, seen: NumberReference) -> _Finding:
    if seen.low <= code <= seen.high:
        reason = phrase("{label} {value} lies at the rim of training.", label=label, value=value)
        return _Finding(DomainStatus.BORDERLINE, "range", reason)
    reason = phrase(
        "{label} {value} lies outside the {low:.10g} to {high:.10g} of training.",
        label=label,
        value=value,
        low=seen.low,
        high=seen.high,
    )
    return _Finding(DomainStatus.OUTSIDE, "range", reason)


def _rare(label: str, value: str, count: int) -> _Finding:
    if count == 0:
        reason = phrase("Training never saw {label} {value}.", label=label, value=value)
        return _Finding(DomainStatus.OUTSIDE, "combination", reason)
    reason = phrase(
        "Training saw {label} {value} only {count} times.", label=label, value=value, count=count
    )
    return _Finding(DomainStatus.BORDERLINE, "combination", reason)
