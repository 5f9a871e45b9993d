"""What is drawn, on screens and on paper: plain data, every text said already."""

from dataclasses import dataclass
from enum import Enum


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


@dataclass(frozen=True, slots=True)
class ComparedOption:
    """One option of a comparison.

    Attributes:
        label: What it is.
        remark: What is to be known of it; empty where nothing is.
        icon: The remark's icon.
        low, score, high: The interval and the score in it.
        ranked: Whether it is told apart from others at all.
        apart_from: The place of the first option below it from which it, and each option above it,
            is told apart, as from all ranked ones below that; None where there is none.
        words: All of it in a sentence.
    """

    label: str
    remark: str
    icon: str
    low: float
    score: ScaleMark
    high: float
    ranked: bool
    apart_from: int | None
    words: str


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options that stand together, under one heading."""

    heading: str
    options: tuple[ComparedOption, ...]


@dataclass(frozen=True, slots=True)
class OptionChart:
    """Options with their intervals on one axis.

    Attributes:
        bands: From low to high; the first starts and the last ends the axis.
        edges: How the bounds of the bands are written, one more than there are bands.
        groups: From the highest score down; options are counted through all of them.
    """

    bands: tuple[ScaleBand, ...]
    edges: tuple[ScaleMark, ...]
    groups: tuple[OptionGroup, ...]

    @property
    def options(self) -> tuple[ComparedOption, ...]:
        """All of them, in their order."""
        return tuple(option for group in self.groups for option in group.options)


class Relation(Enum):
    """How an option stands to the chosen one."""

    ITSELF = "itself"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_TOLD = "not told"
    NOT_RANKED = "not ranked"


def relation(chart: OptionChart, chosen: int, other: int) -> Relation:
    """Say how the option at one place stands to the chosen one."""
    options = chart.options
    if chosen == other:
        return Relation.ITSELF
    if not (options[chosen].ranked and options[other].ranked):
        return Relation.NOT_RANKED
    above, below = min(chosen, other), max(chosen, other)
    apart = options[above].apart_from
    if apart is None or below < apart:
        return Relation.NOT_TOLD
    return Relation.HIGHER if other < chosen else Relation.LOWER
