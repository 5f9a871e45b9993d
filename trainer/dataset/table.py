"""A CSV as it comes from a hospital's systems, read into named columns of text."""

import csv
import io
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from engine.durable import CannotReadError
from trainer.dataset.survey import Digesting, Survey, UnreadableTableError, survey

MAX_COLUMNS = 10_000
MAX_CELL = 100_000
MAX_LINE = 2**24
MAX_PROBLEMS = 10_000

_SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SAMPLE_ROWS = 50
_BLOCK = 8192


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that does not fit the header; it is not among the table's rows.

    Attributes:
        row: Its number, counted from 1 over all rows below the header.
        line: The line of the file in which it begins.
        reason: What is wrong with it.
    """

    row: int
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """A text file's rows, by column.

    Attributes:
        header: The columns' names, in the file's order.
        columns: One text per row for each name; equal texts are one object.
        numbers: The number of each row, counted from 1 over all rows below the header.
        lines: The line of the file in which each row begins.
        problems: Rows that do not fit the header.
        encoding: How the bytes were read, in words.
        separator: What stands between the cells.
        sha256: Digest of the file's bytes.
        notes: What a person should know of how the file was read.
    """

    header: tuple[str, ...]
    columns: Mapping[str, list[str]]
    numbers: Sequence[int]
    lines: Sequence[int]
    problems: tuple[RowProblem, ...]
    encoding: str
    separator: str
    sha256: str
    notes: tuple[str, ...]

    @property
    def row_count(self) -> int:
        """How many rows the columns hold."""
        return len(self.lines)

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows one by one, each with a text per column."""
        return zip(*self.columns.values(), strict=True)


def read_table(path: Path, expected: Collection[str] = ()) -> Table:
    """Read a CSV, whatever system wrote it.

    Args:
        path: The file: UTF-8, UTF-16 with its mark, or Windows-1252; comma, semicolon, tab or
            vertical bar between the cells.
        expected: Names of columns that are hoped for; they help to tell the separator.

    Returns:
        The table; rows that do not fit the header stand in its problems.

    Raises:
        CannotReadError: The file is missing or cannot be opened.
        UnreadableTableError: It is no table, or beyond what is read.
    """
    with _opened(path) as file:
        try:
            return _read(file, path.name, expected)
        except OSError as error:
            raise CannotReadError(f"Cannot read {path}: {error.strerror}.") from error


def _opened(path: Path) -> BinaryIO:
    try:
        if path.exists() and not path.is_file():
            raise CannotReadError(f"{path} is not a regular file.")
        return path.open("rb")
    except OSError as error:
        raise CannotReadError(f"Cannot read {path}: {error.strerror}.") from error
    except ValueError as error:
        raise CannotReadError(f"{str(path)!r} is no path: {error}.") from error


def _read(file: BinaryIO, name: str, expected: Collection[str]) -> Table:
    found = survey(file, name)
    separator, lead = _separator(found.sample, expected)
    file.seek(0)
    digesting = Digesting(file)
    text = io.TextIOWrapper(io.BufferedReader(digesting), encoding=found.codec, newline="")
    try:
        records = _Records(_Lines(text, name), separator, name, skip=lead)
        header = _header(records, name)
        body = _Body(header, name)
        for line, cells in records:
            body.take(line, cells)
        body.end()
    except UnicodeDecodeError as error:
        raise _changed(name) from error
    finally:
        text.detach()
    if digesting.sha256 != found.sha256:
        raise _changed(name)
    return body.table(found, separator)


def _changed(name: str) -> UnreadableTableError:
    return UnreadableTableError(
        f"{name} changed while it was read.", advice="Close the program that writes it."
    )


def _separator(sample: str, expected: Collection[str]) -> tuple[str, int]:
    """The separator, and how many lines at the top only name it (spreadsheets write ``sep=;``)."""
    first = sample[:6].rstrip("\r\n")
    if first.startswith("sep=") and first[4:] in _SEPARATORS:
        return first[4:], 1
    return max(_SEPARATORS, key=lambda each: _fit(_sample_rows(sample, each), expected)), 0


def _fit(rows: list[list[str]], expected: Collection[str]) -> tuple[int, float, int]:
    """How well rows look like a table: names that were hoped for, rows as wide as the first."""
    if not rows:
        return 0, 0.0, 0
    width = len(rows[0])
    known = len(set(expected).intersection(cell.strip() for cell in rows[0]))
    agreeing = sum(len(row) == width for row in rows) / len(rows)
    # One column agrees with itself under every separator; that tells nothing.
    return known, agreeing * (width > 1), width


