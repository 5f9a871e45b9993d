"""How a model does in parts of rows: subgroups, and stretches of neighbouring scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, NumberInput
from engine.inference.coding import stretch_text, value_text
from engine.models.content import Calibration
from engine.models.evaluation import Evaluation, Held
from trainer.evaluation.clusters import clustered_mean, effective_rows, greater, holm
from trainer.evaluation.conformal import Scored
from trainer.evaluation.metrics import figure, mae, mean, promised_rank, rmse
from trainer.evaluation.subgroups import CONFIDENCE, LEAST, held

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]
Ids = NDArray[np.int64]

_TENTHS = 10


@dataclass(frozen=True)
class Judged:
    """Rows that were not learnt from: what was observed, what was predicted and whose they are.

    Attributes:
        scored: Inputs, outcomes, raw scores.
        kept: Whether each interval held the outcome, shape (rows,).
        patient: A number per patient, shape (rows,).
    """

    scored: Scored
    kept: Mask
    patient: Ids


@dataclass(frozen=True, slots=True)
class Cut:
    """Which rows are a part: those that share a value, or a stretch of a number.

    Attributes:
        place: The place of the input in the contract.
        group: The value's code, or the stretch's number; ``None`` for the unknown.
        input: The input's label.
        value: The value or the stretch in words.
    """

    place: int
    group: int | None
    input: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the rows, and how the model does there.

    Attributes:
        cut: Which rows.
        rows: How many.
        mae: Their mean absolute error.
        mae_low: Lower end of its interval.
        mae_high: Upper end.
        rmse: Their root mean squared error.
        coverage: How often the intervals held, with the Clopper-Pearson interval.
        worse: How probable it is by chance that the error here is so much larger than elsewhere;
            raised by Holm over all parts.
        uncovered: How probable it is by chance that so few intervals held; raised by Holm.
    """

    cut: Cut
    rows: int
    mae: float
    mae_low: float
    mae_high: float
    rmse: float
    coverage: Held
    worse: float
    uncovered: float


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


def cuts_of(contract: Contract, evaluation: Evaluation) -> Iterator[Cut]:
    """Every value of each category and every stretch of each number, as the package cut them."""
    for place, (column, told) in enumerate(zip(contract.inputs, evaluation.subgroups, strict=True)):
        if isinstance(column, NumberInput):
            ends = [column.range[0], *told.cuts, column.range[1]]
            for number, (low, high) in enumerate(pairwise(ends)):
                text = stretch_text(column, low, high, below=number < len(told.cuts))
                yield Cut(place, number, column.label, text)
        else:
            for code in range(column.width):
                yield Cut(place, code, column.label, value_text(contract, place, code))
        if column.may_be_unknown:
            yield Cut(place, None, column.label, "unknown")


def judge_parts(
    contract: Contract,
    evaluation: Evaluation,
    calibration: Calibration,
    judged: Judged,
    *,
    patients: int = 1,
) -> tuple[Part, ...]:
    """Judge every part of the rows, as the package cut them.

    Parts of fewer than 20 rows are not told. Error is compared with all other rows, patient by
    patient; coverage with what split conformal intervals promise on average. Many parts are looked
    at, so both probabilities are raised by Holm's method, and a part that is alarmed at 0.05 is so
    by chance alone in one evaluation of twenty at most.

    Args:
        contract: Says which inputs there are.
        evaluation: Says where numbers are cut.
        calibration: Of the intervals.
        judged: The rows.
        patients: How many patients a part must be of to be told.
    """
    coded = judged.scored.coded
    found = [
        (cut, rows)
        for cut in cuts_of(contract, evaluation)
        if enough(rows := rows_of(contract, evaluation, cut, coded), judged.patient, patients)
    ]
    worse = [_worse(judged, rows) for _, rows in found]
    uncovered = [uncovered_by_chance(calibration, judged, rows) for _, rows in found]
    return tuple(
        _told(judged, cut, rows, *chances)
        for (cut, rows), *chances in zip(found, holm(worse), holm(uncovered), strict=True)
    )


