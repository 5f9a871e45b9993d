"""Intervals that follow the inputs: where they help, where not, and what an oracle says."""

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.inference.widths import ExpectedError, Widths
from tests.unit.learning.contracts import small_contract
from trainer.evaluation.conformal import Scored, calibrate, inside
from trainer.evaluation.spread import Misses, choose_spread, fit_spread

Vector = NDArray[np.float64]
LEVEL = 0.9


def rows(count: int, seed: int, *, uneven: bool) -> Scored:
    """Rows of which the blue ones are missed four times as far as the others, or all alike."""
    draw = np.random.Generator(np.random.PCG64(seed))
    coded = np.column_stack(
        [draw.uniform(-10, 10, count), draw.integers(0, 5, count), draw.integers(0, 10, count)]
    ).astype(np.float64)
    spread = np.where(coded[:, 1] == 2, 4.0, 1.0) if uneven else np.full(count, 1.6)
    return Scored(coded, draw.normal(0, spread), np.zeros(count))


def misses_of(learnt: Scored) -> Misses:
    count = learnt.score.size
    return Misses(np.arange(count), learnt.error, np.arange(count) % 5)


def test_where_some_are_missed_further_widths_follow_and_keep_the_promise_for_them() -> None:
    learnt, calibrating, fresh = (rows(n, n, uneven=True) for n in (2000, 1000, 20_000))
    spread, gain = choose_spread(small_contract(), learnt.coded, misses_of(learnt), LEVEL)
    blue = fresh.coded[:, 1] == 2

    assert spread is not None
    assert gain > 0.1
    varied = Widths(calibrate(calibrating, LEVEL, spread, gain)).of_rows(fresh.coded)
    constant = Widths(calibrate(calibrating, LEVEL)).of_rows(fresh.coded)
    assert inside(fresh, constant)[blue].mean() < 0.65
    assert inside(fresh, varied)[blue].mean() > 0.83
    assert 0.88 < inside(fresh, varied).mean() < 0.92
    assert varied.mean() < constant.mean()


@pytest.mark.parametrize("seed", range(10))
def test_where_all_are_missed_alike_one_width_is_kept(seed: int) -> None:
    learnt = rows(800, seed, uneven=False)

    spread, gain = choose_spread(small_contract(), learnt.coded, misses_of(learnt), LEVEL)

    assert spread is None
    assert gain < 0.02


def test_a_model_that_misses_nothing_needs_no_spread() -> None:
    exact = Scored(np.zeros((50, 3)), np.ones(50), np.ones(50))

    assert choose_spread(small_contract(), exact.coded, misses_of(exact), LEVEL) == (None, 0.0)
    assert calibrate(exact, LEVEL).half_width == 0


def test_the_expected_error_is_that_of_the_group_and_never_far_from_the_mean() -> None:
    learnt = rows(4000, 1, uneven=True)
    spread = fit_spread(small_contract(), learnt.coded, learnt.error)
    assert spread is not None
    blue, red = (ExpectedError(spread)([0.0, code, 5.0]) for code in (2.0, 0.0))

    assert blue == pytest.approx(4 * np.sqrt(2 / np.pi), rel=0.08)
    assert red == pytest.approx(np.sqrt(2 / np.pi), rel=0.08)
    mean = float(learnt.error.mean())
    assert (spread.floor, spread.ceiling) == pytest.approx((mean / 4, mean * 4))


@pytest.mark.parametrize("uneven", [True, False])
def test_normalised_intervals_are_those_an_independent_library_finds(*, uneven: bool) -> None:
    from mapie.conformity_scores import ResidualNormalisedScore
    from mapie.regression import SplitConformalRegressor
    from sklearn.base import BaseEstimator, RegressorMixin
    from sklearn.dummy import DummyRegressor

    learnt, calibrating, fresh = (rows(n, n, uneven=uneven) for n in (600, 250, 40))
    spread = fit_spread(small_contract(), learnt.coded, learnt.error)
    assert spread is not None
    expected = ExpectedError(spread)

    class Expected(RegressorMixin, BaseEstimator):  # type: ignore[misc]  # sklearn has no types
        def fit(self, x: Vector, y: Vector) -> "Expected":  # noqa: ARG002 - as it is asked for
            self.fitted_ = True
            return self

        def predict(self, x: Vector) -> Vector:
            return expected.of_rows(np.asarray(x))

    x, y = calibrating.coded, calibrating.outcome
    model = DummyRegressor(strategy="constant", constant=0.0).fit(x, y)
    score = ResidualNormalisedScore(residual_estimator=Expected().fit(x, y), prefit=True)
    oracle = SplitConformalRegressor(
        model, confidence_level=LEVEL, conformity_score=score, prefit=True
    ).conformalize(x, y)
    _, interval = oracle.predict_interval(fresh.coded)

    ours = Widths(calibrate(calibrating, LEVEL, spread)).of_rows(fresh.coded)
    assert ours == pytest.approx(interval[:, 1, 0], rel=1e-7)
    assert -ours == pytest.approx(interval[:, 0, 0], rel=1e-7)


def test_normalised_intervals_hold_as_often_as_promised_over_many_draws() -> None:
    learnt = rows(600, 3, uneven=True)
    spread = fit_spread(small_contract(), learnt.coded, learnt.error)
    kept = []
    for seed in range(200):
        calibrating, fresh = rows(99, 1000 + seed, uneven=True), rows(300, 9000 + seed, uneven=True)
        widths = Widths(calibrate(calibrating, LEVEL, spread))
        kept.append(inside(fresh, widths.of_rows(fresh.coded)).mean())

    assert 0.893 < np.mean(kept) < 0.911
