"""What moved a score: one signed bar for each input, and the same in words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from app.figures import Bar
from app.theme.fonts import font
from app.theme.theme import palette
from app.theme.tokens import Palette, Radius, TextStyle
from app.widgets.text import tip

ROW = 28
_BAR = 16
_GAP = 8
_LEAST = 2
_LEAST_BARS = 72
_LEAST_LABELS = 0.45


class Bars(QLabel):
    """Draws bars around one line, the largest first as they are given.

    A label, so that screen readers take it for text: the same contributions in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], words: str) -> None:
        """Show others; ``words`` says the same for those who do not see them."""
        self._bars = tuple(bars)
        self.setAccessibleName(words)
        self.setAccessibleDescription(words)
        # In full, for long labels are shortened beside the bars.
        self.setToolTip(tip("\n".join(f"{bar.text}  {bar.label}" for bar in bars)))
        self.setFixedHeight(ROW * len(self._bars))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, ROW * len(self._bars))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, ROW * len(self._bars))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_bars(painter, QRectF(self.rect()), self._bars, palette())
        painter.end()


def draw_bars(
    painter: QPainter,
    room: QRectF,
    bars: Sequence[Bar],
    colours: Palette,
    scale: float = 1.0,
    *,
    row: float = ROW,
) -> None:
    """Draw bars from the top of ``room`` downwards, on a screen or on paper.

    Args:
        painter: On what.
        room: Where.
        bars: What, from top to bottom.
        colours: In which colours.
        scale: Device pixels for each of the design's.
        row: How far it is from one bar to the next, in the design's pixels.
    """
    if not bars:
        return
    labels = _widest(TextStyle.SMALL, [bar.label for bar in bars], scale)
    figures = _widest(TextStyle.CAPTION_STRONG, [bar.text for bar in bars], scale)
    gap = _GAP * scale
    # Labels have what the figures and bars that can still be compared leave them.
    spare = room.width() - 2 * figures - 3 * gap - _LEAST_BARS * scale
    labels = min(labels, max(spare, room.width() * _LEAST_LABELS))
    left = room.left() + labels + gap + figures + gap
    right = room.right() - figures - gap
    most_down = max(0.0, *(-bar.points for bar in bars))
    most_up = max(0.0, *(bar.points for bar in bars))
    unit = max(right - left, 1.0) / ((most_down + most_up) or 1.0)
    zero = left + most_down * unit
    painter.setPen(QPen(QColor(colours.edge), scale))
    bottom = room.top() + row * scale * len(bars)
    painter.drawLine(QPointF(zero, room.top()), QPointF(zero, bottom))
    for place, bar in enumerate(bars):
        where = QRectF(room.left(), room.top() + place * row * scale, labels, row * scale)
        _draw_label(painter, bar, where, colours, scale)
        _draw_bar(painter, bar, QPointF(zero, where.center().y()), unit, colours, scale)


def _draw_label(painter: QPainter, bar: Bar, where: QRectF, colours: Palette, scale: float) -> None:
    used = font(TextStyle.SMALL, scale=scale)
    painter.setFont(used)
    painter.setPen(QColor(colours.text))
    shown = QFontMetricsF(used).elidedText(
        bar.label, Qt.TextElideMode.ElideRight, where.width() + scale
    )
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_bar(
    painter: QPainter, bar: Bar, at: QPointF, unit: float, colours: Palette, scale: float
) -> None:
    up = bar.points >= 0
    length = max(abs(bar.points) * unit, _LEAST * scale)
    height = _BAR * scale
    box = QRectF(at.x() if up else at.x() - length, at.y() - height / 2, length, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.positive if up else colours.negative))
    corner = min(Radius.MARK * scale * 0.75, length / 2)
    painter.drawRoundedRect(box, corner, corner)
    used = font(TextStyle.CAPTION_STRONG, scale=scale)
    painter.setFont(used)
    painter.setPen(QColor(colours.text))
    width = QFontMetricsF(used).horizontalAdvance(bar.text)
    gap = _GAP * scale
    left = box.right() + gap if up else box.left() - gap - width
    where = QRectF(left, at.y() - height, width + scale, 2 * height)
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, bar.text)


def _widest(style: TextStyle, texts: Sequence[str], scale: float) -> float:
    metrics = QFontMetricsF(font(style, scale=scale))
    return max(metrics.horizontalAdvance(text) for text in texts)
