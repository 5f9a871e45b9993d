"""Every figure of a training report, against other people's code or by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.contract.model import RidgeSettings
from engine.inference.widths import Widths
from engine.models.report import Measured
from engine.progress import Silent
from tests.unit.report.reports import dataset, judged, package, scored, split, train_beside, trained
from trainer.evaluation.against import Against, Errors, compare_errors
from trainer.evaluation.comparison import Trials
from trainer.evaluation.conformal import inside
from trainer.evaluation.learning_curve import learning_curve, nested_shares
from trainer.evaluation.residuals import describe_residuals, quantiles
from trainer.evaluation.training_report import compared
from trainer.learning.families import Learner

CHANCE = 20261102
FINITE = st.floats(-1e6, 1e6, allow_subnormal=False)


def drawn(*shape: int) -> NDArray[np.float64]:
    return np.random.Generator(np.random.PCG64(CHANCE)).normal(size=shape)


def test_the_figures_are_those_of_scikit_learn_and_scipy() -> None:
    from scipy.stats import linregress
    from sklearn.metrics import mean_absolute_error, r2_score, root_mean_squared_error

    rows, report = scored(split().hold_out), package().report
    line = linregress(rows.score, rows.outcome)

    found = {name: one.value for name, one in report.estimates}
    assert found["rmse"] == pytest.approx(root_mean_squared_error(rows.outcome, rows.score))
    assert found["mae"] == pytest.approx(mean_absolute_error(rows.outcome, rows.score))
    assert found["r2"] == pytest.approx(r2_score(rows.outcome, rows.score))
    assert (found["slope"], found["intercept"]) == pytest.approx((line.slope, line.intercept))
    assert found["bias"] == pytest.approx(np.mean(rows.outcome - rows.score))
    learnt = dataset().outcome[split().learn].mean()
    known = root_mean_squared_error(rows.outcome, np.full(rows.outcome.size, learnt))
    assert report.baseline_training == pytest.approx(known)
    assert found["gain_training"] == pytest.approx(1 - (found["rmse"] or 0) / known)
    assert report.rows == rows.outcome.size


def test_the_subgroups_are_those_of_fairlearn() -> None:
    from fairlearn.metrics import MetricFrame, count
    from sklearn.metrics import mean_absolute_error, root_mean_squared_error

    model, rows = package(), scored(split().hold_out)
    kept = inside(rows, Widths(model.calibration).of_rows(rows.coded))
    told = 0
    for place, column in enumerate(model.contract.inputs):
        cuts = model.evaluation.subgroups[place].cuts
        x = rows.coded[:, place]
        group = x if column.width else np.digitize(x, cuts).astype(float)
        group = np.where(np.isnan(x), -1.0, group)
        frame = MetricFrame(
            metrics={"rows": count, "mae": mean_absolute_error, "rmse": root_mean_squared_error},
            y_true=rows.outcome,
            y_pred=rows.score,
            sensitive_features=group,
        ).by_group
        held = MetricFrame(
            metrics=lambda true, _: float(np.sum(true)),
            y_true=kept,
            y_pred=kept,
            sensitive_features=group,
        ).by_group
        ours = {one.group: one for one in model.report.subgroups if one.place == place}
        large = set(frame.index[frame["rows"] >= 20])
        assert {-1.0 if code is None else float(code) for code in ours} == large
        for code, one in ours.items():
            at = -1.0 if code is None else float(code)
            assert one.coverage.rows == frame.loc[at, "rows"]
            assert one.mae.value == pytest.approx(frame.loc[at, "mae"])
            assert one.rmse == pytest.approx(frame.loc[at, "rmse"])
            assert one.coverage.held == held.loc[at]
        told += len(ours)
    assert told == model.report.judged == len(model.report.subgroups) > 10


def test_the_tenths_hold_all_rows_in_the_order_of_their_scores() -> None:
    rows, told = scored(split().hold_out), package().report.calibration
    order = np.argsort(rows.score, kind="stable")

    start = 0
    for one in told:
        part = order[start : start + one.rows]
        assert one.score == pytest.approx(rows.score[part].mean())
        assert one.outcome.value == pytest.approx(rows.outcome[part].mean())
        start += one.rows
    assert start == rows.score.size
    assert len(told) == rows.score.size // 20


def test_the_quantiles_are_numpys_where_five_rows_lie_beyond() -> None:
    values = drawn(80)

    told = quantiles(values)

    assert [one.share for one in told] == pytest.approx(
        [0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9]
    )
    for one in told:
        assert one.value == pytest.approx(np.quantile(values, one.share))


@settings(deadline=None)
@given(
    st.lists(st.tuples(FINITE, st.integers(0, 30)), max_size=200),
    st.floats(-10, 10),
)
def test_residuals_are_told_of_groups_alone(rows: list[tuple[float, int]], score: float) -> None:
    outcome = np.array([value for value, _ in rows])
    patient = np.array([number for _, number in rows], np.int64)

    told = describe_residuals(judged(outcome, np.full(outcome.size, score), patient))

    if outcome.size < 20 or np.unique(patient).size < 5:
        assert told is None
        return
    assert told is not None
    assert min(told.counts) >= 5
    assert sum(told.counts) == outcome.size
    assert sum(one.rows for one in told.by_score) == outcome.size
    # The ends are no row's own: percentiles, rounded outwards.
    step = told.edges[1] - told.edges[0]
    residual = outcome - score
    low, high = np.quantile(residual, (0.01, 0.99))
    assert told.edges[0] <= low + 1e-6 * abs(low) + 1e-9
    assert told.edges[-1] >= high - 1e-6 * abs(high) - 1e-9
    assert step > 0


def test_the_histogram_counts_what_lies_between_its_edges() -> None:
    values = drawn(2000)

    told = describe_residuals(judged(values, np.zeros(2000), np.arange(2000)))

    assert told is not None
    inner = np.histogram(values, told.edges)[0][1:-1]
    assert list(told.counts[1:-1]) == inner.tolist()
    assert told.counts[0] == (values < told.edges[1]).sum()


def test_families_are_compared_by_hand() -> None:
    """Errors 1, 3, 2, 2 have variance 2/3; parts of a quarter: (1/4 + 1/3) * 2/3 = 7/18."""
    ridge = Trials(
        "ridge", np.array([1.0, 3.0, 2.0, 2.0]), 1 / 3, Learner("ridge", RidgeSettings())
    )
    mean = Trials(
        "mean", ridge.errors + np.array([1.0, 1.0, 2.0, 0.0]), 1 / 3, Learner("mean", None)
    )

    worse, best = compared({"mean": mean, "ridge": ridge})

    assert (best.rmse, best.above, best.above_error) == pytest.approx((math.sqrt(2), 0, 0))
    assert best.error == pytest.approx(math.sqrt(7 / 18) / (2 * math.sqrt(2)))
    assert worse.above == pytest.approx(1.0)
    assert worse.above_error == pytest.approx(math.sqrt(7 / 18))
    assert (best.settings, worse.settings) == ({"penalty": 1.0}, {})


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=300), st.integers(0, 2**32 - 1))
def test_each_part_of_the_curve_holds_the_one_before_and_no_half_patient(
    numbers: list[int], seed: int
) -> None:
    patient = np.array(numbers, np.int64)

    parts = nested_shares(patient, seed)

    held: set[int] = set()
    for part, share in zip(parts, (1 / 8, 1 / 4, 1 / 2), strict=True):
        assert held <= set(part.tolist())
        held = set(part.tolist())
        assert not set(patient[part]) & set(np.delete(patient, part))
        assert part.size >= share * patient.size - 1e-9
    assert all((a == b).all() for a, b in zip(parts, nested_shares(patient, seed), strict=True))


def test_the_curve_ends_with_the_model_and_has_paired_errors_by_hand() -> None:
    from sklearn.metrics import root_mean_squared_error

    data, parts = dataset(), split()
    rows, model = scored(parts.calibrate), package()

    def constant(learnt: NDArray[np.int64]) -> object:
        middle = data.outcome[learnt].mean()
        return lambda coded: np.full(coded.shape[0], middle)

    curve = learning_curve(data, parts, 5, constant, constant(parts.learn))  # type: ignore[arg-type]

    told = model.report.curve.points
    assert told[-1].rows == parts.learn.size
    assert told[-1].rmse.value == pytest.approx(root_mean_squared_error(rows.outcome, rows.score))
    assert (told[-1].above, told[-1].above_error) == (0, 0)
    assert [one.rows for one in told] == [45, 90, 180, 360]
    first = nested_shares(data.patient[parts.learn], 5)[0]
    few = parts.learn[first]
    middles = data.outcome[few].mean(), data.outcome[parts.learn].mean()
    squares = [(data.outcome[parts.calibrate] - one) ** 2 for one in middles]
    apart = squares[0] - squares[1]
    point = curve.points[0]
    assert point.rows == few.size
    assert point.above == pytest.approx(apart.mean())
    assert point.above_error == pytest.approx(apart.std(ddof=1) / math.sqrt(apart.size))
    assert point.own == pytest.approx(data.outcome[few].std())
    assert point.rmse.value == pytest.approx(math.sqrt(squares[0].mean()))


def test_the_difference_between_two_models_is_scipys_paired_bootstrap() -> None:
    from scipy import stats

    one, other = drawn(2, 120)
    other = 0.6 * one + other

    def less(a: NDArray[np.float64], b: NDArray[np.float64], axis: int = -1) -> object:
        return np.sqrt(np.mean(a**2, axis=axis)) - np.sqrt(np.mean(b**2, axis=axis))

    found = compare_errors(one, other, np.arange(120), seed=3, progress=Silent()).rmse_less

    wanted = stats.bootstrap(
        (one, other),
        less,
        paired=True,
        n_resamples=5000,
        method="BCa",
        rng=np.random.default_rng(1),
    ).confidence_interval
    width = wanted.high - wanted.low
    assert found.value == pytest.approx(float(less(one, other)))  # type: ignore[arg-type]
    assert found.low == pytest.approx(wanted.low, abs=0.06 * width)
    assert found.high == pytest.approx(wanted.high, abs=0.06 * width)


def test_a_model_beside_itself_differs_by_nothing() -> None:
    (error,) = drawn(1, 50)

    found = compare_errors(error, error, np.arange(50), seed=1, progress=Silent())

    assert found.rmse_less == found.mae_less == Measured(value=0, low=0, high=0)


def test_the_interval_of_a_difference_holds_the_truth_as_often_as_it_says() -> None:
    chance = np.random.Generator(np.random.PCG64(CHANCE))
    patient = np.repeat(np.arange(60), 2)
    held = 0
    for number in range(100):
        common = chance.normal(size=60)[patient]
        one, other = (common + chance.normal(size=120) for _ in range(2))
        less = compare_errors(one, other, patient, seed=number, progress=Silent()).rmse_less
        held += (less.low or 0) <= 0 <= (less.high or 0)

    # Of 95 in 100, fewer than 88 or all would come by chance once in 200 times.
    assert 88 <= held <= 99


def test_what_the_other_model_has_seen_is_counted() -> None:
    ours, seed = split(), 77

    same = train_beside(package()).against
    other = train_beside(package(seed)).against

    assert same is not None
    assert (same.seen, same.same_data) == (0, True)
    assert same.errors.rmse_less.value == 0
    assert other is not None
    seen = np.isin(ours.hold_out, split(seed).develop).sum()
    assert other.seen == seen > 0
    assert f"{seen} of these {ours.hold_out.size} rows" in other.caveat
    assert "Not a fair comparison" in other.caveat


def test_of_another_file_nobody_can_tell_what_was_seen() -> None:
    found = train_beside(package(signal=False)).against

    assert found is not None
    assert (found.seen, found.same_data) == (None, False)
    assert "cannot be told" in found.caveat
    assert found.sentence.startswith("Better than v-")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(-0.3, -0.1, "Better than"), (0.1, 0.3, "Worse than"), (-0.1, 0.1, "Neither better nor")],
)
def test_the_interval_decides_what_is_said(low: float, high: float, said: str) -> None:
    one = Measured(value=1, low=1, high=1)
    less = Measured(value=(low + high) / 2, low=low, high=high)
    errors = Errors(
        rows=10, patients=10, rmse=one, mae=one, other_rmse=one, other_mae=one, rmse_less=less,
        mae_less=less,
    )  # fmt: skip

    passed, refused = (
        Against(sha256="0" * 64, promotable=one, same_data=False, seen=None, errors=errors)
        for one in (True, False)
    )
    assert passed.sentence.startswith(said)
    assert "exploration" not in passed.caveat
    assert refused.caveat.endswith("v-00000000 is for exploration only: a release gate refused it.")


def test_the_package_does_not_know_what_it_was_compared_with() -> None:
    assert train_beside(package(77)).files == trained().files
