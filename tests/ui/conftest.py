"""What every test of the window needs: a screen that nobody sees, a theme, a site to work at."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.jobs.runner import JobRunner
from app.language import forget, speak
from app.shell.window import MainWindow
from app.theme.theme import Theme
from app.theme.tokens import LIGHT
from app.viewmodels.session import SessionModel
from tests.ui import leaks
from tests.ui.demo_site import make_demo_site, password_of
from tests.ui.pages.window import WindowPage

# Dialogs of the system could not be operated by a test, and are none of ours to look at.
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The application's look, the light one."""
    return Theme(qapp, demanded=LIGHT)


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """English, whatever the machine speaks; put back whatever a test speaks instead."""
    assert qapp is not None
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def german(english: None) -> Iterator[QTranslator | None]:  # noqa: ARG001 - the order matters
    """German, for as long as the test runs."""
    translator = speak("de_DE")
    yield translator
    forget(translator)


@pytest.fixture(autouse=True)
def leaves_nothing_behind(qtbot: QtBot, english: None) -> Iterator[None]:  # noqa: ARG001
    """Fail on a window, a timer, work or a thread that outlives its test."""
    windows, threads = leaks.windows(), leaks.threads()
    yield
    QGuiApplication.clipboard().clear()
    left = leaks.windows() - windows
    gc.collect()
    names = sorted(type(one).__name__ for one in left)
    assert not names, f"left open: {names}"
    assert not leaks.running()
    # A thread that was waited for is still listed until the system has cleared it away.
    qtbot.waitUntil(lambda: not leaks.threads() - threads)


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site with an active model; to be copied, never worked at."""
    folder = tmp_path_factory.mktemp("prepared") / "site"
    make_demo_site(folder)
    # What is imported by now stays: looking for leaks need not go through it every time.
    gc.collect()
    gc.freeze()
    return folder


@pytest.fixture
def home(prepared_site: Path, tmp_path: Path) -> Path:
    """A demo site of the test's own."""
    return Path(shutil.copytree(prepared_site, tmp_path / "site"))


@pytest.fixture
def session(qtbot: QtBot, theme: Theme, home: Path) -> Iterator[SessionModel]:  # noqa: ARG001
    """An open session at the demo site, nobody signed in; closed at the end."""
    made = SessionModel(home, JobRunner())
    with qtbot.waitSignal(made.site_changed, timeout=20_000):
        made.open()
    yield made
    made.close()


@pytest.fixture
def clinician(qtbot: QtBot, session: SessionModel) -> SessionModel:
    """The session with the clinician signed in."""
    qtbot.waitUntil(lambda: not session.busy, timeout=20_000)
    with qtbot.waitSignal(session.visitor_changed, timeout=20_000):
        session.sign_in("clinician", password_of("clinician"))
    return session


class OpenWindow(Protocol):
    """Opens the window of a site; it is closed when the test is over."""

    def __call__(self, home: Path, *, idle_lock_s: int = 300) -> WindowPage: ...


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[OpenWindow]:  # noqa: ARG001
    """Opens windows, for a test with a site that is not the usual one."""
    made: list[MainWindow] = []

    def opened(home: Path, *, idle_lock_s: int = 300) -> WindowPage:
        made.append(MainWindow(SessionModel(home, JobRunner(), idle_lock_s=idle_lock_s)))
        with qtbot.waitExposed(made[-1]):
            made[-1].show()
        made[-1].activateWindow()
        return WindowPage(qtbot, made[-1])

    yield opened
    for one in made:
        one.close()
        one.deleteLater()


@pytest.fixture
def window(open_window: OpenWindow, home: Path) -> WindowPage:
    """The window of the demo site, before its door."""
    return open_window(home)


@pytest.fixture
def workplace(window: WindowPage) -> WindowPage:
    """The window with the clinician signed in and the model loaded."""
    window.enter("clinician")
    return window
