"""Tells when a widget was painted by Qt itself, with everything that is in it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_BEFORE_ALL_OTHERS = 1_000_000


class Painted(QObject):
    """Calls back once, as soon as the next painting of a widget is done.

    Args:
        widget: What is to be painted.
        then: What to call.
    """

    def __init__(self, widget: QWidget, then: Callable[[], object]) -> None:
        super().__init__(widget)
        self._then = then
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            # Comes when all that is in the widget was painted too, before anything else.
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _BEFORE_ALL_OTHERS)
        return super().eventFilter(watched, event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.User:
            return super().event(event)
        self._then()
        self.deleteLater()
        return True
