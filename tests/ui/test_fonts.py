"""The bundled font, also on a system that has a font of the same name."""

from importlib.resources import files

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF

from app.theme.fonts import font, load_fonts
from app.theme.tokens import TextStyle

pytestmark = pytest.mark.usefixtures("qapp")


def width(style: TextStyle) -> float:
    """How wide a word is drawn, beside the height of the letters."""
    return QFontMetricsF(font(style)).horizontalAdvance("Hamburgefonstiv") / style.pixels


def test_every_style_is_drawn_in_the_bundled_family_and_not_in_a_namesake() -> None:
    load_fonts()
    own = files("fontpkg_inter").joinpath("files", "Inter[opsz,wght].ttf").read_bytes()
    namesake = QFontDatabase.addApplicationFontFromData(own)
    families = QFontDatabase.applicationFontFamilies(namesake)

    for style in TextStyle:
        assert QFontInfo(font(style)).family() not in families

    QFontDatabase.removeApplicationFont(namesake)


def test_strong_letters_are_wider_than_regular_ones_of_the_same_size() -> None:
    load_fonts()

    assert width(TextStyle.CAPTION_STRONG) > 1.01 * width(TextStyle.CAPTION)
    assert width(TextStyle.BODY_STRONG) > 1.01 * width(TextStyle.BODY)
