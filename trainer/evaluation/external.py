"""External validation: a package judged on rows that it never saw, from wherever they come."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.inference.predictor import Predictor
from engine.inference.widths import Widths
from engine.models.content import Figures
from engine.models.evaluation import Held
from engine.models.package import Model
from engine.models.signatures import Validation
from engine.models.verification import VerifiedModel
from engine.monitoring.drift import ColumnDrift
from engine.monitoring.statistics import moments
from engine.progress import Part as Stretch
from engine.progress import Progress
from trainer.evaluation.bootstrap import Bootstrap, Estimate, Sums
from trainer.evaluation.clusters import clustered_mean, holm
from trainer.evaluation.conformal import Scored, inside
from trainer.evaluation.external_data import ExternalRows, read_external
from trainer.evaluation.external_parts import (
    Judged,
    Part,
    Place,
    Tenth,
    judge_drift,
    judge_parts,
    judge_places,
    judge_tenths,
    uncovered_by_chance,
)
from trainer.evaluation.metrics import figure, mean
from trainer.evaluation.subgroups import held

Vector = NDArray[np.float64]

# The columns of the sums that every figure follows from.
_ROWS, _ERROR, _SIZE, _SQUARE, _Y, _YY, _S, _SS, _SY, _BASE, _KEPT = range(11)


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
    bootstrap = _bootstrap(model, judged, seed, Stretch(progress, 0.35, 0.9))
    progress.report("subgroups", 0.9)
    everybody = np.ones(rows.outcome.size, np.bool_)
    uncovered = uncovered_by_chance(model, judged, everybody)
    external = External(
        model=model,
        validation=found.validation,
        rows=rows,
        judged=judged,
        estimates=_estimates(model, judged, half, bootstrap),
        baseline=_root(bootstrap.whole, _own_square(bootstrap.whole[None, :])[0]),
        baseline_training=_root(bootstrap.whole, bootstrap.whole[_BASE]),
        coverage=held(judged.kept),
        uncovered=figure(uncovered),
        promises=_promises(model, judged, uncovered),
        parts=judge_parts(model, judged),
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


def _bootstrap(model: Model, judged: Judged, seed: int, progress: Progress) -> Bootstrap:
    """Sum over rows what every figure follows from, around the means so that little is lost."""
    scored, base = judged.scored, training_mean(model)
    y, s = scored.outcome - mean(scored.outcome), scored.score - mean(scored.score)
    error = scored.outcome - scored.score
    columns = np.empty((y.size, _KEPT + 1))
    for place, column in (
        (_ROWS, np.ones(y.size)),
        (_ERROR, error),
        (_SIZE, np.abs(error)),
        (_SQUARE, error**2),
        (_Y, y),
        (_YY, y**2),
        (_S, s),
        (_SS, s**2),
        (_SY, s * y),
        (_BASE, (scored.outcome - base) ** 2),
        (_KEPT, judged.kept),
    ):
        columns[:, place] = column
    return Bootstrap(columns, judged.patient, seed=seed, progress=progress)


def _estimates(
    model: Model, judged: Judged, half: Vector, bootstrap: Bootstrap
) -> dict[str, Estimate]:
    scored, (low, high) = judged.scored, model.contract.outcome.range
    centre = mean(scored.outcome), mean(scored.score)

    def slope(sums: Sums) -> Vector:
        spread = sums[:, _SS] - sums[:, _S] ** 2 / sums[:, _ROWS]
        together = sums[:, _SY] - sums[:, _S] * sums[:, _Y] / sums[:, _ROWS]
        return _over(together, np.where(spread > _NEARLY_ZERO * sums[:, _ROWS], spread, 0.0))

    def intercept(sums: Sums) -> Vector:
        observed, scores = (sums[:, place] / sums[:, _ROWS] for place in (_Y, _S))
        at: Vector = centre[0] + observed - slope(sums) * (centre[1] + scores)
        return at

    figures = {
        "rmse": lambda sums: np.sqrt(sums[:, _SQUARE] / sums[:, _ROWS]),
        "mae": lambda sums: sums[:, _SIZE] / sums[:, _ROWS],
        "r2": lambda sums: 1 - _over(sums[:, _SQUARE], _own_square(sums)),
        "bias": lambda sums: sums[:, _ERROR] / sums[:, _ROWS],
        "slope": slope,
        "intercept": intercept,
        "gain": lambda sums: 1 - np.sqrt(_over(sums[:, _SQUARE], _own_square(sums))),
        "gain_training": lambda sums: 1 - np.sqrt(_over(sums[:, _SQUARE], sums[:, _BASE])),
        "coverage": lambda sums: sums[:, _KEPT] / sums[:, _ROWS],
    }
    estimates = {name: _rounded(bootstrap.estimate(one)) for name, one in figures.items()}
    width = np.clip(scored.score + half, low, high) - np.clip(scored.score - half, low, high)
    wide = clustered_mean(width, judged.patient)
    estimates["width"] = _rounded(Estimate(wide.value, *wide.interval(0.95), wide.error))
    return estimates


_NEARLY_ZERO = 1e-18


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


def _own_square(sums: Sums) -> Vector:
    """Squared distances of the outcomes from their own mean."""
    squares: Vector = sums[:, _YY] - sums[:, _Y] ** 2 / sums[:, _ROWS]
    return squares


def _over(above: Vector, below: Vector) -> Vector:
    """Divide; where there is nothing to divide by, there is no figure."""
    quotient: Vector = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return quotient


def _root(sums: Sums, squares: float) -> float:
    return figure(math.sqrt(squares / sums[_ROWS]))


def _rounded(one: Estimate) -> Estimate:
    return Estimate(*(figure(value) for value in (one.value, one.low, one.high, one.error)))
