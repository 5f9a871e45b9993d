"""How a package does in parts of foreign rows: subgroups, tenths of scores, domain statuses."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import NumberInput
from engine.inference.coding import stretch_text, value_text
from engine.inference.domain import DomainCheck
from engine.models.evaluation import Held, Subgroup
from engine.models.package import Model
from engine.monitoring.drift import ColumnDrift, judge_window
from engine.monitoring.histograms import Column, Layout
from trainer.evaluation.clusters import clustered_mean, effective_rows, greater, holm
from trainer.evaluation.conformal import Scored
from trainer.evaluation.metrics import figure, mae, mean, promised_rank, rmse
from trainer.evaluation.subgroups import CONFIDENCE, LEAST, held

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]
Ids = NDArray[np.int64]

_TENTHS = 10
STATUSES = ("inside", "borderline", "outside")


@dataclass(frozen=True)
class Judged:
    """Foreign rows with what was observed, what was predicted and whose they are.

    Attributes:
        scored: Inputs, outcomes, raw scores.
        kept: Whether each interval held the outcome, shape (rows,).
        patient: A number per patient, shape (rows,).
    """

    scored: Scored
    kept: Mask
    patient: Ids


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rows.

    Attributes:
        input: The label of the input that makes the part; empty for a status.
        value: The value, the stretch of a number, or the status.
        rows: How many.
        mae: Their mean absolute error.
        mae_low: Lower end of its interval.
        mae_high: Upper end.
        rmse: Their root mean squared error.
        coverage: How often the intervals held, with the Clopper-Pearson interval.
        worse: How probable it is by chance that the error here is so much larger than elsewhere;
            raised by Holm over all parts.
        uncovered: How probable it is by chance that so few intervals held; raised by Holm.
        promised: What the package says of this part, where it says something.
    """

    input: str
    value: str
    rows: int
    mae: float
    mae_low: float
    mae_high: float
    rmse: float
    coverage: Held
    worse: float
    uncovered: float
    promised: Subgroup | None


@dataclass(frozen=True, slots=True)
class Tenth:
    """Rows of neighbouring scores.

    Attributes:
        rows: How many.
        score: Their mean score.
        outcome: Their mean outcome.
        low: Lower end of the interval of the mean outcome.
        high: Upper end.
    """

    rows: int
    score: float
    outcome: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Place:
    """The rows of one domain status.

    Attributes:
        status: inside, borderline or outside.
        rows: How many.
        share: Of all.
        coverage: How often the intervals held; nothing of fewer than 20 rows.
        mae: Their mean absolute error; nothing of fewer than 20 rows.
    """

    status: str
    rows: int
    share: float
    coverage: Held | None
    mae: float | None


def judge_parts(model: Model, judged: Judged) -> tuple[Part, ...]:
    """Judge every value of each category and every stretch of each number, as the package cut them.

    Parts of fewer than 20 rows are not told. Error is compared with all other rows, patient by
    patient; coverage with what split conformal intervals promise on average. Many parts are looked
    at, so both probabilities are raised by Holm's method, and a part that is alarmed at 0.05 is so
    by chance alone in one evaluation of twenty at most.
    """
    found = [part for part in _parts(model, judged.scored.coded) if part.rows.sum() >= LEAST]
    worse = [_worse(judged, part.rows) for part in found]
    uncovered = [uncovered_by_chance(model, judged, part.rows) for part in found]
    return tuple(
        _told(judged, part, *chances)
        for part, *chances in zip(found, holm(worse), holm(uncovered), strict=True)
    )


def uncovered_by_chance(model: Model, judged: Judged, rows: Mask) -> float:
    """How probable so few held intervals are, were these rows like those that calibrated.

    With n calibration rows and the residual of rank k, the number of held intervals among m rows
    is beta-binomial (m, k, n + 1 - k). Rows of one patient count as fewer
    (:func:`trainer.evaluation.clusters.effective_rows`).

    Source:
        Angelopoulos and Bates, Conformal Prediction: A Gentle Introduction (2023), section 3.2.
    """
    from scipy.stats import betabinom

    kept, calibration = judged.kept[rows], model.calibration
    count = effective_rows(kept, judged.patient[rows])
    rank = promised_rank(calibration.rows, calibration.level)
    at_most = round(float(kept.mean()) * count)
    return float(betabinom.cdf(at_most, count, rank, calibration.rows + 1 - rank))


