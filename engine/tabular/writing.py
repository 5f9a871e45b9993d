"""Rows for a text file that a spreadsheet may open: what it would run as a formula is disarmed."""

import csv
import re
from collections.abc import Iterable, Sequence
from types import SimpleNamespace

from engine.tabular.reader import Block

# What a spreadsheet takes for the beginning of a formula, its full-width forms too.
_FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# The writer quotes a cell that holds one of these; nothing else makes it quote line ends.
_LINE_END = "\r\n"


def neutral(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run; numbers stay numbers."""
    # Some programs look for the sign behind spaces.
    begins = text.lstrip(" ")[:1]
    if begins and begins in _FORMULA and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unique_names(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Give each name a number where it, but for case, is taken already."""
    used = {name.casefold() for name in taken}
    unique = []
    for name in names:
        own, number = name, 1
        while own.casefold() in used:
            number += 1
            own = f"{name}_{number}"
        used.add(own.casefold())
        unique.append(own)
    return unique


class RowTexts:
    """Makes the text of rows, without the ends of their lines.

    Args:
        separator: What stands between the cells.
    """

    def __init__(self, separator: str) -> None:
        self._separator = separator

    def of_rows(self, rows: Iterable[Sequence[str]]) -> list[str]:
        """Neutralise and quote the cells of rows, where they need it."""
        return self._quoted([neutral(cell) for cell in row] for row in rows)

    def of_block(self, block: Block) -> list[str]:
        """Do so for a block; a row that needs none of it keeps the text that it had."""
        if block.texts is not None and not self._runs(block.texts):
            return block.texts
        columns = [list(map(neutral, column)) for column in block.columns]
        return self._quoted(zip(*columns, strict=True))

    def _quoted(self, rows: Iterable[Sequence[str]]) -> list[str]:
        texts: list[str] = []
        sink = SimpleNamespace(write=texts.append)
        csv.writer(sink, delimiter=self._separator, lineterminator=_LINE_END).writerows(rows)
        return [text[: -len(_LINE_END)] for text in texts]

    def _runs(self, texts: list[str]) -> bool:
        """Whether a cell may begin with one of the signs, or with the spaces that hide one."""
        text = "\n".join(["", *texts])
        return any(
            sign in text and (f"\n{sign}" in text or f"{self._separator}{sign}" in text)
            for sign in (*_FORMULA.replace("\n", "").replace(self._separator, ""), " ")
        )
