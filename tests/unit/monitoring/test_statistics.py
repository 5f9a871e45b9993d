"""The figures against their formulas, other people's, and what chance makes of them."""

import numpy as np
import pytest
from scipy import stats

from engine.monitoring.statistics import (
    Counts,
    kolmogorov_smirnov,
    moments,
    population_stability,
)


def counts(*values: int) -> Counts:
    return np.array(values, np.int64)


def test_the_index_is_its_formula_over_shares_raised_by_a_half() -> None:
    found = population_stability(counts(300, 100, 0), counts(500, 500, 0), ordered=True)

    p, q = np.array([300.5, 100.5]) / 401, np.array([500.5, 500.5]) / 1001
    assert found.psi == pytest.approx(float(((q - p) * np.log(q / p)).sum()), rel=1e-12)
    assert found.corrected == pytest.approx(found.psi - (1 / 1000 + 1 / 400), rel=1e-12)
    assert found.bins == 2


def test_what_has_not_moved_at_all_has_no_index() -> None:
    found = population_stability(counts(300, 100, 20), counts(300, 100, 20), ordered=True)

    assert (found.psi, found.corrected) == (0, 0)
    assert found.chance > 0.9


@pytest.mark.parametrize("bins", [2, 5, 20, 201])
def test_the_chance_of_an_index_is_that_of_chi_square(bins: int) -> None:
    reference = counts(*[1000] * bins, 0)
    for shift in (0, 60, 120, 200):
        moved = reference.copy()
        moved[0] += shift
        moved[1] -= shift
        found = population_stability(reference, moved, ordered=False)
        exact = stats.chi2.sf(found.psi / (2 / (1000 * bins)), bins - 1)
        assert found.chance == pytest.approx(exact, rel=1e-9)


def test_neighbouring_bins_of_a_number_are_pooled_until_each_should_hold_ten() -> None:
    reference, seen = counts(*[100] * 20, 0), counts(*[5] * 20, 0)

    assert population_stability(reference, seen, ordered=True).bins == 10
    assert population_stability(reference, seen * 4, ordered=True).bins == 20


def test_rare_values_of_a_category_are_pooled_and_the_frequent_ones_are_not() -> None:
    reference = counts(1000, 800, 20, 10, 5, 3, 0)

    found = population_stability(reference, counts(50, 50, 0, 0, 0, 0, 0), ordered=False)

    assert found.bins == 2  # the rare ones together are fewer than ten of a hundred, so they join
    assert population_stability(reference, reference, ordered=False).bins == 4


def test_a_move_to_what_training_hardly_ever_saw_is_seen() -> None:
    never, hardly = counts(2000, 0, 0), counts(1990, 10, 0)

    for reference in (never, hardly):
        found = population_stability(reference, counts(50, 50, 0), ordered=False)
        assert found.corrected > 1
        assert found.chance < 1e-6


def test_unknown_values_are_a_bin_of_their_own_that_is_never_pooled() -> None:
    reference = counts(500, 500, 0)

    known = population_stability(reference, counts(50, 50, 0), ordered=False)
    unknown = population_stability(reference, counts(40, 40, 20), ordered=False)

    assert (known.bins, unknown.bins) == (2, 3)
    assert known.corrected < 0.01
    assert unknown.corrected > 0.5
    assert unknown.chance < 1e-6


def test_the_kolmogorov_smirnov_distance_is_that_of_the_cases_in_the_middle_of_their_bins() -> None:
    draw = np.random.default_rng(3)
    expected, observed = draw.integers(0, 40, 25), draw.integers(0, 40, 25)
    with_unknown = [np.append(part, 7) for part in (expected, observed)]

    distance, chance = kolmogorov_smirnov(*with_unknown) or (0, 0)
    theirs = stats.ks_2samp(
        np.repeat(np.arange(25), expected), np.repeat(np.arange(25), observed), method="asymp"
    )

    assert distance == pytest.approx(theirs.statistic, abs=1e-12)
    assert chance == pytest.approx(theirs.pvalue, rel=0.15)


def test_there_is_no_distance_without_known_values() -> None:
    assert kolmogorov_smirnov(counts(3, 4, 0), counts(0, 0, 9)) is None
    assert kolmogorov_smirnov(counts(0, 0, 9), counts(3, 4, 0)) is None


def test_mean_and_variance_take_each_case_for_the_middle_of_its_bin() -> None:
    found = moments(np.array([0.0, 2, 6]), counts(3, 1, 50))

    cases = [1, 1, 1, 4]
    assert found.mean == pytest.approx(np.mean(cases))
    assert found.variance == pytest.approx(np.var(cases, ddof=1))