def judge_tenths(judged: Judged) -> tuple[Tenth, ...]:
    """Cut the rows into tenths by their score; equal scores stay together."""
    score, outcome = judged.scored.score, judged.scored.outcome
    cuts = np.unique(np.quantile(score, np.arange(1, _TENTHS) / _TENTHS))
    tenth = np.searchsorted(cuts, score, "left")
    tenths = []
    for number in np.unique(tenth).tolist():
        rows = tenth == number
        observed = clustered_mean(outcome[rows], judged.patient[rows])
        low, high = observed.interval(CONFIDENCE)
        tenths.append(Tenth(int(rows.sum()), mean(score[rows]), observed.value, low, high))
    return tuple(tenths)


def judge_places(model: Model, judged: Judged) -> tuple[Place, ...]:
    """Say how many rows lie inside the training data, at its rim and outside, and how they do."""
    statuses = DomainCheck(model.contract, model.reference).statuses(judged.scored.coded)
    places = []
    for number, status in enumerate(STATUSES):
        rows = statuses == number
        count = int(rows.sum())
        tell = count >= LEAST
        places.append(
            Place(
                status=status,
                rows=count,
                share=figure(count / rows.size),
                coverage=held(judged.kept[rows]) if tell else None,
                mae=figure(mean(judged.scored.error[rows])) if tell else None,
            )
        )
    return tuple(places)


def judge_drift(model: Model, scored: Scored) -> tuple[ColumnDrift, ...]:
    """Compare every input, the score and the outcome with what training saw of them.

    Returns:
        One per input, then the score's, then the outcome's (named by its column).
    """
    layout, outcome = Layout.of(model), model.contract.outcome
    seen = model.reference.outcome
    observed = Column(
        outcome.name,
        outcome.label,
        np.array(seen.edges),
        np.array([*seen.counts, seen.unknown], np.int64),
    )
    *inputs, prediction = layout.columns
    columns = (*inputs, observed, prediction)
    values = (*scored.coded.T, scored.outcome, scored.score)
    counts = [
        np.bincount(column.places(x), minlength=column.reference.size)
        for column, x in zip(columns, values, strict=True)
    ]
    wider = Layout(layout.model_sha256, columns)
    drift = judge_window(wider, np.concatenate(counts), 0, model.contract.drift)
    *told, of_outcome, of_score = drift.columns
    return (*told, of_score, of_outcome)


@dataclass(frozen=True)
class _Cut:
    input: str
    value: str
    rows: Mask
    promised: Subgroup | None


def _parts(model: Model, coded: Vector) -> Iterator[_Cut]:
    contract = model.contract
    for place, (column, told) in enumerate(
        zip(contract.inputs, model.evaluation.subgroups, strict=True)
    ):
        x = coded[:, place]
        if isinstance(column, NumberInput):
            stretch = np.digitize(x, told.cuts)
            ends = [column.range[0], *told.cuts, column.range[1]]
            for number, (low, high) in enumerate(pairwise(ends)):
                text = stretch_text(column, low, high, below=number < len(told.cuts))
                rows = ~np.isnan(x) & (stretch == number)
                yield _Cut(column.label, text, rows, told.groups[number])
        else:
            for code in range(column.width):
                value = value_text(contract, place, code)
                yield _Cut(column.label, value, x == code, told.groups[code])
        if column.may_be_unknown:
            yield _Cut(column.label, "unknown", np.isnan(x), None)


def _worse(judged: Judged, rows: Mask) -> float:
    if rows.all():
        return 1.0
    error, patient = judged.scored.error, judged.patient
    here, elsewhere = (clustered_mean(error[part], patient[part]) for part in (rows, ~rows))
    return greater(here, elsewhere)


def _told(judged: Judged, cut: _Cut, worse: float, uncovered: float) -> Part:
    part, patient = judged.scored[cut.rows], judged.patient[cut.rows]
    low, high = clustered_mean(part.error, patient).interval(CONFIDENCE)
    return Part(
        input=cut.input,
        value=cut.value,
        rows=part.outcome.size,
        mae=figure(mae(part.outcome, part.score)),
        mae_low=figure(max(low, 0.0)),
        mae_high=figure(high),
        rmse=figure(rmse(part.outcome, part.score)),
        coverage=held(judged.kept[cut.rows]),
        worse=figure(worse),
        uncovered=figure(uncovered),
        promised=cut.promised,
    )
