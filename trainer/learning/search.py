"""Which settings suit rows best: a grid, or successive halving, within what a model may see.

Several problems are searched at once, so that all their fits can be done side by side; they share
nothing but the candidates.

Source:
    Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter Optimization
    (2016), section 3: successive halving, here with a factor of 3.
"""

import math
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, Family
from trainer.learning.families import Learner
from trainer.learning.overlapping import first_as_good, mean_of
from trainer.learning.workers import Fit

Vector = NDArray[np.float64]
Run = Callable[[Iterable[Fit]], Generator[tuple[int, float]]]
"""Does fits, and yields the number and the mean squared error of each, in any order."""

FACTOR = 3
"""From rung to rung one candidate in so many goes on, on so many times the rows."""
LEAST_ROWS = 200
"""On fewer rows than these candidates would be judged by what they do to small data."""
ALL_ROWS = 10**9
"""Rows enough for every rung, where it is not yet known how many there are."""


class Problem(Protocol):
    """Rows to find settings for."""

    @property
    def folds(self) -> int:
        """How many parts there are."""
        ...

    @property
    def size(self) -> int:
        """How many rows there are to fit on within a part, about."""
        ...

    @property
    def share(self) -> float:
        """Size of a test part over the size of what is fitted on."""
        ...

    def cut(self, fold: int, share: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The rows to fit on, of which ``share`` are taken, and the rows to test on."""
        ...


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a search.

    Attributes:
        share: Which part of the rows is fitted on.
        entered: How many candidates are tried, the stated settings among them.
    """

    share: float
    entered: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate that was tried on one problem in one rung.

    Attributes:
        problem: Which problem, from 0.
        learner: The candidate.
        rung: Which rung, from 0.
        rows: How many rows were fitted on, at most over the parts.
        error: Mean squared error over the parts.
        best: The least such error of this problem and rung so far.
    """

    problem: int
    learner: Learner
    rung: int
    rows: int
    error: float
    best: float


def candidates(contract: Contract, family: Family) -> tuple[Learner, ...]:
    """What is tried of a family: the stated settings first, then what is listed, in its order."""
    stated = Learner.stated(contract, family)
    search = contract.training.search
    if search.method == "none" or family == "mean":
        return (stated,)
    tries = getattr(search, family).model_dump()
    listed = product(*(tries[name] or (value,) for name, value in stated.values.items()))
    others = (Learner.of(family, dict(zip(stated.values, one, strict=True))) for one in listed)
    return stated, *(other for other in others if other != stated)


def rungs(method: Literal["none", "grid", "halving"], count: int, rows: int) -> tuple[Rung, ...]:
    """The steps of a search over ``count`` candidates.

    The stated settings are in every rung, so that at the end they stand beside the best on all
    rows. Of the others a third goes on, until three or fewer are left; a rung that would fit on
    fewer than :data:`LEAST_ROWS` rows is left out.
    """
    entered = [count]
    while method == "halving" and entered[-1] > FACTOR + 1:
        entered.append(1 + math.ceil((entered[-1] - 1) / FACTOR))
    while len(entered) > 1 and rows < LEAST_ROWS * FACTOR ** (len(entered) - 1):
        entered.pop()
    parts = [FACTOR**step for step in reversed(range(len(entered)))]
    return tuple(Rung(1 / part, many) for part, many in zip(parts, entered, strict=True))


def planned(steps: Sequence[Rung], problems: Sequence[Problem]) -> int:
    """How many fits a search takes."""
    return sum(step.entered for step in steps) * sum(problem.folds for problem in problems)


def search(
    learners: Sequence[Learner],
    problems: Sequence[Problem],
    steps: Sequence[Rung],
    run: Run,
    told: Callable[[Tried], None],
) -> tuple[Learner, ...]:
    """Find the settings for each problem.

    Settings displace those before them only where they are better by more than one standard error
    on all rows: what is stated stays where nothing is clearly better.

    Args:
        learners: The candidates, the stated settings first.
        problems: The rows to find settings for.
        steps: From :func:`rungs`.
        run: Does fits.
        told: Is told each candidate as all its parts are done.

    Returns:
        What was chosen for each problem.
    """
    left = [list(range(len(learners))) for _ in problems]
    errors: dict[tuple[int, int], Vector] = {}
    for number, step in enumerate(steps):
        rung = _Rung(learners, problems, number, step, left)
        errors = rung.tried(run, told)
        if number + 1 < len(steps):
            keep = steps[number + 1].entered
            left = [_best(left[p], errors, p, keep) for p in range(len(problems))]
    chosen = []
    for place, problem in enumerate(problems):
        found = first_as_good([errors[place, one] for one in left[place]], problem.share)
        chosen.append(learners[left[place][found]])
    return tuple(chosen)


def _best(
    left: list[int], errors: dict[tuple[int, int], Vector], problem: int, keep: int
) -> list[int]:
    """The stated settings and the best of the others; the first where two are as good."""
    others = sorted(left[1:], key=lambda one: (mean_of(errors[problem, one]), one))
    return [left[0], *sorted(others[: keep - 1])]


@dataclass(frozen=True)
class _Rung:
    """All fits of one step, over all problems."""

    learners: Sequence[Learner]
    problems: Sequence[Problem]
    number: int
    step: Rung
    left: list[list[int]]

    def tried(self, run: Run, told: Callable[[Tried], None]) -> dict[tuple[int, int], Vector]:
        """Do them; the errors over the parts, by problem and candidate."""
        jobs = [
            (place, one, fold)
            for place, problem in enumerate(self.problems)
            for one in self.left[place]
            for fold in range(problem.folds)
        ]
        rows: dict[tuple[int, int], int] = {}

        def fits() -> Iterator[Fit]:
            # One by one as they are needed: the rows of all together would not fit into memory.
            for place, one, fold in jobs:
                train, test = self.problems[place].cut(fold, self.step.share)
                rows[place, one] = max(rows.get((place, one), 0), train.size)
                yield Fit(self.learners[one], train, test)

        errors = {
            (place, one): np.full(self.problems[place].folds, np.nan) for place, one, _ in jobs
        }
        waiting, best = deque(errors), [math.inf] * len(self.problems)
        with closing(run(fits())) as done:
            for number, error in done:
                place, one, fold = jobs[number]
                errors[place, one][fold] = error
                # Told in the order of the jobs, so that it does not show who was done first.
                while waiting and not np.isnan(errors[waiting[0]]).any():
                    place, one = waiting.popleft()
                    mean = mean_of(errors[place, one])
                    best[place] = min(best[place], mean)
                    learner, used = self.learners[one], rows[place, one]
                    told(Tried(place, learner, self.number, used, mean, best[place]))
        return errors
