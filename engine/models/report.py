"""The training report of a package: what was found out about the model, in figures for a page.

No answer rests on it, so it is read when somebody asks for it, and when a package is let in. It
tells of groups alone: each of at least 20 rows of at least 5 patients, each count of at least 5.
"""

from itertools import pairwise
from typing import Annotated, Final, Literal, Self

from pydantic import Field, FiniteFloat, model_validator

from engine.contract.model import Contract, Family, Name, Share, Strict
from engine.models.evaluation import Evaluation, Held
from engine.models.scalars import MIN_GROUP

MAX_PARTS: Final = 512
"""Subgroups that are told at most; of more, those of most rows."""

MAX_BYTES: Final = 2**20
LEAST_ROWS: Final = 20

_Number = Annotated[FiniteFloat, Field(ge=-1e24, le=1e24)]
_Size = Annotated[FiniteFloat, Field(ge=0, le=1e24)]
_Chance = Annotated[FiniteFloat, Field(ge=0, le=1)]
_Count = Annotated[int, Field(ge=1, le=2**40)]
_Patients = Annotated[int, Field(ge=MIN_GROUP, le=2**40)]
_Rows = Annotated[int, Field(ge=LEAST_ROWS, le=2**40)]


class Measured(Strict):
    """A figure with its interval; ``None`` where there is none, as of a slope over equal scores."""

    value: _Number | None
    low: _Number | None
    high: _Number | None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        value, low, high = self.value, self.low, self.high
        if (low is None) != (high is None) or (value is None and low is not None):
            message = "an interval has two ends, and only a figure has one"
            raise ValueError(message)
        if value is not None and low is not None and high is not None and not low <= value <= high:
            message = "a figure must lie in its interval"
            raise ValueError(message)
        return self


class Estimates(Strict):
    """Figures over the rows held out.

    Attributes:
        rmse: Root of the mean squared error, in points.
        mae: Mean absolute error, in points.
        r2: Share of the outcome's variance that is explained.
        bias: Outcome less score, on average.
        slope: Of the outcome over the score.
        intercept: Of the same line.
        gain: Share of the error of these rows' own mean that the model takes away.
        gain_training: The same, of the mean of the rows learnt from.
        coverage: Share of outcomes inside their interval.
        width: Mean width of the intervals, in points.
    """

    rmse: Measured
    mae: Measured
    r2: Measured
    bias: Measured
    slope: Measured
    intercept: Measured
    gain: Measured
    gain_training: Measured
    coverage: Measured
    width: Measured


class Stretch(Strict):
    """Rows of neighbouring scores.

    Attributes:
        rows: How many.
        score: Their mean score.
        outcome: Their mean outcome, with its interval.
    """

    rows: _Rows
    score: _Number
    outcome: Measured


class Spread(Strict):
    """Where the residuals of neighbouring scores lie.

    Attributes:
        rows: How many.
        score: Their mean score.
        low: The residual below which a twentieth lies.
        middle: The median residual.
        high: The residual above which a twentieth lies.
    """

    rows: _Rows
    score: _Number
    low: _Number
    middle: _Number
    high: _Number


class Quantile(Strict):
    """A quantile.

    Attributes:
        share: Of the rows that lie at or below it.
        value: In points.
    """

    share: Share
    value: _Number


