"""A text file as it comes from a hospital's systems, read into named columns, block by block.

Memory does not grow with the file: a block is about a million characters. A block in which nothing
is quoted and every row is as wide as the header is cut into columns at once; every other one is
read row by row, to the same result.
"""

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import BinaryIO

from engine.durable import CannotReadError, os_reason
from engine.phrases import Phrase, phrase
from engine.tabular.dialect import separator_of
from engine.tabular.lines import Lines
from engine.tabular.records import MAX_CELL, Records, read_header
from engine.tabular.survey import Digesting, Survey, UnreadableTableError, survey

MAX_PROBLEMS = 10_000
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that does not fit the header; it is in no block's columns.

    Attributes:
        row: Its number, counted from 1 over all rows below the header.
        line: The line of the file in which it begins.
        reason: What is wrong with it.
    """

    row: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow one another.

    Attributes:
        columns: One list of texts per name of the header, all of the same length.
        numbers: The number of each row, counted from 1 over all rows below the header.
        lines: The line of the file in which each row begins.
        problems: Rows between these that do not fit the header.
        texts: Each row as it stands in the file, where nothing in the block is quoted.
    """

    columns: Sequence[list[str]]
    numbers: Sequence[int]
    lines: Sequence[int]
    problems: tuple[RowProblem, ...] = ()
    texts: list[str] | None = None


