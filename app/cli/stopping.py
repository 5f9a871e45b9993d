"""What asks a command to stop: Ctrl+C, a terminal that closes, whoever ends it politely."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)


class Stopped(KeyboardInterrupt):
    """The command was asked to stop, by whichever signal.

    Attributes:
        number: The signal's number.
        cut: Whether the last line on standard output may be cut off.
    """

    def __init__(self, number: int = signal.SIGINT, *, cut: bool = False) -> None:
        super().__init__()
        self.number, self.cut = number, cut

    @property
    def status(self) -> int:
        """The exit status by which a shell tells what ended a program."""
        return 128 + self.number


def stop_at_signals() -> None:
    """Let each of the signals raise :class:`Stopped`; one that is ignored (nohup) stays so."""
    for number in _SIGNALS:
        if signal.getsignal(number) in {signal.SIG_DFL, signal.default_int_handler}:
            signal.signal(number, _raise)


@contextmanager
def first_signal(act: Callable[[int], None]) -> Iterator[None]:
    """Have ``act`` called with the first signal's number; a second one is as it was outside."""
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    heeded = [number for number, handler in before.items() if handler != signal.SIG_IGN]

    def restore() -> None:
        for number in heeded:
            signal.signal(number, before[number])

    def stop(number: int, frame: FrameType | None) -> None:
        del frame
        act(number)
        restore()

    for number in heeded:
        signal.signal(number, stop)
    try:
        yield
    finally:
        restore()


def _raise(number: int, frame: FrameType | None) -> None:
    del frame
    raise Stopped(number)
