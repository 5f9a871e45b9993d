"""How far something is that takes a while."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QProgressBar, QWidget
from typing_extensions import override

from app.theme.theme import palette

_HEIGHT = 8
_STEPS = 1000


class ProgressBar(QProgressBar):
    """A bar from nothing to all of it; what is under way is said in words beside it.

    Args:
        name: What it is about, for screen readers.
        parent: The widget it belongs to.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, _STEPS)
        self.setTextVisible(False)
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(name)
        self.show_share(0.0)

    def show_share(self, share: float, words: str = "") -> None:
        """Show that ``share`` (0 to 1) is done, ``words`` being under way."""
        self.setValue(round(share * _STEPS))
        self.setAccessibleDescription(words or self.accessibleName())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        corner = box.height() / 2
        painter.setPen(QPen(QColor(colours.line)))
        painter.setBrush(QColor(colours.sunk))
        painter.drawRoundedRect(box, corner, corner)
        if self.value() > 0:
            # Never narrower than it is high: its round ends would be squeezed.
            width = max(box.width() * self.value() / _STEPS, box.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(box.x(), box.y(), width, box.height()), corner, corner)
        painter.end()
