"""How the model did on the rows that were held out, part by part: what is told beside a score."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from engine.contract.model import Contract, Share, Strict
from engine.models.scalars import Bounded

Kind = Literal["inside", "borderline", "outside", "combination", "range"]

_Probability = Annotated[FiniteFloat, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=1, le=2**40)]
_Error = Annotated[FiniteFloat, Field(ge=0, le=1e12)]


class Held(Strict):
    """How often intervals held.

    Attributes:
        rows: Of how many.
        held: In how many the interval held the observed outcome.
        low: Lower end of the Clopper-Pearson interval of the share.
        high: Upper end.
    """

    rows: _Count
    held: Annotated[int, Field(ge=0, le=2**40)]
    low: _Probability
    high: _Probability

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.held > self.rows or not self.low <= self.share <= self.high:
            message = "held must be a part of rows, and its share lie in its interval"
            raise ValueError(message)
        return self

    @property
    def share(self) -> float:
        """The share that held."""
        return self.held / self.rows


class Reliability(Strict):
    """How often the intervals held for cases of one kind.

    Attributes:
        kind: ``inside``, ``borderline`` and ``outside`` are held-out rows by their status;
            ``combination`` and ``range`` are rows whose combination, or whose end of a number's
            range, was kept from learning for this purpose: a model that knew nothing of them.
        coverage: How often.
    """

    kind: Kind
    coverage: Held


class Subgroup(Strict):
    """How the model did for the held-out rows that share a value, or a stretch of a number.

    Attributes:
        rows: How many.
        mae: Their mean absolute error, in points.
        mae_low: Lower end of its interval.
        mae_high: Upper end.
        coverage: How often the intervals held.
    """

    mae: _Error
    mae_low: _Error
    mae_high: _Error
    coverage: Held

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.mae_low <= self.mae <= self.mae_high:
            message = "mae must lie in its interval"
            raise ValueError(message)
        return self


class Subgroups(Strict):
    """The subgroups of one input.

    Attributes:
        cuts: Of a number: where one stretch ends and the next begins. Of a category: none.
        groups: One per stretch or per value in the contract's order, ``None`` where the rows were
            too few to tell.
    """

    cuts: tuple[Bounded, ...]
    groups: tuple[Subgroup | None, ...]

    @model_validator(mode="after")
    def _rising(self) -> Self:
        if not all(a < b for a, b in pairwise(self.cuts)):
            message = "cuts must rise"
            raise ValueError(message)
        return self


class Evaluation(Strict):
    """What an answer says of how far to trust it.

    Attributes:
        level: The confidence of each interval of ``reliability``, and of all intervals of
            ``subgroups`` at once (Bonferroni), so that the worst may be picked.
        least: A subgroup or kind of fewer rows is not told.
        told: How many subgroups are told.
        reliability: How often the intervals held, by kind of case.
        subgroups: Per input.
    """

    format: Literal[1]
    level: Share
    least: _Count
    told: Annotated[int, Field(ge=0, le=2**20)]
    reliability: tuple[Reliability, ...]
    subgroups: tuple[Subgroups, ...]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        kinds = [one.kind for one in self.reliability]
        found = sum(group is not None for one in self.subgroups for group in one.groups)
        if len(set(kinds)) != len(kinds) or found != self.told:
            message = "each kind may stand once, and told must count the subgroups"
            raise ValueError(message)
        return self

    def fits(self, contract: Contract) -> bool:
        """Whether there are as many subgroups for each input as it has values or stretches."""
        if len(self.subgroups) != len(contract.inputs):
            return False
        return all(
            len(one.groups) == (column.width or len(one.cuts) + 1)
            and not (column.width and one.cuts)
            for one, column in zip(self.subgroups, contract.inputs, strict=True)
        )
