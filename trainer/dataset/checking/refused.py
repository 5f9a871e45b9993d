"""Cells that the contract refuses, each by the likeliest reason for it.

A text is looked at without its spaces and in its right encoding; those are findings of their own.
Each different text is explained once. What is proposed is always a text that the contract permits.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from engine.contract.model import CategoryInput, Input, Outcome, PatientColumn
from engine.contract.rules import Violation, judge_text, permitted_text
from engine.phrases import Phrase, phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.lookalikes import (
    like_a_date,
    like_a_serial,
    readings,
    says_unknown,
)
from trainer.dataset.checking.sheet import Cells, Codes, Sheet
from trainer.dataset.checking.units import in_unit_of, scaled
from trainer.dataset.checking.words import Words, bundled_words
from trainer.dataset.mending.mends import DropRows, Mend, Replace
from trainer.dataset.mending.texts import cleaned, decoded
from trainer.dataset.mending.wording import shown

FACTORS = (Decimal(1000), Decimal("0.001"))
"""A refused number may be in another unit when it is permitted times one of these."""


_PLAIN = re.compile(r"[+-]?\d{1,20}(?:\.\d{0,20})?", re.ASCII)
_SENSELESS = frozenset({"impossible", "not-a-number", "missing-word"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a text is refused.

    Attributes:
        kind: The kind of finding; empty when nothing is left but spaces or an encoding.
        text: What is proposed instead: a text, an empty one for unknown, or nothing.
    """

    kind: str
    text: str | None = None


def refused_cells(sheet: Sheet) -> Iterator[Finding]:
    """Every cell that the contract refuses and that is not blank, by column and reason."""
    words = bundled_words()
    for cells in sheet.columns.values():
        spec = cells.spec
        if not isinstance(spec, PatientColumn) and cells.refused.any():
            yield from _of_column(sheet, cells, spec, words)


def formulary(sheet: Sheet) -> Iterator[Finding]:
    """Rows whose choice the formulary does not permit for what is given."""
    for rule in sheet.contract.formulary:
        if not {rule.given, rule.column} <= sheet.columns.keys():
            continue
        given, chosen = sheet.columns[rule.given], sheet.columns[rule.column]
        pairs = given.codes * len(chosen.texts) + chosen.codes
        broken, values = [], []
        for pair in np.unique(pairs).tolist():
            value, choice = (
                c.texts[p]
                for c, p in zip((given, chosen), divmod(pair, len(chosen.texts)), strict=True)
            )
            permitted = rule.permits.get(value)
            if permitted is not None and _permits(chosen, choice) and choice not in permitted:
                broken.append(pair)
                values.append((value, choice))
        if broken:
            rows = np.flatnonzero(np.isin(pairs, broken))
            yield sheet.finding(
                "formulary",
                Severity.STOP,
                (rule.given, rule.column),
                phrase(
                    "In {count:,} of {rows:,} rows the formulary does not permit the {column} for "
                    "the {given}, such as {choice} for {value}.",
                    count=len(rows),
                    rows=sheet.rows,
                    column=rule.column,
                    given=rule.given,
                    choice=values[0][1],
                    value=values[0][0],
                ),
                rows,
                mend=DropRows(columns=(rule.given, rule.column), values=tuple(values)),
            )


def explained(spec: Input | Outcome, text: str, found: Violation, words: Words) -> Trouble:
    """Find the likeliest reason why a text is refused."""
    meant = cleaned(decoded(text))
    if not meant or _fits(spec, meant):
        return Trouble("")
    number = not isinstance(spec, CategoryInput)
    if says_unknown(meant, number=number):
        may_be = not isinstance(spec, Outcome) and spec.may_be_unknown
        return Trouble("missing-word", "" if may_be else None)
    if like_a_date(meant):
        return Trouble("date")
    if isinstance(spec, CategoryInput):
        near = Trouble("misspelt", found.mend) if found.mend else Trouble("value-unknown")
        return _category(spec, meant, words) or near
    return _number(spec, meant) or _impossible(spec, found)


def _permits(cells: Cells, text: str) -> bool:
    return isinstance(cells.spec, CategoryInput) and text in cells.spec.codes


def _fits(spec: Input | Outcome, text: str) -> bool:
    return bool(text) and not isinstance(judge_text(spec, text), Violation)


