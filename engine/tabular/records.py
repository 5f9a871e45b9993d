"""Rows read one by one, which quotes, blank lines and rows of another width ask for."""

import csv
from collections import Counter
from collections.abc import Iterator

from engine.phrases import phrase, row_of
from engine.tabular.lines import Lines
from engine.tabular.survey import UnreadableTableError

MAX_COLUMNS = 10_000
MAX_CELL = 100_000
_SHOWN_NAME = 60


class Records:
    """The rows of a text, each with the line in which it begins; blank ones are left out.

    Attributes:
        blank: How many rows were left out that have separators and nothing else.
    """

    def __init__(self, lines: Lines, separator: str, name: str) -> None:
        self._lines, self._name = lines, name
        self.blank = 0
        self._reader = csv.reader(iter(lines), delimiter=separator, strict=True)

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
            elif len(cells) > 1:
                self.blank += 1

    def of_chunk(self, chunk: str) -> Iterator[tuple[int, list[str] | None]]:
        """Yield the rows that begin in a chunk of lines; the last may end behind it."""
        self._lines.put_back(chunk)
        for record in self:
            yield record
            if not self._lines.waiting:
                return

    def _refuse_endless(self, line: int, error: csv.Error) -> None:
        """Go on after a row with odd quotes, but not where a quote may hide many rows."""
        if self._lines.ended or self._lines.length > MAX_CELL:
            raise UnreadableTableError(
                phrase(
                    "{name}: a quote that opens in line {line} or soon after is not closed, "
                    "or a cell there is longer than {most:,} characters.",
                    name=self._name,
                    line=line,
                    most=MAX_CELL,
                )
            ) from error


def read_header(records: Records, name: str) -> tuple[str, ...]:
    """Read the names of the columns.

    Raises:
        UnreadableTableError: There is no header, or one with gaps or repetitions.
    """
    line, cells = next(iter(records), (1, None))
    if cells is None:
        raise UnreadableTableError(
            phrase("{name} has no readable header in line {line}.", name=name, line=line)
        )
    header = tuple(cell.strip() for cell in cells)
    if len(header) > MAX_COLUMNS:
        raise UnreadableTableError(
            phrase("{name} has more than {most:,} columns.", name=name, most=MAX_COLUMNS)
        )
    for place, column in enumerate(header, start=1):
        if not column:
            raise UnreadableTableError(
                phrase(
                    "{name}: column {place} has no name in the header (line {line}).",
                    name=name,
                    place=place,
                    line=line,
                ),
                advice=phrase("Give the column a name, or remove it."),
            )
    _refuse_repetition(header, name)
    return header


def _refuse_repetition(header: tuple[str, ...], name: str) -> None:
    for column, count in Counter(header).items():
        if count > 1:
            places = [i for i, other in enumerate(header, start=1) if other == column]
            raise UnreadableTableError(
                phrase(
                    "{name}: {column!r} is the name of the columns {places}.",
                    name=name,
                    column=column[:_SHOWN_NAME],
                    places=row_of(places),
                ),
                advice=phrase("Give each column a name of its own."),
            )
