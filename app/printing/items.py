"""What a page is made of: plain data with a place for everything, and nothing that draws.

Lengths are the design's pixels, as on screens; a page says how large one of them is on its paper.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QRectF

from app.figures import Bar, ScaleReading
from app.theme.tokens import LIGHT, Radius, TextStyle


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.top + self.height

    @property
    def rect(self) -> QRectF:
        """The same as Qt writes it."""
        return QRectF(*self)

    def moved(self, right: float, down: float) -> "Box":
        """The same rectangle elsewhere."""
        return self._replace(left=self.left + right, top=self.top + down)


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it stands, never taken for markup, broken into lines within its box."""

    box: Box
    text: str
    style: TextStyle
    ink: str = LIGHT.text
    to_the_right: bool = False


@dataclass(frozen=True, slots=True)
class Plate:
    """A ground, a border or a line."""

    box: Box
    fill: str = ""
    edge: str = ""
    radius: float = Radius.CARD


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon."""

    box: Box
    icon: str
    ink: str


@dataclass(frozen=True, slots=True)
class ScaleFigure:
    """The score on its scale."""

    box: Box
    reading: ScaleReading


@dataclass(frozen=True, slots=True)
class BarsFigure:
    """Contributions as bars with their figures; what each is of stands beside them as words.

    Attributes:
        box: Where; as many rows of it as it is high.
        bars: All there are: they share one scale.
        row: The height of a row.
        first: Which bar is the uppermost here.
    """

    box: Box
    bars: tuple[Bar, ...]
    row: float
    first: int = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with its quiet zone."""

    box: Box
    content: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """A word across the whole box, behind everything."""

    box: Box
    text: str


Item = Words | Plate | Sign | ScaleFigure | BarsFigure | Code | Stamp


@dataclass(frozen=True, slots=True)
class Piece:
    """Items that stay together, placed from the piece's own left upper corner.

    Attributes:
        height: How much room it takes.
        items: What is in it, from the back to the front.
    """

    height: float
    items: tuple[Item, ...]

    def at(self, left: float, top: float) -> tuple[Item, ...]:
        """The items where they are on a page."""
        return tuple(replace(item, box=item.box.moved(left, top)) for item in self.items)


@dataclass(frozen=True, slots=True)
class Page:
    """One side of paper.

    Attributes:
        width: Of the paper, in the design's pixels.
        height: The same downwards.
        unit: How many points, of 72 to an inch, one of the design's pixels is here.
        items: What stands on it, from the back to the front.
    """

    width: float
    height: float
    unit: float
    items: tuple[Item, ...]


def stacked(pieces: Iterable[Piece], gap: float = 0) -> Piece:
    """Put pieces below each other."""
    items: list[Item] = []
    top = 0.0
    for place, piece in enumerate(pieces):
        top += gap if place else 0
        items += piece.at(0, top)
        top += piece.height
    return Piece(top, tuple(items))


def side_by_side(pieces: Sequence[tuple[float, Piece]]) -> Piece:
    """Put pieces beside each other, each at its own distance from the left."""
    items = [item for left, piece in pieces for item in piece.at(left, 0)]
    return Piece(max((piece.height for _, piece in pieces), default=0), tuple(items))
