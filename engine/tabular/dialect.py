"""What stands between the cells of a text file, told from its beginning."""

import csv
import io
from collections.abc import Collection
from contextlib import suppress
from itertools import islice

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 50


def separator_of(sample: str, expected: Collection[str]) -> tuple[str, int]:
    """Tell the separator.

    Args:
        sample: The beginning of the text.
        expected: Names of columns that are hoped for.

    Returns:
        The separator, and how many lines at the top only name it (spreadsheets write ``sep=;``).
    """
    first = sample[:6].rstrip("\r\n")
    if first.startswith("sep=") and first[4:] in SEPARATORS:
        return first[4:], 1
    return max(SEPARATORS, key=lambda each: _fit(_sample_rows(sample, each), expected)), 0


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
