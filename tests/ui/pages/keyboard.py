"""The keyboard: keys go where the window system would send them."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class NobodyListensError(AssertionError):
    """A key was pressed while nothing has the keyboard."""


class Keyboard:
    """Presses keys as a person does, into whatever has the keyboard."""

    @property
    def listener(self) -> QWidget:
        """What gets the next key: an open list before everything else."""
        found = (
            QApplication.activePopupWidget()
            or QApplication.focusWidget()
            or QApplication.activeModalWidget()
            or QApplication.activeWindow()
        )
        if found is None:
            raise NobodyListensError
        return found

    def type(self, text: str) -> None:
        """Type letter by letter."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.listener, letter)
            else:
                self._type_foreign(letter)

    def press(self, *keys: str) -> None:
        """Press keys one after another, each written as in ``Ctrl+Shift+C``."""
        for written in keys:
            # Its types forgot that a sequence has items.
            pressed = QKeySequence(written)[0]  # type: ignore[index]
            QTest.keyClick(self.listener, pressed.key(), pressed.keyboardModifiers())

    def repeat(self, written: str) -> None:
        """What a window system sends again and again while a key is held down."""
        pressed = QKeySequence(written)[0]  # type: ignore[index]
        down, again = True, True
        QTest.simulateEvent(
            self.listener, down, pressed.key(), pressed.keyboardModifiers(), "", again
        )

    def empty(self) -> None:
        """Delete all that stands in the field."""
        self.press("Ctrl+A", "Del")

    def _type_foreign(self, letter: str) -> None:
        """A key that a US keyboard does not have, which QTest cannot press."""
        none = Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, none, letter)
            QCoreApplication.sendEvent(self.listener, event)
