"""Our own icons: strokes in a square of 16, drawn in whatever colour is asked for."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import resource

_DENSITY = 3  # drawn three times as fine, so that 200 % and more stay sharp


def draw_icon(painter: QPainter, name: str, colour: str, where: QRectF) -> None:
    """Draw an icon.

    Args:
        painter: On what.
        name: The icon's file name without its ending.
        colour: As ``#rrggbb``.
        where: The square it fills.
    """
    _renderer(name, colour).render(painter, where)


def icon(name: str, colour: str, size: int = 16) -> QIcon:
    """An icon for widgets that want one as Qt's own."""
    return QIcon(pixmap(name, colour, size))


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """An icon as a picture of ``size`` logical pixels."""
    made = QPixmap(QSize(size, size) * _DENSITY)
    made.setDevicePixelRatio(_DENSITY)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_icon(painter, name, colour, QRectF(0, 0, size, size))
    painter.end()
    return made


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(source.replace("currentColor", colour).encode()))
