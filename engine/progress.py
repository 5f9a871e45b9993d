"""How long work reports itself and hears that it is no longer wanted."""

from typing import Protocol


class Progress(Protocol):
    """What a long piece of work tells whoever waits for it."""

    def report(self, stage: str, share: float) -> None:
        """Say that ``share`` (0 to 1) of the whole is done and ``stage`` is under way."""
        ...


class Silent:
    """Progress that nobody watches."""

    def report(self, stage: str, share: float) -> None:
        """Say nothing."""


class Part:
    """A stretch of somebody else's progress: 0 to 1 here is ``low`` to ``high`` there."""

    def __init__(self, whole: Progress, low: float, high: float) -> None:
        self._whole, self._low, self._high = whole, low, high

    def report(self, stage: str, share: float) -> None:
        """Pass the share on, scaled into the stretch."""
        self._whole.report(stage, self._low + (self._high - self._low) * share)


class UnwantedError(Exception):
    """Nobody waits any more for what is at work."""


class Pace:
    """Between rows that take long each: how many are done, and whether anybody still waits.

    For two threads: one works, the other looks and may stop it.

    Attributes:
        rows: How many are done.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._stopped = False

    def stop(self) -> None:
        """Let the next row not be begun."""
        self._stopped = True

    def begin_row(self) -> None:
        """Hear whether another row is still wanted.

        Raises:
            UnwantedError: It is not.
        """
        if self._stopped:
            raise UnwantedError
