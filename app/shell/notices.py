"""What lies over a page for a while: a failure with its advice, or a short word with an undo."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.problem import Problem
from app.widgets.buttons import Button
from app.widgets.surfaces import Banner
from app.widgets.text import Text

_WIDTH = 520
_WORD_MS, _OFFER_MS = 8_000, 30_000


class Overlay(QFrame):
    """Something that stays at the lower end of a page, above what is there."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setProperty("surface", "card")
        self._page = page
        page.installEventFilter(self)
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)

    def place(self) -> None:
        """Go to the lower right end of the page, where no form is."""
        width = min(_WIDTH, self._page.width() - 2 * Space.PAGE)
        self.setFixedWidth(max(width, 1))
        self.adjustSize()
        left = self._page.width() - self.width() - Space.PAGE
        self.move(left, self._page.height() - self.height() - Space.PAGE)
        self.raise_()


class ProblemPanel(Overlay):
    """A failure: what happened, what to do next, its code, and a copy for support.

    While it is shown, Esc closes it, wherever in its window the keyboard is.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._problem: Problem | None = None
        self._before: QWidget | None = None
        self.summary = Banner(Tone.STOP)
        self.advice = Text(wrap=True)
        self.code = Text(style=TextStyle.CAPTION, tone="muted")
        self.copy_button = Button(
            tr("Copy for support"), tr("Copy the code and the place, without any patient's data."),
            icon="copy",
        )  # fmt: skip
        self.close_button = Button(tr("Close"), tr("Take this message away."), "primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.BASE, Space.BASE, Space.BASE, Space.BASE)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.summary)
        column.addWidget(self.advice)
        row = QHBoxLayout()
        row.addWidget(self.code, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.copy_button.clicked.connect(self._on_copy)
        self.close_button.clicked.connect(self._on_close)

    def show_problem(self, problem: Problem) -> None:
        """Show a failure until it is closed."""
        self._problem = problem
        before = self.window().focusWidget()
        if not self.isAncestorOf(before):
            self._before = before
        self.copy_button.set_words(tr("Copy for support"))
        self.summary.show_message(problem.summary)
        self.advice.setText(problem.advice)
        self.code.setText(tr("Code: {code}", code=problem.code))
        self.setAccessibleName(f"{problem.summary} {problem.advice}")
        self.show()
        self.place()
        self.close_button.setFocus()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.window().removeEventFilter(self)
        super().hideEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Keys come by the window once nothing nearer has taken them, and before what is a shortcut.
        if watched is self.window() and isinstance(event, QKeyEvent) and _is_escape(event):
            if event.type() == QEvent.Type.KeyPress:
                self._on_close()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _on_close(self) -> None:
        before = self._before
        here = self.isAncestorOf(self.window().focusWidget())
        if here and before is not None and isValid(before) and before.isVisible():
            # Before it hides: Qt would hand the keyboard to whatever comes next.
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()

    def _on_copy(self) -> None:
        if self._problem is not None:
            QGuiApplication.clipboard().setText(self._problem.text_for_support)
            self.copy_button.set_words(tr("Copied"))
            self.place()


class Word(Overlay):
    """A short word that goes away by itself, with something that can be undone.

    While it offers that, Ctrl+Z takes it, also out of a field, which has nothing to undo then.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._text = Text(wrap=True)
        self.button = Button("", "", "quiet", keys="Ctrl+Z")
        self._then: Callable[[], None] | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.BASE, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._on_clicked)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - there are widgets
        application.focusChanged.connect(self._hear)

    def say(
        self, text: str, action: str = "", description: str = "",
        then: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        """Say a word; ``action`` is offered beside it, and ``then`` done if it is taken."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self._then = then
        self.button.set_words(action, description)
        self.button.setVisible(then is not None)
        self.show()
        self.place()
        self._timer.start(_WORD_MS if then is None else _OFFER_MS)
        self._hear(None, self.window().focusWidget())

    def withdraw(self) -> None:
        """Offer no more what was offered: something else was done."""
        if self._then is not None:
            self._then = None
            self.hide()

    @property
    def text(self) -> str:
        """What is said; empty while nothing is."""
        return self._text.text() if self.isVisible() else ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A field would take the key for itself, and do nothing.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            offered = self._then is not None and self.isVisible()
            return offered and event.matches(QKeySequence.StandardKey.Undo)
        return super().eventFilter(watched, event)

    def _hear(self, before: QWidget | None, now: QWidget | None) -> None:
        """Hear the keys before whatever has the keyboard does."""
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if now is not None and self.isVisible() and self.window().isAncestorOf(now):
            now.installEventFilter(self)

    def _on_clicked(self) -> None:
        self.hide()
        then, self._then = self._then, None
        if then is not None:
            then()


def _is_escape(event: QKeyEvent) -> bool:
    presses = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
    plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
    return event.type() in presses and plain and event.key() == Qt.Key.Key_Escape
