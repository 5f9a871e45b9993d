"""Inputs that are known too late, and inputs that give the outcome away."""

import re
from collections.abc import Iterator, Sequence

import numpy as np

from engine.contract.model import CategoryInput, Input, Outcome, PatientColumn
from engine.phrases import Phrase, phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Codes, Floats, Sheet

DETERMINED = 0.95
"""From this out-of-fold R2 of one input alone on, it gives the outcome away."""

SUSPECT = 0.8
"""From this one on, a person has to say whether it is known before the outcome."""

SELDOM_UNKNOWN = 0.05
BINS = 50
FOLDS = 5
LEAST_ROWS = 50
_SAME_TEXT = 0.9
_LEAST_OUTCOMES = 5
_ROWS_PER_COLUMN = 5
# Rounding shifts the line itself a little, hence a tenth more than half of the last decimal.
_HALF_A_STEP = 0.55
Column = Input | Outcome | PatientColumn

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def known_after(sheet: Sheet) -> Iterator[Finding]:
    """Inputs that the contract says are known only once the treatment has begun."""
    for spec, cells in sheet.inputs:
        if spec.known != "after":
            continue
        share = float(np.isnan(cells.coded).mean())
        yield sheet.finding(
            "known-after",
            Severity.ATTENTION,
            (spec.name,),
            _late(spec.name, share, may_be_unknown=spec.may_be_unknown),
            share_unknown=share,
        )


def outcome_given_away(sheet: Sheet) -> Iterator[Finding]:
    """Inputs from which the outcome can be read: its text, a straight line, or a table of means.

    Told in this order, one finding per input:

    * the outcome's number stands in the input's text in 90 % of the rows;
    * the outcome is ``a + b x`` to half of its last decimal, with a and b by least squares;
    * R2 of the input alone, out of fold, reaches ``SUSPECT``: see :func:`lone_r2`.
    """
    outcome = sheet.outcome
    if outcome is None:
        return
    y = outcome.coded
    if np.count_nonzero(~np.isnan(y)) < LEAST_ROWS or np.unique(y[~np.isnan(y)]).size < 2:  # noqa: PLR2004
        return
    whose = np.arange(sheet.rows) if sheet.patient is None else sheet.patient.codes
    for _, cells in sheet.inputs:
        if _text_of(cells, outcome):
            yield _told(sheet, "outcome-text", cells.name, 1.0)
        elif _on_a_line(cells, y, sheet.contract.outcome.decimals):
            yield _told(sheet, "outcome-line", cells.name, 1.0)
        elif (r2 := lone_r2(cells.spec, cells.coded, y, whose)) >= SUSPECT:
            yield _told(sheet, "outcome-determined", cells.name, r2)


def lone_r2(spec: Column, coded: Floats, y: Floats, whose: Codes) -> float:
    """How much of the outcome one input alone tells, out of fold.

    The rows are cut into ``FOLDS`` parts by patient. Rows of one part are predicted by the mean
    outcome, over the other parts, of the rows with the same value; numbers are first cut into
    ``BINS`` bins by quantiles. ``R2 = 1 - sum (y - prediction)^2 / sum (y - mean)^2``, which for
    an input that tells nothing lies a little below 0; it is 0 where outcomes do not vary.

    Args:
        spec: The input.
        coded: Its values, NaN for unknown, shape (rows,).
        y: Outcomes, NaN where there is none, shape (rows,).
        whose: A number per patient, shape (rows,).

    Source:
        Stone, Cross-validatory choice and assessment of statistical predictions, Journal of the
        Royal Statistical Society B 36 (1974).
    """
    known = ~np.isnan(y)
    groups, fold, y = _groups(spec, coded)[known], whose[known] % FOLDS, y[known]
    size = int(groups.max(initial=0)) + 1
    error = 0.0
    for part in range(FOLDS):
        test = fold == part
        train = ~test
        if not test.any() or not train.any():
            continue
        counts = np.bincount(groups[train], minlength=size)
        sums = np.bincount(groups[train], weights=y[train], minlength=size)
        means = np.where(counts > 0, sums / np.maximum(counts, 1), y[train].mean())
        error += float(((y[test] - means[groups[test]]) ** 2).sum())
    varies = float(((y - y.mean()) ** 2).sum())
    return 1 - error / varies if varies > 0 else 0.0


