"""Two values of a category that may mean one thing: proposed for merging, never merged by itself.

Two permitted values that both occur are proposed when, by :mod:`trainer.dataset.checking.words`,

* their words mean the same; or
* the words of one are those of the other and one word more, which is no qualifier and no number,
  and no third value has the words of the shorter one: then the shorter one is no heading.

Two values to which the contract gives different codes of one system are different by its word.
How alike their outcomes are is said beside, by Welch's t; it decides nothing.

Source:
    Welch, The generalization of Student's problem when several different population variances are
    involved, Biometrika 34 (1947), for t.
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from engine.contract.model import CategoryInput, Level
from engine.phrases import phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Floats, Sheet
from trainer.dataset.checking.words import Words, bundled_words
from trainer.dataset.mending.mends import Replace

Pair = tuple[int, int]


def synonyms(sheet: Sheet) -> Iterator[Finding]:
    """Pairs of values that may mean the same."""
    words = bundled_words()
    for spec, cells in sheet.inputs:
        if isinstance(spec, CategoryInput):
            counts = _counts(spec, cells)
            for pair in alike(spec.values, counts, words):
                yield _finding(sheet, spec, cells, counts, pair)


def alike(levels: tuple[Level, ...], counts: list[int], words: Words) -> list[Pair]:
    """Find the pairs of places, each once and the value to keep first, in the contract's order."""
    meanings = {
        place: words.meaning(level.value)
        for place, level in enumerate(levels)
        if counts[place] and words.meaning(level.value)
    }
    having: dict[str, set[int]] = defaultdict(set)
    for place, meaning in meanings.items():
        for word in meaning:
            having[word].add(place)
    pairs = []
    for place, meaning in meanings.items():
        around = set.intersection(*(having[word] for word in meaning)) - {place}
        same = {other for other in around if meanings[other] == meaning}
        pairs += [(place, other) for other in same if place < other]
        wider = around - same
        if len(wider) == 1 and not same:
            (other,) = wider
            if _says_no_more(meanings[other] - meaning, words):
                pairs.append((place, other))
    kept = [_kept_first(pair, levels, counts) for pair in sorted(pairs)]
    return [(one, other) for one, other in kept if not _told_apart(levels[one], levels[other])]


def _says_no_more(more: frozenset[str], words: Words) -> bool:
    (word, *others) = more
    return not others and word not in words.qualifiers and not any(map(str.isdecimal, word))


def _kept_first(pair: Pair, levels: tuple[Level, ...], counts: list[int]) -> Pair:
    """The one with a code, else the more frequent, else the first in the contract."""
    one, other = sorted(pair, key=lambda place: (levels[place].code is None, -counts[place], place))
    return one, other


def _told_apart(one: Level, other: Level) -> bool:
    if one.code is None or other.code is None or one.code.system != other.code.system:
        return False
    return one.code.code != other.code.code


def _counts(spec: CategoryInput, cells: Cells) -> list[int]:
    known = cells.coded[~np.isnan(cells.coded)].astype(np.int64)
    counts: list[int] = np.bincount(known, minlength=spec.width).tolist()
    return counts


def _finding(
    sheet: Sheet, spec: CategoryInput, cells: Cells, counts: list[int], pair: Pair
) -> Finding:
    kept, other = (spec.values[place].value for place in pair)
    sentence = phrase(
        "{column}: {kept!r} (rows: {many:,}) and {other!r} (rows: {few:,}) may mean the same.",
        column=spec.name,
        kept=kept,
        many=counts[pair[0]],
        other=other,
        few=counts[pair[1]],
    )
    figures = {}
    if sheet.outcome is not None:
        outcomes = [sheet.outcome.coded[cells.coded == place] for place in pair]
        known = [values[~np.isnan(values)] for values in outcomes]
        if min(values.size for values in known) > 1:
            means = [float(values.mean()) for values in known]
            figures = {"mean_kept": means[0], "mean_other": means[1], "t": _welch(*known)}
            sentence = phrase(
                "{sentence} Their outcomes are {one:.3g} and {two:.3g} on average.",
                sentence=sentence,
                one=means[0],
                two=means[1],
            )
    # In a column of the formulary a merged value may not be permitted where the other one was.
    bound = any(spec.name in (rule.column, rule.given) for rule in sheet.contract.formulary)
    return sheet.finding(
        "synonyms",
        Severity.ATTENTION,
        (spec.name,),
        sentence,
        np.flatnonzero(cells.coded == pair[1]),
        mend=None if bound else Replace(column=spec.name, texts={other: kept}),
        **figures,
    )


def _welch(one: Floats, other: Floats) -> float:
    """Welch's t: ``(m1 - m2) / sqrt(v1/n1 + v2/n2)``; 0 where neither varies."""
    spread = one.var(ddof=1) / one.size + other.var(ddof=1) / other.size
    return float((one.mean() - other.mean()) / np.sqrt(spread)) if spread > 0 else 0.0
