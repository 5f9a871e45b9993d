"""How far a model's scores miss, as a function of the inputs: the widths of its intervals."""

from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from engine.contract.model import Contract, Strict
from engine.models.scalars import Bounded

_Scale = Annotated[FiniteFloat, Field(ge=1e-12, le=1e12)]


class NumberTerm(Strict):
    """What a number adds: ``weight`` times its distance from ``centre``; nothing when unknown."""

    type: Literal["number"]
    weight: Bounded
    centre: Bounded


class CategoryTerm(Strict):
    """What a category adds: the points of its value; nothing when unknown."""

    type: Literal["category"]
    points: tuple[Bounded, ...]


Term = Annotated[NumberTerm | CategoryTerm, Field(discriminator="type")]


class Spread(Strict):
    """The mean absolute error that is expected of a case, in points of the outcome.

    ``base`` plus the terms of the inputs, added in their order, held within ``floor`` and
    ``ceiling``: so it is positive and finite whatever the case.

    Source:
        Lei et al., Distribution-Free Predictive Inference for Regression (2018), section 5.2:
        locally weighted split conformal inference.
    """

    base: Bounded
    floor: _Scale
    ceiling: _Scale
    terms: tuple[Term, ...]

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.floor > self.ceiling:
            message = "floor must not exceed ceiling"
            raise ValueError(message)
        return self

    def fits(self, contract: Contract) -> bool:
        """Whether there is one term per input, of its type, with a point for each value."""
        if len(self.terms) != len(contract.inputs):
            return False
        return all(
            term.type == column.type and (term.type == "number" or len(term.points) == column.width)
            for term, column in zip(self.terms, contract.inputs, strict=True)
        )