def exact_sum(columns: Sequence[Floats], y: Floats, decimals: int) -> tuple[int, ...]:
    """Which numbers make up the outcome, each times a factor, to half of its last decimal.

    Factors come by least squares. What is found here is a formula and no likeness: with five rows
    or more per column it cannot fit by freedom, and noise of a single decimal would break it.

    Args:
        columns: Numbers, NaN for unknown, each of shape (rows,).
        y: Outcomes, shape (rows,).
        decimals: How many the outcome has.

    Returns:
        The places of the columns that have a part in it; none where there is no such formula.
    """
    known = np.isfinite(y) & np.all([np.isfinite(one) for one in columns], axis=0)
    y, ends = y[known], [(one[known].min(initial=0), one[known].max(initial=0)) for one in columns]
    kept = [place for place, (low, high) in enumerate(ends) if low < high]
    least = max(LEAST_ROWS, _ROWS_PER_COLUMN * (len(kept) + 1))
    if not kept or y.size < least or np.unique(y).size < _LEAST_OUTCOMES:
        return ()
    scaled = [(columns[p][known] - ends[p][0]) / (ends[p][1] - ends[p][0]) for p in kept]
    table = np.column_stack([np.ones(y.size), *scaled])
    factors = np.linalg.lstsq(table, y, rcond=None)[0]
    if np.abs(y - table @ factors).max() > _HALF_A_STEP * 10.0**-decimals:
        return ()
    parts = zip(kept, np.abs(factors[1:]).tolist(), strict=True)
    return tuple(place for place, part in parts if part > 10.0**-decimals)


def _groups(spec: Column, coded: Floats) -> Codes:
    """A small whole number per row: a value, a bin, or the last one for unknown."""
    known = ~np.isnan(coded)
    if isinstance(spec, CategoryInput):
        return np.where(known, np.nan_to_num(coded), spec.width).astype(np.int64)
    edges = (
        np.unique(np.quantile(coded[known], np.linspace(0, 1, BINS + 1)[1:-1]))
        if (known.any())
        else np.zeros(0)
    )
    bins = np.searchsorted(edges, np.nan_to_num(coded), side="right")
    return np.where(known, bins, edges.size + 1).astype(np.int64)


def _on_a_line(cells: Cells, y: Floats, decimals: int) -> bool:
    if isinstance(cells.spec, CategoryInput):
        return False
    both = ~np.isnan(cells.coded) & ~np.isnan(y)
    x, y = cells.coded[both], y[both]
    if x.size < LEAST_ROWS or np.unique(y).size < _LEAST_OUTCOMES or x.min() == x.max():
        return False
    away = x - x.mean()
    slope = float((away * y).sum() / (away**2).sum())
    rest = np.abs(y - y.mean() - slope * away)
    return bool(rest.max() <= _HALF_A_STEP * 10.0**-decimals)


def _text_of(cells: Cells, outcome: Cells) -> bool:
    """Whether the outcome's number stands in the texts of a category."""
    if not isinstance(cells.spec, CategoryInput):
        return False
    numbers = [{float(n.replace(",", ".")) for n in _NUMBER.findall(t)} for t in cells.texts]
    if not any(numbers):
        return False
    pairs = cells.codes * len(outcome.texts) + outcome.codes
    found, counts = np.unique(pairs, return_counts=True)
    inside, outcomes = 0, set()
    for pair, count in zip(found.tolist(), counts.tolist(), strict=True):
        text, value = divmod(pair, len(outcome.texts))
        if outcome.values[value] in numbers[text]:
            inside += count
            outcomes.add(value)
    return inside >= _SAME_TEXT * cells.codes.size and len(outcomes) >= _LEAST_OUTCOMES


def _told(sheet: Sheet, kind: str, name: str, r2: float) -> Finding:
    severity = Severity.STOP if r2 >= DETERMINED else Severity.ATTENTION
    return sheet.finding(kind, severity, (name,), _given_away(kind, name, r2), r2=r2)


def _given_away(kind: str, name: str, r2: float) -> Phrase:
    if kind == "outcome-text":
        return phrase(
            "{column} holds the outcome's own number. Leave it out of the contract.", column=name
        )
    if kind == "outcome-line":
        return phrase(
            "The outcome is a straight line of {column}, to its last decimal. Leave it out of the "
            "contract.",
            column=name,
        )
    if r2 >= DETERMINED:
        return phrase(
            "{column} alone tells {r2:.1%} of what varies in the outcome: it gives the outcome "
            "away. Leave it out of the contract unless it is known before.",
            column=name,
            r2=r2,
        )
    return phrase(
        "{column} alone tells {r2:.1%} of what varies in the outcome. Make sure that it is known "
        "before the outcome is.",
        column=name,
        r2=r2,
    )


def _late(name: str, share: float, *, may_be_unknown: bool) -> Phrase:
    if not may_be_unknown:
        return phrase(
            "{column} is known only once the treatment has begun, and the contract does not let it "
            "be unknown: no score of such a model can help to choose a treatment.",
            column=name,
        )
    if share < SELDOM_UNKNOWN:
        return phrase(
            "{column} is known only once the treatment has begun. Whoever still has to choose a "
            "treatment must leave it unknown, but only {share:.1%} of these rows do: a model "
            "learns next to nothing of such cases. Leave the column out of the contract, or train "
            "a second model without it.",
            column=name,
            share=share,
        )
    return phrase(
        "{column} is known only once the treatment has begun; a score that rests on it is not for "
        "choosing a treatment. It is unknown in {share:.1%} of the rows.",
        column=name,
        share=share,
    )
