"""What no code expected: told in the panel by its class and its place, never by its text."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from app.viewmodels.problem import Problem, problem_of


class Uncaught(QObject):
    """Hears of every exception that nobody caught, on whatever thread; emits ``failed``.

    The text of such an exception may quote a patient's data: it is written nowhere, not even where
    Python would write it.

    Args:
        parent: Whose end is also this one's.
    """

    failed = Signal(Problem)

    _came = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._came.connect(self._on_came, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Take Python's place from now on."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_thread

    @staticmethod
    def leave() -> None:
        """Give the place back to Python."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__

    def _on_uncaught(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        if sys.stderr is not None:
            sys.stderr.write(problem_of(error).text_for_support)
        if isValid(self):
            self._came.emit(error)

    def _on_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._on_uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def _on_came(self, error: Exception) -> None:
        self.failed.emit(problem_of(error))
