"""External validation: a package judged on rows that it never saw, from wherever they come."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.inference.predictor import Predictor
from engine.inference.widths import Widths
from engine.models.content import Figures
from engine.models.evaluation import Held, Subgroup
from engine.models.package import Model
from engine.models.signatures import Validation
from engine.models.verification import VerifiedModel
from engine.monitoring.drift import ColumnDrift
from engine.monitoring.statistics import moments
from engine.progress import Part as Stretch
from engine.progress import Progress
from trainer.evaluation.bootstrap import Estimate
from trainer.evaluation.clusters import clustered_mean, holm
from trainer.evaluation.conformal import Scored, inside
from trainer.evaluation.estimates import estimate
from trainer.evaluation.external_data import ExternalRows, read_external
from trainer.evaluation.external_parts import Place, judge_drift, judge_places
from trainer.evaluation.metrics import figure, mean
from trainer.evaluation.parts import (
    Cut,
    Judged,
    Part,
    Tenth,
    judge_parts,
    judge_tenths,
    uncovered_by_chance,
)
from trainer.evaluation.subgroups import held


@dataclass(frozen=True, slots=True)
class Promise:
    """A figure that the package states, beside what was found.

    Attributes:
        name: rmse, mae or coverage.
        promised: What the package states; of coverage, the level that its intervals promise.
        found: What was found.
        chance: How probable it is by chance alone that what was found is so much worse; raised by
            Holm over the three.
    """

    name: str
    promised: float
    found: float
    chance: float


@dataclass(frozen=True)
class External:
    """What an external validation found.

    Attributes:
        model: The package.
        validation: Its standing.
        rows: The rows, and those that were left out.
        judged: Their scores.
        estimates: By name: rmse, mae, r2, bias, slope, intercept, gain (over the mean of these
            rows), gain_training (over the mean of training), coverage, width; each with its 95 %
            interval.
        baseline: RMSE of the mean of these rows.
        baseline_training: RMSE of the mean of training.
        coverage: How often the intervals held, with the Clopper-Pearson interval.
        uncovered: How probable so few is by chance.
        promises: What the package states, compared.
        parts: Subgroups.
        tenths: Calibration by tenths of the score.
        places: By domain status.
        drift: Against training: one per input, then the score, then the outcome.
        seed: Of the bootstrap.
    """

    model: Model
    validation: Validation
    rows: ExternalRows
    judged: Judged
    estimates: Mapping[str, Estimate]
    baseline: float
    baseline_training: float
    coverage: Held
    uncovered: float
    promises: tuple[Promise, ...]
    parts: tuple[Part, ...]
    tenths: tuple[Tenth, ...]
    places: tuple[Place, ...]
    drift: tuple[ColumnDrift, ...]
    seed: int

    @property
    def promised(self) -> Figures:
        """The figures of the package's own held-out rows."""
        return self.model.manifest.figures

    def stated(self, cut: Cut) -> Subgroup | None:
        """What the package says of a part, where it says something."""
        groups = self.model.evaluation.subgroups[cut.place].groups
        return None if cut.group is None else groups[cut.group]


# long: names each part of the report once, in their order.
def evaluate_externally(
    found: VerifiedModel, data: Path, progress: Progress, *, seed: int | None = None
) -> External:
    """Judge a verified package on a CSV under its own contract.

    Args:
        found: The package.
        data: Rows that were not learnt from, each with its outcome.
        progress: Told how far it is.
        seed: For the bootstrap; the contract's where nothing is said.

    Raises:
        ReportableError: The file cannot be read, lacks columns, or too few of its rows fit.
    """
    model = found.model
    seed = model.contract.training.seed if seed is None else seed
    rows = read_external(data, model.contract, Stretch(progress, 0.0, 0.3))
    progress.report("score", 0.3)
    scored = Scored(rows.coded, rows.outcome, Predictor(model).scores(rows.coded))
    half = Widths(model.calibration).of_rows(scored.coded)
    judged = Judged(scored, inside(scored, half), rows.patient)
    estimates = estimate(
        judged,
        half,
        model.contract.outcome.range,
        training_mean(model),
        seed=seed,
        progress=Stretch(progress, 0.35, 0.9),
    )
    progress.report("subgroups", 0.9)
    everybody = np.ones(rows.outcome.size, np.bool_)
    uncovered = uncovered_by_chance(model.calibration, judged, everybody)
    external = External(
        model=model,
        validation=found.validation,
        rows=rows,
        judged=judged,
        estimates=estimates.figures,
        baseline=estimates.baseline,
        baseline_training=estimates.baseline_training,
        coverage=held(judged.kept),
        uncovered=figure(uncovered),
        promises=_promises(model, judged, uncovered),
        parts=judge_parts(model.contract, model.evaluation, model.calibration, judged),
        tenths=judge_tenths(judged),
        places=judge_places(model, judged),
        drift=judge_drift(model, scored),
        seed=seed,
    )
    progress.report("done", 1.0)
    return external


def training_mean(model: Model) -> float:
    """The mean outcome of training, from the package's histogram of it: to half a bin at most."""
    seen = model.reference.outcome
    counts = np.array([*seen.counts, seen.unknown], np.int64)
    return moments(np.array(seen.edges), counts).mean


def _promises(model: Model, judged: Judged, uncovered: float) -> tuple[Promise, ...]:
    """Compare what the package states with what was found, one-sided, corrected for three looks.

    What the package states was itself measured on some rows, and how sure it is is not kept. Were
    the new rows like those, their spread would be the same: so the variance of the difference is
    that of the new mean, plus the same per independent row over the package's held-out rows::

        z = (found - promised) / sqrt(v / n + v / m)     n new rows, m held-out rows

    with the mean squared error for ``rmse``, which is its root, and the mean absolute one for
    ``mae``. Coverage is compared with the level that the intervals promise.
    """
    from scipy.stats import norm

    manifest, error = model.manifest, judged.scored.error
    chances = []
    for power, promised in ((2, manifest.figures.rmse**2), (1, manifest.figures.mae)):
        here = clustered_mean(error**power, judged.patient)
        per_row = float((error**power).var(ddof=1))
        spread = math.hypot(here.error, math.sqrt(per_row / manifest.data.held_out))
        above = here.value - promised
        chances.append(float(norm.sf(above / spread)) if spread > 0 else float(above <= 0))
    found = (math.sqrt(mean(error**2)), mean(error), mean(judged.kept))
    stated = (manifest.figures.rmse, manifest.figures.mae, model.calibration.level)
    names = ("rmse", "mae", "coverage")
    raised = holm([*chances, uncovered])
    return tuple(
        Promise(name, promised, figure(value), figure(chance))
        for name, promised, value, chance in zip(names, stated, found, raised, strict=True)
    )
