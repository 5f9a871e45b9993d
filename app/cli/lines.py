"""Lines of a pipe in groups: as many as are there, without waiting for more.

A thread reads, since that is the one way to know on every system whether a pipe has more: what it
has read lies in a queue, and a group ends where the queue is empty.
"""

import os
import threading
from collections import deque
from collections.abc import Iterator
from queue import Empty, SimpleQueue

from app.cli.cases import MAX_CASE_BYTES

GROUP = 256
"""Lines in one group at most."""

_CHUNK_BYTES = 1 << 16
_CHUNKS_AHEAD = 16
# Windows wakes nobody for a signal who waits without end.
_LOOK_UP_S = 0.5


class TooLong:
    """Stands for a line longer than a line may be, which was not kept."""


TOO_LONG = TooLong()

Line = bytes | TooLong


class LineSplitter:
    """Cuts what comes in pieces into lines; keeps no more of a line than one may have."""

    def __init__(self, limit: int = MAX_CASE_BYTES) -> None:
        self._limit = limit
        self._rest = b""
        self._skipping = False

    def feed(self, piece: bytes) -> list[Line]:
        """Return the lines that end within ``piece``, without what ends them."""
        first, *others = piece.split(b"\n")
        self._grow(first)
        if not others:
            return []
        *whole, rest = others
        lines = [self._taken(), *map(self._checked, whole)]
        self._grow(rest)
        return lines

    def finish(self) -> list[Line]:
        """Return the last line where nothing ended it."""
        return [self._taken()] if self._rest or self._skipping else []

    def _grow(self, piece: bytes) -> None:
        if not self._skipping:
            self._rest += piece
            if len(self._rest) > self._limit:
                self._rest, self._skipping = b"", True

    def _taken(self) -> Line:
        line: Line = TOO_LONG if self._skipping else self._rest
        self._rest, self._skipping = b"", False
        return line

    def _checked(self, line: bytes) -> Line:
        return line if len(line) <= self._limit else TOO_LONG


class LineGroups:
    """Iterates over groups of lines of a pipe until it ends, or :meth:`stop` is called.

    Args:
        descriptor: What to read from; nothing else may.
        group: Lines in one group at most.
    """

    def __init__(self, descriptor: int, group: int = GROUP) -> None:
        self._descriptor = descriptor
        self._group = group
        # A simple queue may be put to from a signal's handler; the semaphore bounds it.
        self._pieces: SimpleQueue[bytes | OSError] = SimpleQueue()
        self._room = threading.Semaphore(_CHUNKS_AHEAD)
        self._splitter = LineSplitter()
        self._lines: deque[Line] = deque()
        self._ended = False
        self._stopped = 0

    def __iter__(self) -> Iterator[list[Line]]:
        """Yield groups as soon as nothing more is ready; none is empty.

        Raises:
            OSError: The pipe could not be read to its end.
        """
        # A daemon: a read that nothing comes for must not keep the program from ending.
        threading.Thread(target=self._read, name="lines", daemon=True).start()
        while group := self._next():
            yield group

    @property
    def stopped(self) -> int:
        """The signal that stopped it before the end of the pipe; 0 for none."""
        return self._stopped

    def stop(self, number: int) -> None:
        """Give out no further group; may be called from a signal's handler."""
        self._stopped = number
        self._pieces.put(b"")

    def _next(self) -> list[Line]:
        while not (self._lines or self._ended or self._stopped):
            self._take(_LOOK_UP_S)
        while len(self._lines) < self._group and not self._ended and self._take(0):
            pass
        if self._stopped:
            return []
        return [self._lines.popleft() for _ in range(min(self._group, len(self._lines)))]

    def _take(self, wait_s: float) -> bool:
        """Take one piece of what was read; say whether there was one."""
        try:
            piece = self._pieces.get(block=wait_s > 0, timeout=wait_s)
        except Empty:
            return False
        if isinstance(piece, OSError):
            raise piece
        self._room.release()
        self._lines += self._splitter.feed(piece) if piece else self._splitter.finish()
        self._ended = not piece
        return True

    def _read(self) -> None:
        while True:
            self._room.acquire()
            try:
                piece = os.read(self._descriptor, _CHUNK_BYTES)
            except OSError as error:
                self._pieces.put(error)
                return
            self._pieces.put(piece)
            if not piece:
                return
