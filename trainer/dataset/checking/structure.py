"""Whether the file has the contract's columns, and rows that fit its header."""

from collections.abc import Iterator

import numpy as np

from engine.contract.problems import nearest
from engine.phrases import phrase, row_of
from trainer.dataset.checking.findings import MAX_SPOTS, Finding, Severity, Spot
from trainer.dataset.checking.sheet import Sheet
from trainer.dataset.mending.mends import Rename
from trainer.dataset.mending.texts import cleaned, decoded

COPY_SHARE = 0.99
"""A column is a copy of the outcome when so many of their rows are equal."""


def columns_missing(sheet: Sheet) -> Iterator[Finding]:
    """Columns of the contract that the file lacks; one with nearly that name may be meant."""
    spare = sheet.spare
    for column in sheet.contract.columns():
        if column.name in sheet.table.columns:
            continue
        near = _meant(column.name, spare)
        if near:
            sentence = phrase(
                "The file has no column {column}; {near} may be meant.",
                column=column.name,
                near=near,
            )
        else:
            sentence = phrase("The file has no column {column}.", column=column.name)
        mend = Rename(column=near, to=column.name) if near else None
        yield sheet.finding("column-missing", Severity.STOP, (column.name,), sentence, mend=mend)


def rows_misfit(sheet: Sheet) -> Iterator[Finding]:
    """Rows with more or fewer cells than the header, or with odd quotes."""
    problems = sheet.table.problems
    if not problems:
        return
    sentence = phrase(
        "Rows that do not fit the header: {count:,}. Line {line} {reason}. Mend them by hand.",
        count=len(problems),
        line=problems[0].line,
        reason=problems[0].reason,
    )
    spots = tuple(Spot(one.row, one.line) for one in problems[:MAX_SPOTS])
    yield Finding("row-misfit", Severity.STOP, (), sentence, len(problems), spots)


def reading(sheet: Sheet) -> Iterator[Finding]:
    """What a person should know of how the file was read."""
    for note in sheet.table.notes:
        yield sheet.finding("reading", Severity.NOTE, (), phrase("{note}", note=note))


def columns_spare(sheet: Sheet) -> Iterator[Finding]:
    """Columns that the contract does not have; copies of the outcome among them are told apart."""
    copies = [name for name in sheet.spare if _is_copy(sheet, name)]
    rest = [name for name in sheet.spare if name not in copies]
    for name in copies:
        sentence = phrase(
            "{column} repeats the outcome. The contract leaves it out, and must go on to.",
            column=name,
        )
        yield sheet.finding("outcome-copy-unused", Severity.NOTE, (name,), sentence)
    if rest:
        sentence = phrase(
            "The contract does not have these columns; they are left out: {names}.",
            names=row_of(rest),
        )
        yield sheet.finding("column-unused", Severity.NOTE, tuple(rest), sentence)


def _meant(name: str, spare: list[str]) -> str:
    by_words = {_words(decoded(other)): other for other in spare}
    return by_words.get(_words(name), "") or nearest(name, spare)


def _words(name: str) -> str:
    return "".join(filter(str.isalnum, cleaned(name).casefold()))


def _is_copy(sheet: Sheet, name: str) -> bool:
    outcome = sheet.outcome
    if outcome is None or len(outcome.texts) < 2:  # noqa: PLR2004 - a constant equals by chance
        return False
    texts = np.asarray(outcome.texts, dtype=object)[outcome.codes]
    return bool(np.mean(texts == np.asarray(sheet.table.columns[name], dtype=object)) >= COPY_SHARE)
