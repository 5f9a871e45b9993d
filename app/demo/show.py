"""The demo in its window."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.demo.journey import main_job
from app.demo.person import Person
from app.desk import GivenAnswer
from app.desktop import make_application, make_window
from app.shell.window import MainWindow


@dataclass(frozen=True, slots=True)
class Shown:
    """The window after the main job was done in it.

    Attributes:
        given: The answer.
        pictures: Those that were taken.
        application: What runs the window.
        window: The window, still open.
    """

    given: GivenAnswer
    pictures: list[Path]
    application: QApplication
    window: MainWindow

    def stay_open(self) -> None:
        """Hand the window to whoever sits before it, until they close it."""
        self.application.exec()

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def show(home: Path, case: Mapping[str, Any], pictures: Path | None) -> Shown:
    """Open the window of the demo site in ``home`` and do the main job in it.

    Raises:
        StuckError: The window did not come to where a person would go on.
    """
    be_quiet_off_screen()
    application = make_application()
    window = make_window(home)
    window.show()
    person = Person(window, pictures)
    given = main_job(person, window, case)
    return Shown(given, person.pictures, application, window)


def be_quiet_off_screen() -> None:
    """Where nothing is on a screen, leave out what Qt says of that."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        qInstallMessageHandler(_tell_what_matters)


def _tell_what_matters(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but for what is in the nature of drawing off-screen."""
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")
