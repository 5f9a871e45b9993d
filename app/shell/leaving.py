"""Asks before something is done that would stop a file that is being answered."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.widgets.buttons import Button
from app.widgets.dialog import Dialog


class StopDialog(Dialog):
    """Says what would be lost; Esc, Enter and closing it leave the file running.

    Args:
        page: What is in front.
        words: What stops the file, on the button that does it.
        then: Does it.
    """

    def __init__(self, page: QWidget, words: str, then: Callable[[], None]) -> None:
        stay = Button(tr("Go back"), tr("Let the file be answered to its end."), "primary")
        leave = Button(words, tr("Stop the file: none of its answers is written."))
        super().__init__(
            tr("A file is being answered"),
            tr("This stops it: no file is written, and the log keeps that it was stopped."),
            page,
            leave,
            primary=stay,
        )
        stay.clicked.connect(self.accept)
        # The dialog connected it first: it is closed by now, and its page may go.
        leave.clicked.connect(then)

    @classmethod
    def ask(cls, page: QWidget, words: str, then: Callable[[], None]) -> None:
        """Ask once, with the keyboard where nothing is lost."""
        if any(one.isVisible() for one in page.findChildren(cls)):
            return
        dialog = cls(page, words, then)
        dialog.open()
        if dialog.primary is not None:
            dialog.primary.setFocus()
