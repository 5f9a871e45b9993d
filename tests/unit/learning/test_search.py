"""A search finds what is clearly better, spends what it may, and depends on nobody's speed."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.learning.contracts import small_contract
from trainer.dataset.split import Rows, TooFewRowsError
from trainer.learning.families import Learner
from trainer.learning.inner import Inner
from trainer.learning.search import LEAST_ROWS, Tried, candidates, planned, rungs, search
from trainer.learning.workers import Fit

ROWS = 9 * LEAST_ROWS


def ridges(*penalties: float) -> list[Learner]:
    return [Learner.of("ridge", {"penalty": penalty}) for penalty in penalties]


def inner(rows: int = 4 * ROWS, folds: int = 3) -> Inner:
    return Inner.of(np.arange(rows) // 2, np.arange(rows), folds, (1, 0))


@dataclass
class Fake:
    """Fits nothing: a candidate's error is told by a landscape, and by how few rows it saw."""

    landscape: dict[float, float]
    backwards: bool = False
    rows: int = 0
    fits: int = 0
    told: list[Tried] = field(default_factory=list)

    def __call__(self, fits: Iterable[Fit]) -> Generator[tuple[int, float]]:
        errors = []
        for number, one in enumerate(fits):
            self.fits, self.rows = self.fits + 1, self.rows + one.train.size
            # The parts differ by what all candidates share, as hard and easy parts do.
            shared = one.test[0] / 100 + 100 / one.train.size
            errors.append((number, self.landscape[one.learner.values["penalty"]] + shared))
        yield from reversed(errors) if self.backwards else errors


def searched(fake: Fake, method: Any, problems: list[Inner] | None = None) -> list[float]:
    learners, problems = ridges(*fake.landscape), problems or [inner()]
    steps = rungs(method, len(learners), problems[0].size)
    found = search(learners, problems, steps, fake, fake.told.append)
    assert fake.fits == planned(steps, problems)
    return [one.values["penalty"] for one in found]


CLEAR = {1.0: 5.0, **{float(p): 1.0 + abs(p - 20) for p in range(2, 28)}}


@pytest.mark.parametrize("method", ["grid", "halving"])
def test_what_is_clearly_best_is_found(method: str) -> None:
    assert searched(Fake(CLEAR), method) == [20.0]


def test_halving_fits_on_fewer_rows_than_a_grid() -> None:
    grid, halving = Fake(CLEAR), Fake(CLEAR)
    searched(grid, "grid")
    searched(halving, "halving")

    assert halving.rows < 0.45 * grid.rows
    assert {one.rung for one in halving.told} == {0, 1, 2}
    assert [sum(one.rung == rung for one in halving.told) for rung in range(3)] == [27, 10, 4]


def test_what_is_stated_stays_where_nothing_is_clearly_better() -> None:
    assert searched(Fake({1.0: 2.0, 10.0: 2.0, 100.0: 2.0}), "grid") == [1.0]


def test_a_gain_within_one_standard_error_does_not_displace_what_is_stated() -> None:
    """The last candidate is better on average, but far from on every part."""

    def run(fits: Iterable[Fit]) -> Generator[tuple[int, float]]:
        for number, one in enumerate(fits):
            better = one.learner.values["penalty"] == 10.0
            yield number, 2.0 - better * (1.0 if number % 3 == 0 else -0.4)

    learners, problems = ridges(1.0, 10.0), [inner()]
    steps = rungs("grid", 2, ROWS)

    assert search(learners, problems, steps, run, lambda _: None) == (learners[0],)


def test_what_is_stated_is_tried_on_all_rows_however_it_did_on_few() -> None:
    fake = Fake({1.0: 99.0, **{float(p): 1.0 for p in range(2, 28)}})
    searched(fake, "halving")

    last = [one.learner.values["penalty"] for one in fake.told if one.rung == 2]
    assert last == [1.0, 2.0, 3.0, 4.0]  # of those that are as good the first


