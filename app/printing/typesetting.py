"""Text on paper: how much room it takes, and the same lines again when it is drawn.

Everything is measured and drawn in letters eight times their size and then shrunk, so that lines
break alike on every device, whatever its resolution.
"""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextLayout, QTextOption

from app.printing.items import Box, Piece, Words
from app.theme.fonts import font
from app.theme.tokens import LIGHT, TextStyle

FINE = 8
_WIDEST = 1e6
_LINES_TOGETHER = 12
_LINE_ENDS = {ord("\n"): "\N{LINE SEPARATOR}", ord("\r"): None}


def width_of(text: str, style: TextStyle) -> float:
    """How wide a text is in one line."""
    laid_out = _laid_out(text, style, _WIDEST)  # held by name: a line is nothing without it
    # A little more, so that the text surely fits again into what was measured.
    return ceil(laid_out.maximumWidth() / FINE * 4 + 1) / 4


def height_of(text: str, style: TextStyle, width: float) -> float:
    """How high a text is when it is broken into lines of this width."""
    return float(_laid_out(text, style, width).lineCount() * style.line)


def baseline_of(style: TextStyle) -> float:
    """How far below its upper end a line of this style stands."""
    metrics = QFontMetricsF(font(style, scale=FINE))
    return (style.line - (metrics.ascent() + metrics.descent()) / FINE) / 2 + (
        metrics.ascent() / FINE
    )


def words(
    text: str,
    style: TextStyle,
    width: float,
    *,
    ink: str = LIGHT.text,
    to_the_right: bool = False,
) -> Piece:
    """A text of this width, as high as its lines; an empty one takes no room."""
    if not text:
        return Piece(0, ())
    height = height_of(text, style, width)
    box = Box(0, 0, width, height)
    return Piece(height, (Words(box, text, style, ink, to_the_right=to_the_right),))


def paragraphs(text: str, style: TextStyle, width: float, *, ink: str = LIGHT.text) -> list[Piece]:
    """A text that may be long, in pieces of a few lines, so that a page can end between them."""
    return [words(part, style, width, ink=ink) for part in _parts(text, style, width) if part]


def draw_words(painter: QPainter, item: Words) -> None:
    """Draw a text where it stands."""
    laid_out = _laid_out(item.text, item.style, item.box.width, to_the_right=item.to_the_right)
    painter.save()
    painter.setPen(QColor(item.ink))
    painter.translate(item.box.left, item.box.top)
    painter.scale(1 / FINE, 1 / FINE)
    laid_out.draw(painter, QPointF(0, 0))
    painter.restore()


def _parts(text: str, style: TextStyle, width: float) -> Iterator[str]:
    laid_out = _laid_out(text, style, width)
    shown = text.translate(_LINE_ENDS)
    if laid_out.lineCount() <= _LINES_TOGETHER:
        yield text
        return
    encoded = shown.encode("utf-16-le", "surrogatepass")  # Qt counts in halves of UTF-16
    starts = [
        laid_out.lineAt(place).textStart()
        for place in range(0, laid_out.lineCount(), _LINES_TOGETHER)
    ]
    for start, end in zip(starts, [*starts[1:], len(encoded) // 2], strict=True):
        part = encoded[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")
        yield part.strip("\N{LINE SEPARATOR}")


def _laid_out(
    text: str, style: TextStyle, width: float, *, to_the_right: bool = False
) -> QTextLayout:
    used = font(style, scale=FINE)
    made = QTextLayout(text.translate(_LINE_ENDS), used)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if to_the_right:
        option.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setTextOption(option)
    made.setCacheEnabled(True)
    baseline = baseline_of(style) * FINE
    made.beginLayout()
    while (line := made.createLine()).isValid():
        line.setLineWidth(width * FINE)
        # By the baseline, so that a letter of another font does not push its line down.
        line.setPosition(QPointF(0, baseline - line.ascent()))
        baseline += style.line * FINE
    made.endLayout()
    return made
