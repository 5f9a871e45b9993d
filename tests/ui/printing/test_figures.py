"""Figures and letters are drawn alike on screens and on paper."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTextLayout

from app.figures import ScaleReading
from app.theme.fonts import font
from app.theme.tokens import LIGHT, TextStyle
from app.widgets.scale import draw_scale
from tests.ui.printing.samples import reading

pytestmark = pytest.mark.usefixtures("theme")

ROOM = QRectF(40, 10, 320, 68)


def inked(shown: ScaleReading) -> tuple[int, int]:
    """The first and the last column that a scale's figures reach."""
    picture = QImage(400, 90, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    draw_scale(painter, ROOM, shown, LIGHT)
    painter.end()
    columns = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y).lightness() < 200 for y in range(picture.height()))
    ]
    return min(columns), max(columns)


@pytest.mark.parametrize("low", [0, 0.1, 4.9, 9.7, 9.9])
def test_the_ends_of_a_narrow_interval_stay_within_the_scale(low: float) -> None:
    first, last = inked(reading(low, low + 0.05, low + 0.1))

    assert first >= ROOM.left() - 1
    assert last <= ROOM.right() + 1


def glyphs(text: str, scale: float) -> list[int]:
    layout = QTextLayout(text, font(TextStyle.BODY, scale=scale))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]


@pytest.mark.parametrize("scale", [1, 8])
@pytest.mark.parametrize("typed", ["->", "<-", "=>", "10x20", "<b>A</b>&B", "fi ffi"])
def test_every_letter_is_shown_as_it_was_typed(typed: str, scale: float) -> None:
    assert glyphs(typed, scale) == [glyph for one in typed for glyph in glyphs(one, scale)]
