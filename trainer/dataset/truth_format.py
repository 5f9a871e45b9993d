"""The file that says how a synthetic cohort comes about: what is drawn, and what it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, FiniteFloat

from engine.contract.model import MAX_INPUTS, MAX_LEVELS, Name, Positive, Strict, Text

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

Points = Annotated[dict[Name, FiniteFloat], Field(min_length=1, max_length=MAX_LEVELS)]
Shares = Annotated[dict[Name, Positive], Field(min_length=1, max_length=MAX_LEVELS)]
Numbers = Annotated[tuple[FiniteFloat, ...], Field(min_length=1, max_length=MAX_LEVELS)]


@dataclass(frozen=True, slots=True)
class Coded:
    """Columns as arrays, one entry per row.

    Attributes:
        numbers: The numbers of each number column.
        codes: The place of each value of a category in the contract's list.
        levels: That list, for each category.
    """

    numbers: Mapping[str, Floats]
    codes: Mapping[str, Codes]
    levels: Mapping[str, tuple[str, ...]]

    def by_level(self, column: str, points: Mapping[str, float]) -> Floats:
        """For each row what a table says of the row's value."""
        return np.array([points[level] for level in self.levels[column]])[self.codes[column]]


class Uniform(Strict):
    """Every number of the range is as likely; every whole one where the column is whole."""

    type: Literal["uniform"]
    input: Name
    range: tuple[FiniteFloat, FiniteFloat]


class NumberChoice(Strict):
    """One of a few numbers, by their shares."""

    type: Literal["numbers"]
    input: Name
    numbers: Numbers
    shares: Annotated[tuple[Positive, ...], Field(min_length=1, max_length=MAX_LEVELS)]


class Choice(Strict):
    """One of the values that are listed, by their shares."""

    type: Literal["choice"]
    input: Name
    shares: Shares


class ChoiceGiven(Strict):
    """One of the values that are listed for the value of a category drawn before."""

    type: Literal["choice_given"]
    input: Name
    given: Name
    shares: Annotated[dict[Name, Shares], Field(min_length=1, max_length=MAX_LEVELS)]


Draw = Annotated[Uniform | NumberChoice | Choice | ChoiceGiven, Field(discriminator="type")]


class LevelEffect(Strict):
    """Points that each value of a category adds."""

    type: Literal["level"]
    input: Name
    points: Points

    def on(self, rows: Coded) -> Floats:
        """Points per row."""
        return rows.by_level(self.input, self.points)


class PenaltyEffect(Strict):
    """Points that each value of a category takes away."""

    type: Literal["penalty"]
    input: Name
    points: Annotated[
        dict[Name, Annotated[FiniteFloat, Field(ge=0)]],
        Field(min_length=1, max_length=MAX_LEVELS),
    ]

    def on(self, rows: Coded) -> Floats:
        """Points per row, none above zero."""
        return -rows.by_level(self.input, self.points)


class LinearEffect(Strict):
    """``per_unit * (x - centre)``."""

    type: Literal["linear"]
    input: Name
    centre: FiniteFloat
    per_unit: FiniteFloat

    def on(self, rows: Coded) -> Floats:
        """Points per row."""
        return self.per_unit * (rows.numbers[self.input] - self.centre)


class PeakEffect(Strict):
    """Nothing at the peak, ``loss`` points less at a distance of ``away``, four times that at two.

    ``-loss * ((x - at) / away) ** 2``
    """

    type: Literal["peak"]
    input: Name
    at: FiniteFloat
    away: Positive
    loss: Positive

    def on(self, rows: Coded) -> Floats:
        """Points per row, none above zero."""
        return -self.loss * ((rows.numbers[self.input] - self.at) / self.away) ** 2


class Curve(Strict):
    """``most * x / (x + half)``: rises to ``most``, and has half of it at ``half``."""

    most: FiniteFloat
    half: Positive


class SaturatingEffect(Curve):
    """More of a number helps, ever less."""

    type: Literal["saturating"]
    input: Name

    def on(self, rows: Coded) -> Floats:
        """Points per row."""
        x = rows.numbers[self.input]
        return self.most * x / (x + self.half)


class SaturatingGivenEffect(Strict):
    """More of a number helps, ever less, by a curve for each value of a category."""

    type: Literal["saturating_given"]
    input: Name
    given: Name
    curves: Annotated[dict[Name, Curve], Field(min_length=1, max_length=MAX_LEVELS)]

    def on(self, rows: Coded) -> Floats:
        """Points per row."""
        x = rows.numbers[self.input]
        most = rows.by_level(self.given, {name: c.most for name, c in self.curves.items()})
        half = rows.by_level(self.given, {name: c.half for name, c in self.curves.items()})
        return most * x / (x + half)


Effect = Annotated[
    LevelEffect
    | PenaltyEffect
    | LinearEffect
    | PeakEffect
    | SaturatingEffect
    | SaturatingGivenEffect,
    Field(discriminator="type"),
]


class Noise(Strict):
    """What no input explains: normal with ``sd``, nothing beyond ``cut`` times ``sd``."""

    sd: Positive
    cut: Annotated[FiniteFloat, Field(ge=0.5, le=6)]


class TruthFile(Strict):
    """A ground truth as it stands in its file; :mod:`trainer.dataset.ground_truth` checks it."""

    format: Literal[1]
    title: Text
    patient: Name
    draws: Annotated[tuple[Draw, ...], Field(min_length=1, max_length=MAX_INPUTS)]
    intercept: FiniteFloat
    effects: Annotated[tuple[Effect, ...], Field(max_length=4 * MAX_INPUTS)]
    no_effect: tuple[Name, ...]
    noise: Noise
