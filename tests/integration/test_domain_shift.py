"""Does the domain tell shifted cases from usual ones? Over twenty seeds of the cohort."""

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.setting import Setting
from tests.benchmarks.shifts import SHIFTS, area, told_apart

SEEDS = range(20)


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    assert area(np.array([3.0, 1.0]), np.array([0.0, 1.0, 2.0])) == (3 + 1.5) / 6


@pytest.mark.slow
@pytest.mark.parametrize("shift", SHIFTS)
def test_shifted_cases_are_told_from_usual_ones(shift: str, tmp_path: Path) -> None:
    setting = Setting(quick=False, folder=tmp_path)

    told = [told_apart(setting, SHIFTS[shift](setting, seed)) for seed in SEEDS]

    assert min(one.by_surprise for one in told) >= 0.9
    assert np.mean([one.by_status for one in told]) >= 0.8
    # Usual cases are not cried at: 2 in 100 lie beyond a percentile of each number on purpose.
    assert np.mean([one.usual_flagged for one in told]) <= 0.06


@pytest.mark.slow
def test_usual_cases_are_no_more_unusual_than_others(tmp_path: Path) -> None:
    """Without a shift there is nothing to tell: what the figure says of it is chance."""
    setting = Setting(quick=False, folder=tmp_path)
    trained, usual, _ = SHIFTS["mixtures"](setting, 1)

    half = usual.shape[0] // 2
    first, second = usual[:half], usual[half:]
    told = told_apart(setting, (trained, first, second))

    assert abs(told.by_surprise - 0.5) < 0.03
