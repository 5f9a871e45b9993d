"""A score on its scale: the bands, the interval, and where the score lies in it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from app.figures import ScaleMark, ScaleReading
from app.theme.fonts import font
from app.theme.theme import palette
from app.theme.tokens import Palette, TextStyle

_SIDE = 12
_TRACK_TOP = 28
_TRACK = 10
_INTERVAL = 18
_HEIGHT = 68
_KNOB = 8
_CLOSE = 6


class Scale(QLabel):
    """Draws a reading; without one, nothing.

    A label, so that screen readers take it for text: the same reading in words.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading: ScaleReading | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reading(self, reading: ScaleReading | None) -> None:
        """Show another reading."""
        self._reading = reading
        self.setAccessibleName(reading.words if reading else "")
        self.setAccessibleDescription(reading.words if reading else "")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, _HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._reading is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_scale(painter, QRectF(self.rect()), self._reading, palette())
        painter.end()


def draw_scale(
    painter: QPainter, room: QRectF, reading: ScaleReading, colours: Palette, scale: float = 1.0
) -> None:
    """Draw a reading, on a screen or on paper.

    Args:
        painter: On what.
        room: Where; as high as the widget at ``scale`` 1.
        reading: What.
        colours: In which colours.
        scale: Device pixels for each of the design's.
    """
    _Drawing(painter, room, reading, colours, scale).draw()


class _Drawing:
    def __init__(
        self,
        painter: QPainter,
        room: QRectF,
        reading: ScaleReading,
        colours: Palette,
        scale: float,
    ) -> None:
        self.painter, self.room, self.reading = painter, room, reading
        self.colours, self.scale = colours, scale
        self.caption = font(TextStyle.CAPTION, scale=scale)
        self.strong = font(TextStyle.CAPTION_STRONG, scale=scale)

    def draw(self) -> None:
        self._track()
        self._band_names()
        self._interval()
        self._marks()

    def _x(self, value: float) -> float:
        bands = self.reading.bands
        bottom, top = bands[0].start, bands[-1].end
        side = _SIDE * self.scale
        width = self.room.width() - 2 * side
        return self.room.left() + side + (value - bottom) / (top - bottom) * width

    def _middle(self) -> float:
        return self.room.top() + (_TRACK_TOP + _TRACK / 2) * self.scale

    def _track(self) -> None:
        bands, height = self.reading.bands, _TRACK * self.scale
        left, right = self._x(bands[0].start), self._x(bands[-1].end)
        bar = QRectF(left, self._middle() - height / 2, right - left, height)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.colours.line))
        self.painter.drawRoundedRect(bar, height / 2, height / 2)

    def _band_names(self) -> None:
        self.painter.setFont(self.caption)
        self.painter.setPen(QColor(self.colours.muted))
        height = 16 * self.scale
        for band in self.reading.bands:
            left, right = self._x(band.start), self._x(band.end)
            where = QRectF(left, self.room.top(), right - left, height)
            name = QFontMetricsF(self.caption).elidedText(
                band.name, Qt.TextElideMode.ElideRight, where.width()
            )
            self.painter.drawText(where, Qt.AlignmentFlag.AlignCenter, name)
        for band in self.reading.bands[:-1]:
            pen = QPen(QColor(self.colours.edge), self.scale, Qt.PenStyle.DashLine)
            self.painter.setPen(pen)
            x, reach = self._x(band.end), (_INTERVAL / 2 + 5) * self.scale
            self.painter.drawLine(
                QPointF(x, self._middle() - reach), QPointF(x, self._middle() + reach)
            )

    def _interval(self) -> None:
        low, high = self._x(self.reading.low.value), self._x(self.reading.high.value)
        height = _INTERVAL * self.scale
        # Never narrower than it is high, so that a nearly certain score can still be seen.
        spare = max(0.0, height - (high - low)) / 2
        box = QRectF(low - spare, self._middle() - height / 2, high - low + 2 * spare, height)
        ground = QColor(self.colours.accent_soft)
        ground.setAlphaF(0.88)
        self.painter.setBrush(ground)
        self.painter.setPen(QPen(QColor(self.colours.accent), 1.25 * self.scale))
        self.painter.drawRoundedRect(box, height / 2, height / 2)
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(self.colours.accent))
        knob = _KNOB * self.scale
        self.painter.drawEllipse(
            QPointF(self._x(self.reading.score.value), self._middle()), knob, knob
        )

    def _marks(self) -> None:
        """Write the interval's ends, then those bounds of bands that leave them legible."""
        low, high = self.reading.low, self.reading.high
        width_low, width_high = self._wide(low, self.strong), self._wide(high, self.strong)
        gap = _CLOSE * self.scale
        left_low, left_high = self._left(low, width_low), self._left(high, width_high)
        if left_high < left_low + width_low + gap:
            # Both beside each other where the interval lies, and never beyond the end of the room.
            both = width_low + gap + width_high
            middle = (self._x(low.value) + self._x(high.value)) / 2
            left_low = min(max(middle - both / 2, self.room.left()), self.room.right() - both)
            left_high = left_low + width_low + gap
        taken = [(left_low, left_low + width_low), (left_high, left_high + width_high)]
        self._write(low, left_low, strong=True)
        self._write(high, left_high, strong=True)
        for mark in self.reading.edges:
            width = self._wide(mark, self.caption)
            left = self._left(mark, width)
            if all(left >= end + gap or left + width + gap <= start for start, end in taken):
                taken.append((left, left + width))
                self._write(mark, left, strong=False)

    def _wide(self, mark: ScaleMark, used: QFont) -> float:
        return QFontMetricsF(used).horizontalAdvance(mark.text)

    def _left(self, mark: ScaleMark, width: float) -> float:
        left = self._x(mark.value) - width / 2
        return min(max(left, self.room.left()), self.room.right() - width)

    def _write(self, mark: ScaleMark, left: float, *, strong: bool) -> None:
        used = self.strong if strong else self.caption
        top = self._middle() + (_INTERVAL / 2 + 6) * self.scale
        self.painter.setFont(used)
        self.painter.setPen(QColor(self.colours.text if strong else self.colours.muted))
        where = QRectF(left, top, self._wide(mark, used) + 1, 16 * self.scale)
        self.painter.drawText(where, Qt.AlignmentFlag.AlignLeft, mark.text)