def _category(spec: CategoryInput, text: str, words: Words) -> Trouble | None:
    for kind, key in (("case", words.letters), ("synonym", words.meaning)):
        wanted = key(text)
        alike = [value for value in spec.codes if wanted and key(value) == wanted]
        if len(alike) == 1:
            return Trouble(kind, alike[0])
    return None


def _number(spec: Input | Outcome, text: str) -> Trouble | None:
    if isinstance(spec, CategoryInput):
        return None
    marks = {plain: kind for kind, plain in readings(text) if _fits(spec, plain)}
    if marks:
        # Where two readings are permitted, nobody can tell which one was meant.
        (plain, kind), *others = marks.items()
        return Trouble("marks-ambiguous") if others else Trouble(kind, plain)
    if _fits(spec, quantity := in_unit_of(spec, text)):
        return Trouble("unit", quantity)
    if _PLAIN.fullmatch(text):
        times = [other for factor in FACTORS if _fits(spec, other := scaled(text, factor))]
        if len(times) == 1:
            return Trouble("unit-factor", times[0])
        if like_a_serial(text):
            return Trouble("date")
    return None


def _impossible(spec: Input | Outcome, found: Violation) -> Trouble:
    if found.rule == "whole" and _fits(spec, found.mend):
        return Trouble("not-whole", found.mend)
    return Trouble("not-a-number" if found.rule == "number" else "impossible")


def _of_column(
    sheet: Sheet, cells: Cells, spec: Input | Outcome, words: Words
) -> Iterator[Finding]:
    groups: dict[str, dict[int, str | None]] = defaultdict(dict)
    for place in np.flatnonzero(cells.refused).tolist():
        found = cells.judged[place]
        if isinstance(found, Violation):
            trouble = explained(spec, cells.texts[place], found, words)
            if trouble.kind:
                groups[trouble.kind][place] = trouble.text
    for kind, texts in groups.items():
        wrong = np.zeros(len(cells.texts), bool)
        wrong[list(texts)] = True
        rows = cells.rows_of(wrong)
        first = cells.texts[next(iter(texts))]
        yield sheet.finding(
            kind,
            Severity.STOP,
            (cells.name,),
            _sentence(kind, spec, rows, sheet.rows, first),
            rows,
            mend=_mend(spec, kind, {cells.texts[place]: new for place, new in texts.items()}),
        )


def _mend(spec: Input | Outcome, kind: str, texts: dict[str, str | None]) -> Mend | None:
    """Replace what has a proposal; what cannot be, or says nothing, may become unknown or go."""
    known = {old: new for old, new in texts.items() if new is not None}
    if known:
        return Replace(column=spec.name, texts=known)
    if kind not in _SENSELESS:
        return None
    if not isinstance(spec, Outcome) and spec.may_be_unknown:
        return Replace(column=spec.name, texts=dict.fromkeys(texts, ""))
    return DropRows(columns=(spec.name,), values=tuple((text,) for text in texts))


def _sentence(kind: str, spec: Input | Outcome, rows: Codes, all_rows: int, text: str) -> Phrase:
    return phrase(
        "{column}: in {count:,} of {rows:,} rows the cell {wrong}, such as {example!r}. "
        "Permitted: {words}.",
        column=spec.name,
        count=len(rows),
        rows=all_rows,
        wrong=_WRONG[kind],
        example=shown(text),
        words=permitted_text(spec),
    )


_WRONG = {
    "missing-word": phrase("says in a text of its own that nothing is known"),
    "date": phrase("looks like a date and no longer tells which value was meant"),
    "case": phrase("differs from a permitted value in nothing but capitals and marks"),
    "synonym": phrase("means a permitted value in another word"),
    "misspelt": phrase("is nearly a permitted value"),
    "decimal-comma": phrase("holds a number with a decimal comma instead of a point"),
    "thousands": phrase("holds a number with marks between its thousands"),
    "marks-ambiguous": phrase("holds a number that may be read as decimal or as thousands"),
    "unit": phrase("holds a unit beside their number"),
    "unit-factor": phrase(
        "holds a number that is permitted only times or divided by 1,000, perhaps in another unit"
    ),
    "not-whole": phrase("holds a number that is not whole"),
    "not-a-number": phrase("is no number"),
    "value-unknown": phrase("holds a value that the contract does not know"),
    "impossible": phrase("holds a number that cannot be"),
}
