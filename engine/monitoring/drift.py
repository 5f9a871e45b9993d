"""Whether the cases of late are still like those of training, column by column."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from engine.contract.model import Drift
from engine.monitoring.histograms import Column, Layout
from engine.monitoring.statistics import (
    Counts,
    Moments,
    kolmogorov_smirnov,
    moments,
    population_stability,
)

WINDOWS_DAYS = (7, 30)
"""How many days back is looked, today being one of them; days are UTC's."""

LEAST_SHOWN = 5
"""Of fewer cases nothing is said at all: a figure of one case is that case."""

LEAST_JUDGED = 100
"""From so many cases on, a column is judged."""

CHANCE = 0.001
"""How probable a false alarm in a whole window may be, and a false watch in one column."""


class Level(IntEnum):
    """What is said of a column, from the best to the worst."""

    TOO_FEW = -1
    STEADY = 0
    WATCH = 1
    ALARM = 2


@dataclass(frozen=True, slots=True)
class ColumnDrift:
    """How one column of one window compares with training.

    Attributes:
        name: The input's name in the contract; empty for the prediction.
        label: Its label for people; empty for the prediction.
        cases: How many cases were counted.
        level: The verdict.
        psi: The population stability index less what chance adds; nothing of fewer cases than
            ``LEAST_SHOWN``, as the figures below.
        psi_chance: How probable such an index is by chance.
        ks: The Kolmogorov-Smirnov distance, from binned counts. That of a category goes through
            its values in the contract's order.
        ks_chance: How probable such a distance is by chance, at most.
        moments: Mean and variance of a number, from its bins.
        reference: The same of training, whatever was counted.
    """

    name: str
    label: str
    cases: int
    level: Level
    psi: float | None = None
    psi_chance: float | None = None
    ks: float | None = None
    ks_chance: float | None = None
    moments: Moments | None = None
    reference: Moments | None = None


@dataclass(frozen=True, slots=True)
class WindowDrift:
    """What the cases of one window are like.

    Attributes:
        days: How many days it looks back.
        columns: One per input in the contract's order, then the prediction.
    """

    days: int
    columns: tuple[ColumnDrift, ...]

    @property
    def inputs(self) -> tuple[ColumnDrift, ...]:
        """The inputs."""
        return self.columns[:-1]

    @property
    def prediction(self) -> ColumnDrift:
        """The prediction."""
        return self.columns[-1]


def first_day(today: date, days: int) -> date:
    """The first day of a window that ends today."""
    return today - timedelta(days=days - 1)


def judge_window(layout: Layout, counts: Counts, days: int, limits: Drift) -> WindowDrift:
    """Compare what was counted in a window with the model's reference.

    A column alarms when its index, less what chance adds, reaches the contract's limit, and chance
    alone would give such an index with a probability below ``CHANCE`` shared by all columns
    (Bonferroni): so a window without any drift raises an alarm once in a thousand at most. It is
    watched when it reaches the lower limit with a probability below ``CHANCE``.

    Args:
        layout: The model's columns.
        counts: Shape (layout.size,).
        days: How many days they are from.
        limits: The contract's.
    """
    columns = tuple(
        _judge_column(column, part, limits, CHANCE / len(layout.columns))
        for column, part in layout.parts(counts)
    )
    return WindowDrift(days, columns)


def _judge_column(
    column: Column, counts: Counts, limits: Drift, alarm_chance: float
) -> ColumnDrift:
    cases, reference = int(counts.sum()), _moments(column, column.reference)
    if cases < LEAST_SHOWN or not column.reference.any():
        return ColumnDrift(column.name, column.label, cases, Level.TOO_FEW, reference=reference)
    ordered = column.edges is not None
    stability = population_stability(column.reference, counts, ordered=ordered)
    level = Level.STEADY
    if cases < LEAST_JUDGED:
        level = Level.TOO_FEW
    elif stability.corrected >= limits.alarm and stability.chance < alarm_chance:
        level = Level.ALARM
    elif stability.corrected >= limits.watch and stability.chance < CHANCE:
        level = Level.WATCH
    distance, chance = kolmogorov_smirnov(column.reference, counts) or (None, None)
    return ColumnDrift(
        name=column.name,
        label=column.label,
        cases=cases,
        level=level,
        psi=stability.corrected,
        psi_chance=stability.chance,
        ks=distance,
        ks_chance=chance,
        moments=_moments(column, counts),
        reference=reference,
    )


def _moments(column: Column, counts: Counts) -> Moments | None:
    if column.edges is None or counts[:-1].sum() < LEAST_SHOWN:
        return None
    return moments(column.edges, counts)
