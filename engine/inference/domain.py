"""Is this case like those the model was learnt from?"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.inference.coding import value_text
from engine.models.content import MIN_GROUP, CategoryReference, NumberReference, Reference
from engine.phrases import phrase, row_of


class DomainStatus(StrEnum):
    """From the safest to the least safe."""

    INSIDE = "inside"
    BORDERLINE = "borderline"
    OUTSIDE = "outside"


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
        self._places = [contract.places[name] for name in contract.combination]
        self._seen = {row[:-1]: int(row[-1]) for row in reference.combinations}

    def judge(self, row: NDArray[np.float64]) -> Domain:
        """Judge a coded case, shape (inputs,)."""
        found: list[tuple[DomainStatus, str]] = []
        for place, code in enumerate(row.tolist()):
            seen = self._reference.inputs[place]
            verdict = (
                self._number(place, code, seen)
                if isinstance(seen, NumberReference)
                else self._category(place, code, seen)
            )
            if verdict is not None:
                found.append(verdict)
        similar = self._similar(row)
        if similar == 0:
            names = row_of([self._contract.inputs[place].label for place in self._places])
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

    def _similar(self, row: NDArray[np.float64]) -> int | None:
        if not self._places or np.isnan(row[self._places]).any():
            return None
        return self._seen.get(tuple(row[self._places].tolist()), 0)

    def _number(
        self, place: int, code: float, seen: NumberReference
    ) -> tuple[DomainStatus, str] | None:
        label = self._contract.inputs[place].label
        if np.isnan(code):
            return self._unknown(label, seen.unknown)
        value = value_text(self._contract, place, code)
        if not seen.low <= code <= seen.high:
            return DomainStatus.OUTSIDE, phrase(
                "{label} {value} lies outside the {low:g} to {high:g} of training.",
                label=label,
                value=value,
                low=seen.low,
                high=seen.high,
            )
        if not seen.p01 <= code <= seen.p99:
            return DomainStatus.BORDERLINE, phrase(
                "{label} {value} lies at the rim of training.", label=label, value=value
            )
        return None

    def _category(
        self, place: int, code: float, seen: CategoryReference
    ) -> tuple[DomainStatus, str] | None:
        label = self._contract.inputs[place].label
        if np.isnan(code):
            return self._unknown(label, seen.unknown)
        count = seen.counts[int(code)]
        value = value_text(self._contract, place, code)
        if count == 0:
            return DomainStatus.OUTSIDE, phrase(
                "Training never saw {label} {value}.", label=label, value=value
            )
        if count < MIN_GROUP:
            return DomainStatus.BORDERLINE, phrase(
                "Training saw {label} {value} only {count} times.",
                label=label,
                value=value,
                count=count,
            )
        return None

    @staticmethod
    def _unknown(label: str, count: int) -> tuple[DomainStatus, str]:
        if count == 0:
            return DomainStatus.OUTSIDE, phrase(
                "{label} is unknown; training always knew it.", label=label
            )
        return DomainStatus.BORDERLINE, phrase(
            "{label} is unknown, so the score rests on less.", label=label
        )
