"""Standard input and output as they may be: pipes that are full or never wait, or closed."""

import io
import os
import select
import sys
from contextlib import suppress
from typing import TextIO

from typing_extensions import Buffer, override

from engine.errors import ReportableError

_LAST_STANDARD = 2


class ClosedPipeError(ReportableError):
    """Standard input or output was closed before the program began."""

    code = "pipe-closed"
    default_advice = "Leave it open; /dev/null will do where nothing is to be read or kept."


class WholeFile(io.BufferedIOBase):
    """A descriptor to which everything is written at once, or an error raised.

    The system may take less than it is given: when a signal comes, or from a pipe that does not
    wait. Python writes the rest only where it buffers, which ``PYTHONUNBUFFERED`` ends.

    Args:
        descriptor: Where to write to; stays open.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = self.name = descriptor

    @override
    def writable(self) -> bool:
        return True

    @override
    def fileno(self) -> int:
        return self._descriptor

    @override
    def isatty(self) -> bool:
        return os.isatty(self._descriptor)

    @override
    def write(self, data: Buffer, /) -> int:
        rest = view = memoryview(data).cast("B")
        while rest:
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except BlockingIOError:
                _wait_for_room(self._descriptor)
        return len(view)


def prepare() -> None:
    """Make standard output and error such that what is said comes out whole, and as UTF-8.

    Raises:
        ClosedPipeError: Standard output is closed: nothing may be recorded that cannot be told.
    """
    # Else the next file that is opened, the site's store, would stand where a pipe is expected.
    while (free := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
        pass
    os.close(free)
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(WholeFile(os.open(os.devnull, os.O_WRONLY)))
    sys.stderr = _whole(sys.stderr)
    if sys.stdout is None:
        raise ClosedPipeError("Standard output is closed.")
    sys.stdout = _whole(sys.stdout)


def require_input() -> None:
    """Refuse to read a standard input that is closed.

    Raises:
        ClosedPipeError: It is.
    """
    if sys.stdin is None:
        raise ClosedPipeError("Standard input is closed.")


def drop_output() -> None:
    """Let what is still to be written to standard output go nowhere.

    Else the interpreter would try once more when it ends.
    """
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _whole(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    raw = getattr(stream.buffer, "raw", stream.buffer)
    # A pipe may have another encoding: what was recorded must not fail to be said.
    if not isinstance(raw, io.FileIO):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return stream
    stream.flush()
    return io.TextIOWrapper(
        WholeFile(raw.fileno()),
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )


if sys.platform == "win32":

    def _wait_for_room(descriptor: int) -> None:
        """There, nothing tells: try again."""

else:

    def _wait_for_room(descriptor: int) -> None:
        """Sleep until a pipe that does not wait has room, or its reader has gone."""
        room = select.poll()
        room.register(descriptor, select.POLLOUT)
        room.poll()