def enough(rows: Mask, patient: Ids, patients: int) -> bool:
    """Whether a part may be told: it has 20 rows, of so many patients."""
    return int(rows.sum()) >= LEAST and np.unique(patient[rows]).size >= patients


def uncovered_by_chance(calibration: Calibration, judged: Judged, rows: Mask) -> float:
    """How probable so few held intervals are, were these rows like those that calibrated.

    With n calibration rows and the residual of rank k, the number of held intervals among m rows
    is beta-binomial (m, k, n + 1 - k). Rows of one patient count as fewer
    (:func:`trainer.evaluation.clusters.effective_rows`).

    Source:
        Angelopoulos and Bates, Conformal Prediction: A Gentle Introduction (2023), section 3.2.
    """
    from scipy.stats import betabinom

    kept = judged.kept[rows]
    count = effective_rows(kept, judged.patient[rows])
    rank = promised_rank(calibration.rows, calibration.level)
    at_most = round(float(kept.mean()) * count)
    return float(betabinom.cdf(at_most, count, rank, calibration.rows + 1 - rank))


def neighbours(judged: Judged, most: int, *, least: int = 1, patients: int = 1) -> tuple[Mask, ...]:
    """Cut the rows into stretches of about as many by their score; equal scores stay together.

    Args:
        judged: The rows.
        most: How many stretches at most.
        least: How many rows a stretch has at least; it is joined with the next where it has fewer.
        patients: Of how many patients it is at least.
    """
    score = judged.scored.score
    cuts = np.unique(np.quantile(score, np.arange(1, most) / most))
    stretch = np.searchsorted(cuts, score, "left")
    found: list[Mask] = []
    gathered = np.zeros(score.size, np.bool_)
    for number in np.unique(stretch).tolist():
        gathered = gathered | (stretch == number)
        if gathered.sum() >= least and np.unique(judged.patient[gathered]).size >= patients:
            found.append(gathered)
            gathered = np.zeros(score.size, np.bool_)
    if gathered.any():
        # What is left at the end joins the last; where there is none, it is all there is.
        found = [*found[:-1], found[-1] | gathered] if found else [gathered]
    return tuple(found)


def judge_tenths(judged: Judged, *, least: int = 1, patients: int = 1) -> tuple[Tenth, ...]:
    """Judge tenths of the rows by their score, or fewer stretches; see :func:`neighbours`."""
    score, outcome = judged.scored.score, judged.scored.outcome
    tenths, most = [], max(1, min(_TENTHS, score.size // least))
    for rows in neighbours(judged, most, least=least, patients=patients):
        observed = clustered_mean(outcome[rows], judged.patient[rows])
        low, high = observed.interval(CONFIDENCE)
        tenths.append(Tenth(int(rows.sum()), mean(score[rows]), observed.value, low, high))
    return tuple(tenths)


def rows_of(contract: Contract, evaluation: Evaluation, cut: Cut, coded: Vector) -> Mask:
    """Which rows are a part."""
    x = coded[:, cut.place]
    known = ~np.isnan(x)
    if cut.group is None:
        return ~known
    cuts = evaluation.subgroups[cut.place].cuts
    number = x if contract.inputs[cut.place].width else np.digitize(x, cuts)
    rows: Mask = known & (number == cut.group)
    return rows


def _worse(judged: Judged, rows: Mask) -> float:
    if rows.all():
        return 1.0
    error, patient = judged.scored.error, judged.patient
    here, elsewhere = (clustered_mean(error[part], patient[part]) for part in (rows, ~rows))
    return greater(here, elsewhere)


def _told(judged: Judged, cut: Cut, rows: Mask, worse: float, uncovered: float) -> Part:
    part, patient = judged.scored[rows], judged.patient[rows]
    low, high = clustered_mean(part.error, patient).interval(CONFIDENCE)
    return Part(
        cut=cut,
        rows=part.outcome.size,
        mae=figure(mae(part.outcome, part.score)),
        mae_low=figure(max(low, 0.0)),
        mae_high=figure(high),
        rmse=figure(rmse(part.outcome, part.score)),
        coverage=held(judged.kept[rows]),
        worse=figure(worse),
        uncovered=figure(uncovered),
    )
