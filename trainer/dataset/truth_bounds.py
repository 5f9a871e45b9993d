"""How low and how high the true mean outcome can be, over everything that can be drawn.

Categories and chosen numbers are combined in full, since a drug may decide which side effects there
are. A uniform number is independent of all else, so its effects are followed over its whole range
one by one. Two effects of one uniform number are taken at their extremes each, which can make the
bounds too wide, never too narrow.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import CategoryInput, Contract, NumberInput
from trainer.dataset.truth_format import (
    Choice,
    ChoiceGiven,
    Coded,
    Codes,
    Effect,
    Floats,
    NumberChoice,
    PeakEffect,
    SaturatingGivenEffect,
    TruthFile,
    Uniform,
)

MAX_COMBINATIONS = 500_000
_STEPS = 1000


class TooManyCombinationsError(ValueError):
    """More combinations can be drawn than can be looked at."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The true mean outcome over all that can be drawn, in points.

    Attributes:
        low: The lowest that it can be.
        high: The highest that it can be.
        mean: What it is on the whole.
    """

    low: float
    high: float
    mean: float


@dataclass(frozen=True, slots=True)
class _Support:
    """Every combination of categories and chosen numbers, and how often each is drawn."""

    rows: Coded
    weights: Floats

    def drawn(self, choice: NumberChoice | Choice | ChoiceGiven) -> Self:
        """Combine each row with each outcome of one more choice."""
        shares = share_table(choice, self.rows.levels)
        given = _given_codes(choice, self.rows, len(self.weights))
        row, chosen = np.nonzero(shares[given])
        if len(row) > MAX_COMBINATIONS:
            raise TooManyCombinationsError
        numbers = {name: column[row] for name, column in self.rows.numbers.items()}
        codes = {name: column[row] for name, column in self.rows.codes.items()}
        if isinstance(choice, NumberChoice):
            numbers[choice.input] = np.array(choice.numbers)[chosen]
        else:
            codes[choice.input] = chosen
        weights = self.weights[row] * shares[given[row], chosen]
        return type(self)(Coded(numbers, codes, self.rows.levels), weights)


@dataclass(frozen=True, slots=True)
class _Reach:
    """What an effect does in each combination: the same everywhere, or over a uniform number."""

    low: Floats
    high: Floats
    mean: Floats


def bounds(file: TruthFile, contract: Contract) -> Bounds:
    """Work out the bounds of a truth whose parts are sound.

    Raises:
        TooManyCombinationsError: They cannot be worked out.
    """
    support = _support(file, contract)
    uniform = {draw.input: draw for draw in file.draws if isinstance(draw, Uniform)}
    whole = {c.name for c in contract.inputs if isinstance(c, NumberInput) and c.whole}
    rows = len(support.weights)
    low, high, mean = (np.full(rows, file.intercept) for _ in range(3))
    for effect in file.effects:
        if effect.input in uniform:
            grid = _grid(uniform[effect.input], effect, whole=effect.input in whole)
            shares = _equal(grid) if effect.input in whole else _stretches(grid)
            reach = _reach(effect, grid, shares, support)
        else:
            points = effect.on(support.rows)
            reach = _Reach(points, points, points)
        low, high, mean = low + reach.low, high + reach.high, mean + reach.mean
    # Not a product of matrices: its last digit would depend on the processor.
    return Bounds(float(low.min()), float(high.max()), math.fsum(support.weights * mean))


def share_table(
    choice: NumberChoice | Choice | ChoiceGiven, levels: Mapping[str, tuple[str, ...]]
) -> Floats:
    """How often each outcome is chosen, in shares of one: a row per value of what is given."""
    if isinstance(choice, NumberChoice):
        table = np.array([choice.shares])
    elif isinstance(choice, Choice):
        table = np.array([[choice.shares.get(level, 0.0) for level in levels[choice.input]]])
    else:
        table = np.array(
            [
                [choice.shares[given].get(level, 0.0) for level in levels[choice.input]]
                for given in levels[choice.given]
            ]
        )
    shares: Floats = table / table.sum(axis=1, keepdims=True)
    return shares


def levels_of(contract: Contract) -> dict[str, tuple[str, ...]]:
    """The values of each category, in the contract's order."""
    return {
        column.name: tuple(column.codes)
        for column in contract.inputs
        if isinstance(column, CategoryInput)
    }


def _support(file: TruthFile, contract: Contract) -> _Support:
    support = _Support(Coded({}, {}, levels_of(contract)), np.ones(1))
    for draw in file.draws:
        if not isinstance(draw, Uniform):
            support = support.drawn(draw)
    return support


def _given_codes(
    choice: NumberChoice | Choice | ChoiceGiven, rows: Coded, count: int
) -> NDArray[np.int64]:
    if isinstance(choice, ChoiceGiven):
        return rows.codes[choice.given]
    return np.zeros(count, dtype=np.int64)


def _grid(draw: Uniform, effect: Effect, *, whole: bool) -> Floats:
    low, high = draw.range
    if whole and high - low <= _STEPS:
        return np.arange(low, high + 1)
    turns = [effect.at] if isinstance(effect, PeakEffect) and low < effect.at < high else []
    return np.union1d(np.linspace(low, high, _STEPS + 1), turns)


def _equal(grid: Floats) -> Floats:
    return np.full(len(grid), 1 / len(grid))


def _stretches(grid: Floats) -> Floats:
    """The share of the range that each number of the grid stands for, by the trapezoidal rule."""
    ends = np.pad(np.diff(grid), 1)
    shares: Floats = (ends[:-1] + ends[1:]) / (2 * (grid[-1] - grid[0]))
    return shares


def _reach(effect: Effect, grid: Floats, shares: Floats, support: _Support) -> _Reach:
    given = effect.given if isinstance(effect, SaturatingGivenEffect) else None
    count = len(support.rows.levels[given]) if given else 1
    codes: dict[str, Codes] = {given: np.repeat(np.arange(count), len(grid))} if given else {}
    tried = Coded({effect.input: np.tile(grid, count)}, codes, support.rows.levels)
    points = effect.on(tried).reshape(count, len(grid))
    here = support.rows.codes[given] if given else np.zeros(len(support.weights), dtype=np.int64)
    mean = (points * shares).sum(axis=1)
    return _Reach(points.min(axis=1)[here], points.max(axis=1)[here], mean[here])
