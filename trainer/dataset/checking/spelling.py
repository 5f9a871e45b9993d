"""Spaces that are no part of a text, and letters that went wrong on their way."""

from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from engine.contract.model import PatientColumn
from engine.phrases import Phrase, phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Sheet
from trainer.dataset.mending.mends import Clean, Mend, Replace
from trainer.dataset.mending.texts import cleaned, decoded

_LOST = "\ufffd"  # stands where a letter could not be read; nobody can tell which it was


def spaces(sheet: Sheet) -> Iterator[Finding]:
    """Cells with spaces at an end, non-breaking spaces, or characters that cannot be seen."""

    def said(name: str, count: int) -> Phrase:
        return phrase(
            "{column}: in {count:,} of {rows:,} rows the cell has spaces at an end, or spaces or "
            "characters in it that look like none.",
            column=name,
            count=count,
            rows=sheet.rows,
        )

    yield from _by_rule(sheet, "spaces", cleaned, said)


def encodings(sheet: Sheet) -> Iterator[Finding]:
    """Cells whose letters were read in a wrong encoding before they came here."""

    def said(name: str, count: int) -> Phrase:
        return phrase(
            "{column}: in {count:,} of {rows:,} rows the cell was read in a wrong encoding by the "
            "program that wrote it, as in 'Ã¤' for 'ä'.",
            column=name,
            count=count,
            rows=sheet.rows,
        )

    yield from _by_rule(sheet, "encoding", decoded, said)
    for cells in sheet.columns.values():
        lost = np.array([_LOST in text for text in cells.texts], dtype=bool)
        if lost.any():
            rows = cells.rows_of(lost)
            sentence = phrase(
                "{column}: in {count:,} of {rows:,} rows a letter was lost; a mark stands in its "
                "place.",
                column=cells.name,
                count=len(rows),
                rows=sheet.rows,
            )
            yield sheet.finding("letter-lost", Severity.ATTENTION, (cells.name,), sentence, rows)


def _by_rule(
    sheet: Sheet,
    kind: Literal["spaces", "encoding"],
    rule: Callable[[str], str],
    said: Callable[[str, int], Phrase],
) -> Iterator[Finding]:
    for cells in sheet.columns.values():
        hidden = isinstance(cells.spec, PatientColumn)
        # A text that the contract permits is right as it stands, whatever it looks like.
        wrong = np.array(
            [
                (hidden or bad) and rule(text) != text
                for text, bad in zip(cells.texts, cells.refused.tolist(), strict=True)
            ],
            dtype=bool,
        )
        if not wrong.any():
            continue
        rows = cells.rows_of(wrong)
        # Two spellings of one patient may come to lie on both sides of a split.
        severity = Severity.ATTENTION if hidden else Severity.STOP
        yield sheet.finding(
            kind,
            severity,
            (cells.name,),
            said(cells.name, len(rows)),
            rows,
            mend=_mend(cells, kind, rule, wrong.tolist()),
        )


def _mend(
    cells: Cells, kind: Literal["spaces", "encoding"], rule: Callable[[str], str], wrong: list[bool]
) -> Mend:
    if isinstance(cells.spec, PatientColumn):
        return Clean(column=cells.name, of=kind)
    texts = {text: rule(text) for text, bad in zip(cells.texts, wrong, strict=True) if bad}
    return Replace(column=cells.name, texts=texts)
