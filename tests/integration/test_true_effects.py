"""Contributions find the true effects of the cohort: their sign and their order."""

from pathlib import Path

import numpy as np
import pytest

from engine.contract.model import Family
from tests.benchmarks.effects import recovered
from tests.benchmarks.setting import Setting

SEEDS = range(20)


@pytest.mark.slow
@pytest.mark.parametrize("family", ["ridge", "boosting"])
def test_contributions_have_the_sign_and_the_order_of_the_true_effects(
    family: Family, tmp_path: Path
) -> None:
    """Of both families that ``auto`` takes for a cohort like this, one seed or another."""
    setting = Setting(quick=False, folder=tmp_path)

    found = [recovered(setting, family, seed) for seed in SEEDS]

    assert np.mean([one.signs for one in found]) >= 0.97
    assert min(one.signs for one in found) >= 0.9
    assert min(one.inputs for one in found) >= 0.85
    assert min(one.values for one in found) >= 0.88
    assert np.mean([one.values for one in found]) >= 0.92


@pytest.mark.slow
def test_contributions_of_a_model_that_learnt_nothing_do_not(tmp_path: Path) -> None:
    """The comparison can fail: where outcomes were dealt at random, signs are those of chance."""
    setting = Setting(quick=False, folder=tmp_path)

    found = [recovered(setting, "ridge", seed, dealt_anew=True) for seed in range(3)]

    assert np.mean([one.signs for one in found]) < 0.8
    assert np.mean([one.values for one in found]) < 0.5
