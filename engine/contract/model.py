"""The contract as frozen, strict data."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    FiniteFloat,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from engine.canonical import canonical_json, sha256_hex
from engine.contract.consistency import findings

MAX_INPUTS = 200
MAX_LEVELS = 4096
INCONSISTENT = "inconsistent"  # the type of the error that carries consistency's findings

# One line of text: no control character, no line or paragraph separator, nothing that turns the
# direction of what stands beside it on a screen; and no space at either end.
_NOT_SHOWN = r"\p{Cc}\p{Zl}\p{Zp}\x{202A}-\x{202E}\x{2066}-\x{2069}"
_ONE_LINE = rf"^[^\s{_NOT_SHOWN}](?:[^{_NOT_SHOWN}]*[^\s{_NOT_SHOWN}])?$"

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=_ONE_LINE)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Share = Annotated[FiniteFloat, Field(gt=0, lt=1)]
Positive = Annotated[FiniteFloat, Field(gt=0)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Moment = Literal["before", "after"]
Family = Literal["mean", "ridge", "boosting", "forest"]


class Strict(BaseModel):
    """Frozen, strict, and closed: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Code(Strict):
    """A term of a code system, such as ICD-10, ATC or LOINC."""

    system: Name
    code: Name


class Unit(Strict):
    """A unit for people and, where one exists, its UCUM code."""

    label: Name
    ucum: Name | None = None


class Level(Strict):
    """One permitted value of a category."""

    value: Name
    label: Name | None = None
    code: Code | None = None


class _Column(Strict):
    """What every column says of itself."""

    name: Name
    label: Name
    help: Text


class PatientColumn(_Column):
    """The column that tells whose row it is; never an input of a model."""

    code: Code | None = None


class _Input(_Column):
    known: Moment
    may_be_unknown: bool = False
    code: Code | None = None


class NumberInput(_Input):
    """A number within a range, or one of a few permitted numbers."""

    type: Literal["number"]
    unit: Unit | None = None
    whole: bool = False
    range: tuple[FiniteFloat, FiniteFloat]
    permitted: (
        Annotated[tuple[FiniteFloat, ...], Field(min_length=1, max_length=MAX_LEVELS)] | None
    ) = None

    @cached_property
    def permitted_set(self) -> frozenset[float]:
        """The few permitted numbers; empty where the range decides alone."""
        return frozenset(self.permitted or ())

    @property
    def width(self) -> int:
        """How many codes the column has; 0 for a number."""
        return 0


class CategoryInput(_Input):
    """One of the values that are listed; a value's code is its place in the list."""

    type: Literal["category"]
    values: Annotated[tuple[Level, ...], Field(min_length=1, max_length=MAX_LEVELS)]

    @property
    def width(self) -> int:
        """How many codes the column has."""
        return len(self.values)

    @cached_property
    def codes(self) -> dict[str, int]:
        """The code of each permitted value."""
        return {level.value: place for place, level in enumerate(self.values)}


Input = Annotated[NumberInput | CategoryInput, Field(discriminator="type")]


class Band(Strict):
    """A word for a stretch of the outcome: everything below ``below`` and above the band before."""

    name: Name
    below: FiniteFloat | None = None


class Outcome(_Column):
    """What is predicted: a number within a range, with words for its stretches."""

    range: tuple[FiniteFloat, FiniteFloat]
    bands: Annotated[tuple[Band, ...], Field(min_length=1, max_length=20)]
    unit: Unit | None = None
    decimals: Annotated[int, Field(ge=0, le=6)] = 1


class Formulary(Strict):
    """Which values of one category are permitted given another."""

    column: Name
    given: Name
    permits: dict[Name, tuple[Name, ...]]

    @cached_property
    def permitted_sets(self) -> dict[str, frozenset[str]]:
        """The permitted values for each given one, to look up."""
        return {given: frozenset(values) for given, values in self.permits.items()}


class Provenance(Strict):
    """Where data under this contract come from; models of synthetic data are not for care."""

    synthetic: bool
    statement: Text


Trees = Annotated[int, Field(ge=1, le=5000)]
Depth = Annotated[int, Field(ge=1, le=40)]
Rounds = Annotated[int, Field(ge=1, le=20_000)]
Rate = Annotated[FiniteFloat, Field(gt=0, le=1)]
Leaves = Annotated[int, Field(ge=2, le=1024)]
Shrinkage = Annotated[FiniteFloat, Field(ge=0)]


class RidgeSettings(Strict):
    """Linear model with an L2 penalty on standardised inputs."""

    penalty: Positive = 1.0


class ForestSettings(Strict):
    """Random forest."""

    trees: Trees = 200
    depth: Depth = 15
    min_leaf: Count = 5


