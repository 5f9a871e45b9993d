"""Somebody who uses the window with keys and clicks, and takes pictures of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.theme.theme import palette
from engine.errors import ReportableError
from engine.phrases import phrase

_PATIENCE_MS = 60_000
_LOOK_MS = 15
_SETTLE_MS = 60


class StuckError(ReportableError):
    """The window did not come to where a person would go on."""

    code = "demo-stuck"
    default_advice = (
        "Try again; if it stays so, look at the last picture and tell support what it shows."
    )


class Person:
    """Uses a window as a person does: only through what is shown and the keyboard's focus.

    Args:
        window: The window.
        pictures: Where pictures go; none are taken without.
    """

    def __init__(self, window: QWidget, pictures: Path | None) -> None:
        self._window = window
        self._folder = pictures
        self.pictures: list[Path] = []

    def wait_until(self, happens: Callable[[], bool], what: str) -> None:
        """Wait, the window alive meanwhile.

        Args:
            happens: Asked again and again.
            what: What is waited for, for the message.

        Raises:
            StuckError: It did not happen within a minute.
        """
        loop = QEventLoop()
        look, patience = QTimer(interval=_LOOK_MS), QTimer(singleShot=True, interval=_PATIENCE_MS)
        look.timeout.connect(lambda: loop.quit() if happens() else None)
        patience.timeout.connect(loop.quit)
        look.start()
        patience.start()
        if not happens():
            loop.exec()
        if not happens():
            raise StuckError(phrase("The demo waited in vain for {what}.", what=what))

    def settle(self) -> None:
        """Let everything be painted that waits for it."""
        loop = QEventLoop()
        QTimer.singleShot(_SETTLE_MS, loop.quit)
        loop.exec()

    def type(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        QTest.keyClicks(self._listener(), text)
        self.settle()

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key."""
        QTest.keyClick(self._listener(), key, modifiers)
        self.settle()

    def picture(self, name: str) -> None:
        """Take a picture of the window, with the list or dialog that lies over it."""
        if self._folder is None:
            return
        self.settle()
        shot = self._window.grab()
        over = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if over is not None and over is not self._window:
            place = self._window.mapFromGlobal(over.mapToGlobal(over.rect().topLeft()))
            over.render(shot, place)
            painter = QPainter(shot)
            painter.setPen(QColor(palette().edge))  # what a window manager draws around it
            painter.drawRect(QRect(place, over.size()))
            painter.end()
        path = self._folder / f"{len(self.pictures) + 1:02d}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not shot.save(str(path)):
            raise StuckError(
                phrase("The picture {name} cannot be written.", name=path),
                advice=phrase("Check the folder of the pictures and the room on its disk."),
            )
        self.pictures.append(path)

    def _listener(self) -> QWidget:
        front = QApplication.activeModalWidget() or self._window
        # A window manager may keep the window from coming to the front: then it has no keyboard,
        # but still a widget to which the keyboard would go.
        waiting: QWidget | None = front.focusWidget()  # Qt's stubs forget that it may be none
        return QApplication.activePopupWidget() or QApplication.focusWidget() or waiting or front
