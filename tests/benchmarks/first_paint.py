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

from PySide6.QtCore import QTimer

from app.desktop import make_application, make_window
from tests.benchmarks.painted import Painted


def main() -> int:
    """Open, tell, close."""
    application = make_application("light", "en")
    window = make_window(Path(sys.argv[1]))

    def painted() -> None:
        sys.stdout.write(f"{time.monotonic()} {time.process_time()}\n")
        QTimer.singleShot(0, window.close)

    Painted(window, painted)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
