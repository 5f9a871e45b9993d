"""Is a model better than the mean beyond doubt? Repeated cross-validation, with honest variance."""

import math
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, Family
from engine.progress import Progress
from trainer.dataset.split import Rows, Split, folds
from trainer.dataset.validation import Dataset
from trainer.evaluation.metrics import mean
from trainer.learning.families import BY_SIMPLICITY, Learner, available
from trainer.learning.inner import Inner
from trainer.learning.overlapping import corrected_standard_error, first_as_good
from trainer.learning.search import Tried, candidates, planned, rungs, search
from trainer.learning.workers import Fit, Workers

Vector = NDArray[np.float64]
Told = Callable[[Tried], None]


@dataclass(frozen=True)
class Trials:
    """How one family did over the test parts of a repeated cross-validation.

    Attributes:
        family: The family.
        errors: Mean squared error of each part, shape (parts,), in squared points. Where settings
            are searched for, each is of what a search within the rest of the rows chose.
        share: Size of a test part over the size of what was fitted on.
        learner: The family with the settings that suit the rows which teach.
    """

    family: Family
    errors: Vector
    share: float
    learner: Learner


@dataclass(frozen=True)
class Trial:
    """The comparison of one family with others on the same parts.

    Attributes:
        dataset: The data.
        split: Which rows may be seen; those held out are not.
        family: Which one.
        seed: For the parts, for whatever is drawn in a search, and for the fits.
        workers: Who does the fits.
        progress: Told each fit; the run ends where it raises.
        told: Told what is tried in a search.
    """

    dataset: Dataset
    split: Split
    family: Family
    seed: int
    workers: Workers
    progress: Progress
    told: Told

    def run(self) -> Trials:
        """Cross-validate the family, searching for settings anew within the rest of each part.

        What is learnt from in the end is searched as well, so that the model is made as those were
        that its error is told by.
        """
        parts = folds(self.dataset, self.split.develop, self.seed)
        problems = [*(train for train, _ in parts), self.split.learn]
        tried = candidates(self.dataset.contract, self.family)
        counted = _Counted(self, len(parts))
        learners = tried * len(problems) if len(tried) == 1 else self._search(counted, problems)
        fits = (Fit(one, *part) for one, part in zip(learners[:-1], parts, strict=True))
        errors = np.empty(len(parts))
        with closing(counted.run(fits)) as done:
            for place, error in done:
                errors[place] = error
        share = mean(test.size / train.size for train, test in parts)
        return Trials(self.family, errors, share, learners[-1])

    def _search(self, counted: "_Counted", problems: Sequence[Rows]) -> tuple[Learner, ...]:
        asked, patient = self.dataset.contract.training.search, self.dataset.patient
        inner = [
            Inner.of(patient, rows, asked.folds, (self.seed, place))
            for place, rows in enumerate(problems)
        ]
        tried = candidates(self.dataset.contract, self.family)
        steps = rungs(asked.method, len(tried), min(one.size for one in inner))
        counted.planned += planned(steps, inner)
        return search(tried, inner, steps, counted.run, self.told)


@dataclass
class _Counted:
    """Does the fits of a trial, and tells how many are done of how many are planned."""

    trial: Trial
    planned: int
    done: int = 0

    def run(self, fits: Iterable[Fit]) -> Generator[tuple[int, float]]:
        """Do some of the fits; the number and the error of each, in the order of being done."""
        trial, data = self.trial, self.trial.dataset
        errors = trial.workers.errors(
            data.coded, data.outcome, data.contract.widths, fits, seed=trial.seed
        )
        with closing(errors):
            self._tell()
            for found in errors:
                self.done += 1
                self._tell()
                yield found

    def _tell(self) -> None:
        told = f"compare {self.trial.family} {self.done:,}/{self.planned:,}"
        self.trial.progress.report(told, self.done / self.planned)


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


def against_mean(errors: Vector, baseline: Trials) -> Beside:
    """Compare errors on the same parts by the corrected resampled t-test, one-sided.

    The parts overlap, so their differences are not independent: the plain t-test would call
    noise significant. The correction adds the test share to the variance.

    Source:
        Nadeau and Bengio, Inference for the Generalization Error (2003), section 4.
    """
    from scipy.stats import t

    gained = baseline.errors - errors
    error = corrected_standard_error(gained, baseline.share)
    centre = mean(gained)
    if error == 0:
        p_value = 0.0 if centre > 0 else 1.0
    else:
        p_value = float(t.sf(centre / error, df=gained.size - 1))
    root, base = math.sqrt(mean(errors)), math.sqrt(mean(baseline.errors))
    return Beside(1 - root / base if base > 0 else 0.0, p_value, root, base)


def choose(trials: Mapping[Family, Trials]) -> Family:
    """Take the simplest family within one standard error of the best."""
    listed = tuple(trials.values())
    place = first_as_good([trial.errors for trial in listed], listed[0].share)
    return listed[place].family


def as_chosen(trials: Mapping[Family, Trials], folds: int) -> Vector:
    """How well choosing a family itself does: what a part's own errors chose is not its judge.

    On each part stands the family that the other parts of the same repeat choose; their rows are
    others. This takes no further fit.

    Args:
        trials: Of every family, the simplest first.
        folds: How many parts a repeat has.

    Returns:
        Mean squared errors, shape (parts,).

    Source:
        Tsamardinos, Greasidou, Borboudakis, Bootstrapping the Out-of-sample Predictions for
        Efficient and Accurate Cross-Validation (2018): choosing and judging on different
        out-of-sample errors of the same fits.
    """
    listed = tuple(trials.values())
    errors = np.array([trial.errors for trial in listed])
    judged = np.empty(errors.shape[1])
    for part in range(judged.size):
        repeat = np.arange(part // folds * folds, (part // folds + 1) * folds)
        others = list(errors[:, repeat[repeat != part]])
        judged[part] = errors[first_as_good(others, listed[0].share), part]
    return judged
