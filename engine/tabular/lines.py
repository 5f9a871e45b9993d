"""The lines of a text: by the chunk where that will do, one by one where it will not."""

import io
from collections.abc import Iterator
from typing import TextIO

from engine.phrases import phrase
from engine.tabular.survey import UnreadableTableError

MAX_LINE = 2**24
_CHUNK = 2**20


class Lines:
    """The lines of a text, counted, none of them endless.

    Args:
        text: Decoded with its line ends as they are.
        name: How the file is called in messages.

    Attributes:
        count: How many lines were taken.
        length: How many characters were taken one by one since somebody set it to 0.
        ended: Whether a line was asked for where there was none.
    """

    def __init__(self, text: TextIO, name: str) -> None:
        self._text, self._name = text, name
        self._waiting: list[str] = []
        self.count = 0
        self.length = 0
        self.ended = False

    def chunk(self) -> str:
        """The next lines, whole, about a million characters; empty at the end of the text.

        They count as taken only with :meth:`taken`, or when they come out one by one again after
        :meth:`put_back`.
        """
        chunk = self._text.read(min(_CHUNK, MAX_LINE))
        while chunk.endswith("\r") and (more := self._text.read(1)):
            chunk += more  # it may be the "\n" that belongs to the end of this line
        if not chunk or chunk.endswith(("\n", "\r")):
            return chunk
        begun = len(chunk) - 1 - max(chunk.rfind("\n"), chunk.rfind("\r"))
        rest = self._text.readline(MAX_LINE + 1 - begun)
        if begun + len(rest) > MAX_LINE:
            ends = chunk.count("\n") + chunk.count("\r") - chunk.count("\r\n")
            raise self._endless(self.count + 1 + ends)
        return chunk + rest

    def taken(self, lines: int) -> None:
        """Count the lines of a chunk."""
        self.count += lines

    def put_back(self, chunk: str) -> None:
        """Let the lines of a chunk come out one by one."""
        self._waiting = io.StringIO(chunk, newline="").readlines()
        self._waiting.reverse()

    @property
    def waiting(self) -> bool:
        """Whether lines of a chunk that was put back are still to come."""
        return bool(self._waiting)

    def __iter__(self) -> Iterator[str]:
        """One by one, those that were put back first."""
        while line := self._waiting.pop() if self._waiting else self._text.readline(MAX_LINE + 1):
            if len(line) > MAX_LINE:
                raise self._endless(self.count + 1)
            self.count += 1
            self.length += len(line)
            yield line
        self.ended = True

    def _endless(self, line: int) -> UnreadableTableError:
        return UnreadableTableError(
            phrase(
                "{name}, line {line} is longer than {most:,} characters.",
                name=self._name,
                line=line,
                most=MAX_LINE,
            )
        )
