"""Draws a page that was laid out, on whatever paints: a printer, a PDF, a picture."""

from dataclasses import replace
from math import cos, radians, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.printing.items import (
    BarsFigure,
    Box,
    Code,
    Item,
    Page,
    Plate,
    ScaleFigure,
    Sign,
    Stamp,
    Words,
)
from app.printing.qr import draw_code
from app.printing.typesetting import FINE, draw_words
from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.tokens import LIGHT, TextStyle
from app.widgets.bars import draw_bars
from app.widgets.scale import draw_scale

_SLANT = 40
_STAMP_SHARE = 0.8
_STAMP_EDGE = "#e8b4b0"  # the colour of stop at a third: seen beside text, never mistaken for it


def paint_page(painter: QPainter, page: Page, resolution: float) -> None:
    """Draw a page from the device's upper left corner.

    Args:
        painter: On what.
        page: What.
        resolution: How many of the device's pixels an inch has.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    factor = page.unit * resolution / 72
    painter.scale(factor, factor)
    for item in page.items:
        _paint(painter, item)
    painter.restore()


def _paint(painter: QPainter, item: Item) -> None:
    match item:
        case Words():
            draw_words(painter, item)
        case Plate():
            _paint_plate(painter, item)
        case Sign():
            draw_icon(painter, item.icon, item.ink, item.box.rect)
        case ScaleFigure():
            room = _finely(painter, item.box)
            draw_scale(painter, room, item.reading, LIGHT, FINE)
            painter.restore()
        case BarsFigure():
            _paint_bars(painter, item)
        case Code():
            draw_code(painter, item.box.rect, item.content, LIGHT.text)
        case Stamp():
            _paint_stamp(painter, item)


def _finely(painter: QPainter, box: Box) -> QRectF:
    """Go over to the fine measure within a box, until the painter is restored."""
    painter.save()
    painter.translate(box.left, box.top)
    painter.scale(1 / FINE, 1 / FINE)
    return QRectF(0, 0, box.width * FINE, box.height * FINE)


def _paint_plate(painter: QPainter, plate: Plate) -> None:
    painter.setBrush(QColor(plate.fill) if plate.fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(plate.edge), 1) if plate.edge else Qt.PenStyle.NoPen)
    # A border lies within its box, not across its rim.
    inset = 0.5 if plate.edge else 0
    box = plate.box.rect.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, plate.radius, plate.radius)


def _paint_bars(painter: QPainter, figure: BarsFigure) -> None:
    room = _finely(painter, figure.box)
    above = figure.first * figure.row * FINE
    if room.height() < len(figure.bars) * figure.row * FINE:
        painter.setClipRect(room)
    # Without labels: those stand beside, broken into lines instead of shortened.
    bars = [replace(bar, label="") for bar in figure.bars]
    draw_bars(painter, room.translated(0, -above), bars, LIGHT, FINE, row=figure.row)
    painter.restore()


def _paint_stamp(painter: QPainter, stamp: Stamp) -> None:
    """A slanted word in outline, as wide as fits: seen on a grey copy too, and read through."""
    path = QPainterPath()
    path.addText(QPointF(0, 0), font(TextStyle.SCORE, scale=FINE), stamp.text)
    path = path.simplified()  # letters of a variable font are made of shapes that overlap
    written = path.boundingRect()
    slant = radians(_SLANT)
    wide = written.width() * cos(slant) + written.height() * sin(slant)
    high = written.width() * sin(slant) + written.height() * cos(slant)
    size = _STAMP_SHARE * min(stamp.box.width / wide, stamp.box.height / high)
    painter.save()
    painter.translate(stamp.box.rect.center())
    painter.rotate(-_SLANT)
    painter.scale(size, size)
    painter.translate(-written.center())
    painter.setBrush(QColor(LIGHT.stop_soft))
    painter.setPen(QPen(QColor(_STAMP_EDGE), 1.5 / size))
    painter.drawPath(path)
    painter.restore()
