"""Whether these rows are like those that a model was trained on, column by column.

The index is the monitoring's own (:func:`engine.monitoring.statistics.population_stability`), with
its correction for chance and the contract's limits; one window holds all rows here.
"""

from collections.abc import Iterator

import numpy as np

from engine.contract.model import Drift
from engine.models.content import NumberReference
from engine.monitoring.drift import CHANCE, LEAST_JUDGED
from engine.monitoring.histograms import Column, Layout
from engine.monitoring.statistics import Stability, population_stability
from engine.phrases import Phrase, phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Sheet


def drift(sheet: Sheet) -> Iterator[Finding]:
    """Inputs, and the outcome, that moved since the training of the model.

    The columns are read as the model's own contract has them, which may be an older one; cells that
    it cannot read take no part.
    """
    model = sheet.model
    if model is None:
        return
    outcome = _column_of(model.reference.outcome)
    columns = (*Layout.of(model).columns[:-1], outcome)
    specs = (*model.contract.inputs, model.contract.outcome)
    for spec, column in zip(specs, columns, strict=True):
        if spec.name not in sheet.table.columns:
            continue
        cells = Cells.of(sheet.table, spec)
        coded = cells.coded[~cells.refused[cells.codes]]
        if coded.size < LEAST_JUDGED or not column.reference.any():
            continue
        counts = np.bincount(column.places(coded), minlength=column.reference.size)
        ordered = column.edges is not None
        found = population_stability(column.reference, counts, ordered=ordered)
        severity = _severity(found, sheet.contract.drift, CHANCE / len(columns))
        if severity is not None:
            yield sheet.finding(
                "drift",
                severity,
                (spec.name,),
                _sentence(spec.name, model.version, found),
                psi=found.corrected,
                chance=found.chance,
            )


def _column_of(seen: NumberReference) -> Column:
    counts = np.array([*seen.counts, seen.unknown], np.int64)
    return Column("", "", np.array(seen.edges, np.float64), counts)


def _severity(found: Stability, limits: Drift, alarm_chance: float) -> Severity | None:
    if found.corrected >= limits.alarm and found.chance < alarm_chance:
        return Severity.ATTENTION
    if found.corrected >= limits.watch and found.chance < CHANCE:
        return Severity.NOTE
    return None


def _sentence(name: str, version: str, found: Stability) -> Phrase:
    return phrase(
        "{column} moved since the training of {version}: population stability index {psi:.2f}.",
        column=name,
        version=version,
        psi=found.corrected,
    )
