"""What is missing, column by column, and columns that miss together."""

from collections.abc import Iterator

import numpy as np

from engine.contract.model import Outcome, PatientColumn
from engine.contract.rules import permitted_text
from engine.models.scalars import MIN_GROUP
from engine.phrases import phrase, row_of
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Mask, Sheet
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
        rows = cells.rows_of(cells.blank)
        share = len(rows) / sheet.rows
        if isinstance(spec, Outcome) or not spec.may_be_unknown:
            blank = [text for text, is_so in zip(cells.texts, cells.blank, strict=True) if is_so]
            yield sheet.finding(
                "missing",
                Severity.STOP,
                (spec.name,),
                phrase(
                    "{column}: {count:,} cells are empty; permitted: {words}.",
                    column=spec.name,
                    count=len(rows),
                    words=permitted_text(spec),
                ),
                rows,
                mend=DropRows(columns=(spec.name,), values=tuple((text,) for text in blank)),
                share=share,
            )
            continue
        yield sheet.finding(
            "unknown",
            Severity.ATTENTION if share >= MANY else Severity.NOTE,
            (spec.name,),
            phrase(
                "{column} is unknown in {count:,} rows ({share:.1%}).",
                column=spec.name,
                count=len(rows),
                share=share,
            ),
            rows,
            share=share,
        )


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
    some = np.flatnonzero(gaps.sum(axis=0) > 1)
    packed = np.packbits(gaps[:, some], axis=0).T
    _, first, groups, counts = np.unique(
        packed, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    found = []
    for group, (place, count) in enumerate(zip(first.tolist(), counts.tolist(), strict=True)):
        pattern = gaps[:, some[place]]
        expected = sheet.rows * float(np.prod(np.where(pattern, share, 1 - share)))
        if count >= MIN_GROUP and count > expected + BEYOND * np.sqrt(expected):
            found.append((-count, group, pattern, expected))
    for minus, group, pattern, expected in sorted(found, key=lambda one: one[:2])[:_MOST_SHOWN]:
        names = [cells.name for cells, gap in zip(gappy, pattern, strict=True) if gap]
        yield sheet.finding(
            "missing-together",
            Severity.NOTE,
            tuple(names),
            phrase(
                "{names} are empty together in {count:,} rows; gaps apart from each other would "
                "be so in about {expected:,.0f}.",
                names=row_of(names),
                count=-minus,
                expected=expected,
            ),
            some[np.ravel(groups) == group],
            expected=expected,
        )
