"""All pairs at once: the critical value, the claims that are kept, the groups they make."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm, studentized_range, t

from engine.inference.separation import critical_value, separate

MANY = 10**6


def errors_of(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    own = np.diag(covariance)
    errors: NDArray[np.float64] = np.sqrt(np.maximum(own[:, None] + own - 2 * covariance, 0))
    return errors


@pytest.mark.parametrize(("options", "freedom"), [(3, MANY), (6, MANY), (20, MANY), (4, 10)])
def test_independent_options_need_what_tukeys_range_asks_for(options: int, freedom: int) -> None:
    covariance = np.eye(options)

    found = critical_value(covariance, errors_of(covariance), freedom)

    # The range of studentised means over its root of two; drawing is off by a hundredth or two.
    expected = studentized_range.ppf(0.95, options, freedom) / np.sqrt(2)
    assert found == pytest.approx(expected, rel=0.02)


@pytest.mark.parametrize(("freedom", "quantile"), [(MANY, norm.ppf(0.975)), (8, t.ppf(0.975, 8))])
def test_options_along_one_line_are_one_question_however_many_they_are(
    freedom: int, quantile: float
) -> None:
    along = np.arange(12.0)[:, None]
    covariance = along @ along.T

    found = critical_value(covariance, errors_of(covariance), freedom)

    assert found == pytest.approx(quantile, rel=0.03)


def test_more_doubt_takes_claims_away_and_adds_none() -> None:
    scores = np.array([9, 8.9, 7, 6.5, 3.0])

    sure = separate(scores, scores, np.eye(5) * 0.01, MANY)
    doubtful = separate(scores, scores, np.eye(5) * 0.04, MANY)

    assert sure.apart_from == (2, 2, 3, 4, 5)
    assert sure.groups == (0, 0, 1, 2, 3)
    assert doubtful.apart_from == (2, 2, 4, 4, 5)
    assert doubtful.groups == (0, 0, 1, 1, 2)
    assert [sure.below(place) for place in range(5)] == [2, 2, 3, 4, None]


def test_a_doubtful_option_keeps_those_above_it_from_being_told_apart_past_it() -> None:
    scores = np.array([9, 8.9, 7, 6.5, 3.0])
    covariance = np.diag([0.01, 0.01, 0.01, 4, 0.01])

    found = separate(scores, scores, covariance, MANY)

    # 9 is told apart from 7, but not from 6.5 below it: so nothing is claimed about 7 either.
    assert found.apart_from == (4, 4, 4, 5, 5)
    assert found.groups == (0, 0, 0, 0, 1)


def test_no_claim_stands_against_the_order_of_the_scores_or_between_equal_ones() -> None:
    tiny = np.eye(2) * 1e-6

    assert separate(np.array([5.0, 4.0]), np.array([4.0, 5.0]), tiny, MANY).groups == (0, 0)
    assert separate(np.array([5.0, 5.0]), np.array([6.0, 5.0]), tiny, MANY).groups == (0, 0)
    assert separate(np.array([5.0, 4.0]), np.array([5.0, 4.0]), tiny, MANY).groups == (0, 1)


def test_what_options_share_does_not_blur_their_difference() -> None:
    scores = np.array([5.0, 4.0])
    shared = np.full((2, 2), 100.0) + np.eye(2) * 0.01

    assert separate(scores, scores, shared, MANY).groups == (0, 1)
    assert separate(scores, scores, np.eye(2) * 100.0, MANY).groups == (0, 0)


@pytest.mark.parametrize("options", [0, 1])
def test_fewer_than_two_options_make_no_claim(options: int) -> None:
    found = separate(np.zeros(options), np.zeros(options), np.zeros((options, options)), 5)

    assert found.groups == (0,) * options
    assert [found.below(place) for place in range(options)] == [None] * options