class Residuals(Strict):
    """Outcome less score, over the rows held out.

    Attributes:
        quantiles: Of the residuals.
        missed: Of their sizes.
        edges: Of a histogram; the first and the last bin hold all that lies beyond them, too.
        counts: Of its bins, each 0 or at least 5.
        by_score: By stretches of the score.
    """

    quantiles: Annotated[tuple[Quantile, ...], Field(max_length=32)]
    missed: Annotated[tuple[Quantile, ...], Field(max_length=32)]
    edges: Annotated[tuple[_Number, ...], Field(min_length=2, max_length=65)]
    counts: Annotated[tuple[_Count, ...], Field(min_length=1, max_length=64)]
    by_score: Annotated[tuple[Spread, ...], Field(max_length=32)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        rising = all(a < b for a, b in pairwise(self.edges))
        if not rising or len(self.edges) != len(self.counts) + 1:
            message = "edges must rise and stand around the counts"
            raise ValueError(message)
        if min(self.counts) < MIN_GROUP:
            message = "a count may not be somebody in particular"
            raise ValueError(message)
        for listed in (self.quantiles, self.missed):
            ordered = all(a.share < b.share and a.value <= b.value for a, b in pairwise(listed))
            if not ordered:
                message = "quantiles must rise"
                raise ValueError(message)
        return self


class Group(Strict):
    """One subgroup of the rows held out.

    Attributes:
        place: The place of its input in the contract.
        group: The value's code or the stretch's number; ``None`` for the unknown.
        mae: Their mean absolute error, with its interval.
        rmse: Their root mean squared error.
        coverage: How often the intervals held, with the Clopper-Pearson interval.
        worse: How probable it is by chance that the error here is so much larger than elsewhere;
            raised by Holm over all subgroups.
        uncovered: How probable it is by chance that so few intervals held; raised by Holm.
    """

    place: Annotated[int, Field(ge=0, le=2**16)]
    group: Annotated[int, Field(ge=0, le=2**16)] | None
    mae: Measured
    rmse: _Size
    coverage: Held
    worse: _Chance
    uncovered: _Chance

    @model_validator(mode="after")
    def _large(self) -> Self:
        if self.coverage.rows < LEAST_ROWS:
            message = "a subgroup of so few rows is not told"
            raise ValueError(message)
        return self


class Compared(Strict):
    """How a family did in the cross-validation.

    Attributes:
        family: Which one.
        settings: With which settings it would be learnt.
        rmse: Root of its mean squared error over the parts, in points.
        error: Standard error of that, corrected for overlapping parts.
        above: How much its mean squared error lies above that of the best family.
        above_error: Corrected standard error of that, over the same parts.
    """

    family: Family
    settings: Annotated[dict[Name, FiniteFloat], Field(max_length=32)]
    rmse: _Size
    error: _Size
    above: _Size
    above_error: _Size


class Learnt(Strict):
    """How the chosen family does when it learns from some of the rows.

    Attributes:
        rows: How many it learnt from.
        patients: Of how many patients.
        rmse: On the rows that judge, with its interval.
        own: RMSE on the rows that it learnt from.
        above: How much its mean squared error lies above that of all rows.
        above_error: Standard error of that, row against row; ``None`` where one patient judges.
    """

    rows: _Rows
    patients: _Patients
    rmse: Measured
    own: _Size
    above: _Number
    above_error: _Size | None


class Curve(Strict):
    """The learning curve.

    Attributes:
        rows: How many rows judge; nothing was learnt from them, and they are not held out.
        patients: Of how many patients.
        points: From few rows to all of them.
    """

    rows: _Count
    patients: _Count
    points: Annotated[tuple[Learnt, ...], Field(max_length=8)]

    @model_validator(mode="after")
    def _growing(self) -> Self:
        if not all(a.rows < b.rows for a, b in pairwise(self.points)):
            message = "each point must learn from more rows than the one before"
            raise ValueError(message)
        return self


class Report(Strict):
    """The training report.

    Attributes:
        confidence: Of each interval.
        resamples: How often patients were drawn anew for the intervals of the estimates.
        learnt_patients: Of how many patients the rows are that were learnt from.
        rows: How many rows were held out.
        patients: Of how many patients.
        effective_rows: How many independent rows say as much about coverage.
        estimates: The figures.
        baseline: RMSE of these rows' own mean.
        baseline_training: RMSE of the mean of the rows learnt from.
        coverage: How often intervals held, with the Clopper-Pearson interval.
        uncovered: How probable it is by chance that so few held.
        calibration: Outcome over score, by tenths of the score or fewer stretches.
        residuals: Outcome less score.
        judged: How many subgroups were judged.
        subgroups: Those that are told.
        families: What was compared, the simplest first.
        curve: What more rows are worth.
    """

    format: Literal[1]
    confidence: Share
    resamples: _Count
    learnt_patients: _Count
    rows: _Count
    patients: _Count
    effective_rows: _Count
    estimates: Estimates
    baseline: _Size
    baseline_training: _Size
    coverage: Held
    uncovered: _Chance
    calibration: Annotated[tuple[Stretch, ...], Field(max_length=10)]
    residuals: Residuals | None
    judged: Annotated[int, Field(ge=0, le=2**20)]
    subgroups: Annotated[tuple[Group, ...], Field(max_length=MAX_PARTS)]
    families: Annotated[tuple[Compared, ...], Field(min_length=1, max_length=64)]
    curve: Curve

    @model_validator(mode="after")
    def _sound(self) -> Self:
        named = [(one.place, one.group) for one in self.subgroups]
        if len(set(named)) != len(named) or len(named) > self.judged:
            message = "each subgroup may stand once, and each must have been judged"
            raise ValueError(message)
        counted = [self.rows] if self.residuals is None else [sum(self.residuals.counts)]
        if self.coverage.rows != self.rows or counted != [self.rows]:
            message = "all rows must be counted"
            raise ValueError(message)
        return self

    def fits(self, contract: Contract, evaluation: Evaluation) -> bool:
        """Whether every subgroup is one of the inputs that there are, as the evaluation cut them.

        Args:
            contract: The package's contract.
            evaluation: Its evaluation, which fits the contract.
        """
        return all(
            one.place < len(contract.inputs)
            and (
                contract.inputs[one.place].may_be_unknown
                if one.group is None
                else one.group < len(evaluation.subgroups[one.place].groups)
            )
            for one in self.subgroups
        )
