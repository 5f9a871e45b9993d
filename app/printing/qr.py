"""QR codes as squares, so that they stay sharp at every resolution."""

from functools import lru_cache

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

QUIET = 4
"""How many modules stay empty around a code, as its standard asks."""


@lru_cache(maxsize=16)
def modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules of a code, row by row, without the quiet zone.

    Error level M: 15 % of the code may be lost to a fold or a stain.

    Source:
        ISO/IEC 18004.
    """
    import segno

    made = segno.make(content, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


def code_path(content: str, where: QRectF) -> QPainterPath:
    """The dark modules as rectangles within ``where``, which holds the quiet zone too."""
    rows = modules(content)
    side = where.width() / (len(rows) + 2 * QUIET)
    path = QPainterPath()
    for down, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start + 1
            while end < len(row) and row[end] == row[start]:
                end += 1
            if row[start]:
                left = where.left() + (start + QUIET) * side
                top = where.top() + (down + QUIET) * side
                path.addRect(QRectF(left, top, (end - start) * side, side))
            start = end
    return path


def draw_code(painter: QPainter, where: QRectF, content: str, ink: str) -> None:
    """Draw a code as one shape: squares drawn one by one would show seams between them."""
    painter.fillPath(code_path(content, where), QColor(ink))
