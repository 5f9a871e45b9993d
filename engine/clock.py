"""Time as a dependency, so that a test can set it back."""

import time
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

BOOT_ID_FILE = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Wall clock, monotonic clock and the identity of this boot."""

    def now(self) -> datetime:
        """Return the wall clock, in UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Return nanoseconds that never run backwards within one boot."""
        ...

    def boot_id(self) -> str:
        """Return a name for this boot of the machine."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def __init__(self) -> None:
        try:
            self._boot = BOOT_ID_FILE.read_text(encoding="ascii").strip()
        except OSError:
            # No such file on Windows and macOS: the run stands for the boot.
            self._boot = str(uuid.uuid4())

    def now(self) -> datetime:
        """Return the wall clock, in UTC."""
        return datetime.fromtimestamp(time.time(), UTC)

    def monotonic_ns(self) -> int:
        """Return nanoseconds that never run backwards within one boot."""
        return time.monotonic_ns()

    def boot_id(self) -> str:
        """Return the kernel's boot identity, or one for this run where there is none."""
        return self._boot


def utc_text(moment: datetime) -> str:
    """Write an aware moment as ``2026-11-02T09:15:00.123456Z``.

    Raises:
        ValueError: The moment has no time zone.
    """
    if moment.tzinfo is None:
        message = "a moment without a time zone cannot be recorded"
        raise ValueError(message)
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
