"""A CSV as a whole, in named columns of text: what learning and drafting a contract look at."""

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.tabular.reader import RowProblem, open_table


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
    """Read a whole file with :func:`engine.tabular.reader.open_table`.

    Returns:
        The table; rows that do not fit the header stand in its problems.

    Raises:
        CannotReadError: The file is missing or cannot be opened.
        UnreadableTableError: It is no table, or beyond what is read.
    """
    with open_table(path, expected) as reader:
        columns: dict[str, list[str]] = {name: [] for name in reader.header}
        numbers: list[int] = []
        lines: list[int] = []
        problems: list[RowProblem] = []
        for block in reader.blocks():
            for column, cells in zip(columns.values(), block.columns, strict=True):
                # Categories repeat: one object for equal texts keeps large tables small.
                column.extend(map(sys.intern, cells))
            numbers.extend(block.numbers)
            lines.extend(block.lines)
            problems.extend(block.problems)
        return Table(
            header=reader.header,
            columns=columns,
            numbers=numbers,
            lines=lines,
            problems=tuple(problems),
            encoding=reader.survey.encoding,
            separator=reader.separator,
            sha256=reader.survey.sha256,
            notes=reader.notes,
        )
