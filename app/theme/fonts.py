"""The one bundled family, loaded from its package, so that a system without fonts can be read."""

import struct
from importlib.resources import files

from PySide6.QtGui import QFont, QFontDatabase

from app.theme.tokens import TextStyle

# Of the same length as the font's own name, in whose place it is put.
_FAMILY, _OWN_NAME = "Wcast", "Inter"
_FILE = "Inter[opsz,wght].ttf"
# Family, unique name, full name, PostScript name, typographic family; and one of the platforms.
_FAMILY_NAMES, _MACINTOSH = frozenset({1, 3, 4, 6, 16}), 1
_WEIGHT, _OPTICAL = QFont.Tag("wght"), QFont.Tag("opsz")
_TABULAR, _CONTEXTUAL = QFont.Tag("tnum"), QFont.Tag("calt")
_OPTICAL_RANGE = (14, 32)


class FontMissingError(RuntimeError):
    """The bundled font is not there: the installation is damaged."""


def load_fonts() -> None:
    """Make the bundled family known to the application.

    Raises:
        FontMissingError: It cannot be read.
    """
    data = _renamed(files("fontpkg_inter").joinpath("files", _FILE).read_bytes())
    if QFontDatabase.addApplicationFontFromData(data) < 0:
        raise FontMissingError(_FILE)


def font(style: TextStyle, *, scale: float = 1.0) -> QFont:
    """The font of a style, with figures of equal width on screens.

    Weight and optical size go through the axes of the variable font: QFont.setWeight alone
    draws every weight below bold as regular.

    Contextual forms are off: they would show ``A->B`` as an arrow and ``10x20`` with a times sign,
    and a patient reference has to be seen as it was typed. Figures of equal width are off on
    paper: Qt finds a PDF's text by the glyphs of plain letters, and such figures could neither be
    searched for, nor copied, nor read aloud.

    Args:
        style: Which.
        scale: Pixels for each of the style's; other than 1 on paper.
    """
    made = QFont(_FAMILY)
    made.setPixelSize(max(1, round(style.pixels * scale)))
    made.setVariableAxis(_WEIGHT, style.weight)
    low, high = _OPTICAL_RANGE
    made.setVariableAxis(_OPTICAL, min(max(style.pixels, low), high))
    made.setFeature(_CONTEXTUAL, 0)
    if scale == 1:
        made.setFeature(_TABULAR, 1)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _renamed(data: bytes) -> bytes:
    """Give the font a family of its own, in memory.

    Where the system has the same family installed, Qt would mix both, and the system's has no axes:
    every weight would be drawn as regular.

    Source:
        OpenType 1.9, the table directory and the naming table.
    """
    patched = bytearray(data)
    tables = struct.unpack_from(">H", data, 4)[0]
    directory = (struct.unpack_from(">4s4xII", data, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, offset, _ in directory if tag == b"name")
    count, texts = struct.unpack_from(">HH", data, start + 2)
    for record in range(count):
        platform, name, size, offset = struct.unpack_from(">H4xHHH", data, start + 6 + 12 * record)
        if name in _FAMILY_NAMES:
            coding = "latin-1" if platform == _MACINTOSH else "utf-16-be"
            place = slice(start + texts + offset, start + texts + offset + size)
            own, other = _OWN_NAME.encode(coding), _FAMILY.encode(coding)
            patched[place] = patched[place].replace(own, other, 1)
    return bytes(patched)
