"""An icon of ours as a widget; drawn when it is painted, so that it follows the theme."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Tone


class Icon(QWidget):
    """An icon in a tone's colour. What it means is said by a word beside it.

    Args:
        name: The icon's file name without its ending; nothing is drawn for an empty one.
        tone: In which colour.
        size: Its side in pixels.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        name: str = "",
        tone: Tone = Tone.NEUTRAL,
        size: int = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        self.setFixedSize(size, size)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, tone: Tone) -> None:
        """Show another one, or none."""
        self._name, self._tone = name, tone
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._name:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_icon(painter, self._name, self._tone.ink(palette()), QRectF(self.rect()))
        painter.end()
