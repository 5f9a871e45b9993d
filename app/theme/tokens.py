"""Colours, spaces, radii and type: every figure of the design, and nothing that draws."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they mean; a ``soft`` one is the ground on which its own colour is read.

    Attributes:
        name: Which palette this is.
        ground: Behind everything.
        surface: Cards, bars, fields.
        sunk: Tracks and quiet chips.
        line: Thin borders that only part.
        edge: Borders of what can be operated; 3:1 against what is beside it.
        text: Text.
        muted: Secondary text.
        accent: The one accent.
        on_accent: Text on the accent.
        good, caution, stop: Meaning, always beside a word or a shape.
        positive, negative: The two directions of a contribution.
    """

    name: str
    ground: str
    surface: str
    sunk: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    accent_strong: str
    on_accent: str
    good: str
    good_soft: str
    caution: str
    caution_soft: str
    stop: str
    stop_soft: str
    positive: str
    negative: str

    @property
    def dark(self) -> bool:
        """Whether the ground is darker than the text."""
        return luminance(self.ground) < luminance(self.text)


LIGHT: Final = Palette(
    name="light",
    ground="#f4f6f8",
    surface="#ffffff",
    sunk="#eef1f4",
    line="#d9dfe5",
    edge="#7d8a96",
    text="#16202b",
    muted="#55626f",
    accent="#0b6e74",
    accent_soft="#e1f1f1",
    accent_strong="#095a5f",
    on_accent="#ffffff",
    good="#1b6e3e",
    good_soft="#e4f3ea",
    caution="#7f5300",
    caution_soft="#fdf1d8",
    stop="#b3261e",
    stop_soft="#fbe7e5",
    positive="#0b6e74",
    negative="#b4542c",
)

DARK: Final = Palette(
    name="dark",
    ground="#11171d",
    surface="#19212a",
    sunk="#131a21",
    line="#2c3742",
    edge="#6b7a88",
    text="#e8edf2",
    muted="#9fb0bf",
    accent="#4fc0c2",
    accent_soft="#14343a",
    accent_strong="#74d2d3",
    on_accent="#06282a",
    good="#6fce98",
    good_soft="#16342a",
    caution="#f0c068",
    caution_soft="#3a2d12",
    stop="#ff9088",
    stop_soft="#3d1c1a",
    positive="#4fc0c2",
    negative="#f0925f",
)

HIGH_CONTRAST: Final = Palette(
    name="high contrast",
    ground="#000000",
    surface="#000000",
    sunk="#1c1c1c",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    muted="#ffffff",
    accent="#ffe34d",
    accent_soft="#33300a",
    accent_strong="#fff3a6",
    on_accent="#000000",
    good="#7dff9e",
    good_soft="#08240f",
    caution="#ffd75e",
    caution_soft="#2b2200",
    stop="#ffb0a8",
    stop_soft="#3a0d09",
    positive="#ffe34d",
    negative="#ffb27d",
)

PALETTES: Final = (LIGHT, DARK, HIGH_CONTRAST)


class Space:
    """Distances in pixels, on a grid of 4 and mostly of 8."""

    HAIR: Final = 4
    TIGHT: Final = 8
    NEAR: Final = 12
    BASE: Final = 16
    CARD: Final = 20
    PAGE: Final = 24
    SECTION: Final = 32


class Radius:
    """Corners in pixels."""

    MARK: Final = 4
    CONTROL: Final = 8
    CARD: Final = 12


class Size:
    """Heights and widths in pixels."""

    CONTROL: Final = 36
    BUTTON: Final = 40
    CHIP: Final = 24
    HEADER: Final = 48
    FOOTER: Final = 32
    SIDEBAR: Final = 200
    FORM: Final = 340
    LIMITS: Final = 236
    RING: Final = 2
    RING_GAP: Final = 1


RING_STRENGTH: Final = 0.8
"""How much of the accent the ring around what has the keyboard has; 3:1 on every ground."""


class TextStyle(Enum):
    """The type scale: five sizes of one family, as pixels, weight and line height."""

    CAPTION = (12, 400, 16)
    CAPTION_STRONG = (12, 550, 16)
    SMALL = (13, 400, 20)
    SMALL_STRONG = (13, 550, 20)
    BODY = (14, 400, 20)
    BODY_STRONG = (14, 600, 20)
    TITLE = (20, 650, 28)
    SCORE = (56, 700, 60)

    @property
    def pixels(self) -> int:
        """Size of the letters."""
        return self.value[0]

    @property
    def weight(self) -> int:
        """Weight on the font's axis, 100 to 900."""
        return self.value[1]

    @property
    def line(self) -> int:
        """Height of a line."""
        return self.value[2]


class Tone(Enum):
    """What a word, a chip or a banner means."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    GOOD = "good"
    CAUTION = "caution"
    STOP = "stop"

    def ink(self, palette: Palette) -> str:
        """The colour in which it is written."""
        return palette.muted if self is Tone.NEUTRAL else getattr(palette, self.value)

    def paper(self, palette: Palette) -> str:
        """The colour on which it is written."""
        return palette.sunk if self is Tone.NEUTRAL else getattr(palette, f"{self.value}_soft")


_LINEAR_BELOW: Final = 0.04045  # sRGB's straight piece, IEC 61966-2-1


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, 0 to 1.

    Source:
        WCAG 2.2, relative luminance.
    """
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= _LINEAR_BELOW else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21.

    Source:
        WCAG 2.2, contrast ratio.
    """
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
