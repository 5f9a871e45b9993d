"""Intervals and comparisons, against worked figures and an independent library."""

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.contract.model import Family
from trainer.evaluation.comparison import Trials, against_mean, as_chosen, choose
from trainer.evaluation.conformal import Scored, calibrate
from trainer.evaluation.metrics import mae, promised_rank, r2, rmse
from trainer.learning.families import Learner
from trainer.learning.overlapping import corrected_standard_error

Vector = NDArray[np.float64]


def missed(outcome: Vector, score: Vector) -> Scored:
    return Scored(np.zeros((outcome.size, 1)), outcome, score)


@pytest.mark.parametrize(
    ("rows", "level", "rank"), [(9, 0.9, 9), (19, 0.9, 18), (99, 0.9, 90), (100, 0.9, 91)]
)
def test_the_rank_is_the_one_that_keeps_the_promise(rows: int, level: float, rank: int) -> None:
    assert promised_rank(rows, level) == rank


def test_the_half_width_is_never_below_the_promised_residual() -> None:
    draw = np.random.Generator(np.random.PCG64(1))
    outcome, score = draw.normal(0, 1, 199), np.zeros(199)

    half = calibrate(missed(outcome, score), 0.9).half_width

    assert int((np.abs(outcome) <= half).sum()) == 180


def test_intervals_hold_as_often_as_promised_over_many_draws() -> None:
    draw = np.random.Generator(np.random.PCG64(2))
    held = []
    for _ in range(400):
        half = calibrate(missed(draw.standard_t(3, 100), np.zeros(100)), 0.9).half_width
        held.append(float((np.abs(draw.standard_t(3, 500)) <= half).mean()))

    assert 0.895 < np.mean(held) < 0.915


def test_the_conformal_half_width_is_the_one_an_independent_library_finds() -> None:
    from mapie.regression import SplitConformalRegressor
    from sklearn.dummy import DummyRegressor

    draw = np.random.Generator(np.random.PCG64(3))
    x, y = np.zeros((150, 1)), draw.normal(2, 1, 150)
    model = DummyRegressor(strategy="constant", constant=0.0).fit(x, y)
    oracle = SplitConformalRegressor(model, confidence_level=0.9, prefit=True).conformalize(x, y)
    _, interval = oracle.predict_interval(np.zeros((1, 1)))

    assert calibrate(missed(y, np.zeros(150)), 0.9).half_width == pytest.approx(
        float(interval[0, 1, 0]), abs=1e-7
    )


def test_figures_agree_with_worked_ones() -> None:
    outcome, score = np.array([1.0, 2.0, 4.0]), np.array([1.0, 3.0, 2.0])

    assert rmse(outcome, score) == pytest.approx((5 / 3) ** 0.5)
    assert mae(outcome, score) == 1.0
    assert r2(outcome, score) == pytest.approx(1 - 5 / (14 / 3))


def test_the_correction_widens_the_standard_error_by_the_test_share() -> None:
    values = np.array([1.0, 2.0, 3.0, 4.0])

    assert corrected_standard_error(values, 0.25) == pytest.approx(((1 / 4 + 0.25) * 5 / 3) ** 0.5)


def trials(mean: float, spread: float) -> Vector:
    return mean + spread * np.tile([-1.0, 1.0], 10)


def of(family: Family, errors: Vector) -> Trials:
    return Trials(family, errors, 0.25, Learner.of(family, {}))


def test_a_small_gain_in_noisy_parts_is_not_beyond_doubt_but_a_large_one_is() -> None:
    baseline = of("mean", trials(2.0, 0.2))

    assert against_mean(trials(1.98, 0.05), baseline).p_value > 0.05
    assert against_mean(trials(1.0, 0.05), baseline).p_value < 0.001


def test_the_simplest_family_within_one_standard_error_of_the_best_is_taken() -> None:
    flat: dict[Family, Trials] = {
        "mean": of("mean", trials(2.0, 0.1)),
        "ridge": of("ridge", trials(1.01, 0.1)),
        "forest": of("forest", trials(1.0, 0.05)),
    }

    assert choose(flat) == "ridge"


def test_what_chooses_a_family_does_not_judge_it() -> None:
    """Of families that are all noise the luckiest looks better than it is; choosing itself not."""
    families: tuple[Family, ...] = ("mean", "ridge", "boosting", "forest")
    lucky, honest = [], []
    for seed in range(300):
        draw = np.random.Generator(np.random.PCG64(seed))
        tried = {family: of(family, draw.normal(1.0, 0.2, 5)) for family in families}
        lucky.append(tried[choose(tried)].errors.mean())
        honest.append(as_chosen(tried, folds=5).mean())

    assert np.mean(lucky) < 0.97
    assert abs(np.mean(honest) - 1) < 4 * np.std(honest) / 300**0.5


def test_a_family_that_is_better_everywhere_is_judged_by_its_own_errors() -> None:
    tried: dict[Family, Trials] = {
        "mean": of("mean", trials(2.0, 0.1)),
        "ridge": of("ridge", trials(1.0, 0.2)),
    }

    assert as_chosen(tried, folds=5).tolist() == tried["ridge"].errors.tolist()
    assert as_chosen(tried, folds=2).tolist() == tried["ridge"].errors.tolist()
