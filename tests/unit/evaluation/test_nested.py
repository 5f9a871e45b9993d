"""The error that is reported of a search is that of rows which the search did not see."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from engine.contract.model import Contract
from engine.progress import Silent
from tests.unit.learning.contracts import small_contract
from trainer.dataset.split import split_rows
from trainer.dataset.validation import Dataset
from trainer.evaluation.comparison import Trial, Trials
from trainer.learning.families import Learner
from trainer.learning.search import Tried
from trainer.learning.workers import Fit, Workers

Vector = NDArray[np.float64]
PENALTIES = [float(2**power) for power in range(-16, 16)]


def searching(**search: Any) -> Contract:
    training = {"folds": 3, "repeats": 1, "search": {"folds": 3, **search}}
    return small_contract(training=training)


def data(contract: Contract, outcome: Vector, patient: NDArray[np.int64] | None = None) -> Dataset:
    rows = np.arange(outcome.size)
    coded = np.column_stack([rows % 7 - 3.0, rows % 5, rows % 10]).astype(np.float64)
    return Dataset(contract, coded, outcome, rows if patient is None else patient)


@dataclass(frozen=True)
class Guessing(Workers):
    """Every setting guesses in a way of its own that knows nothing; so does the mean, less wildly.

    Attributes:
        seen: Every fit that was asked for.
    """

    seen: list[Fit] = field(default_factory=list)

    @override
    def errors(
        self, coded: Vector, outcome: Vector, widths: Any, fits: Iterable[Fit], *, seed: int
    ) -> Generator[tuple[int, float]]:
        for number, one in enumerate(fits):
            self.seen.append(one)
            yield number, self.error(one, outcome, seed)

    def error(self, one: Fit, outcome: Vector, seed: int) -> float:
        penalty = one.learner.values.get("penalty", 0.0)
        draw = np.random.Generator(np.random.PCG64([seed, int(penalty * 2**20)]))
        guess = 0.4 * draw.normal(0, 1, outcome.size) * (penalty > 0)
        score = outcome[one.train].mean() + guess[one.test]
        return float(((outcome[one.test] - score) ** 2).mean())


def tried(dataset: Dataset, family: Any, workers: Workers, seed: int) -> tuple[Trials, list[Tried]]:
    told: list[Tried] = []
    split = split_rows(dataset, seed)
    trials = Trial(dataset, split, family, seed, workers, Silent(), told.append).run()
    return trials, told


def test_the_best_of_many_guesses_looks_better_than_the_mean_and_is_told_to_be_worse() -> None:
    """This fails where a part's error is that by which its settings were chosen."""
    contract = searching(method="grid", ridge={"penalty": PENALTIES})
    inner, outer, baseline = [], [], []
    for seed in range(60):
        outcome = np.random.Generator(np.random.PCG64(seed)).normal(0, 1, 90)
        dataset = data(contract, outcome)
        nested, told = tried(dataset, "ridge", Guessing(), seed)
        inner.append(min(one.error for one in told))
        outer.append(nested.errors.mean())
        baseline.append(tried(dataset, "mean", Guessing(), seed)[0].errors.mean())

    assert np.mean(inner) < 0.9 * np.mean(baseline)
    assert np.mean(outer) > 1.05 * np.mean(baseline)


def test_a_search_sees_nothing_of_the_part_that_judges_it_nor_of_rows_held_out() -> None:
    contract = searching(method="halving", ridge={"penalty": PENALTIES})
    patient = np.arange(1200) // 3
    outcome = np.random.Generator(np.random.PCG64(1)).normal(0, 1, patient.size)
    dataset, workers = data(contract, outcome, patient), Guessing()

    tried(dataset, "ridge", workers, 5)

    split, judged = split_rows(dataset, 5), workers.seen[-3:]
    searched = workers.seen[:-3]
    held_out = set(patient[split.hold_out])
    for one in workers.seen:
        train, test = set(patient[one.train]), set(patient[one.test])
        assert not train & test
        assert not (train | test) & held_out
    # Each search stays within what its part fits on, and the last within what teaches.
    within = [set(one.train) for one in judged] + [set(split.learn)]
    for one in searched:
        assert any(set(one.train) | set(one.test) <= rows for rows in within)
    for rows in within:
        assert any(set(one.train) | set(one.test) == rows for one in searched)


def test_each_part_is_judged_with_the_settings_that_were_found_without_it() -> None:
    """Small outcomes want a strong penalty: what is chosen is fitted anew on all of the rest."""
    contract = searching(method="grid", ridge={"penalty": [1e6]})
    outcome = np.random.Generator(np.random.PCG64(3)).normal(0, 1, 60)
    dataset = data(contract, outcome)

    class Knowing(Guessing):
        @override
        def error(self, one: Fit, outcome: Vector, seed: int) -> float:
            return 1.0 if one.learner.values["penalty"] == 1e6 else 2.0

    workers = Knowing()
    trials, told = tried(dataset, "ridge", workers, 1)

    strong = Learner.of("ridge", {"penalty": 1e6})
    assert trials.learner == strong
    assert [one.learner for one in workers.seen[-3:]] == [strong] * 3
    assert trials.errors.tolist() == [1.0] * 3
    assert len(told) == 2 * 4  # both candidates, on three parts and on what teaches


def test_without_a_search_each_part_takes_one_fit() -> None:
    dataset = data(searching(), np.arange(60.0))
    workers = Guessing()

    trials, told = tried(dataset, "ridge", workers, 1)

    assert len(workers.seen) == trials.errors.size == 3
    assert not told
