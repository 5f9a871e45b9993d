"""Figures as SVG for a page: drawn by numbers, coloured by the page's classes, readable without.

Nothing in them runs or is fetched. Every text is escaped, every figure has a title and a
description for whoever cannot see it, and coordinates are rounded, so the same data give the same
bytes. Colours and fonts stand in ``trainer/publishing/html/style.py``.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

import numpy as np
from numpy.typing import NDArray

from trainer.evaluation.metrics import round_step

Vector = NDArray[np.float64]
Point = tuple[float, float]

WIDTH, HEIGHT = 520.0, 360.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 68.0, 16.0, 12.0, 48.0
_ACROSS, _UP = 44, 30
_SHADES = 6
_TICKS = 6


@dataclass(frozen=True)
class Axis:
    """A scale with its ticks.

    Attributes:
        low: Where it begins.
        high: Where it ends.
        label: What it shows, with the unit.
        ticks: Where it is marked.
        percent: Whether its numbers are shares.
    """

    low: float
    high: float
    label: str
    ticks: tuple[float, ...]
    percent: bool = False

    @classmethod
    def around(
        cls, values: Iterable[float], label: str, *, most_ticks: int = _TICKS, percent: bool = False
    ) -> "Axis":
        """A scale over all finite values, from one round number to another."""
        known = [value for value in values if math.isfinite(value)] or [0.0]
        low, high = min(known), max(known)
        step = round_step(max(high - low, abs(high) * 1e-6, 1e-9) / most_ticks)
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        last = max(last, first + 1)
        ticks = tuple(float(f"{number * step:.12g}") for number in range(first, last + 1))
        return cls(ticks[0], ticks[-1], label, ticks, percent)

    def text(self, value: float) -> str:
        """A tick in words."""
        return f"{value * 100:g}%" if self.percent else f"{value:.10g}".replace("-", "\u2212")

    def share(self, value: float) -> float:
        """Where a value lies, 0 to 1; what lies beyond an end is drawn at it."""
        return min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)


@dataclass
class Plot:
    """A figure with two scales, drawn layer upon layer.

    Attributes:
        title: What it is.
        says: What is to be seen in it, for whoever cannot see it.
        x: The scale across.
        y: The scale upwards.
        width: In pixels at full size.
        height: In pixels at full size.
    """

    title: str
    says: str
    x: Axis
    y: Axis
    width: float = WIDTH
    height: float = HEIGHT
    _parts: list[str] = field(default_factory=list)

    def cloud(self, across: Vector, up: Vector) -> None:
        """Shade each cell by how many points lie in it: no single row can be read from it."""
        places = [
            np.clip(
                ((values - axis.low) / (axis.high - axis.low) * cells).astype(int), 0, cells - 1
            )
            for values, axis, cells in ((across, self.x, _ACROSS), (up, self.y, _UP))
        ]
        flat = np.bincount(places[0] * _UP + places[1], minlength=_ACROSS * _UP)
        counts = flat.reshape(_ACROSS, _UP)
        most = counts.max(initial=1)
        w, h = (self._right - _LEFT) / _ACROSS, (self._floor - _TOP) / _UP
        for i, j in np.argwhere(counts > 0).tolist():
            shade = max(1, math.ceil(math.sqrt(counts[i, j] / most) * _SHADES))
            x, y = _LEFT + i * w, self._floor - (j + 1) * h
            self._parts.append(
                f'<rect class="cell c{shade}" x="{x + 0.5:.1f}" y="{y + 0.5:.1f}" '
                f'width="{w - 1:.1f}" height="{h - 1:.1f}" rx="1.5"/>'
            )

    def line(self, points: Sequence[Point], kind: str = "line") -> None:
        """Join points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(self._at, points))
        self._parts.append(f'<polyline class="{kind}" points="{path}"/>')

    def band(self, points: Sequence[tuple[float, float, float]]) -> None:
        """Draw the two edges of a band, given as place, lower and upper end."""
        self.line([(x, low) for x, low, _ in points], "edge")
        self.line([(x, high) for x, _, high in points], "edge")

    def dots(self, points: Sequence[tuple[float, float, float, float]]) -> None:
        """Draw points with the ends of their intervals: x, y, low, high."""
        for x, y, low, high in points:
            (at, middle), (_, bottom), (_, top) = map(self._at, ((x, y), (x, low), (x, high)))
            self._parts.append(
                f'<path class="whisker" d="M{at:.1f} {bottom:.1f}V{top:.1f}'
                f'M{at - 4:.1f} {bottom:.1f}h8M{at - 4:.1f} {top:.1f}h8"/>'
                f'<circle class="dot" cx="{at:.1f}" cy="{middle:.1f}" r="4"/>'
            )

    def bars(self, edges: Sequence[float], heights: Sequence[float]) -> None:
        """Draw bars that stand side by side, each between two edges."""
        for low, high, height in zip(edges, edges[1:], heights, strict=False):
            (left, top), (right, _) = self._at((low, height)), self._at((high, height))
            self._parts.append(
                f'<rect class="cell c5" x="{left + 0.5:.1f}" y="{top:.1f}" '
                f'width="{max(right - left - 1, 0.5):.1f}" height="{self._floor - top:.1f}"/>'
            )

    def diagonal(self) -> None:
        """Draw where both scales are equal."""
        low, high = max(self.x.low, self.y.low), min(self.x.high, self.y.high)
        self.line([(low, low), (high, high)], "rule")

    def level(self, value: float) -> None:
        """Draw a line across at one value."""
        self.line([(self.x.low, value), (self.x.high, value)], "rule")

    def svg(self) -> str:
        """The figure as an element of a page."""
        return _svg(
            self.title, self.says, (self.width, self.height), [*self._scales(), *self._parts]
        )

    @property
    def _right(self) -> float:
        return self.width - _RIGHT

    @property
    def _floor(self) -> float:
        return self.height - _BOTTOM

    def _at(self, point: Point) -> Point:
        x = _LEFT + self.x.share(point[0]) * (self._right - _LEFT)
        return x, self._floor - self.y.share(point[1]) * (self._floor - _TOP)

    def _scales(self) -> list[str]:
        parts = []
        for tick in self.y.ticks:
            _, y = self._at((self.x.low, tick))
            parts.append(f'<path class="grid" d="M{_LEFT:.1f} {y:.1f}H{self._right:.1f}"/>')
            parts.append(_text(_LEFT - 8, y + 4, self.y.text(tick), "tick end"))
        for tick in self.x.ticks:
            x, _ = self._at((tick, self.y.low))
            parts.append(f'<path class="grid" d="M{x:.1f} {_TOP:.1f}V{self._floor:.1f}"/>')
            parts.append(_text(x, self._floor + 18, self.x.text(tick), "tick middle"))
        middle = (_LEFT + self._right) / 2
        parts.append(_text(middle, self.height - 8, self.x.label, "label middle"))
        turned = (_TOP + self._floor) / 2
        parts.append(
            f'<g transform="rotate(-90 14 {turned:.1f})">'
            f"{_text(14, turned + 4, self.y.label, 'label middle')}</g>"
        )
        return parts


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of intervals.

    Attributes:
        group: What it belongs to; said once above the first of a group.
        label: What it is.
        value: The figure.
        low: Lower end of its interval.
        high: Upper end.
        note: What stands at the right end.
        flagged: Whether it stands out; drawn as a diamond, in another colour.
    """

    group: str
    label: str
    value: float
    low: float
    high: float
    note: str
    flagged: bool = False


# long: one list, drawn from top to bottom.
def intervals(
    title: str,
    says: str,
    rows: Sequence[Row],
    axis: Axis,
    rule: tuple[float, str],
    width: float = 1060,
) -> str:
    """Draw intervals below one another on one scale, with a line at what is expected.

    Args:
        title: What it is.
        says: What is to be seen in it.
        rows: The lines, those of one group beside one another.
        axis: The scale.
        rule: What is expected, and what that is called.
        width: In pixels at full size.
    """
    left, right, top = 250.0, width - 110.0, 34.0
    y, group = top, None
    parts: list[str] = []
    for row in rows:
        if row.group != group:
            y += 12 if group is not None else 0
            parts.append(_text(0, y + 16, _short(row.group, 40), "group"))
            group, y = row.group, y + 22
        parts += _interval(row, axis, (left, right), y + 11)
        parts.append(_text(12, y + 15, _short(row.label, 38), "row"))
        parts.append(_text(width, y + 15, row.note, "tick end"))
        y += 22
    floor = y + 8

    def at(value: float) -> float:
        return left + axis.share(value) * (right - left)

    scale = [
        f'<path class="grid" d="M{at(tick):.1f} {top:.1f}V{floor:.1f}"/>'
        f"{_text(at(tick), floor + 18, axis.text(tick), 'tick middle')}"
        for tick in axis.ticks
    ]
    x = at(rule[0])
    scale.append(f'<path class="rule" d="M{x:.1f} {top - 8:.1f}V{floor:.1f}"/>')
    scale.append(_text(x, top - 14, rule[1], "label middle"))
    scale.append(_text((left + right) / 2, floor + 40, axis.label, "label middle"))
    return _svg(title, says, (width, floor + 48), [*scale, *parts])


def _interval(row: Row, axis: Axis, ends: Point, y: float) -> list[str]:
    left, right = ends
    low, x, high = (left + axis.share(v) * (right - left) for v in (row.low, row.value, row.high))
    kind = " flagged" if row.flagged else ""
    mark = (
        f'<path class="dot{kind}" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>'
        if row.flagged
        else f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    )
    return [f'<path class="whisker{kind}" d="M{low:.1f} {y:.1f}H{high:.1f}"/>', mark]


def _svg(title: str, says: str, size: Point, parts: Iterable[str]) -> str:
    width, height = size
    return (
        f'<svg class="figure" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<desc>{escape(says)}</desc>{''.join(parts)}</svg>"
    )


def _text(x: float, y: float, text: str, kind: str) -> str:
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}\u2026"
