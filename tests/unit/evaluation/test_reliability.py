"""How often intervals hold for cases of which the model was told nothing."""

import numpy as np
import pytest

from tests.unit.learning.contracts import small_contract
from trainer.dataset.split import Split, split_rows
from trainer.dataset.validation import Dataset
from trainer.evaluation.reliability import Recipe, by_status, when_kept_out
from trainer.evaluation.spread import out_of_fold
from trainer.learning.families import Learner

_RIDGE, _MEAN = Learner.of("ridge", {}), Learner.of("mean", {})


def dataset(count: int, *, by_value: float, by_width: float) -> Dataset:
    """Outcomes that jump with the colour, and bend with the width."""
    draw = np.random.Generator(np.random.PCG64(7))
    colour = draw.integers(0, 5, count)
    width = draw.uniform(-10, 10, count)
    coded = np.column_stack([width, colour, draw.integers(0, 10, count)]).astype(np.float64)
    jump = by_value * np.array([-20.0, 9.0, 25.0, -12.0, 3.0])[colour]
    outcome = jump + by_width * width**2 / 4 + draw.normal(0, 1, count)
    contract = small_contract(combination=["colour"])
    return Dataset(contract, coded, outcome, np.arange(count))


def measured(data: Dataset, recipe: Recipe | None = None) -> dict[str, float]:
    split = split_rows(data, 1)
    recipe = recipe or Recipe(_RIDGE, 1, 1, None)
    return {one.kind: one.coverage.share for one in when_kept_out(data, split, recipe)}


def test_intervals_hardly_hold_for_values_that_a_model_cannot_know() -> None:
    share = measured(dataset(1500, by_value=1, by_width=0))

    assert share["combination"] < 0.2
    assert share["range"] > 0.8


def test_intervals_hardly_hold_beyond_a_range_where_outcomes_bend() -> None:
    share = measured(dataset(1500, by_value=0, by_width=1))

    assert share["combination"] > 0.8
    assert share["range"] < 0.5


def test_intervals_hold_where_what_was_kept_out_is_like_the_rest() -> None:
    share = measured(dataset(1500, by_value=0, by_width=0))

    assert share["combination"] == pytest.approx(0.9, abs=0.05)
    assert share["range"] == pytest.approx(0.9, abs=0.09)


def test_varying_widths_are_found_again_without_the_rows() -> None:
    data = dataset(1500, by_value=0, by_width=0)
    split = split_rows(data, 1)
    misses = out_of_fold(data, split.learn, _RIDGE, seed=1, threads=1)

    share = measured(data, Recipe(_RIDGE, 1, 1, misses))

    assert share["combination"] == pytest.approx(0.9, abs=0.05)


def test_every_held_out_row_is_asked_about_once() -> None:
    data = dataset(1500, by_value=1, by_width=0)
    split = split_rows(data, 1)

    found = {
        one.kind: one.coverage.rows for one in when_kept_out(data, split, Recipe(_MEAN, 1, 1, None))
    }

    assert found["combination"] == split.hold_out.size
    # A tenth at each end of both numbers, which are independent: 1 - 0.8 * 0.8.
    assert found["range"] / split.hold_out.size == pytest.approx(0.36, abs=0.06)


def test_nothing_is_said_where_too_little_would_be_left() -> None:
    data = dataset(200, by_value=0, by_width=0)
    split = split_rows(data, 1)
    tiny = Split(split.learn[:4], split.calibrate[:9], split.hold_out)

    assert when_kept_out(data, tiny, Recipe(_MEAN, 1, 1, None)) == ()


def test_held_out_rows_are_counted_by_their_status_where_they_are_enough() -> None:
    statuses = np.repeat(np.array([0, 1, 2], np.uint8), [100, 20, 19])
    kept = np.arange(139) % 2 == 0

    found = {one.kind: (one.coverage.held, one.coverage.rows) for one in by_status(statuses, kept)}

    assert found == {"inside": (50, 100), "borderline": (10, 20)}
