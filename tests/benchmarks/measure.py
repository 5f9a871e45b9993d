"""Two ways to do the same work, measured turn by turn in one run.

A time by itself says little on a machine that others use too. What is quoted here is the ratio of
two medians, taken in rounds in which each side has its turn, so that a busy minute slows both.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one unit of work costs, the median over the rounds.

    Attributes:
        wall_s: Seconds that pass.
        cpu_s: Seconds that this process computes; the rest is waiting, most of it for the disk.
    """

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row is to reach.

    Attributes:
        sense: Which side of the limit is good.
        limit: The limit.
    """

    sense: Literal["at least", "at most"]
    limit: float

    def reached(self, figure: float) -> bool:
        """Say whether ``figure`` is on the good side, the limit included."""
        return figure >= self.limit if self.sense == "at least" else figure <= self.limit


@dataclass(frozen=True, slots=True)
class Result:
    """One row of the table.

    Attributes:
        name: What ``--only`` calls the measurement; several rows may share one.
        what: What we do.
        peer: What it is held against.
        reads: What the figure is: ``speed`` is the peer's time over ours, ``time`` is ours over
            the peer's, ``difference`` is in points, ``memory`` ours over the limit, ``area`` that
            under a curve; these have no times.
        figure: That number.
        goal: What it is to reach; None where the row only informs.
        ours: Our cost of one unit of work; None for a difference.
        theirs: The peer's.
        rounds: How many rounds the medians are over.
        notes: What else is worth knowing, by a short name; seconds where the name ends in ``_s``.
    """

    name: str
    what: str
    peer: str
    reads: Literal["speed", "time", "difference", "memory", "area"]
    figure: float
    goal: Goal | None
    ours: Cost | None = None
    theirs: Cost | None = None
    rounds: int = 0
    notes: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        return None if self.goal is None else self.goal.reached(self.figure)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of a comparison."""

    ours: Cost
    theirs: Cost
    rounds: int

    @property
    def speed(self) -> float:
        """How many times as fast as the peer we are."""
        return self.theirs.wall_s / self.ours.wall_s

    @property
    def time(self) -> float:
        """How many times the peer's time we take."""
        return self.ours.wall_s / self.theirs.wall_s


def interleave(ours: Work, peer: Work, *, rounds: int, units: int, warm_up: bool = True) -> Pair:
    """Measure both sides in turn.

    Args:
        ours: Does ``units`` units of our work.
        peer: Does as many of the peer's.
        rounds: How often each side has its turn; who begins changes from round to round.
        units: What to divide a turn's time by.
        warm_up: Whether each side has a first turn that does not count.
    """
    sides: dict[str, Work] = {"ours": ours, "peer": peer}
    taken: dict[str, list[Cost]] = {"ours": [], "peer": []}
    for work in sides.values() if warm_up else ():
        work()
    for number in range(rounds):
        for side in sorted(sides, reverse=number % 2 == 1):
            taken[side].append(_turn(sides[side], units))
    return Pair(_median(taken["ours"]), _median(taken["peer"]), rounds)


def _turn(work: Work, units: int) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost((time.perf_counter() - wall) / units, (time.process_time() - cpu) / units)


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall_s for cost in costs),
        statistics.median(cost.cpu_s for cost in costs),
    )
