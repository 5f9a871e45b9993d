"""Is this case like those the model was learnt from?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.inference.coding import value_text
from engine.inference.combinations import KnownCombinations
from engine.models.content import MIN_GROUP, CategoryReference, NumberReference, Reference
from engine.phrases import phrase, row_of


class DomainStatus(StrEnum):
    """From the safest to the least safe."""

    INSIDE = "inside"
    BORDERLINE = "borderline"
    OUTSIDE = "outside"


_BORDERLINE, _OUTSIDE = np.uint8(1), np.uint8(2)


@dataclass(frozen=True, slots=True)
class Domain:
    """Where a case lies, and why.

    Attributes:
        status: The worst of what was found.
        reasons: One sentence each; at least one.
        similar: How many training rows had the same combination, where the contract names one.
    """

    status: DomainStatus
    reasons: tuple[str, ...]
    similar: int | None


class DomainCheck:
    """Holds the training's distributions against a coded case."""

    def __init__(self, contract: Contract, reference: Reference) -> None:
        self._contract = contract
        self._reference = reference
        places = [contract.places[name] for name in contract.combination]
        self._known = KnownCombinations(places, reference.combinations) if places else None

    def statuses(self, coded: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Judge a block of coded rows, as :meth:`judge` does one by one.

        Args:
            coded: Shape (rows, inputs).

        Returns:
            0 inside, 1 borderline, 2 outside; shape (rows,).
        """
        worst = np.zeros(coded.shape[0], np.uint8)
        for x, seen in zip(coded.T, self._reference.inputs, strict=True):
            rank = _number_ranks if isinstance(seen, NumberReference) else _category_ranks
            np.maximum(worst, rank(x, seen), out=worst)  # type: ignore[arg-type]  # by its type
        if self._known is not None:
            worst[self._known.unseen(coded)] = _OUTSIDE
        return worst

    def judge(self, row: NDArray[np.float64]) -> Domain:
        """Judge a coded case, shape (inputs,)."""
        found: list[tuple[DomainStatus, str]] = []
        codes = row.tolist()
        for place, code in enumerate(codes):
            seen = self._reference.inputs[place]
            verdict = (
                self._number(place, code, seen)
                if isinstance(seen, NumberReference)
                else self._category(place, code, seen)
            )
            if verdict is not None:
                found.append(verdict)
        similar = self._similar(codes)
        if similar == 0:
            inputs, places = self._contract.inputs, self._contract.places
            names = row_of([inputs[places[name]].label for name in self._contract.combination])
            reason = phrase("Training never saw this combination of {names}.", names=names)
            found.append((DomainStatus.OUTSIDE, reason))
        if not found:
            return Domain(
                DomainStatus.INSIDE,
                (phrase("Every input lies where training had cases."),),
                similar,
            )
        order = list(DomainStatus)
        worst = max((status for status, _ in found), key=order.index)
        return Domain(worst, tuple(reason for _, reason in found), similar)

    def _similar(self, codes: Sequence[float]) -> int | None:
        return None if self._known is None else self._known.count(codes)

    def _number(
        self, place: int, code: float, seen: NumberReference
    ) -> tuple[DomainStatus, str] | None:
        label = self._contract.inputs[place].label
        if math.isnan(code):
            return self._unknown(label, seen.unknown)
        if seen.p01 <= code <= seen.p99:
            return None
        value = value_text(self._contract, place, code)
        if not seen.low <= code <= seen.high:
            return DomainStatus.OUTSIDE, phrase(
                "{label} {value} lies outside the {low:g} to {high:g} of training.",
                label=label,
                value=value,
                low=seen.low,
                high=seen.high,
            )
        return DomainStatus.BORDERLINE, phrase(
            "{label} {value} lies at the rim of training.", label=label, value=value
        )

    def _category(
        self, place: int, code: float, seen: CategoryReference
    ) -> tuple[DomainStatus, str] | None:
        label = self._contract.inputs[place].label
        if math.isnan(code):
            return self._unknown(label, seen.unknown)
        count = seen.counts[int(code)]
        if count >= MIN_GROUP:
            return None
        value = value_text(self._contract, place, code)
        if count == 0:
            return DomainStatus.OUTSIDE, phrase(
                "Training never saw {label} {value}.", label=label, value=value
            )
        return DomainStatus.BORDERLINE, phrase(
            "Training saw {label} {value} only {count} times.",
            label=label,
            value=value,
            count=count,
        )

    @staticmethod
    def _unknown(label: str, count: int) -> tuple[DomainStatus, str]:
        if count == 0:
            return DomainStatus.OUTSIDE, phrase(
                "{label} is unknown; training always knew it.", label=label
            )
        return DomainStatus.BORDERLINE, phrase(
            "{label} is unknown, so the score rests on less.", label=label
        )


def _number_ranks(x: NDArray[np.float64], seen: NumberReference) -> NDArray[np.uint8]:
    rim = (x < seen.p01) | (x > seen.p99)
    beyond = (x < seen.low) | (x > seen.high)
    ranks = rim.astype(np.uint8) + beyond
    ranks[np.isnan(x)] = _BORDERLINE if seen.unknown else _OUTSIDE
    return ranks


def _category_ranks(x: NDArray[np.float64], seen: CategoryReference) -> NDArray[np.uint8]:
    counts = np.array([*seen.counts, seen.unknown])
    by_code = (counts < MIN_GROUP).astype(np.uint8) + (counts == 0)
    by_code[-1] = _BORDERLINE if seen.unknown else _OUTSIDE
    ranks: NDArray[np.uint8] = by_code[np.where(np.isnan(x), -1, x).astype(np.intp)]
    return ranks
