"""Mends applied to a table; the table that was read stays as it is."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from engine.errors import ReportableError
from engine.phrases import phrase
from engine.tabular.writing import unique_names
from trainer.dataset.mending.mends import Clean, DropRepeats, DropRows, Mend, Rename, Replace
from trainer.dataset.mending.texts import cleaned, decoded
from trainer.dataset.table import Table

_RULES = {"spaces": cleaned, "encoding": decoded}


class UnfitMendError(ReportableError):
    """A mend that is not for this table."""

    code = "mend-unfit"
    default_advice = "'wardcast data check' says what can be mended in this file."


@dataclass(frozen=True, slots=True)
class Step:
    """One mend and what it changed: cells that are other texts now, rows that went."""

    mend: Mend
    cells: int
    rows: int


@dataclass(frozen=True, slots=True)
class DroppedRow:
    """A row that went.

    Attributes:
        row: Its number in the file.
        line: The line of the file in which it begins.
        step: Which mend took it away, counted from 1.
        cells: Its texts as they were then, by the header.
    """

    row: int
    line: int
    step: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """What came of mends.

    Attributes:
        table: The rows that stay, still with their numbers and lines in the file that was read.
        steps: One per mend.
        dropped: Rows that went, in the order in which they did.
    """

    table: Table
    steps: tuple[Step, ...] = ()
    dropped: tuple[DroppedRow, ...] = ()


def apply_mends(table: Table, mends: Iterable[Mend]) -> Mended:
    """Apply mends one after the other.

    Raises:
        UnfitMendError: A column is not there, or rows do not fit the header: what could not be
            read cannot be written again.
    """
    if table.problems:
        first = table.problems[0]
        raise UnfitMendError(
            phrase(
                "Rows that do not fit the header: {count:,}. Line {line} {reason}.",
                count=len(table.problems),
                line=first.line,
                reason=first.reason,
            ),
            advice=phrase("Mend these lines by hand first: they would be lost here."),
        )
    done = Mended(table)
    for mend in mends:
        done = apply_next(done, mend)
    return done


def apply_next(done: Mended, mend: Mend) -> Mended:
    """Apply one more mend.

    Raises:
        UnfitMendError: A column is not there.
    """
    match mend:
        case Replace():
            texts = mend.texts
            return _rewritten(done, mend, mend.column, lambda text: texts.get(text, text))
        case Clean():
            return _rewritten(done, mend, mend.column, _RULES[mend.of])
        case Rename():
            return _renamed(done, mend)
        case DropRepeats():
            return _dropped(done, mend, _first_of_its_kind(done.table.rows()))
        case DropRows():
            unwanted = set(mend.values)
            wanted = zip(*(_column(done.table, name) for name in mend.columns), strict=True)
            return _dropped(done, mend, [row not in unwanted for row in wanted])


def table_csv(table: Table) -> bytes:
    """Write a table as the same reader reads it: UTF-8, with the separator that it had.

    Cells stand as they are: nothing is put before what a spreadsheet would take for a formula,
    for it would be learnt from. A byte order mark stands there, unless the file was UTF-8
    without one: spreadsheets garble names with accents where it is missing.
    """
    text = _csv(table.separator, [table.header, *table.rows()])
    return text.encode("utf-8" if table.encoding == "UTF-8" else "utf-8-sig")


def dropped_csv(done: Mended) -> bytes:
    """Write the rows that went, each with its number, its line and the mend that took it."""
    header = (*unique_names(("row", "line", "mend"), done.table.header), *done.table.header)
    rows = ((str(one.row), str(one.line), str(one.step), *one.cells) for one in done.dropped)
    return _csv(done.table.separator, [header, *rows]).encode("utf-8-sig")


def _rewritten(done: Mended, mend: Mend, name: str, rule: Callable[[str], str]) -> Mended:
    old = _column(done.table, name)
    by_text = {text: rule(text) for text in set(old)}
    new = [by_text[text] for text in old]
    changed = sum(a != b for a, b in zip(old, new, strict=True))
    table = replace(done.table, columns={**done.table.columns, name: new})
    if "" in by_text.values() and not all(any(map(str.strip, row)) for row in table.rows()):
        # It would be no row any more to whoever reads the file.
        raise UnfitMendError(phrase("A row would be left without any text."))
    return _with(done, table, Step(mend, changed, 0))


def _renamed(done: Mended, mend: Rename) -> Mended:
    table = done.table
    if mend.column not in table.columns and mend.to in table.columns:
        return _with(done, table, Step(mend, 0, 0))
    _column(table, mend.column)
    if mend.to in table.columns:
        raise UnfitMendError(
            phrase("There are both {column!r} and {to!r}.", column=mend.column, to=mend.to)
        )
    header = tuple(mend.to if name == mend.column else name for name in table.header)
    columns = dict(zip(header, table.columns.values(), strict=True))
    return _with(done, replace(table, header=header, columns=columns), Step(mend, 1, 0))


def _dropped(done: Mended, mend: Mend, keep: Sequence[bool]) -> Mended:
    table, step = done.table, len(done.steps) + 1
    gone = tuple(
        DroppedRow(row, line, step, cells)
        for row, line, cells, kept in zip(
            table.numbers, table.lines, table.rows(), keep, strict=True
        )
        if not kept
    )
    left = replace(
        table,
        columns={name: list(compress(column, keep)) for name, column in table.columns.items()},
        numbers=list(compress(table.numbers, keep)),
        lines=list(compress(table.lines, keep)),
    )
    if not left.row_count:
        raise UnfitMendError(phrase("No row would be left."))
    more = replace(done, dropped=(*done.dropped, *gone))
    return _with(more, left, Step(mend, 0, len(gone)))


def _first_of_its_kind(rows: Iterable[tuple[str, ...]]) -> list[bool]:
    seen: set[tuple[str, ...]] = set()
    first = []
    for row in rows:
        first.append(row not in seen)
        seen.add(row)
    return first


def _with(done: Mended, table: Table, step: Step) -> Mended:
    return replace(done, table=table, steps=(*done.steps, step))


def _column(table: Table, name: str) -> Sequence[str]:
    if name not in table.columns:
        raise UnfitMendError(phrase("There is no column {column!r} to mend.", column=name))
    return table.columns[name]


def _csv(separator: str, rows: Iterable[Sequence[str]]) -> str:
    sink = io.StringIO(newline="")
    # Only what stands in the writer's own line end is sure to be quoted, in every Python.
    csv.writer(sink, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return sink.getvalue()
