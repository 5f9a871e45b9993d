"""What occurs too seldom to be learnt, or so often that little else does."""

from collections.abc import Iterator

import numpy as np

from engine.contract.model import CategoryInput
from engine.models.scalars import MIN_GROUP
from engine.phrases import phrase, row_of
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Codes, Sheet

NEARLY_ALL = 0.95
"""An input with one value in so many rows tells next to nothing."""

CONCENTRATED = 0.5
"""An outcome with one value in so many rows is hardly a number any more."""

THIN_BAND = 0.02
"""A band of the outcome with a smaller share of the rows is hardly learnt."""

_MOST_NAMES = 8


def rare_values(sheet: Sheet) -> Iterator[Finding]:
    """Values of a category in fewer than ``MIN_GROUP`` rows, and values that never occur."""
    for spec, cells in sheet.inputs:
        if not isinstance(spec, CategoryInput):
            continue
        counts = _counts(cells, spec.width)
        rare = np.flatnonzero((counts > 0) & (counts < MIN_GROUP))
        if rare.size:
            rows = np.flatnonzero(np.isin(cells.coded, rare))
            yield sheet.finding(
                "rare-values",
                Severity.ATTENTION,
                (spec.name,),
                phrase(
                    "{column}: values with fewer than {least} rows each, of which a model learns "
                    "nothing: {names}.",
                    column=spec.name,
                    least=MIN_GROUP,
                    names=_names(spec, rare.tolist()),
                ),
                rows,
            )
        never = np.flatnonzero(counts == 0)
        if never.size:
            yield sheet.finding(
                "values-unused",
                Severity.NOTE,
                (spec.name,),
                phrase(
                    "{column}: permitted values that never occur: {names}.",
                    column=spec.name,
                    names=_names(spec, never.tolist()),
                ),
            )


def rare_combinations(sheet: Sheet) -> Iterator[Finding]:
    """Combinations of the contract's ``combination`` columns in fewer than ``MIN_GROUP`` rows."""
    names = sheet.contract.combination
    if not names or not set(names) <= sheet.columns.keys():
        return
    coded = np.stack([sheet.columns[name].coded for name in names], axis=1)
    known = np.flatnonzero(~np.isnan(coded).any(axis=1))
    if known.size == 0:
        return
    _, groups, counts = np.unique(coded[known], axis=0, return_inverse=True, return_counts=True)
    rare = counts < MIN_GROUP
    if rare.any():
        rows = known[rare[np.ravel(groups)]]
        yield sheet.finding(
            "rare-combinations",
            Severity.NOTE,
            names,
            phrase(
                "In {count:,} of {rows:,} rows the combination of {names} is one with fewer than "
                "{least} rows; such are {rare:,} of {all:,} combinations.",
                count=len(rows),
                rows=sheet.rows,
                names=row_of(names),
                least=MIN_GROUP,
                rare=int(rare.sum()),
                all=len(counts),
            ),
            rows,
        )


def imbalance(sheet: Sheet) -> Iterator[Finding]:
    """Inputs that are nearly the same in all rows."""
    for spec, cells in sheet.inputs:
        known = cells.coded[~np.isnan(cells.coded)]
        if known.size < 2:  # noqa: PLR2004 - of one row everything is the same
            continue
        values, counts = np.unique(known, return_counts=True)
        share = float(counts.max() / known.size)
        if share < NEARLY_ALL:
            continue
        value = float(values[np.argmax(counts)])
        name = spec.values[int(value)].value if isinstance(spec, CategoryInput) else f"{value:g}"
        yield sheet.finding(
            "imbalance",
            Severity.ATTENTION,
            (spec.name,),
            phrase(
                "{column} is {value} in {share:.1%} of the rows that know it; it tells next to "
                "nothing.",
                column=spec.name,
                value=name,
                share=share,
            ),
            share=share,
        )


def outcome_concentration(sheet: Sheet) -> Iterator[Finding]:
    """One outcome in most rows, or bands of the outcome that hardly any row falls into."""
    cells = sheet.outcome
    known = np.zeros(0) if cells is None else cells.coded[~np.isnan(cells.coded)]
    if known.size < 2:  # noqa: PLR2004 - of one row nothing is concentrated
        return
    outcome = sheet.contract.outcome
    values, counts = np.unique(known, return_counts=True)
    share = float(counts.max() / known.size)
    if share >= CONCENTRATED:
        yield sheet.finding(
            "outcome-concentrated",
            Severity.ATTENTION,
            (outcome.name,),
            phrase(
                "{column} is {value:.15g} in {share:.1%} of the rows.",
                column=outcome.name,
                value=float(values[np.argmax(counts)]),
                share=share,
            ),
            share=share,
        )
    limits = [band.below for band in outcome.bands if band.below is not None]
    held = np.bincount(np.searchsorted(limits, known, side="right"), minlength=len(outcome.bands))
    for band, count in zip(outcome.bands, held.tolist(), strict=True):
        if count < THIN_BAND * known.size:
            yield sheet.finding(
                "band-thin",
                Severity.NOTE,
                (outcome.name,),
                phrase(
                    "In only {count:,} of {rows:,} rows ({share:.1%}) the outcome is one that is "
                    "called {band}.",
                    count=count,
                    rows=known.size,
                    share=count / known.size,
                    band=band.name,
                ),
                share=count / known.size,
            )


def _counts(cells: Cells, width: int) -> Codes:
    known = cells.coded[~np.isnan(cells.coded)].astype(np.int64)
    return np.bincount(known, minlength=width)


def _names(spec: CategoryInput, places: list[int]) -> object:
    names = [spec.values[place].value for place in places[:_MOST_NAMES]]
    more = len(places) - len(names)
    shown = row_of(names)
    return phrase("{shown} and {more:,} more", shown=shown, more=more) if more > 0 else shown
