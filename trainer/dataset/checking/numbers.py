"""Numbers that are permitted and yet far from all others, singly or in a group of their own."""

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
from scipy.special import ndtri

from engine.contract.model import CategoryInput, Input, NumberInput, Outcome
from engine.contract.rules import Violation, judge_text
from engine.phrases import phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Codes, Floats, Mask, Sheet
from trainer.dataset.checking.units import plain
from trainer.dataset.mending.mends import Replace

LEAST_ROWS = 50
"""Of fewer numbers nothing is called far."""

FAR = 5.0
"""So many robust standard deviations from the middle is far, or more where rows are many."""

FALSE_ALARM = 1e-3
"""How probable it is at most that a normal column without outliers has one called far."""

FACTOR = 1000
GAP = 10.0
"""Between two groups of numbers there is at least this factor without any number."""

_LEAST_GROUP = 3
_ENDS = (0.005, 0.995)
_INSIDE = 0.95
_MAD_TO_SD = 1.4826


def outliers(sheet: Sheet) -> Iterator[Finding]:
    """Numbers within the range that lie far from the middle of their column.

    ``z = |x - median| / (1.4826 MAD)`` with ``MAD = median|x - median|``. Far is what exceeds both
    ``FAR`` and the limit ``Phi^-1(1 - FALSE_ALARM / 2n)`` that a normal column of ``n`` rows passes
    once in a thousand columns (Bonferroni). Where all numbers are above zero their logarithms must
    be far too: lengths of stay and laboratory values have long tails, and these are no mistakes.
    Where more than half of the rows are equal the MAD is 0 and nothing is said.

    Source:
        Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993); Leys et al., Journal of
        Experimental Social Psychology 49 (2013).
    """
    for cells in sheet.columns.values():
        spec = cells.spec
        listed = isinstance(spec, NumberInput) and spec.permitted is not None
        if listed or not isinstance(spec, NumberInput | Outcome):
            continue
        rows = np.flatnonzero(far_from_middle(cells.coded))
        if rows.size:
            yield _outliers(sheet, cells, rows)


def far_from_middle(values: Floats) -> Mask:
    """Which numbers are outliers, shape (rows,); NaN is none."""
    far = np.zeros(values.size, bool)
    known = np.flatnonzero(~np.isnan(values))
    x = values[known]
    if x.size < LEAST_ROWS:
        return far
    found = _beyond(x)
    if found.any() and (x > 0).all():
        found &= _beyond(np.log(x))
    far[known] = found
    return far


def mixed_units(sheet: Sheet) -> Iterator[Finding]:
    """Numbers of two groups a thousandfold apart: one of them may be in another unit.

    The logarithms of the numbers above zero are cut at their widest gap. It is told when nothing
    lies between the groups over a factor of ``GAP``, the smaller group times or divided by 1,000
    falls almost wholly into the middle 99 % of the larger one, and the contract permits the result.

    Cells that the contract refuses are judged by their reasons elsewhere
    (:mod:`trainer.dataset.checking.refused`).
    """
    for cells in sheet.columns.values():
        spec = cells.spec
        if not isinstance(spec, NumberInput | Outcome):
            continue
        texts = _other_unit(cells, spec)
        if not texts:
            continue
        mask = np.array([text in texts for text in cells.texts], bool)
        rows = cells.rows_of(mask)
        yield sheet.finding(
            "mixed-units",
            Severity.ATTENTION,
            (spec.name,),
            phrase(
                "{column}: in {count:,} of {rows:,} rows the number lies a thousandfold from all "
                "others, such as {example}: perhaps another unit.",
                column=spec.name,
                count=len(rows),
                rows=sheet.rows,
                example=next(iter(texts)),
            ),
            rows,
            mend=Replace(column=spec.name, texts=texts),
        )


def _outliers(sheet: Sheet, cells: Cells, rows: Codes) -> Finding:
    middle = float(np.nanmedian(cells.coded))
    furthest = float(cells.coded[rows][np.argmax(np.abs(cells.coded[rows] - middle))])
    sentence = phrase(
        "{column}: in {count:,} of {rows:,} rows the number is permitted, but far from the middle "
        "of {middle:.6g}; the furthest is {furthest:.6g}.",
        column=cells.name,
        count=len(rows),
        rows=sheet.rows,
        middle=middle,
        furthest=furthest,
    )
    return sheet.finding(
        "outliers",
        Severity.ATTENTION,
        (cells.name,),
        sentence,
        rows,
        median=middle,
        furthest=furthest,
    )


def _beyond(x: Floats) -> Mask:
    away = np.abs(x - np.median(x))
    spread = _MAD_TO_SD * float(np.median(away))
    if spread == 0:
        return np.zeros(x.size, bool)
    limit = max(FAR, float(ndtri(1 - FALSE_ALARM / (2 * x.size))))
    return away > limit * spread


def _other_unit(cells: Cells, spec: Input | Outcome) -> dict[str, str]:
    """What texts of the group in another unit would be in the right one; empty where none is."""
    positive = np.flatnonzero(cells.values > 0)
    if isinstance(spec, CategoryInput) or positive.size < 2:  # noqa: PLR2004
        return {}
    order = positive[np.argsort(cells.values[positive], kind="stable")]
    logs = np.log10(cells.values[order])
    cut = int(np.argmax(np.diff(logs))) + 1
    if logs[cut] - logs[cut - 1] < np.log10(GAP):
        return {}
    low, high = order[:cut], order[cut:]
    few, many = sorted((low, high), key=lambda group: int(cells.counts[group].sum()))
    if cells.counts[few].sum() < _LEAST_GROUP:
        return {}
    factor = Decimal(FACTOR) if few is low else 1 / Decimal(FACTOR)
    if not _falls_into(cells, few, float(factor), many):
        return {}
    texts = {cells.texts[p]: plain(Decimal(cells.texts[p]) * factor) for p in few.tolist()}
    fits = all(not isinstance(judge_text(spec, new), Violation) for new in texts.values())
    return texts if fits and not texts.keys() & set(texts.values()) else {}


def _falls_into(
    cells: Cells,
    few: Codes,
    factor: float,
    many: Codes,
) -> bool:
    shares = np.cumsum(cells.counts[many]) / cells.counts[many].sum()
    low, high = (cells.values[many[np.searchsorted(shares, end)]] for end in _ENDS)
    moved = cells.values[few] * factor
    inside = cells.counts[few][(moved >= low) & (moved <= high)].sum()
    return bool(inside >= _INSIDE * cells.counts[few].sum())
