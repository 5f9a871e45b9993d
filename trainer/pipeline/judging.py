"""Learn one model and find everything out about it that its package has to say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Family
from engine.inference.domain import DomainCheck
from engine.inference.traversal import compile_form
from engine.inference.widths import Widths
from engine.models.content import Calibration, Figures, Gate, Reference
from engine.models.differences import Differences
from engine.models.evaluation import Evaluation
from engine.progress import Part, Progress
from trainer.dataset.split import Rows, Split
from trainer.dataset.validation import Dataset
from trainer.evaluation.comparison import Verdict, against_mean, choose, run_trials
from trainer.evaluation.conformal import Scored, calibrate, inside
from trainer.evaluation.differences import Aside, halves, measure_differences
from trainer.evaluation.gates import coverage_gate, reproduction_gate, skill_gate
from trainer.evaluation.metrics import figure, mae, mean, r2, rmse
from trainer.evaluation.reliability import Recipe, by_status, when_kept_out
from trainer.evaluation.spread import Misses, choose_spread, out_of_fold
from trainer.evaluation.subgroups import CONFIDENCE, LEAST, judge_subgroups
from trainer.learning.families import Fitted, fit
from trainer.publishing.findings import Findings
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

    def fit(self, family: Family, rows: Rows | None = None) -> Fitted:
        """Learn from the learning rows, or from other ones."""
        rows, contract = self.split.learn if rows is None else rows, self.dataset.contract
        coded, outcome = self.dataset.coded[rows], self.dataset.outcome[rows]
        return fit(family, contract, coded, outcome, seed=self.seed, threads=self.threads)


def judge(learning: Learning, forced: Family | None, progress: Progress) -> Findings:
    """Compare families, learn the simplest that is as good as the best, and judge it.

    Args:
        learning: What is learnt from, and how.
        forced: The family to learn whatever it does; ``None`` for the simplest that is good.
        progress: Told the stage and the share that is done.
    """
    dataset, split = learning.dataset, learning.split
    families = dataset.contract.training.families if forced is None else (forced,)
    trials = run_trials(
        dataset,
        split.develop,
        families,
        seed=learning.seed,
        threads=learning.threads,
        progress=Part(progress, 0.05, 0.8),
    )
    family = choose(trials) if forced is None else forced
    verdict = against_mean(trials[family], trials["mean"])
    progress.report(f"learn {family}", 0.8)
    fitted = learning.fit(family)
    scored = Scored(dataset.coded, dataset.outcome, compile_form(fitted.form)(dataset.coded))
    progress.report("calibrate", 0.83)
    calibration, misses = _calibrate(learning, family, scored)
    reference = build_reference(
        dataset.contract, scored[split.learn], dataset.coded[split.calibrate]
    )
    progress.report("evaluate", 0.88)
    figures = _figures(learning, scored[split.hold_out], calibration)
    recipe = Recipe(family, learning.seed, learning.threads, misses)
    evaluation = _evaluate(learning, scored, calibration, reference, recipe)
    progress.report("tell apart", 0.94)
    differences = _tell_apart(learning, family, scored)
    progress.report("learn again", 0.96)
    again = learning.fit(family)
    gates = _gates(learning, family, (verdict, len(trials) - 1), calibration, figures)
    gates = (*gates, reproduction_gate(fitted.form.files(), again.form.files()))
    return Findings(
        fitted.form, family, calibration, reference, evaluation, differences, figures, gates
    )


def _calibrate(
    learning: Learning, family: Family, scored: Scored
) -> tuple[Calibration, Misses | None]:
    """Calibrate the intervals; with the errors that widths rest on, where widths vary."""
    dataset, split = learning.dataset, learning.split
    level = dataset.contract.training.interval_level
    misses = out_of_fold(dataset, split.learn, family, seed=learning.seed, threads=learning.threads)
    coded = dataset.coded[split.learn]
    spread, gain = choose_spread(dataset.contract, coded, misses, level)
    calibration = calibrate(scored[split.calibrate], level, spread, gain)
    return calibration, None if spread is None else misses


def _figures(learning: Learning, scored: Scored, calibration: Calibration) -> Figures:
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


def _evaluate(
    learning: Learning,
    scored: Scored,
    calibration: Calibration,
    reference: Reference,
    recipe: Recipe,
) -> Evaluation:
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


def _tell_apart(learning: Learning, family: Family, scored: Scored) -> Differences:
    """Find how well differences are known, by rows aside and by two fits on half the others."""
    dataset, split = learning.dataset, learning.split
    aside = np.sort(np.concatenate([split.calibrate, split.hold_out]))
    first = halves(dataset.patient[split.learn], learning.seed)
    one, other = (
        compile_form(learning.fit(family, split.learn[half]).form)(dataset.coded[aside])
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


def _gates(
    learning: Learning,
    family: Family,
    compared: tuple[Verdict, int],
    calibration: Calibration,
    figures: Figures,
) -> tuple[Gate, ...]:
    contract, (verdict, tried) = learning.dataset.contract, compared
    return (
        skill_gate(contract, family, verdict, tried),
        coverage_gate(contract, calibration, figures, learning.split.hold_out.size),
    )
