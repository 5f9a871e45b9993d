"""What is drawn, on screens and on paper: plain data, every text said already."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScaleBand:
    """A stretch of the scale with its word; ``end`` is where the next one begins."""

    name: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class ScaleMark:
    """A value of the scale, and how it is written there."""

    value: float
    text: str


@dataclass(frozen=True, slots=True)
class ScaleReading:
    """Everything that the scale shows.

    Attributes:
        bands: From low to high; the first starts and the last ends the scale.
        edges: How the bounds of the bands are written, one more than there are bands.
        low, score, high: The interval and the score in it.
        words: The same in a sentence, for those who do not see it.
    """

    bands: tuple[ScaleBand, ...]
    edges: tuple[ScaleMark, ...]
    low: ScaleMark
    score: ScaleMark
    high: ScaleMark
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How far one input moved the score.

    Attributes:
        label: Which input, with its value.
        points: How far; above zero is up.
        text: The same as it is written, with its sign.
    """

    label: str
    points: float
    text: str
