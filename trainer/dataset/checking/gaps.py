"""What is missing, column by column, and columns that miss together."""

from collections.abc import Iterator

import numpy as np

from engine.contract.model import Input, Outcome, PatientColumn
from engine.contract.rules import permitted_text
from engine.models.scalars import MIN_GROUP
from engine.phrases import phrase, row_of
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Codes, Mask, Sheet
from trainer.dataset.mending.mends import DropRows

MANY = 0.2
"""From this share on, unknown values call for attention."""

BEYOND = 5.0
"""So many standard deviations more than independent gaps is a pattern."""

_MOST_SHOWN = 5


def missing_values(sheet: Sheet) -> Iterator[Finding]:
    """Empty cells of each column: an error where the contract wants a value, else a share."""
    for cells in sheet.columns.values():
        spec = cells.spec
        if isinstance(spec, PatientColumn) or not cells.blank.any():
            continue
        if isinstance(spec, Outcome) or not spec.may_be_unknown:
            yield _missing(sheet, cells, spec)
        else:
            yield _unknown(sheet, cells)


def missing_together(sheet: Sheet) -> Iterator[Finding]:
    """Columns whose cells are empty in the same rows more often than gaps apart would be.

    A pattern of gaps is a set of columns that are empty while all others are not. Were gaps
    independent, its rows would number ``n prod(q) prod(1 - q)`` over the shares ``q`` of empty
    cells, with a variance of at most that number; it is told from ``BEYOND`` standard deviations
    above on, and from ``MIN_GROUP`` rows on.

    Source:
        Rubin, Inference and missing data, Biometrika 63 (1976), for why patterns of gaps matter.
    """
    gappy = [cells for cells in sheet.columns.values() if cells.blank.any()]
    if len(gappy) < 2:  # noqa: PLR2004 - a pattern needs two
        return
    gaps: Mask = np.stack([cells.blank[cells.codes] for cells in gappy])
    share = gaps.mean(axis=1)
    found = []
    for rows in _patterns(gaps):
        pattern = gaps[:, rows[0]]
        expected = sheet.rows * float(np.prod(np.where(pattern, share, 1 - share)))
        if rows.size >= MIN_GROUP and rows.size > expected + BEYOND * np.sqrt(expected):
            names = [cells.name for cells, gap in zip(gappy, pattern, strict=True) if gap]
            found.append((names, rows, expected))
    for names, rows, expected in sorted(found, key=lambda one: -one[1].size)[:_MOST_SHOWN]:
        sentence = phrase(
            "{names} are empty together in {count:,} of {rows:,} rows; gaps that have nothing to "
            "do with each other would be so in about {expected:,.0f}.",
            names=row_of(names),
            count=len(rows),
            rows=sheet.rows,
            expected=expected,
        )
        yield sheet.finding(
            "missing-together", Severity.NOTE, tuple(names), sentence, rows, expected=expected
        )


def _missing(sheet: Sheet, cells: Cells, spec: Input | Outcome) -> Finding:
    rows = cells.rows_of(cells.blank)
    blank = [text for text, is_so in zip(cells.texts, cells.blank, strict=True) if is_so]
    sentence = phrase(
        "{column}: in {count:,} of {rows:,} rows the cell is empty. Permitted: {words}.",
        column=spec.name,
        count=len(rows),
        rows=sheet.rows,
        words=permitted_text(spec),
    )
    mend = DropRows(columns=(spec.name,), values=tuple((text,) for text in blank))
    share = len(rows) / sheet.rows
    return sheet.finding(
        "missing", Severity.STOP, (spec.name,), sentence, rows, mend=mend, share=share
    )


def _unknown(sheet: Sheet, cells: Cells) -> Finding:
    rows = cells.rows_of(cells.blank)
    share = len(rows) / sheet.rows
    sentence = phrase(
        "{column} is unknown in {count:,} of {rows:,} rows ({share:.1%}).",
        column=cells.name,
        count=len(rows),
        rows=sheet.rows,
        share=share,
    )
    severity = Severity.ATTENTION if share >= MANY else Severity.NOTE
    return sheet.finding("unknown", severity, (cells.name,), sentence, rows, share=share)


def _patterns(gaps: Mask) -> Iterator[Codes]:
    """The rows of each pattern of two gaps or more, from a mask of shape (columns, rows)."""
    some = np.flatnonzero(gaps.sum(axis=0) > 1)
    packed = np.packbits(gaps[:, some], axis=0).T
    _, groups = np.unique(packed, axis=0, return_inverse=True)
    order = np.argsort(np.ravel(groups), kind="stable")
    cuts = np.flatnonzero(np.diff(np.ravel(groups)[order])) + 1
    for part in np.split(order, cuts):
        if part.size:
            yield some[part]
