"""What a test must not leave behind: windows, timers, work, threads."""

import gc
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.jobs.runner import JobRunner

_TASKS = Path("/proc/self/task")


def windows() -> set[QWidget]:
    """Everything that stands for itself."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return set(QApplication.topLevelWidgets())


def running() -> list[str]:
    """Timers that tick and work that nobody waited for, in words."""
    found: list[str] = []
    for one in gc.get_objects():
        if type(one) is QTimer and isValid(one) and one.isActive():
            found.append(f"a timer of {type(one.parent()).__name__}")
        elif type(one) is JobRunner and isValid(one) and _works(one):
            found.append("a job")
    return found


def threads() -> set[str]:
    """Threads of Python's, and those that Qt has named.

    Not those of pools: Qt keeps one of its own for large pictures; see :func:`running`.
    """
    # A dummy is Python's name for a thread of a pool that asked Python which thread it is.
    running = (one for one in threading.enumerate() if one is not threading.main_thread())
    found = {one.name for one in running if not isinstance(one, threading._DummyThread)}
    if sys.platform != "linux":
        return found
    for task in _TASKS.iterdir():
        name = _name_of(task)
        if name.startswith("Q"):
            found.add(f"{name} {task.name}")
    return found


def _works(runner: JobRunner) -> bool:
    lanes = (runner._desk, runner._beside)
    return bool(runner._running) or any(lane.activeThreadCount() for lane in lanes)


def _name_of(task: Path) -> str:
    try:
        return (task / "comm").read_text().strip()
    except OSError:  # it ended meanwhile
        return ""
