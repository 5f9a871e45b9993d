"""A place where a file can be dropped, or chosen by a button."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from app.theme.theme import palette
from app.theme.tokens import Radius, Space
from app.widgets.buttons import Button
from app.widgets.empty import EmptyState

_DASH = 5


class DropZone(QWidget):
    """A dashed frame around what to do and the button that does it by hand.

    It only shows that something may be dropped; the page takes it, wherever on it that is.

    Args:
        words: What may be dropped.
        button: Chooses instead.
        parent: The widget it belongs to.
    """

    def __init__(self, words: EmptyState, button: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        column = QVBoxLayout(self)
        column.setContentsMargins(*[Space.PAGE] * 4)
        column.addStretch(2)
        column.addWidget(words)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_hovered(self, hovered: bool) -> None:  # noqa: FBT001 - a setter
        """Show whether a file that can be taken hangs above."""
        self._hovered = hovered
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(colours.accent if self._hovered else colours.edge), 1.5)
        pen.setDashPattern([_DASH, _DASH])
        painter.setPen(pen)
        painter.setBrush(QColor(colours.accent_soft if self._hovered else colours.surface))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, Radius.CARD, Radius.CARD)
        painter.end()
