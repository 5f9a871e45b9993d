"""The window as a person sees and operates it, from the door to its last page."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMenu
from pytestqt.qtbot import QtBot

from app.shell.window import MainWindow
from app.shell.workplace import Workplace
from app.viewmodels.session import Stage
from app.views.sitting import SittingView
from engine.progress import Progress
from tests.ui.demo_site import password_of
from tests.ui.pages.answer import AnswerPage
from tests.ui.pages.door import DoorPage
from tests.ui.pages.form import CASE, FormPage
from tests.ui.pages.keyboard import Keyboard

_PATIENCE_MS = 20_000
Dialogs = TypeVar("Dialogs", bound=QDialog)


class WindowPage:
    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.keys = Keyboard()
        self.door = DoorPage(window.door, self.keys)

    def wait(self, happens: Callable[[], bool]) -> None:
        """Wait until a person would see it."""
        self.qtbot.waitUntil(happens, timeout=_PATIENCE_MS)

    def wait_for_the_door(self) -> None:
        self.wait(lambda: self.window.session.site is not None and not self.window.session.busy)
        self.wait(self.window.door.isVisible)

    def enter(self, name: str) -> None:
        """Sign in, not by keys, and wait until everything is there to work with."""
        self.wait_for_the_door()
        self.window.session.sign_in(name, password_of(name))
        self.wait_for_the_workplace()

    def wait_for_the_workplace(self) -> None:
        self.wait(lambda: self.stage is Stage.WORKING)
        status = self.workplace.status
        self.wait(lambda: status.looked_for_model and status.verifying is None)

    def answer_a_case(self) -> None:
        """Enter the case of the demo and wait for its answer."""
        self.form.enter(CASE)
        self.wait_for_the_keyboard()
        self.predict()

    def predict(self) -> None:
        """Ask, and wait for an answer that is not one of before."""
        self.form.predict()
        model = self.workplace.predict_model
        assert model is not None
        assert not model.problems
        self.wait(lambda: not model.asking)

    @contextmanager
    def busy_desk(self) -> Iterator[None]:
        """Keep the desk at other work, so that an answer is on its way for as long."""
        go_on = threading.Event()

        def other_work(_: Progress) -> None:
            go_on.wait(_PATIENCE_MS / 1000)

        self.window.session.runner.start(other_work, _nothing, _nothing)
        try:
            yield
        finally:
            go_on.set()

    def wait_for_dialog(self, kind: type[Dialogs]) -> Dialogs:
        """Wait until a dialog has the keyboard, and return it."""
        self.wait(lambda: isinstance(QApplication.activeWindow(), kind))
        found = QApplication.activeWindow()
        assert isinstance(found, kind)
        return found

    def wait_for_the_keyboard(self) -> None:
        """Have the window get the keyboard back, as a window system gives it after a list."""
        self.window.activateWindow()
        self.wait(lambda: QApplication.activeWindow() is self.window)

    def go(self, place: str) -> None:
        """Go to a place by its key."""
        places = list(self.workplace.sidebar.buttons)
        self.wait_for_the_keyboard()
        self.keys.press(f"Ctrl+{places.index(place) + 1}")

    @property
    def stage(self) -> Stage:
        return self.window.session.stage

    @property
    def workplace(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def form(self) -> FormPage:
        assert self.workplace.predict is not None
        return FormPage(self.workplace.predict.form, self.keys)

    @property
    def answer(self) -> AnswerPage:
        assert self.workplace.predict is not None
        return AnswerPage(self.workplace.predict.answer)

    @property
    def sitting(self) -> SittingView:
        page = self.workplace.page_of("sitting")
        assert isinstance(page, SittingView)
        return page

    @property
    def rows_of_the_sitting(self) -> list[list[str]]:
        """What stands in the table of the sitting, from top to bottom."""
        model = self.sitting.table.model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    @property
    def places(self) -> list[str]:
        """Where the person may go, as it stands at the left."""
        return [button.text() for button in self.workplace.sidebar.buttons.values()]

    @property
    def problem(self) -> str:
        """What the error panel says; empty where there is none."""
        panel = self.workplace.problem
        if not panel.isVisible():
            return ""
        return "\n".join([panel.summary.message, panel.advice.text(), panel.code.text()])

    @property
    def word(self) -> str:
        """The short word that goes away by itself; empty where there is none."""
        return self.workplace.word.text

    @property
    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    def lock(self) -> None:
        self.wait_for_the_keyboard()
        self.keys.press("Ctrl+L")
        assert self.stage is Stage.LOCKED

    def sign_out(self) -> None:
        """Through the menu under the person's name."""
        self.sign_out_by_the_menu()
        self.wait(lambda: self.stage is Stage.SIGN_IN)

    def sign_out_by_the_menu(self) -> None:
        """As far as choosing it; where that stops a file, it is asked about first."""
        self.wait_for_the_keyboard()
        self.workplace.header.person.setFocus()
        self.keys.press("Space")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self.keys.press("Up", "Return")


def _nothing(_: object) -> None:
    """Take what nobody waits for."""
