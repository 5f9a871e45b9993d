"""The names and labels of everything that is counted: fixed, so that none can come from a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

ANSWERS: Final = "answers"
REFUSALS: Final = "refusals"
LATENCY: Final = "latency"
LATENCY_SUM_US: Final = "latency-us"

WAYS = ("single", "batch")
"""How cases are answered: each by itself, whether in the window or the stream, or in blocks."""

RULES = (
    "missing", "number", "whole", "range", "permitted", "value", "text", "formulary", "outcome",
    "unknown-field", "line-unreadable", "row", "no-score", "other",
)  # fmt: skip
"""Why a case is refused: the rules of the contract, and what else there is.

``line-unreadable`` is a line of the stream that is no case, ``row`` a row of a file that is no row.
"""

LATENCY_BOUNDS_S = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1)
"""Upper ends of the latency histogram's buckets; one more bucket is without an end."""


def known_rule(rule: str) -> str:
    """The label of a rule; one that is not in the list is ``other``."""
    return rule if rule in RULES else "other"


@dataclass(frozen=True, slots=True)
class Latency:
    """How long single cases took, from being asked to being recorded.

    Attributes:
        counts: One per bound of ``LATENCY_BOUNDS_S``, and those above the last.
        seconds: Their sum.
    """

    counts: tuple[int, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that was counted since the site was set up.

    Attributes:
        answers: By way; every way of ``WAYS``.
        refusals: By rule; every rule of ``RULES``. A case counts under each rule that it broke.
        latency: Of single cases.
    """

    answers: Mapping[str, int]
    refusals: Mapping[str, int]
    latency: Latency


def read_counters(stored: Mapping[tuple[str, str], int]) -> Counted:
    """Read the store's counters; what has another name or label than ours is left alone."""
    buckets = range(len(LATENCY_BOUNDS_S) + 1)
    return Counted(
        answers={way: stored.get((ANSWERS, way), 0) for way in WAYS},
        refusals={rule: stored.get((REFUSALS, rule), 0) for rule in RULES},
        latency=Latency(
            tuple(stored.get((LATENCY, str(bucket)), 0) for bucket in buckets),
            stored.get((LATENCY_SUM_US, ""), 0) / 1e6,
        ),
    )
