"""``wardcast-desktop``: the window. Only Qt and the door are imported before the first paint."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.jobs.runner import JobRunner
from app.language import speak
from app.places import default_home
from app.shell.uncaught import Uncaught
from app.shell.window import MainWindow
from app.theme.theme import Theme
from app.theme.tokens import PALETTES
from app.viewmodels.session import IDLE_LOCK_S, SessionModel


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window and return when it is closed."""
    options = _options(sys.argv[1:] if arguments is None else arguments)
    application = make_application(options.palette, options.language)
    if options.gallery:
        from app.gallery import Gallery

        gallery = Gallery()
        gallery.show()
        return application.exec()
    window = make_window(options.home, idle_lock_s=options.idle_lock)
    uncaught = Uncaught(window)
    uncaught.failed.connect(window.show_problem)
    uncaught.listen()
    if options.picture:
        window.show()
        return 0 if _take_picture(application, window, options.picture) else 1
    window.fit_to_screen()
    window.show()
    return application.exec()


def make_application(palette: str | None = None, language: str | None = None) -> QApplication:
    """Make the application, dressed and speaking.

    Args:
        palette: A palette's name, else the system's.
        language: A locale's name, else the system's.
    """
    application = QApplication(["wardcast"])
    application.setApplicationName("Wardcast")
    application.setDesktopFileName("wardcast")
    speak(language or os.environ.get("WARDCAST_LANGUAGE") or QLocale.system().name())
    Theme(application, next((one for one in PALETTES if one.name == palette), None))
    application.aboutToQuit.connect(_let_go_of_copies)
    return application


def make_window(home: Path, *, idle_lock_s: int = IDLE_LOCK_S) -> MainWindow:
    """Make the window of the site in ``home``."""
    return MainWindow(SessionModel(home, JobRunner(), idle_lock_s=idle_lock_s))


def _let_go_of_copies() -> None:
    """Off-screen Qt has a clipboard of its own, and would crash over it once Python has ended."""
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        QGuiApplication.clipboard().clear()


def _take_picture(application: QApplication, window: MainWindow, path: Path) -> bool:
    """Paint the window into a file as it is once its site is open, and close it."""
    taken = []

    def take() -> None:
        taken.append(window.grab().save(str(path)))
        window.close()

    def look() -> None:
        if not window.session.busy:
            # What came of the opening is shown by whoever hears of it next.
            QTimer.singleShot(0, take)

    window.session.busy_changed.connect(look)
    application.exec()
    return taken == [True]


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wardcast-desktop", description="The Wardcast window.")
    parser.add_argument("--home", type=Path, default=default_home(), help="the site's folder")
    parser.add_argument(
        "--palette", choices=[one.name for one in PALETTES], help="else the system's"
    )
    parser.add_argument("--language", help="such as de; else the system's")
    parser.add_argument("--idle-lock", type=int, default=IDLE_LOCK_S, help="seconds until it locks")
    parser.add_argument(
        "--picture", type=Path, help="paint the window into this file and end: shows that it works"
    )
    parser.add_argument("--gallery", action="store_true", help="show every widget, for developers")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
