"""No alarm without drift, an alarm with it; both as figures over many draws."""

import numpy as np
import pytest

from engine.contract.model import Drift
from engine.models.package import check_files
from engine.monitoring.drift import (
    CHANCE,
    LEAST_JUDGED,
    LEAST_SHOWN,
    Level,
    WindowDrift,
    judge_window,
)
from engine.monitoring.histograms import Layout
from engine.monitoring.statistics import Counts
from tests.faults.packages import bundled
from tests.unit.inference.made import linear, made

LIMITS = Drift()
ROUNDS = 1000
SHARE_OF_FALSE_ALARMS = 0.005
"""The stated figure: of windows without drift, fewer than so many raise any alarm at all. Aimed at
is ``CHANCE``; a thousand rounds can tell no finer."""


@pytest.fixture(scope="module")
def layout() -> Layout:
    """The columns of the bundled model: numbers, categories, a number with few values."""
    return Layout.of(check_files(bundled()))


def drawn(layout: Layout, cases: int, draw: np.random.Generator) -> Counts:
    """Cases drawn from the reference: nothing has moved."""
    parts = (draw.multinomial(cases, c.reference / c.reference.sum()) for c in layout.columns)
    return np.concatenate(list(parts))


def judged(layout: Layout, counts: Counts) -> WindowDrift:
    return judge_window(layout, counts, 7, LIMITS)


@pytest.mark.slow
@pytest.mark.parametrize("cases", [20, 100, 1000])
def test_windows_without_drift_hardly_ever_alarm(layout: Layout, cases: int) -> None:
    draw = np.random.default_rng(cases)

    windows = [judged(layout, drawn(layout, cases, draw)) for _ in range(ROUNDS)]

    alarms = sum(any(c.level is Level.ALARM for c in window.columns) for window in windows)
    watches = sum(c.level is Level.WATCH for window in windows for c in window.columns)
    assert alarms < SHARE_OF_FALSE_ALARMS * ROUNDS
    assert watches < 5 * CHANCE * ROUNDS * len(layout.columns)


def test_twenty_cases_raise_no_alarm_however_far_they_are(layout: Layout) -> None:
    counts = np.zeros(layout.size, np.int64)
    start = 0
    for column in layout.columns:
        counts[start + int(column.reference.argmin())] = 20
        start += column.reference.size

    window = judged(layout, counts)

    assert {column.level for column in window.columns} == {Level.TOO_FEW}
    assert all(column.psi is not None and column.psi > LIMITS.alarm for column in window.columns)


@pytest.mark.parametrize("seed", range(20))
def test_a_real_shift_of_a_thousand_cases_alarms_and_leaves_the_other_columns_alone(
    layout: Layout, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    counts = drawn(layout, 1000, draw)
    shifted = layout.columns[0]
    # As where the youngest have become eight times rarer beside the oldest.
    weights = shifted.reference * np.linspace(1, 8, shifted.reference.size)
    counts[: weights.size] = draw.multinomial(1000, weights / weights.sum())

    window = judged(layout, counts)

    assert window.columns[0].level is Level.ALARM
    assert {column.level for column in window.columns[1:]} == {Level.STEADY}


def test_a_smaller_shift_is_watched(layout: Layout) -> None:
    counts = drawn(layout, 20_000, np.random.default_rng(1))
    sexes = layout.columns[1].reference.size
    start = layout.columns[0].reference.size
    # 50 to 68 of a hundred: an index between the two limits.
    counts[start : start + sexes] = [13_600, 6_400, 0]

    column = judged(layout, counts).columns[1]

    assert LIMITS.watch <= (column.psi or 0) < LIMITS.alarm
    assert column.level is Level.WATCH


def test_fewer_than_a_hundred_are_shown_and_not_judged_fewer_than_five_not_shown() -> None:
    layout = Layout.of(made(linear(5)))
    ones = np.zeros(layout.size, np.int64)
    ones[[0, 3, 9, 12]] = 1

    few = judge_window(layout, ones * (LEAST_SHOWN - 1), 7, LIMITS)
    some = judge_window(layout, ones * (LEAST_JUDGED - 1), 7, LIMITS)
    enough = judge_window(layout, ones * LEAST_JUDGED, 7, LIMITS)

    assert {c.level for c in (*few.columns, *some.columns)} == {Level.TOO_FEW}
    assert all((c.psi, c.ks, c.moments) == (None, None, None) for c in few.columns)
    assert all(c.psi is not None and c.ks is not None for c in some.columns)
    assert Level.TOO_FEW not in {c.level for c in enough.columns}


def test_a_mean_of_fewer_than_five_known_values_is_not_shown() -> None:
    layout = Layout.of(made(linear(5)))
    counts = np.zeros(layout.size, np.int64)
    counts[[0, 2]] = LEAST_SHOWN - 1, 200  # width: so many known ones, the others unknown

    column = judge_window(layout, counts, 7, LIMITS).columns[0]

    assert column.cases == 204
    assert column.moments is None
    assert column.reference is not None


def test_the_limits_are_the_contracts() -> None:
    layout = Layout.of(made(linear(5)))
    counts = np.zeros(layout.size, np.int64)
    counts[[0, 3, 9, 12]] = 1000

    strict = judge_window(layout, counts, 7, Drift(watch=0.1, alarm=0.2)).columns[0]
    loose = judge_window(layout, counts, 7, Drift(watch=50.0, alarm=60.0)).columns[0]

    assert (strict.level, loose.level) == (Level.ALARM, Level.STEADY)
    assert strict.psi == loose.psi
