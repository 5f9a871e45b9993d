"""Where foreign rows lie: by domain status, and against the distributions of training."""

from dataclasses import dataclass

import numpy as np

from engine.inference.domain import DomainCheck
from engine.models.evaluation import Held
from engine.models.package import Model
from engine.monitoring.drift import ColumnDrift, judge_window
from engine.monitoring.histograms import Column, Layout
from trainer.evaluation.conformal import Scored
from trainer.evaluation.metrics import figure, mean
from trainer.evaluation.parts import Judged
from trainer.evaluation.subgroups import LEAST, held

STATUSES = ("inside", "borderline", "outside")


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
