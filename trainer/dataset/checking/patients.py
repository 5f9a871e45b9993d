"""Several rows of one patient, and rows of one patient that contradict each other."""

from collections.abc import Iterator

import numpy as np

from engine.phrases import phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Codes, Mask, Sheet

CONSTANT_SHARE = 0.9
"""An input counts as one that does not change when so many patients have one value of it only."""

LEAST_PATIENTS = 20
"""Of fewer patients with several rows nothing is concluded."""

_ABOVE_CHANCE = 0.5


def several_rows(sheet: Sheet) -> Iterator[Finding]:
    """Whether patients have more than one row: these must stay on one side of every split."""
    patient = sheet.patient
    if patient is None:
        return
    many = (patient.counts > 1) & ~patient.blank
    if many.any():
        rows = patient.rows_of(many)
        sentence = phrase(
            "In {count:,} of {rows:,} rows the patient has another row as well, at most {most:,} "
            "in all. Splits keep the rows of one patient on one side.",
            count=len(rows),
            rows=sheet.rows,
            most=int(patient.counts[many].max()),
        )
        yield sheet.finding("several-rows", Severity.NOTE, (patient.name,), sentence, rows)


def references_missing(sheet: Sheet) -> Iterator[Finding]:
    """Rows of which nobody can say whose they are, or with a reference that is too long."""
    patient = sheet.patient
    if patient is None:
        return
    bad = patient.blank | patient.refused
    if bad.any():
        rows = patient.rows_of(bad)
        sentence = phrase(
            "In {count:,} of {rows:,} rows there is no patient reference that can be used.",
            count=len(rows),
            rows=sheet.rows,
        )
        yield sheet.finding("reference-missing", Severity.STOP, (patient.name,), sentence, rows)


def contradictions(sheet: Sheet) -> Iterator[Finding]:
    """Patients with two values of an input that does not change for hardly anybody.

    Which inputs these are is told from the data: at least ``CONSTANT_SHARE`` of the patients with
    several known values have only one, and rows of different patients agree far less often.
    """
    patient = sheet.patient
    if patient is None:
        return
    for _, cells in sheet.inputs:
        rows = _contradicting(patient, cells)
        if rows.size:
            sentence = phrase(
                "In {count:,} of {rows:,} rows the patient has more than one value of {column}, "
                "which for nearly all others stays the same.",
                count=len(rows),
                rows=sheet.rows,
                column=cells.name,
            )
            yield sheet.finding("contradiction", Severity.ATTENTION, (cells.name,), sentence, rows)


def _contradicting(patient: Cells, cells: Cells) -> Codes:
    known = ~np.isnan(cells.coded) & ~patient.blank[patient.codes]
    rows = np.flatnonzero(known)
    whose, values = patient.codes[rows], cells.coded[rows]
    count = len(patient.texts)
    least, most = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(least, whose, values)
    np.maximum.at(most, whose, values)
    several: Mask = np.bincount(whose, minlength=count) > 1
    if several.sum() < LEAST_PATIENTS:
        return np.zeros(0, np.int64)
    broken = several & (least < most)
    constant = 1 - float(broken.sum() / several.sum())
    shares = np.unique(values, return_counts=True)[1] / values.size
    by_chance = float((shares**2).sum())
    told = constant >= CONSTANT_SHARE and constant > by_chance + _ABOVE_CHANCE * (1 - by_chance)
    return rows[broken[whose]] if told else np.zeros(0, np.int64)
