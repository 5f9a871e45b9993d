"""Sizes of paper."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPageLayout


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, upright; lengths in points, of 72 to an inch.

    Attributes:
        width: From left to right.
        height: From top to bottom.
        margin: What stays empty at each side.
    """

    width: float
    height: float
    margin: float = 36


A4: Final = Paper(595, 842)
LETTER: Final = Paper(612, 792)

# Where letter size is in a ward's printers, whatever the units of measure (as in Canada).
_LETTER_COUNTRIES = {
    QLocale.Country.UnitedStates,
    QLocale.Country.Canada,
    QLocale.Country.Mexico,
    QLocale.Country.PuertoRico,
    QLocale.Country.Philippines,
    QLocale.Country.Chile,
    QLocale.Country.Colombia,
    QLocale.Country.Venezuela,
}


def usual_paper() -> Paper:
    """The paper that is usual where the person works."""
    return LETTER if QLocale().territory() in _LETTER_COUNTRIES else A4


def paper_of(layout: QPageLayout) -> Paper:
    """The paper in a printer, with a margin that the printer can keep."""
    in_points = QPageLayout(layout)
    in_points.setUnits(QPageLayout.Unit.Point)
    whole, can = in_points.fullRect(), in_points.minimumMargins()
    least = max(can.left(), can.top(), can.right(), can.bottom())
    return Paper(whole.width(), whole.height(), max(A4.margin, least))