class BoostingSettings(Strict):
    """Histogram gradient boosting."""

    rounds: Rounds = 200
    learning_rate: Rate = 0.06
    leaves: Leaves = 8
    min_leaf: Count = 20
    penalty: Shrinkage = 1.0


_T = TypeVar("_T")
Tries = Annotated[tuple[_T, ...], Field(max_length=64)]


class RidgeTries(Strict):
    """Settings of ridge to try; the contract's own is tried where nothing is listed."""

    penalty: Tries[Positive] = ()


class ForestTries(Strict):
    """Settings of the forest to try."""

    trees: Tries[Trees] = ()
    depth: Tries[Depth] = ()
    min_leaf: Tries[Count] = ()


class BoostingTries(Strict):
    """Settings of boosting to try."""

    rounds: Tries[Rounds] = ()
    learning_rate: Tries[Rate] = ()
    leaves: Tries[Leaves] = ()
    min_leaf: Tries[Count] = ()
    penalty: Tries[Shrinkage] = ()


class Search(Strict):
    """Which settings are tried beside the contract's own, and how.

    Attributes:
        method: ``grid`` tries every combination on all rows; ``halving`` tries all on a few rows
            and ever fewer on ever more.
        folds: Parts of the cross-validation that compares settings, within what a model may see.
    """

    method: Literal["none", "grid", "halving"] = "none"
    folds: Annotated[int, Field(ge=2, le=20)] = 5
    ridge: RidgeTries = RidgeTries()
    forest: ForestTries = ForestTries()
    boosting: BoostingTries = BoostingTries()


class Training(Strict):
    """How a model is learnt; the same contract, data and seed give the same bytes."""

    seed: Annotated[int, Field(ge=0, lt=2**32)] = 20_240_101
    holdout_share: Share = 0.2
    calibration_share: Share = 0.2
    interval_level: Share = 0.9
    folds: Annotated[int, Field(ge=2, le=20)] = 5
    repeats: Annotated[int, Field(ge=1, le=50)] = 4
    families: Annotated[tuple[Family, ...], Field(min_length=1)] = (
        "mean",
        "ridge",
        "boosting",
        "forest",
    )
    ridge: RidgeSettings = RidgeSettings()
    forest: ForestSettings = ForestSettings()
    boosting: BoostingSettings = BoostingSettings()
    search: Search = Search()


class Gates(Strict):
    """What a model must show before it may advise."""

    better_than_mean_alpha: Share = 0.05
    better_than_mean_gain: Share = 0.02
    coverage_alpha: Share = 0.001
    subgroup_alpha: Share = 0.001
    subgroup_least: Annotated[int, Field(ge=20, le=1_000_000)] = 50
    leakage_watch: Share = 0.8
    leakage_refuse: Share = 0.95
    both_sides_refuse: Share = 0.01


class Drift(Strict):
    """Population stability index from which a shift is watched, and from which it alarms."""

    watch: Positive = 0.1
    alarm: Positive = 0.2


class Log(Strict):
    """How long audit records must be kept."""

    retention_years: Annotated[int, Field(ge=1, le=200)] = 10


class Contract(Strict):
    """Everything Wardcast needs to know of a site's data; no column name lives in its code.

    Rules beyond the types of its fields stand in :mod:`engine.contract.consistency`.
    """

    format: Literal[1]
    name: Name
    title: Text
    purpose: Text
    provenance: Provenance
    patient: PatientColumn | None = None
    inputs: Annotated[tuple[Input, ...], Field(min_length=1, max_length=MAX_INPUTS)]
    outcome: Outcome
    formulary: tuple[Formulary, ...] = ()
    combination: tuple[Name, ...] = ()
    training: Training = Training()
    gates: Gates = Gates()
    drift: Drift = Drift()
    log: Log = Log()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        found = tuple(findings(self))
        if found:
            raise PydanticCustomError(
                INCONSISTENT, "the contract contradicts itself", {"findings": found}
            )
        return self

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each input by its column name."""
        return {column.name: place for place, column in enumerate(self.inputs)}

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """How many codes each input has; 0 for a number."""
        return tuple(column.width for column in self.inputs)

    @cached_property
    def case_keys(self) -> frozenset[str]:
        """What a case may name: the inputs, and the patient's column where there is one."""
        return frozenset(self.places) | ({self.patient.name} if self.patient else frozenset())

    def columns(self) -> Iterator[_Column]:
        """Every column of a data file, in the contract's order."""
        if self.patient is not None:
            yield self.patient
        yield from self.inputs
        yield self.outcome

    def canonical(self) -> bytes:
        """The contract as RFC 8785 canonical JSON, every default written out."""
        return canonical_json(self.model_dump(mode="json"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical form."""
        return sha256_hex(self.canonical())

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read a contract from its canonical JSON, as it travels inside a package.

        Raises:
            ValueError: It is not a contract (pydantic's ValidationError is one).
        """
        return cls.model_validate_json(data, strict=True)
