"""What is found out about a model, part by part: each from arrays to what its package says."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.inference.domain import DomainCheck
from engine.inference.traversal import compile_form
from engine.inference.widths import Widths
from engine.models.content import Calibration, Figures, Reference
from engine.models.differences import Differences
from engine.models.evaluation import Evaluation
from trainer.dataset.split import Rows, Split
from trainer.dataset.validation import Dataset
from trainer.evaluation.clusters import effective_rows
from trainer.evaluation.conformal import Scored, calibrate, inside
from trainer.evaluation.differences import Aside, halves, measure_differences
from trainer.evaluation.metrics import figure, mae, mean, r2, rmse
from trainer.evaluation.parts import Judged
from trainer.evaluation.promises import Promised, promises
from trainer.evaluation.reliability import Recipe, by_status, when_kept_out
from trainer.evaluation.spread import Misses, choose_spread, out_of_fold
from trainer.evaluation.subgroups import CONFIDENCE, LEAST, judge_subgroups
from trainer.learning.families import Fitted, Learner, fit
from trainer.publishing.reference import build_reference

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Learning:
    """What is learnt from, and how.

    Attributes:
        dataset: The rows.
        split: Which rows teach, calibrate and are held out.
        seed: For everything that is drawn.
        threads: How many threads may work; they change no byte of the result.
    """

    dataset: Dataset
    split: Split
    seed: int
    threads: int

    def fit(self, learner: Learner, rows: Rows | None = None) -> Fitted:
        """Learn from the learning rows, or from other ones."""
        rows, contract = self.split.learn if rows is None else rows, self.dataset.contract
        coded, outcome = self.dataset.coded[rows], self.dataset.outcome[rows]
        widths = contract.widths
        return fit(learner, widths, coded, outcome, seed=self.seed, threads=self.threads)


def calibrate_intervals(
    learning: Learning, learner: Learner, scored: Scored
) -> tuple[Calibration, Misses | None]:
    """Calibrate the intervals; with the errors that widths rest on, where widths vary."""
    dataset, split = learning.dataset, learning.split
    level = dataset.contract.training.interval_level
    misses = out_of_fold(
        dataset, split.learn, learner, seed=learning.seed, threads=learning.threads
    )
    coded = dataset.coded[split.learn]
    spread, gain = choose_spread(dataset.contract, coded, misses, level)
    calibration = calibrate(scored[split.calibrate], level, spread, gain)
    return calibration, None if spread is None else misses


def measure_figures(learning: Learning, scored: Scored, calibration: Calibration) -> Figures:
    """How the model did on rows that were held out, ``scored``."""
    low, high = learning.dataset.contract.outcome.range
    half = Widths(calibration).of_rows(scored.coded)
    width = np.clip(scored.score + half, low, high) - np.clip(scored.score - half, low, high)
    learnt = learning.dataset.outcome[learning.split.learn]
    baseline = np.full(scored.outcome.size, mean(learnt))
    return Figures(
        rmse=figure(rmse(scored.outcome, scored.score)),
        mae=figure(mae(scored.outcome, scored.score)),
        r2=figure(r2(scored.outcome, scored.score)),
        baseline_rmse=figure(rmse(scored.outcome, baseline)),
        coverage=figure(mean(inside(scored, half))),
        interval_width=figure(mean(width)),
    )


def evaluate_parts(
    learning: Learning,
    scored: Scored,
    calibration: Calibration,
    reference: Reference,
    recipe: Recipe,
) -> Evaluation:
    """How it did part by part: by what training knew of a row, and by subgroup."""
    dataset, split = learning.dataset, learning.split
    contract, held_out = dataset.contract, scored[split.hold_out]
    half = Widths(calibration).of_rows(held_out.coded)
    statuses = DomainCheck(contract, reference).statuses(held_out.coded)
    groups, told = judge_subgroups(contract, dataset.coded[split.learn], held_out, half)
    return Evaluation(
        format=1,
        level=CONFIDENCE,
        least=LEAST,
        told=told,
        reliability=(
            *by_status(statuses, inside(held_out, half)),
            *when_kept_out(dataset, split, recipe),
        ),
        subgroups=groups,
    )


def judge_promises(
    learning: Learning, scored: Scored, calibration: Calibration, evaluation: Evaluation
) -> tuple[Promised, ...]:
    """How the promises of intervals and of skill were kept, as a whole and part by part."""
    dataset, split = learning.dataset, learning.split

    def judged(rows: Rows) -> Judged:
        part = scored[rows]
        kept = inside(part, Widths(calibration).of_rows(part.coded))
        return Judged(part, kept, dataset.patient[rows])

    calibrating = judged(split.calibrate)
    return promises(
        dataset.contract,
        evaluation,
        calibration,
        judged(split.hold_out),
        learnt_mean=mean(dataset.outcome[split.learn]),
        calibrating_rows=effective_rows(calibrating.kept, calibrating.patient),
    )


def measure_telling_apart(learning: Learning, learner: Learner, scored: Scored) -> Differences:
    """Find how well differences are known, by rows aside and by two fits on half the others."""
    dataset, split = learning.dataset, learning.split
    aside = np.sort(np.concatenate([split.calibrate, split.hold_out]))
    first = halves(dataset.patient[split.learn], learning.seed)
    one, other = (
        compile_form(learning.fit(learner, split.learn[half]).form)(dataset.coded[aside])
        for half in (first, ~first)
    )
    return measure_differences(
        dataset.contract,
        Aside(
            dataset.coded[aside],
            dataset.outcome[aside] - scored.score[aside],
            dataset.patient[aside],
            one - other,
        ),
    )


def reference_of(learning: Learning, scored: Scored) -> Reference:
    """Describe what the model has learnt from."""
    dataset, split = learning.dataset, learning.split
    learn, calibrate = split.learn, split.calibrate
    return build_reference(
        dataset.contract,
        scored[learn],
        dataset.coded[calibrate],
        (dataset.patient[learn], dataset.patient[calibrate]),
    )