@pytest.mark.parametrize("method", ["grid", "halving"])
def test_who_is_done_first_changes_nothing(method: str) -> None:
    problems = [inner(), inner(3 * ROWS)]
    one, other = Fake(CLEAR), Fake(CLEAR, backwards=True)

    assert searched(one, method, problems) == searched(other, method, problems)
    assert one.told == other.told


def test_the_best_so_far_is_told_for_each_problem_and_rung() -> None:
    fake = Fake({1.0: 3.0, 2.0: 4.0, 3.0: 2.0})
    searched(fake, "grid", [inner(), inner(3 * ROWS)])

    for problem in (0, 1):
        best = [
            one.best - fake.told[3 * problem].error for one in fake.told if one.problem == problem
        ]
        assert best == pytest.approx([0.0, 0.0, -1.0])


@pytest.mark.parametrize(
    ("count", "rows", "expected"),
    [
        (1, ROWS, [(1.0, 1)]),
        (4, ROWS, [(1.0, 4)]),
        (5, ROWS, [(1 / 3, 5), (1.0, 3)]),
        (28, ROWS, [(1 / 9, 28), (1 / 3, 10), (1.0, 4)]),
        (28, LEAST_ROWS * 3, [(1 / 3, 28), (1.0, 10)]),
        (28, 30, [(1.0, 28)]),
    ],
)
def test_rungs_grow_by_three_and_none_is_too_small(
    count: int, rows: int, expected: list[tuple[float, int]]
) -> None:
    assert [(step.share, step.entered) for step in rungs("halving", count, rows)] == expected
    assert [(step.share, step.entered) for step in rungs("grid", count, rows)] == [(1.0, count)]


def test_candidates_are_the_stated_settings_then_what_is_listed_in_its_order() -> None:
    training = {
        "boosting": {"leaves": 4, "learning_rate": 0.1},
        "search": {"method": "grid", "boosting": {"leaves": [2, 4], "learning_rate": [0.1, 0.2]}},
    }

    found = candidates(small_contract(training=training), "boosting")

    pairs = [(one.values["leaves"], one.values["learning_rate"]) for one in found]
    assert pairs == [(4, 0.1), (2, 0.1), (2, 0.2), (4, 0.2)]
    assert {one.values["rounds"] for one in found} == {200}


def test_without_a_search_only_what_is_stated_is_a_candidate() -> None:
    contract = small_contract()

    assert candidates(contract, "forest") == (Learner.stated(contract, "forest"),)
    assert candidates(contract, "mean") == (Learner("mean", None),)


@settings(max_examples=40, deadline=None)
@given(
    patient=st.lists(st.integers(0, 40), min_size=30, max_size=120),
    folds=st.integers(2, 5),
    seed=st.integers(0, 99),
)
def test_no_patient_is_on_two_sides_and_smaller_shares_lie_in_larger_ones(
    patient: list[int], folds: int, seed: int
) -> None:
    whose = np.array(patient)
    rows: Rows = np.flatnonzero(whose % 7 != 0)
    if np.unique(whose[rows]).size < folds:
        with pytest.raises(TooFewRowsError):
            Inner.of(whose, rows, folds, (seed, 1))
        return
    drawn = Inner.of(whose, rows, folds, (seed, 1))

    tested = np.concatenate([drawn.cut(fold, 1.0)[1] for fold in range(folds)])
    assert sorted(tested) == rows.tolist()
    for fold in range(folds):
        before: set[int] = set()
        for share in (1 / 9, 1 / 3, 1.0):
            train, test = drawn.cut(fold, share)
            assert train.size
            assert not set(whose[train]) & set(whose[test])
            # All rows of a patient that stand on this side, or none.
            side = np.setdiff1d(rows, test)
            assert set(train) == set(side[np.isin(whose[side], whose[train])])
            assert before <= set(train)
            before = set(train)
        assert before == set(rows) - set(drawn.cut(fold, 1.0)[1])
