"""Intervals, clustered means and corrections, against other people's code and by hand."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.progress import Silent
from trainer.evaluation.bootstrap import Bootstrap, Sums
from trainer.evaluation.clusters import clustered_mean, effective_rows, greater, holm

SEED = 20261102


def drawn(rows: int) -> NDArray[np.float64]:
    return np.random.Generator(np.random.PCG64(SEED)).gamma(2.0, 1.5, rows)


def bootstrap(values: NDArray[np.float64], patient: NDArray[np.int64], times: int) -> Bootstrap:
    columns = np.stack([np.ones(values.size), values, values**2], axis=1)
    return Bootstrap(columns, patient, seed=1, progress=Silent(), resamples=times)


def mean_of(sums: Sums) -> NDArray[np.float64]:
    found: NDArray[np.float64] = sums[:, 1] / sums[:, 0]
    return found


def root_of(sums: Sums) -> NDArray[np.float64]:
    found: NDArray[np.float64] = np.sqrt(sums[:, 2] / sums[:, 0])
    return found


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(mean_of, np.mean), (root_of, lambda x, axis=None: np.sqrt(np.mean(x**2, axis=axis)))],
)
def test_the_interval_is_scipys_bca(ours: object, theirs: object) -> None:
    from scipy import stats

    values = drawn(80)
    found = bootstrap(values, np.arange(80), 20_000).estimate(ours)  # type: ignore[arg-type]

    expected = stats.bootstrap(
        (values,), theirs, n_resamples=20_000, method="BCa", rng=np.random.default_rng(2)
    )

    width = expected.confidence_interval.high - expected.confidence_interval.low
    assert found.value == pytest.approx(float(theirs(values)))  # type: ignore[operator]
    assert found.low == pytest.approx(expected.confidence_interval.low, abs=0.02 * width)
    assert found.high == pytest.approx(expected.confidence_interval.high, abs=0.02 * width)
    assert found.error == pytest.approx(expected.standard_error, rel=0.03)


def test_rows_of_one_patient_count_as_one_draw() -> None:
    values, patient = drawn(60), np.arange(60)

    once = bootstrap(values, patient, 500).estimate(mean_of)
    thrice = bootstrap(np.repeat(values, 3), np.repeat(patient, 3), 500).estimate(mean_of)
    as_if_apart = bootstrap(np.repeat(values, 3), np.arange(180), 500).estimate(mean_of)

    assert (thrice.low, thrice.high) == pytest.approx((once.low, once.high))
    assert as_if_apart.high - as_if_apart.low < 0.7 * (once.high - once.low)


def test_the_seed_decides_the_interval() -> None:
    values, patient = drawn(40), np.arange(40)
    columns = np.stack([np.ones(40), values, values**2], axis=1)

    def of(seed: int) -> tuple[float, float]:
        made = Bootstrap(columns, patient, seed=seed, progress=Silent(), resamples=300)
        one = made.estimate(mean_of)
        return one.low, one.high

    assert of(1) == of(1)
    assert of(1) != of(2)


def test_a_figure_that_is_none_has_no_interval() -> None:
    alike = bootstrap(np.ones(30), np.arange(30), 100)

    assert alike.estimate(mean_of).low == alike.estimate(mean_of).high == 1
    assert math.isnan(alike.estimate(lambda sums: np.full(len(sums), np.nan)).low)


def test_a_clustered_mean_is_the_usual_one_where_each_patient_has_one_row() -> None:
    values = drawn(50)

    found = clustered_mean(values, np.arange(50))

    assert found.value == pytest.approx(values.mean())
    assert found.error == pytest.approx(values.std(ddof=1) / math.sqrt(50))


def test_a_clustered_mean_by_hand() -> None:
    """Two patients, of two rows and one: mean 3, apart 1 + -2 = -1 and +1."""
    found = clustered_mean(np.array([4.0, 1.0, 4.0]), np.array([0, 0, 1]))

    assert (found.value, found.patients) == (3.0, 2)
    assert found.error == pytest.approx(math.sqrt(2 / 1 * (1 + 1) / 9))
    assert clustered_mean(np.array([4.0, 1.0]), np.array([7, 7])).error == math.inf


def test_a_clustered_interval_holds_as_often_as_it_says() -> None:
    chance = np.random.Generator(np.random.PCG64(SEED))
    patient = np.repeat(np.arange(40), 5)
    held = 0
    for _ in range(400):
        values = chance.normal(size=40)[patient] + chance.normal(size=200)
        low, high = clustered_mean(values, patient).interval(0.95)
        held += low <= 0 <= high

    assert 370 <= held <= 390 + 8


def test_rows_that_are_alike_count_as_fewer() -> None:
    chance = np.random.Generator(np.random.PCG64(SEED))
    kept = chance.random(300) < 0.8
    patient = np.arange(300)

    assert effective_rows(kept, patient) == 300
    assert effective_rows(np.repeat(kept, 4), np.repeat(patient, 4)) in range(290, 303)
    assert effective_rows(np.ones(40, np.bool_), np.repeat(np.arange(10), 4)) == 10


def test_greater_is_scipys_welch_but_for_its_cautious_freedom() -> None:
    from scipy import stats

    one, other = drawn(60) + 0.6, drawn(90)
    sure = stats.ttest_ind(one, other, equal_var=False, alternative="greater")

    found = greater(clustered_mean(one, np.arange(60)), clustered_mean(other, np.arange(90)))

    assert found == pytest.approx(sure.pvalue, rel=0.15)
    assert found >= sure.pvalue


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_raises_keeps_the_order_and_never_passes_bonferroni(chances: list[float]) -> None:
    raised = holm(chances)

    pairs = sorted(zip(chances, raised, strict=True))
    assert [one for _, one in pairs] == sorted(raised)
    for chance, one in pairs:
        assert chance <= one <= min(1.0, len(chances) * chance) + 1e-12
