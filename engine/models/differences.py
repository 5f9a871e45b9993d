"""How well a model knows the difference between two options for one patient.

A score may miss by much and a difference still be known well, for the two options share the
patient. What is kept of the rows that the model was not learnt from is how far the model's mean
error is known, by the inputs, and how much of it no sum of parts explains.
"""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from engine.contract.model import MAX_LEVELS, Contract, Input, NumberInput, Strict
from engine.models.scalars import Rows

DIFFERENCES = "differences.json"
"""The file of a package that holds this."""

MAX_PARTS = 160
"""Parts of the mean error at most: their covariance has this many rows."""

MIN_COMPARED = 20
"""A value that fewer rows had has no part of its own, and no difference from it can be told."""

_Bounded = Annotated[FiniteFloat, Field(ge=-1e12, le=1e12)]
_Variance = Annotated[FiniteFloat, Field(ge=0, le=1e12)]


class Pieces(Strict):
    """A number: one part for each stretch between two knots, rising from 0 to 1 along it."""

    type: Literal["pieces"]
    knots: Annotated[tuple[_Bounded, ...], Field(min_length=1, max_length=16)]

    @property
    def width(self) -> int:
        """How many parts there are."""
        return len(self.knots) - 1

    @model_validator(mode="after")
    def _rising(self) -> Self:
        _demand_rising(self.knots)
        return self


class Values(Strict):
    """A category, or a number with permitted values: one part for each value that was common.

    Attributes:
        values: Codes of the values, or the numbers, each of which enough rows had.
        rest: Whether the others together, the unknown among them, have a part as well.
    """

    type: Literal["values"]
    values: Annotated[tuple[_Bounded, ...], Field(max_length=MAX_LEVELS)]
    rest: bool

    @property
    def width(self) -> int:
        """How many parts there are."""
        return len(self.values) + self.rest

    @model_validator(mode="after")
    def _rising(self) -> Self:
        _demand_rising(self.values)
        return self


Parts = Annotated[Pieces | Values, Field(discriminator="type")]


class Differences(Strict):
    """What can be said of differences between scores, from rows that the model never saw.

    The mean error of the model is taken as a sum of parts, plus what the known combinations differ
    in beyond them, plus what the fit differs in from one of other rows.

    Attributes:
        rows: How many rows the parts rest on.
        freedom: Degrees of freedom of their variance.
        inputs: The parts of each input.
        error: The estimate of each part, in points: how much the outcome lay above the score.
        covariance: Of these estimates, row by row up to the diagonal, in squared points.
        between_combinations: Variance of the mean error between known combinations, in squared
            points, beyond the parts.
        between_fits: Variance of a single score between fits on other rows, beyond the parts.
    """

    format: Literal[1]
    rows: Rows
    freedom: Annotated[int, Field(ge=1, le=2**40)]
    inputs: tuple[Parts, ...]
    error: Annotated[tuple[_Bounded, ...], Field(max_length=MAX_PARTS)]
    covariance: Annotated[tuple[_Bounded, ...], Field(max_length=MAX_PARTS * (MAX_PARTS + 1) // 2)]
    between_combinations: _Variance
    between_fits: _Variance

    @model_validator(mode="after")
    def _sized(self) -> Self:
        parts = sum(one.width for one in self.inputs)
        if len(self.error) != parts or len(self.covariance) != parts * (parts + 1) // 2:
            message = "one error per part and one covariance per two parts are needed"
            raise ValueError(message)
        if not all(self._sound_rows()):
            message = "the covariance is none: two parts vary together more than each by itself"
            raise ValueError(message)
        return self

    def _sound_rows(self) -> Iterator[bool]:
        """Whether the covariances of each part with those before it are such as there can be."""
        deviations: list[float] = []
        start = 0
        for row in range(len(self.error)):
            entries = self.covariance[start : start + row + 1]
            start += row + 1
            yield entries[-1] >= 0
            deviations.append(math.sqrt(max(entries[-1], 0)))
            room = deviations[-1] * (1 + 1e-6)
            yield all(abs(e) <= room * d for e, d in zip(entries, deviations, strict=True))

    def fits(self, contract: Contract) -> bool:
        """Whether there are parts for each input, of its type, of values that it has."""
        if len(self.inputs) != len(contract.inputs):
            return False
        for parts, column in zip(self.inputs, contract.inputs, strict=True):
            if (parts.type == "pieces") != has_pieces(column):
                return False
            if parts.type == "values" and not set(parts.values) <= _values_of(column):
                return False
        return True


def has_pieces(column: Input) -> bool:
    """Whether an input is a number that may have any value within its range."""
    return isinstance(column, NumberInput) and column.permitted is None


def combined(contract: Contract) -> list[int]:
    """Places of the inputs whose values together are a combination, as variance between them goes.

    Those that the contract names; where it names none, all that have values and no stretches.
    """
    return [contract.places[name] for name in contract.combination] or [
        place for place, column in enumerate(contract.inputs) if not has_pieces(column)
    ]


def _values_of(column: Input) -> set[float]:
    if isinstance(column, NumberInput):
        return set(column.permitted or ())
    return set(range(column.width))


def _demand_rising(numbers: tuple[float, ...]) -> None:
    if not all(a < b for a, b in pairwise(numbers)):
        message = "they must rise"
        raise ValueError(message)
