"""Open the window as ``wardcast-desktop`` does, say when it was painted, and close it again.

Run as a process of its own: ``python -m tests.benchmarks.first_paint HOME [MODULE ...]``. It prints
the monotonic clock, which all processes share, and its CPU time so far. The modules are imported
before the window is; those that this system does not have are passed over.
"""

import sys
import time
from pathlib import Path

if modules := sys.argv[2:]:
    from tests.benchmarks.everything import import_all

    import_all(modules)

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from typing_extensions import override

from app.desktop import make_application, make_window
from app.shell.window import MainWindow


class FirstPaint(QObject):
    """Waits until the whole window was painted once.

    Args:
        window: The window.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.at: tuple[float, float] | None = None
        self._window = window
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # Comes when all that is in the window was painted too, before anything else.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), 1_000_000)
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self.at = time.monotonic(), time.process_time()
            QTimer.singleShot(0, self._window.close)
            return True
        return super().event(event)


def main() -> int:
    """Open, tell, close."""
    application = make_application("light", "en")
    window = make_window(Path(sys.argv[1]))
    painted = FirstPaint(window)
    window.show()
    application.exec()
    assert painted.at is not None
    sys.stdout.write("{} {}\n".format(*painted.at))
    return 0


if __name__ == "__main__":
    sys.exit(main())
