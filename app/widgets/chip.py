"""A pill with a word: what state something is in, by word, shape and colour together."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Size, Space, TextStyle, Tone
from app.widgets.text import tip

_ICON = 12
_SIDE = 10
_GAP = 6


class Chip(QLabel):
    """A word on a pill.

    A label, so that screen readers take it for text and not for an empty area.

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
        self._tone, self._icon, self._word = tone, icon, text
        self._height = Size.CHIP + 4 if large else Size.CHIP
        self.setFont(font(TextStyle.BODY_STRONG if large else TextStyle.CAPTION_STRONG))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_word(text, tone, icon=icon)

    @property
    def word(self) -> str:
        """What it says."""
        return self._word

    def show_word(self, text: str, tone: Tone, *, icon: str = "", description: str = "") -> None:
        """Say another word."""
        self._word, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.setAccessibleDescription(description or text)
        # Its own word first, for it may be shortened.
        self.setToolTip(tip(f"{text}\n{description}" if description else text))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(_width(self._word, self._icon, self.font())), self._height)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 3 * Space.SECTION), self._height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _draw(painter, QRectF(self.rect()), (self._word, self._tone, self._icon), self.font())
        painter.end()


def draw_chip(painter: QPainter, room: QRectF, text: str, tone: Tone, icon: str = "") -> None:
    """Draw a small chip at the left of ``room``, in the middle of its height."""
    used = font(TextStyle.CAPTION_STRONG)
    width = min(_width(text, icon, used), room.width())
    top = room.y() + (room.height() - Size.CHIP) / 2
    _draw(painter, QRectF(room.x(), top, width, Size.CHIP), (text, tone, icon), used)


def _width(text: str, icon: str, used: QFont) -> float:
    before = _ICON + _GAP if icon else 0
    return QFontMetricsF(used).horizontalAdvance(text) + before + 2 * _SIDE + 1


def _draw(painter: QPainter, box: QRectF, what: tuple[str, Tone, str], used: QFont) -> None:
    (text, tone, icon), colours = what, palette()
    ink = tone.ink(colours)
    painter.setPen(QColor(ink) if colours.line == colours.text else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.paper(colours)))
    pill = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    left = box.x() + _SIDE
    if icon:
        top = box.y() + (box.height() - _ICON) / 2
        draw_icon(painter, icon, ink, QRectF(left, top, _ICON, _ICON))
        left += _ICON + _GAP
    painter.setPen(QColor(ink))
    painter.setFont(used)
    room = QRectF(left, box.y(), box.right() - left - _SIDE + 1, box.height())
    shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
