"""The main window: the door, set-up, and the workplace behind the door."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, QPointF, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from app.language import tr
from app.shell.ahead import ImportAhead
from app.shell.door import Door
from app.theme.icons import icon
from app.theme.tokens import Space
from app.viewmodels.problem import Problem
from app.viewmodels.session import SessionModel, Stage
from app.widgets.focus import FocusRing

if TYPE_CHECKING:  # imported when they are needed, after the first paint
    from app.shell.workplace import Workplace
    from app.views.set_up import SetUpView

_WIDTH, _HEIGHT = 1280, 820
# A screen of 1920 by 1080 at 200 % has room for so much, with a bar of the system's.
_LEAST_WIDTH, _LEAST_HEIGHT = 960, 480
_TITLE_BAR = 40

_LOCK_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_KINDS = QEvent.Type
_PRESSES = frozenset({_KINDS.KeyPress, _KINDS.MouseButtonPress, _KINDS.Wheel, _KINDS.TouchBegin})
_LOOKED_AT = _PRESSES | {_KINDS.ShortcutOverride, _KINDS.MouseMove}


def _bring_into_sight(widget: QWidget) -> None:
    """Scroll a page to what has the keyboard; by itself Qt does so for the Tab key only."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, Space.PAGE, Space.SECTION)
        above = above.parentWidget()


class MainWindow(QMainWindow):
    """One window for one workstation.

    Args:
        session: Who works here.
    """

    def __init__(self, session: SessionModel) -> None:
        super().__init__()
        self.session = session
        self.workplace: Workplace | None = None
        self.set_up: SetUpView | None = None
        self.setWindowTitle("Wardcast")
        self.setWindowIcon(icon("wardcast", "#000000", 64))
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        self.resize(_WIDTH, _HEIGHT)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self._may_close = False
        self.door = Door(session)
        self.door.stops_a_file = self._answers_a_file
        self._stack.addWidget(self.door)
        self._ring = FocusRing(self)
        self._pointer: QPointF | None = None
        # Not before the site is open: the desk's thread imports until then.
        session.site_changed.connect(ImportAhead(self).start)
        session.stage_changed.connect(self._on_stage)
        session.visitor_changed.connect(self._on_visitor)
        session.failed.connect(self._on_failed)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
            application.installEventFilter(self)
        # After the first paint: everything heavy is imported on the desk's thread.
        QTimer.singleShot(0, self._begin)

    def fit_to_screen(self) -> None:
        """Be no larger at first than there is room for, with the bar that a window is moved by."""
        room = self.screen().availableSize() - QSize(0, _TITLE_BAR)
        self.resize(self.size().boundedTo(room))

    def _begin(self) -> None:
        self.session.open()
        self._on_stage()

    def _on_stage(self) -> None:
        stage = self.session.stage
        if stage is Stage.SET_UP:
            self._show_set_up()
        elif stage is Stage.WORKING and self.workplace is not None:
            self._stack.setCurrentWidget(self.workplace)
        else:
            self._stack.setCurrentWidget(self.door)
            self._clear_away()
            self.door.show_stage()

    def _clear_away(self) -> None:
        """Let nothing lie above the door: no list, and no dialog that did not hide with its page.

        Whoever comes next could print or save through it what was answered before.
        """
        popup = QApplication.activePopupWidget()
        while popup is not None and popup.close():
            popup = QApplication.activePopupWidget()
        for dialog in reversed(self.findChildren(QDialog)):
            if dialog.isVisible():
                dialog.reject()

    def _on_visitor(self) -> None:
        """Nothing of one person's sitting is left for the next."""
        if self.workplace is not None:
            if self.workplace.batch_model is not None:
                self.workplace.batch_model.stop()
            self._stack.setCurrentWidget(self.door)
            self._stack.removeWidget(self.workplace)
            self.workplace.deleteLater()
            self.workplace = None
        if self.session.visitor is not None:
            from app.shell.workplace import Workplace

            self.workplace = Workplace(self.session)
            self.workplace.about_wanted.connect(self.show_about)
            self._stack.addWidget(self.workplace)
            self._stack.setCurrentWidget(self.workplace)
            self.workplace.status.refresh()

    def _on_failed(self, problem: Problem) -> None:
        if self._stack.currentWidget() is self.door:
            self.door.message.show_message(f"{problem.summary} {problem.advice} [{problem.code}]")

    def show_problem(self, problem: Problem) -> None:
        """Show a failure that no page knows of where a person looks now."""
        if self._stack.currentWidget() is self.set_up and self.set_up is not None:
            self.set_up.model.refused.emit(problem)
        elif self.workplace is not None:
            self.workplace.problem.show_problem(problem)
        self._on_failed(problem)

    def _answers_a_file(self) -> bool:
        return self.workplace is not None and self.workplace.answers_a_file

    def _stop_and_close(self) -> None:
        self._may_close = True
        self.close()

    def _show_set_up(self) -> None:
        if self.set_up is None:
            from app.views.set_up import SetUpView

            self.set_up = SetUpView(self.session)
            self._stack.addWidget(self.set_up)
        self._stack.setCurrentWidget(self.set_up)

    def show_about(self) -> None:
        """Show what this is, and whose work it stands on."""
        from app.views.about import AboutDialog

        if self.workplace is not None:
            AboutDialog(self.workplace, self.workplace.status).open()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        shown = (
            now is not None
            and self.isAncestorOf(now)
            and now.focusPolicy() != Qt.FocusPolicy.NoFocus
        )
        self._ring.surround(now if shown else None)
        if now is not None and shown:
            _bring_into_sight(now)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Every event of every widget comes by here, thousands while a page is built.
        kind = event.type()
        if kind not in _LOOKED_AT:
            return False
        if kind in _PRESSES or (isinstance(event, QMouseEvent) and self._has_moved(event)):
            self.session.person_is_here()
        elif isinstance(event, QKeyEvent) and event.keyCombination() == _LOCK_KEYS:
            # Here, and not as a shortcut of the page: a dialog or a menu would keep that from being
            # heard. Before the door it does nothing.
            self.session.lock()
            return True
        return False

    def _has_moved(self, event: QMouseEvent) -> bool:
        """Whether somebody moves the mouse; some systems say so whenever a window changes."""
        before, self._pointer = self._pointer, event.globalPosition()
        return before is not None and before != self._pointer

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.set_up is not None and self.set_up.has_unsaved_words:
            self.set_up.warn_of_unsaved_words()
            event.ignore()
            return
        if self._answers_a_file() and not self._may_close:
            from app.shell.leaving import StopDialog

            page = self._stack.currentWidget() or self
            StopDialog.ask(page, tr("Stop it and close"), self._stop_and_close)
            event.ignore()
            return
        self.hide()
        self.session.close()
        super().closeEvent(event)
