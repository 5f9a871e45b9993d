"""The nearest group of training, in words."""

from typing import Any

import pytest

from engine.contract.case import read_case
from engine.inference.predictor import Predictor
from tests.unit.inference.made import TYPICAL, density, linear, made, reference

WIDE_AND_RED = {"rows": 40, "bins": [[2], [0], None]}
NARROW = {"rows": 30, "bins": [[0, 1], [1, 2], [0, 1]]}
UNKNOWN_WIDTH = {"rows": 8, "bins": [[3], None, [2]]}
MANY = {"rows": 6, "bins": [[1], [0, 1, 2, 3], None]}


def nearest(*regions: dict[str, Any], **values: Any) -> str:
    seen = reference(density=density(regions=list(regions)))
    model = made(linear(0), seen=seen)
    case = read_case(model.contract, {**TYPICAL, **values})
    return Predictor(model).predict(case, explain=True).domain.nearest


def test_without_groups_none_is_named() -> None:
    assert nearest() == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"width": 5}, "(40 cases): Width 3 to 9, Colour red."),
        ({"width": -2, "colour": "blue"}, "(30 cases): Width -9 to below 3, Colour green, blue"),
        ({"width": None, "colour": "teal", "steps": 7}, "(8 cases): Width unknown, Steps 6 to 8."),
    ],
)
def test_a_case_within_a_group_is_told_which(values: dict[str, Any], words: str) -> None:
    assert words in nearest(WIDE_AND_RED, NARROW, UNKNOWN_WIDTH, **values)


def test_the_largest_of_the_groups_that_a_case_lies_in_is_named() -> None:
    everything = {"rows": 90, "bins": [None, None, None]}

    assert nearest(everything, WIDE_AND_RED, width=5) == (
        "The nearest group of training is all of it (90 cases)."
    )


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        # Another colour is further than a number next door, which is further than one within.
        ({"width": 2, "colour": "red", "steps": 1}, 40),
        ({"width": 5, "colour": "green", "steps": 1}, 30),
        # What is unknown keeps a case from no group.
        ({"width": None, "colour": "red", "steps": 1}, 40),
        ({"width": None, "colour": "green", "steps": 1}, 30),
    ],
)
def test_a_case_outside_every_group_is_told_the_nearest(values: dict[str, Any], rows: int) -> None:
    assert f"({rows} cases)" in nearest(WIDE_AND_RED, NARROW, **values)


def test_a_category_of_many_values_is_left_out_of_the_words() -> None:
    assert nearest(MANY, width=0) == "The nearest group of training (6 cases): Width -3 to below 3."


def test_whole_numbers_end_where_the_last_one_lies() -> None:
    assert "Steps 0 to 5" in nearest(NARROW, width=-5, colour="green", steps=2)
