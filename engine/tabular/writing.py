"""Rows for a text file that a spreadsheet may open: what it would run as a formula is disarmed."""

import csv
import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from types import SimpleNamespace

from engine.tabular.dialect import SEPARATORS
from engine.tabular.reader import Block

_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
# What a spreadsheet takes for the beginning of a formula, the signs' full-width forms too.
_FORMULA = _SIGNS + "\t\r\n"
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?", re.ASCII)
# The writer quotes a cell that holds one of these; nothing else makes it quote line ends.
_LINE_END = "\r\n"


def _inside(separator: str) -> re.Pattern[str]:
    """Find what begins a cell for a program that expects another separator, or no quotes."""
    ends = "".join({*SEPARATORS} - {separator}) + _LINE_END
    return re.compile(f'([{ends}])([ "]*[{re.escape(_SIGNS)}][^{ends}]*)')


_INSIDE = {separator: _inside(separator) for separator in SEPARATORS}


def neutral(text: str, separator: str = ",") -> str:
    """Put an apostrophe before what a spreadsheet would run; numbers stay numbers.

    Also within a cell, behind what another spreadsheet takes for its end: as ``a;=1`` in a file
    with commas, which one that expects semicolons cuts in two.

    Args:
        text: What stands in the cell.
        separator: What stands between the cells of the file.
    """
    # Some programs look for the sign behind spaces.
    begins = text.lstrip(" ")[:1]
    if _NUMBER.fullmatch(text):
        return text
    if begins and begins in _FORMULA:
        text = f"'{text}"
    return _INSIDE[separator].sub(_disarmed, text)


def _disarmed(found: re.Match[str]) -> str:
    end, cell = found.groups()
    return found[0] if _NUMBER.fullmatch(cell.strip(' "')) else f"{end}'{cell}"


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
        return self._quoted([neutral(cell, self._separator) for cell in row] for row in rows)

    def of_block(self, block: Block) -> list[str]:
        """Do so for a block; a row that needs none of it keeps the text that it had."""
        if block.texts is not None and not self._runs(block.texts):
            return block.texts
        own = repeat(self._separator)
        columns = [list(map(neutral, column, own)) for column in block.columns]
        return self._quoted(zip(*columns, strict=True))

    def _quoted(self, rows: Iterable[Sequence[str]]) -> list[str]:
        texts: list[str] = []
        sink = SimpleNamespace(write=texts.append)
        csv.writer(sink, delimiter=self._separator, lineterminator=_LINE_END).writerows(rows)
        return [text[: -len(_LINE_END)] for text in texts]

    def _runs(self, texts: list[str]) -> bool:
        """Whether a cell may begin with one of the signs, or with the spaces that hide one.

        A cell for any program: whatever one may take for a separator counts.
        """
        text = "\n".join(["", *texts])
        ends = ["\n", *(separator for separator in SEPARATORS if separator in text)]
        signs = (*_FORMULA.replace("\n", "").replace(self._separator, ""), " ")
        return any(sign in text and any(end + sign in text for end in ends) for sign in signs)