def _sample_rows(sample: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    with suppress(csv.Error):  # the rows before the trouble tell enough
        rows.extend(islice(filter(None, reader), _SAMPLE_ROWS))
    return rows


class _Lines:
    """The lines of a text, counted, none of them endless."""

    def __init__(self, text: io.TextIOWrapper, name: str) -> None:
        self._text, self._name = text, name
        self.count = 0
        self.ended = False
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise UnreadableTableError(
                    f"{self._name}, line {self.count + 1} is longer than {MAX_LINE:,} characters."
                )
            self.count += 1
            self.length += len(line)
            yield line
        self.ended = True


class _Records:
    """The rows of a text, each with the line in which it begins; blank ones are left out."""

    def __init__(self, lines: _Lines, separator: str, name: str, *, skip: int) -> None:
        self._lines, self._name = lines, name
        numbered = iter(lines)
        for _ in range(skip):
            next(numbered, None)
        self._reader = csv.reader(numbered, delimiter=separator, strict=True)

    def __iter__(self) -> Iterator[tuple[int, list[str] | None]]:
        """Yield the line and the cells, or nothing for cells where quotes do not close well."""
        while True:
            line = self._lines.count + 1
            self._lines.length = 0
            cells: list[str] | None
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._refuse_endless(line, error)
                cells = None
            if cells is None or any(map(str.strip, cells)):
                yield line, cells

    def _refuse_endless(self, line: int, error: csv.Error) -> None:
        """Go on after a row with odd quotes, but not where a quote may hide many rows."""
        if self._lines.ended or self._lines.length > MAX_CELL:
            raise UnreadableTableError(
                f"{self._name}: a quote that opens in line {line} or soon after is not closed, "
                f"or a cell there is longer than {MAX_CELL:,} characters."
            ) from error


def _header(records: _Records, name: str) -> tuple[str, ...]:
    line, cells = next(iter(records), (1, None))
    if cells is None:
        raise UnreadableTableError(f"{name} has no readable header in line {line}.")
    header = tuple(cell.strip() for cell in cells)
    if len(header) > MAX_COLUMNS:
        raise UnreadableTableError(f"{name} has more than {MAX_COLUMNS:,} columns.")
    for place, column in enumerate(header):
        if not column:
            raise UnreadableTableError(
                f"{name}: column {place + 1} has no name in the header (line {line}).",
                advice="Give the column a name, or remove it.",
            )
    for column, count in Counter(header).items():
        if count > 1:
            places = [str(i + 1) for i, other in enumerate(header) if other == column]
            raise UnreadableTableError(
                f"{name}: {column[:60]!r} is the name of the columns {' and '.join(places)}.",
                advice="Give each column a name of its own.",
            )
    return header


class _Body:
    """Collects the rows below the header, a block at a time."""

    def __init__(self, header: tuple[str, ...], name: str) -> None:
        self._header, self._name = header, name
        self._columns: dict[str, list[str]] = {column: [] for column in header}
        self._block: list[list[str]] = []
        self._numbers: list[int] = []
        self._lines: list[int] = []
        self._problems: list[RowProblem] = []
        self._row = 0
        self._trimmed = 0

    def take(self, line: int, cells: list[str] | None) -> None:
        """Take one row, or note why it does not fit."""
        self._row += 1
        width = len(self._header)
        if cells is not None and len(cells) > width and not any(map(str.strip, cells[width:])):
            self._trimmed += 1
            cells = cells[:width]
        if cells is None:
            self._refuse(line, "text stands behind a closing quote")
        elif len(cells) != width:
            count = f"{len(cells):,} cell" + "s" * (len(cells) != 1)
            self._refuse(line, f"has {count}, the header has {width:,}")
        else:
            self._block.append(cells)
            self._lines.append(line)
            self._numbers.append(self._row)
            if len(self._block) >= _BLOCK:
                self._flush()

    def end(self) -> None:
        """Take in what is left, and refuse a table without a row."""
        self._flush()
        if self._lines:
            return
        if self._problems:
            first = self._problems[0]
            raise UnreadableTableError(
                f"{self._name}: no row fits the header; line {first.line} {first.reason}.",
                advice="Check the separator and the header.",
            )
        raise UnreadableTableError(f"{self._name} holds a header and no row.")

    def table(self, found: Survey, separator: str) -> Table:
        """The finished table."""
        notes = found.notes
        if self._trimmed:
            notes += (f"Rows with empty cells beyond the header, now dropped: {self._trimmed:,}.",)
        return Table(
            header=self._header,
            columns=self._columns,
            numbers=self._numbers,
            lines=self._lines,
            problems=tuple(self._problems),
            encoding=found.encoding,
            separator=separator,
            sha256=found.sha256,
            notes=notes,
        )

    def _refuse(self, line: int, reason: str) -> None:
        if len(self._problems) >= MAX_PROBLEMS:
            raise UnreadableTableError(
                f"{self._name}: more than {MAX_PROBLEMS:,} rows do not fit the header.",
                advice="Check the separator and the header.",
            )
        self._problems.append(RowProblem(self._row, line, reason))

    def _flush(self) -> None:
        for column, cells in zip(
            self._columns.values(), zip(*self._block, strict=True), strict=False
        ):
            if max(map(len, cells)) > MAX_CELL:
                self._refuse_long(cells)
            # Categories repeat: one object for equal texts keeps large tables small.
            column.extend(map(sys.intern, cells))
        self._block.clear()

    def _refuse_long(self, cells: Sequence[str]) -> None:
        place = next(i for i, cell in enumerate(cells) if len(cell) > MAX_CELL)
        line = self._lines[place - len(cells)]
        raise UnreadableTableError(
            f"{self._name}, line {line}: a cell is longer than {MAX_CELL:,} characters."
        )
