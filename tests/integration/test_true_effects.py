"""Contributions find the true effects of the cohort: their sign and their order."""

from pathlib import Path

import numpy as np
import pytest

from tests.benchmarks.effects import recovered
from tests.benchmarks.setting import Setting

SEEDS = range(20)


@pytest.mark.slow
def test_contributions_have_the_sign_and_the_order_of_the_true_effects(tmp_path: Path) -> None:
    """With the family that ``auto`` takes for this cohort (tests/integration/test_training.py)."""
    setting = Setting(quick=False, folder=tmp_path)

    found = [recovered(setting, "ridge", seed) for seed in SEEDS]

    signs = [one.signs for one in found]
    assert min(signs) >= 0.9, signs
    assert np.mean(signs) >= 0.97, signs
    assert min(one.inputs for one in found) >= 0.9
    assert min(one.values for one in found) >= 0.8


@pytest.mark.slow
def test_contributions_of_a_model_that_learnt_nothing_do_not(tmp_path: Path) -> None:
    """The comparison can fail: where outcomes were dealt at random, signs are those of chance."""
    setting = Setting(quick=False, folder=tmp_path)

    found = [recovered(setting, "ridge", seed, dealt_anew=True) for seed in range(3)]

    assert np.mean([one.signs for one in found]) < 0.8
    assert np.mean([one.values for one in found]) < 0.5
