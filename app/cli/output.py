"""What commands say: results on stdout, messages on stderr, data always as plain text."""

import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_ERASE = "\r\x1b[2K"
_AGAIN_S = 10.0
_TOO_EARLY_S = 2.0
_COUNTS = "0123456789,/ "


def plain(text: object) -> str:
    """Show data as it is, control characters escaped, so that none can drive the terminal."""
    shown = str(text)
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)


def say(text: str = "") -> None:
    """Write a line of the result, its data already passed through :func:`plain`."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """Write a message for people to stderr, in place of a progress line that stands there."""
    sys.stderr.write((_ERASE if sys.stderr.isatty() else "") + text + "\n")


def say_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Write one JSON value on one line, and have it out before anything else happens."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")
    sys.stdout.flush()


def say_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table with aligned columns."""
    cells = [[str(cell) for cell in header], *([plain(cell) for cell in row] for row in rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for row in cells:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


class ProgressLine:
    """Stage, share and remaining time on stderr.

    On a terminal one line is written over; elsewhere a line is written for each stage, and again
    every ten seconds.
    """

    def __init__(self) -> None:
        self._start = self._said = time.monotonic()
        self._stage = ""
        self._live = sys.stderr.isatty()

    def report(self, stage: str, share: float, rate: str = "") -> None:
        """Show how far the work has come, and what else is said of its speed."""
        now = time.monotonic()
        # How many are done of how many is news of a stage, and not another one.
        named = stage.rstrip(_COUNTS)
        if not self._live and named == self._stage and now - self._said < _AGAIN_S:
            return
        self._stage, self._said = named, now
        line = f"{stage:<20} {share:4.0%}{self._remaining(share, now - self._start)}"
        line += f"  {rate}" if rate else ""
        if not self._live:
            tell(line.rstrip())
            return
        sys.stderr.write(_ERASE + line + ("\n" if share >= 1 else ""))
        sys.stderr.flush()

    @staticmethod
    def _remaining(share: float, spent: float) -> str:
        # Before that, any estimate is a guess.
        if not 0.02 < share < 1 or spent < _TOO_EARLY_S:  # noqa: PLR2004
            return ""
        return f"  about {spent / share * (1 - share):.0f} s left"
