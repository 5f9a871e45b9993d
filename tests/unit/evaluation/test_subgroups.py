"""Figures of parts of the held-out rows, with intervals that hold for all of them at once."""

import numpy as np
import pytest
from scipy.stats import binomtest, t

from tests.unit.learning.contracts import small_contract
from trainer.evaluation.conformal import Scored
from trainer.evaluation.subgroups import LEAST, held, judge_subgroups


@pytest.mark.parametrize(("kept", "rows"), [(0, 20), (20, 20), (17, 20), (450, 500)])
@pytest.mark.parametrize("confidence", [0.95, 0.999])
def test_the_share_has_the_exact_interval_an_independent_library_finds(
    kept: int, rows: int, confidence: float
) -> None:
    found = held(np.arange(rows) < kept, confidence)

    exact = binomtest(kept, rows).proportion_ci(confidence, method="exact")
    assert (found.rows, found.held) == (rows, kept)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-8)


def scored(count: int, seed: int = 0) -> Scored:
    draw = np.random.Generator(np.random.PCG64(seed))
    coded = np.column_stack(
        [draw.uniform(-10, 10, count), draw.integers(0, 3, count), draw.integers(0, 10, count)]
    ).astype(np.float64)
    return Scored(coded, draw.normal(0, np.where(coded[:, 1] == 1, 3.0, 1.0)), np.zeros(count))


def test_every_value_and_every_third_is_judged_by_its_own_rows() -> None:
    rows = scored(600)
    groups, told = judge_subgroups(small_contract(), rows.coded, rows, np.full(600, 1.5))

    widths, colours, steps = groups
    green = rows.coded[:, 1] == 1
    found = colours.groups[1]
    assert found is not None
    assert found.mae == pytest.approx(rows.error[green].mean(), rel=1e-8)
    assert found.coverage.rows == green.sum()
    assert found.coverage.held == (rows.error[green] <= 1.5).sum()
    assert colours.groups[3:] == (None, None), "values that no row has"
    assert [len(one.groups) for one in (widths, steps)] == [3, 3]
    assert sum(group.coverage.rows for group in widths.groups if group) == 600
    assert told == 3 + 3 + 3


def test_the_intervals_are_wide_enough_for_all_of_them_at_once() -> None:
    rows = scored(600)
    groups, told = judge_subgroups(small_contract(), rows.coded, rows, np.full(600, 1.5))
    found, each = groups[1].groups[0], 1 - 0.05 / (2 * told)
    assert found is not None

    error = rows.error[rows.coded[:, 1] == 0]
    away = t.ppf((1 + each) / 2, error.size - 1) * error.std(ddof=1) / np.sqrt(error.size)
    exact = binomtest(found.coverage.held, error.size).proportion_ci(each, method="exact")
    assert found.mae_high - found.mae == pytest.approx(away, rel=1e-6)
    assert (found.coverage.low, found.coverage.high) == pytest.approx(exact, abs=1e-8)


def test_over_many_draws_the_intervals_rarely_miss_any_truth() -> None:
    missed = 0
    for seed in range(200):
        rows = scored(400, seed)
        groups, _ = judge_subgroups(small_contract(), rows.coded, rows, np.full(400, 1.5))
        true = np.sqrt(2 / np.pi) * np.array([1.0, 3.0, 1.0])
        missed += any(
            not group.mae_low <= true[code] <= group.mae_high
            for code, group in enumerate(groups[1].groups[:3])
            if group
        )

    # Three of the nine groups are looked at, so fewer than 1 in 20.
    assert missed <= 10


def test_a_part_of_too_few_rows_is_not_told() -> None:
    rows = scored(LEAST)
    groups, told = judge_subgroups(small_contract(), rows.coded, rows, np.ones(LEAST))

    assert told == 0
    assert all(group is None for one in groups for group in one.groups)


def test_unknown_values_belong_to_no_part() -> None:
    rows = scored(300)
    rows.coded[:100, 0] = np.nan
    groups, _ = judge_subgroups(small_contract(), rows.coded, rows, np.ones(300))

    assert sum(group.coverage.rows for group in groups[0].groups if group) == 200
