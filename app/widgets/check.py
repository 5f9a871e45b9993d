"""A box that is ticked or not, with its label, and at the right what belongs to it."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.theme import palette
from app.theme.tokens import Radius, Size, Space, TextStyle
from app.widgets.text import tip

_BOX = 18
_NOTE = 16
_LABEL_SHARE = 0.55


class Check(QCheckBox):
    """A check box.

    Args:
        label: What is ticked.
        description: What ticking it does.
        parent: The widget it belongs to.
    """

    def __init__(self, label: str, description: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent)
        self._description = description
        self._value = self._note = ""
        self.setFont(font(TextStyle.SMALL_STRONG))
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_words("", "")

    def show_words(self, value: str, note: str) -> None:
        """Write a value at the right, and a note below the label."""
        self._value, self._note = value, note
        words = ". ".join(part for part in (value, note, self._description) if part)
        self.setAccessibleDescription(words)
        # In full: label and value may be shortened.
        self.setToolTip(tip(f"{self.text()}: {words}"))
        self.updateGeometry()
        self.update()

    @property
    def value(self) -> str:
        """What stands at the right."""
        return self._value

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, Size.CONTROL + (_NOTE if self._note else 0))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_box(painter)
        left, flag = _BOX + Space.NEAR, Qt.AlignmentFlag
        line = QRectF(left, 0, self.width() - left, Size.CONTROL)
        label = QRectF(line)
        if self._value:
            label.setWidth(line.width() * _LABEL_SHARE - Space.TIGHT)
            value = QRectF(line)
            value.setLeft(label.right() + Space.TIGHT)
            _draw(painter, value, self._value, TextStyle.SMALL, colours.muted, flag.AlignRight)
        ink = colours.text if self.isEnabled() else colours.muted
        _draw(painter, label, self.text(), TextStyle.SMALL_STRONG, ink, flag.AlignLeft)
        note = QRectF(left, Size.CONTROL - Space.TIGHT, line.width(), _NOTE)
        _draw(painter, note, self._note, TextStyle.CAPTION, colours.muted, flag.AlignLeft)
        painter.end()

    def _draw_box(self, painter: QPainter) -> None:
        colours, on = palette(), self.isChecked()
        active = self.underMouse() and self.isEnabled()
        box = QRectF(0.75, (Size.CONTROL - _BOX) / 2 + 0.75, _BOX - 1.5, _BOX - 1.5)
        painter.setPen(QPen(QColor(colours.accent if on or active else colours.edge), 1.5))
        painter.setBrush(QColor(colours.accent if on else colours.surface))
        painter.drawRoundedRect(box, Radius.MARK, Radius.MARK)
        if on:
            pen = QPen(QColor(colours.on_accent), 2)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            corners = ((0.24, 0.52), (0.43, 0.7), (0.76, 0.3))
            tick = [
                QPointF(box.left() + x * box.width(), box.top() + y * box.height())
                for x, y in corners
            ]
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF(tick))


def _draw(
    painter: QPainter,
    room: QRectF,
    text: str,
    style: TextStyle,
    ink: str,
    side: Qt.AlignmentFlag,
) -> None:
    used = font(style)
    painter.setFont(used)
    painter.setPen(QColor(ink))
    shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 1)
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