class TableReader:
    """One pass over the rows of a file.

    Attributes:
        header: The columns' names, in the file's order.
        separator: What stands between the cells.
        survey: What a first pass over the bytes found.
    """

    def __init__(self, file: BinaryIO, name: str, expected: Collection[str]) -> None:
        self._name = name
        self.survey: Survey = survey(file, name)
        self.separator, lead = separator_of(self.survey.sample, expected)
        file.seek(0)
        self._digesting = Digesting(file)
        text = io.TextIOWrapper(
            io.BufferedReader(self._digesting, 2**18), encoding=self.survey.codec, newline=""
        )
        self._lines = Lines(text, name)
        self._row = self._trimmed = self._misfits = 0
        try:
            for _ in range(lead):
                next(iter(self._lines), None)
            self._records = Records(self._lines, self.separator, name)
            self.header = read_header(self._records, name)
        except UnicodeDecodeError as error:
            raise self._changed() from error

    @property
    def share(self) -> float:
        """How much of the file was read, 0 to 1."""
        return min(1.0, self._digesting.size / self.survey.size)

    @property
    def line_end(self) -> str:
        """How the file ends its lines."""
        return "\r\n" if "\r\n" in self.survey.sample else "\n"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know of how the file was read; complete after the last block."""
        notes = [*self.survey.notes]
        if self._trimmed:
            dropped = phrase(
                "Rows with empty cells beyond the header, now dropped: {count:,}.",
                count=self._trimmed,
            )
            notes.append(dropped)
        if self._records.blank:
            left_out = phrase(
                "Rows of empty cells, left out and not counted: {count:,}.",
                count=self._records.blank,
            )
            notes.append(left_out)
        return tuple(notes)

    def blocks(self) -> Iterator[Block]:
        """Yield the rows, once.

        Raises:
            UnreadableTableError: No row fits the header, too many do not, a cell or line has no
                end, or the file changed while it was read.
            CannotReadError: It could not be read on.
        """
        try:
            yield from self._blocks()
        except UnicodeDecodeError as error:
            raise self._changed() from error
        except OSError as error:
            raise _cannot_read(self._name, error) from error

    def _blocks(self) -> Iterator[Block]:
        fitting, first = False, None
        while chunk := self._lines.chunk():
            block = self._cut(chunk) or self._read(self._records.of_chunk(chunk))
            first = first or next(iter(block.problems), None)
            if block.numbers:
                fitting = True
            if block.numbers or block.problems:
                yield block
        if self._digesting.sha256 != self.survey.sha256:
            raise self._changed()
        if not fitting:
            raise _no_row(self._name, first)

    def _cut(self, chunk: str) -> Block | None:
        """Cut lines into columns at once; None where one of them needs a closer look."""
        if _QUOTE in chunk:
            return None
        if "\r" in chunk:
            chunk = chunk.replace("\r\n", "\n").replace("\r", "\n")
        lines = chunk.removesuffix("\n").split("\n")
        width = len(self.header)
        if set(map(str.count, lines, repeat(self.separator))) != {width - 1}:
            return None
        if max(map(len, lines)) > MAX_CELL:
            return None
        cells = self.separator.join(lines).split(self.separator)
        columns = [cells[place::width] for place in range(width)]
        # A column without a gap shows that no row is blank.
        if not any(all(map(str.strip, column)) for column in columns):
            return None
        row, line, count = self._row + 1, self._lines.count + 1, len(lines)
        self._row += count
        self._lines.taken(count)
        return Block(columns, range(row, row + count), range(line, line + count), texts=lines)

    def _read(self, records: Iterable[tuple[int, list[str] | None]]) -> Block:
        rows: list[list[str]] = []
        numbers: list[int] = []
        lines: list[int] = []
        problems: list[RowProblem] = []
        for line, cells in records:
            self._row += 1
            fitted = self._fitted(cells)
            if isinstance(fitted, Phrase):
                problems.append(self._misfit(line, fitted))
                continue
            if max(map(len, fitted)) > MAX_CELL:
                raise self._long_cell(line)
            rows.append(fitted)
            numbers.append(self._row)
            lines.append(line)
        columns = [list(column) for column in zip(*rows, strict=True)]
        return Block(columns or [[] for _ in self.header], numbers, lines, tuple(problems))

    def _fitted(self, cells: list[str] | None) -> list[str] | Phrase:
        """The cells of a row, as many as the header has, or why they do not fit it."""
        width = len(self.header)
        if cells is None:
            return phrase("text stands behind a closing quote")
        if len(cells) > width and not any(map(str.strip, cells[width:])):
            self._trimmed += 1
            return cells[:width]
        if len(cells) == width:
            return cells
        if len(cells) == 1:
            return phrase("has 1 cell, the header has {width:,}", width=width)
        return phrase(
            "has {count:,} cells, the header has {width:,}", count=len(cells), width=width
        )

    def _misfit(self, line: int, reason: Phrase) -> RowProblem:
        self._misfits += 1
        if self._misfits > MAX_PROBLEMS:
            raise UnreadableTableError(
                phrase(
                    "{name}: more than {most:,} rows do not fit the header.",
                    name=self._name,
                    most=MAX_PROBLEMS,
                ),
                advice=phrase("Check the separator and the header."),
            )
        return RowProblem(self._row, line, reason)

    def _long_cell(self, line: int) -> UnreadableTableError:
        return UnreadableTableError(
            phrase(
                "{name}, line {line}: a cell is longer than {most:,} characters.",
                name=self._name,
                line=line,
                most=MAX_CELL,
            )
        )

    def _changed(self) -> UnreadableTableError:
        return UnreadableTableError(
            phrase("{name} changed while it was read.", name=self._name),
            advice=phrase("Close the program that writes it."),
        )


@contextmanager
def open_table(path: Path, expected: Collection[str] = ()) -> Iterator[TableReader]:
    """Open a CSV, whatever system wrote it.

    Args:
        path: The file: UTF-8, UTF-16 with its mark, or Windows-1252; comma, semicolon, tab or
            vertical bar between the cells.
        expected: Names of columns that are hoped for; they help to tell the separator.

    Raises:
        CannotReadError: The file is missing or cannot be opened.
        UnreadableTableError: It is no table, or beyond what is read.
    """
    with _opened(path) as file:
        try:
            reader = TableReader(file, path.name, expected)
        except OSError as error:
            raise _cannot_read(path, error) from error
        yield reader


def _opened(path: Path) -> BinaryIO:
    try:
        if path.exists() and not path.is_file():
            raise CannotReadError(phrase("{path} is not a regular file.", path=path))
        return path.open("rb")
    except OSError as error:
        raise _cannot_read(path, error) from error
    except ValueError as error:
        raise CannotReadError(
            phrase("{path!r} is no path: {reason}.", path=str(path), reason=error)
        ) from error


def _cannot_read(path: Path | str, error: OSError) -> CannotReadError:
    return CannotReadError(
        phrase("Cannot read {path}: {reason}.", path=path, reason=os_reason(error))
    )


def _no_row(name: str, first: RowProblem | None) -> UnreadableTableError:
    if first is None:
        return UnreadableTableError(phrase("{name} holds a header and no row.", name=name))
    return UnreadableTableError(
        phrase(
            "{name}: no row fits the header; line {line} {reason}.",
            name=name,
            line=first.line,
            reason=first.reason,
        ),
        advice=phrase("Check the separator and the header."),
    )
