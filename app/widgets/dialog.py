"""A question or a text in a window of its own, in front of the page that it belongs to."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.theme.tokens import Space, TextStyle, Tone
from app.widgets.buttons import Button
from app.widgets.focus import FocusRing
from app.widgets.surfaces import Banner
from app.widgets.text import Text

_WIDTH = 520


class Dialog(QDialog):
    """A modal dialog: title, text, content, and buttons at its foot. Esc takes it away.

    It hides while the page that it belongs to is hidden, as behind the lock, and comes back with
    it as it was. The focus goes into it, and back to where it was when it is closed.

    Args:
        title: What it is about.
        text: What there is to know before anything is done.
        page: The page that it belongs to.
        primary: Does what it is about; whoever opens it connects the button.
        secondary: Takes it away.
        content: What is between the text and the buttons.

    Attributes:
        primary: Does what it is about, where there is something to do.
        secondary: Takes it away.
    """

    def __init__(
        self,
        title: str,
        text: str,
        page: QWidget,
        secondary: Button,
        *,
        primary: Button | None = None,
        content: QWidget | None = None,
    ) -> None:
        super().__init__(page)
        self.primary, self.secondary = primary, secondary
        self._page, self._content = page, content
        self._before: QWidget | None = None
        self._waits = False
        self._busy = False
        self._problem = Banner(Tone.STOP)
        self._ring = FocusRing(self)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text or title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._lay_out(title, text)
        secondary.clicked.connect(self.reject)
        page.installEventFilter(self)
        self.finished.connect(self._give_focus_back)

    def show_problem(self, text: str) -> None:
        """Say what stands in the way, above the buttons; an empty text takes it away."""
        self._problem.show_message(text)

    @property
    def problem(self) -> str:
        """What is said to stand in the way."""
        return self._problem.message

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        """Let nobody press or leave anything while something is being done."""
        self._busy = busy
        for part in (self.primary, self.secondary, self._content):
            if part is not None:
                part.setEnabled(not busy)

    @override
    def open(self) -> None:
        """Open in front of the page, and return at once."""
        self._before = QApplication.focusWidget()
        # In the middle of the window, wherever the window manager would have put it.
        self.adjustSize()
        self.move(self._page.window().frameGeometry().center() - self.rect().center())
        self.show()

    @override
    def reject(self) -> None:
        if not self._busy:
            super().reject()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            unique = Qt.ConnectionType.UniqueConnection
            application.focusChanged.connect(self._on_focus_changed, unique)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and self.isVisible():
            self._waits = True
            self.hide()
        elif event.type() == QEvent.Type.Show and self._waits:
            self._waits = False
            self.show()
        return super().eventFilter(watched, event)

    def _lay_out(self, title: str, text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[Space.PAGE] * 4)
        column.setSpacing(Space.TIGHT)
        column.addWidget(Text(title, TextStyle.TITLE, wrap=True))
        if text:
            column.addWidget(Text(text, tone="muted", wrap=True))
        if self._content is not None:
            column.addSpacing(Space.TIGHT)
            column.addWidget(self._content, 1)
        else:
            column.addStretch(1)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addSpacing(Space.TIGHT)
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addStretch(1)
        row.addWidget(self.secondary)
        if self.primary is not None:
            row.addWidget(self.primary)
            self.primary.setDefault(True)
        column.addLayout(row)
        self.setMinimumWidth(_WIDTH)

    def _on_focus_changed(self, _before: object, now: object) -> None:
        inside = now if isinstance(now, QWidget) and self.isAncestorOf(now) else None
        self._ring.setWidget(inside)  # type: ignore[arg-type]  # takes None; its types forgot it

    def _give_focus_back(self) -> None:
        self._page.removeEventFilter(self)
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.activateWindow()
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()
