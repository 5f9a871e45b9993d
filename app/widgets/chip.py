"""A pill with a word: what state something is in, by word, shape and colour together."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Size, Space, TextStyle, Tone

_ICON = 12
_SIDE = 10
_GAP = 6


class Chip(QWidget):
    """A word on a pill.

    Args:
        text: The word.
        tone: What it means.
        icon: An icon before the word.
        large: Whether it is written as large as body text.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        *,
        icon: str = "",
        large: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon, self._text = tone, icon, text
        self._height = Size.CHIP + 4 if large else Size.CHIP
        self.setFont(font(TextStyle.BODY_STRONG if large else TextStyle.CAPTION_STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_word(text, tone, icon=icon)

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def show_word(self, text: str, tone: Tone, *, icon: str = "", description: str = "") -> None:
        """Say another word."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setAccessibleDescription(description or text)
        self.setToolTip(description)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self.font()).horizontalAdvance(self._text)
        before = _ICON + _GAP if self._icon else 0
        return QSize(round(words + before + 2 * _SIDE + 1), self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 3 * Space.SECTION), self._height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        ink = self._tone.ink(colours)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(ink) if colours.line == colours.text else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tone.paper(colours)))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left = float(_SIDE)
        if self._icon:
            draw_icon(painter, self._icon, ink, QRectF(left, (self.height() - 12) / 2, 12, 12))
            left += _ICON + _GAP
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        room = QRectF(left, 0, self.width() - left - _SIDE + 1, self.height())
        shown = QFontMetricsF(self.font()).elidedText(
            self._text, Qt.TextElideMode.ElideRight, room.width() + 1
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()
