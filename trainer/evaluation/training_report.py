"""The training report: everything that was found out about a model, as data for its package."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, Family
from engine.inference.widths import Widths
from engine.models.content import Calibration
from engine.models.evaluation import Evaluation
from engine.models.report import (
    LEAST_ROWS,
    MAX_PARTS,
    Compared,
    Curve,
    Estimates,
    Group,
    Report,
    Stretch,
)
from engine.models.scalars import MIN_GROUP
from engine.progress import Progress
from trainer.evaluation.bootstrap import CONFIDENCE, RESAMPLES, Estimate
from trainer.evaluation.clusters import effective_rows
from trainer.evaluation.comparison import Trials
from trainer.evaluation.conformal import Scored, inside
from trainer.evaluation.estimates import estimate, measured
from trainer.evaluation.metrics import figure, mean
from trainer.evaluation.parts import (
    Judged,
    Part,
    enough,
    judge_parts,
    judge_tenths,
    uncovered_by_chance,
)
from trainer.evaluation.residuals import describe_residuals
from trainer.evaluation.subgroups import held
from trainer.learning.overlapping import corrected_standard_error

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """What the stages before have found out, on which the report builds.

    Attributes:
        contract: The contract.
        calibration: The intervals.
        evaluation: Where numbers were cut.
        trials: How each family did in cross-validation.
        curve: The learning curve.
        learnt_patients: Of how many patients the rows are that were learnt from.
        learnt_mean: Their mean outcome.
    """

    contract: Contract
    calibration: Calibration
    evaluation: Evaluation
    trials: Mapping[Family, Trials]
    curve: Curve
    learnt_patients: int
    learnt_mean: float


# long: says once what a report is made of, one line for each part.
def build_report(
    known: Known,
    scored: Scored,
    patient: NDArray[np.int64],
    *,
    seed: int,
    progress: Progress,
) -> Report:
    """Judge the rows held out, and put together what else is known.

    Args:
        known: What was found out before.
        scored: The rows held out, with their scores.
        patient: A number per patient, shape (rows,).
        seed: For the bootstrap.
        progress: Told how far it is.
    """
    contract, calibration = known.contract, known.calibration
    half = Widths(calibration).of_rows(scored.coded)
    judged = Judged(scored, inside(scored, half), patient)
    ends = contract.outcome.range
    found = estimate(judged, half, ends, known.learnt_mean, seed=seed, progress=progress)
    parts = judge_parts(contract, known.evaluation, calibration, judged, patients=MIN_GROUP)
    everybody = np.ones(patient.size, np.bool_)
    return Report(
        format=1,
        confidence=CONFIDENCE,
        resamples=RESAMPLES,
        learnt_patients=known.learnt_patients,
        rows=patient.size,
        patients=int(np.unique(patient).size),
        effective_rows=effective_rows(judged.kept, patient),
        estimates=Estimates(**{name: measured(one) for name, one in found.figures.items()}),
        baseline=found.baseline,
        baseline_training=found.baseline_training,
        coverage=held(judged.kept),
        uncovered=figure(uncovered_by_chance(calibration, judged, everybody)),
        calibration=_stretches(judged) if enough(everybody, patient, MIN_GROUP) else (),
        residuals=describe_residuals(judged),
        judged=len(parts),
        subgroups=tuple(map(_group, _told(parts))),
        families=compared(known.trials),
        curve=known.curve,
    )


def _stretches(judged: Judged) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            rows=one.rows,
            score=figure(one.score),
            outcome=measured(Estimate(one.outcome, one.low, one.high, 0.0)),
        )
        for one in judge_tenths(judged, least=LEAST_ROWS, patients=MIN_GROUP)
    )


def _told(parts: Sequence[Part]) -> list[Part]:
    """All parts, or those of most rows, in the contract's order."""
    kept = sorted(range(len(parts)), key=lambda number: (-parts[number].rows, number))
    return [parts[number] for number in sorted(kept[:MAX_PARTS])]


def _group(part: Part) -> Group:
    return Group(
        place=part.cut.place,
        group=part.cut.group,
        mae=measured(Estimate(part.mae, part.mae_low, part.mae_high, 0.0)),
        rmse=part.rmse,
        coverage=part.coverage,
        worse=part.worse,
        uncovered=part.uncovered,
    )


def compared(trials: Mapping[Family, Trials]) -> tuple[Compared, ...]:
    """Each family's error, and how far it lies above that of the best, on the same parts.

    The error of a root mean square is that of the mean square over twice the root (the delta
    method); that of the mean square is corrected, since the parts that were fitted on overlap.

    Source:
        Nadeau and Bengio, Inference for the Generalization Error (2003), section 4.
    """
    best = min(trials.values(), key=lambda trial: mean(trial.errors))
    found = []
    for family, trial in trials.items():
        root = math.sqrt(mean(trial.errors))
        error = corrected_standard_error(trial.errors, trial.share)
        worse = trial.errors - best.errors
        found.append(
            Compared(
                family=family,
                settings=trial.learner.values,
                rmse=figure(root),
                error=figure(error / (2 * root)) if root > 0 else 0.0,
                above=figure(max(mean(worse), 0.0)),
                above_error=figure(corrected_standard_error(worse, trial.share)),
            )
        )
    return tuple(found)
