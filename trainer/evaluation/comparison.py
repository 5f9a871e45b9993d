"""Is a model better than the mean beyond doubt? Repeated cross-validation, with honest variance."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, Family
from engine.progress import Progress
from trainer.dataset.split import Rows, folds
from trainer.dataset.validation import Dataset
from trainer.evaluation.metrics import mean
from trainer.learning.families import BY_SIMPLICITY, available, fit

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Trials:
    """Mean squared errors of one family over the test parts of a repeated cross-validation.

    Attributes:
        family: The family.
        errors: One per part, shape (parts,), in squared points.
        share: Size of a test part over the size of what was fitted on.
    """

    family: Family
    errors: Vector
    share: float


def run_trial(
    dataset: Dataset,
    rows: Rows,
    family: Family,
    *,
    seed: int,
    threads: int,
    progress: Progress,
) -> Trials:
    """Cross-validate one family; every family sees the same parts.

    Args:
        dataset: The data.
        rows: The rows that may be seen; the hold-out is not among them.
        family: Which one.
        seed: For the parts and for the fits.
        threads: How many threads a fit may use.
        progress: Told before each fit.
    """
    parts = folds(dataset, rows, seed)
    errors = np.empty(len(parts))
    for place, (train, test) in enumerate(parts):
        progress.report(f"compare {family}", place / len(parts))
        coded, outcome = dataset.coded[train], dataset.outcome[train]
        fitted = fit(family, dataset.contract, coded, outcome, seed=seed, threads=threads)
        miss = dataset.outcome[test] - fitted.reference(dataset.coded[test])
        errors[place] = mean(miss**2)
    return Trials(family, errors, mean(test.size / train.size for train, test in parts))


def compared_families(contract: Contract, asked: Sequence[Family]) -> tuple[Family, ...]:
    """The families to compare, the simplest first; the mean always takes part."""
    wanted = (f for f in BY_SIMPLICITY if f == "mean" or f in asked)
    return tuple(family for family in wanted if available(contract, family))


@dataclass(frozen=True, slots=True)
class Beside:
    """A model beside the mean.

    Attributes:
        gain: The share of the mean's RMSE that the model takes away; below 0 it is worse.
        p_value: Probability of a difference at least this large if there were none.
        rmse: The model's, over the parts, in points.
        baseline_rmse: The mean's.
    """

    gain: float
    p_value: float
    rmse: float
    baseline_rmse: float


def against_mean(trials: Trials, baseline: Trials) -> Beside:
    """Compare by the corrected resampled t-test, one-sided.

    The parts overlap, so their differences are not independent: the plain t-test would call
    noise significant. The correction adds the test share to the variance.

    Source:
        Nadeau and Bengio, Inference for the Generalization Error (2003), section 4.
    """
    from scipy.stats import t

    gained = baseline.errors - trials.errors
    error = corrected_standard_error(gained, trials.share)
    centre = mean(gained)
    if error == 0:
        p_value = 0.0 if centre > 0 else 1.0
    else:
        p_value = float(t.sf(centre / error, df=gained.size - 1))
    root, base = math.sqrt(mean(trials.errors)), math.sqrt(mean(baseline.errors))
    return Beside(1 - root / base if base > 0 else 0.0, p_value, root, base)


def corrected_standard_error(values: Vector, share: float) -> float:
    """Standard error of a mean over overlapping parts (Nadeau and Bengio 2003)."""
    centre = mean(values)
    variance = math.fsum(((values - centre) ** 2).tolist()) / (values.size - 1)
    return math.sqrt((1 / values.size + share) * variance)


def choose(trials: Mapping[Family, Trials]) -> Family:
    """Take the simplest family within one standard error of the best.

    The standard error is that of the difference from the best on the same parts, so that what all
    families share, hard and easy parts, does not blur the choice.

    Source:
        Breiman et al., Classification and Regression Trees (1984), section 3.4.3: the 1-SE rule.
    """
    best = min(trials.values(), key=lambda trial: mean(trial.errors))
    for trial in trials.values():
        worse = trial.errors - best.errors
        if mean(worse) <= corrected_standard_error(worse, trial.share):
            return trial.family
    return best.family
