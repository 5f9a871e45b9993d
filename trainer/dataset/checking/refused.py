"""Cells that the contract refuses, by column and likeliest reason; each text is explained once."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from engine.contract.model import CategoryInput, Input, Outcome, PatientColumn
from engine.contract.rules import Violation, permitted_text
from engine.phrases import Phrase, phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.reasons import Reasons
from trainer.dataset.checking.sheet import Cells, Codes, Sheet
from trainer.dataset.checking.words import bundled_words
from trainer.dataset.mending.mends import DropRows, Mend, Replace
from trainer.dataset.mending.wording import shown

_SENSELESS = frozenset({"impossible", "not-a-number", "missing-word"})


def refused_cells(sheet: Sheet) -> Iterator[Finding]:
    """Every cell that the contract refuses and that is not blank, by column and reason."""
    for cells in sheet.columns.values():
        spec = cells.spec
        if not isinstance(spec, PatientColumn) and cells.refused.any():
            yield from _of_column(sheet, cells, spec)


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


def _permits(cells: Cells, text: str) -> bool:
    return isinstance(cells.spec, CategoryInput) and text in cells.spec.codes


def _of_column(sheet: Sheet, cells: Cells, spec: Input | Outcome) -> Iterator[Finding]:
    reasons = Reasons(spec, bundled_words())
    groups: dict[str, dict[int, str | None]] = defaultdict(dict)
    for place in np.flatnonzero(cells.refused).tolist():
        found = cells.judged[place]
        if isinstance(found, Violation):
            trouble = reasons.of(cells.texts[place], found)
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
