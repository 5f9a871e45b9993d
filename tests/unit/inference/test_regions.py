"""The nearest group of training, in words."""

from typing import Any

import pytest

from engine.contract.case import read_case
from engine.inference import regions
from engine.inference.predictor import Predictor
from tests.unit.inference.made import TYPICAL, density, linear, made, reference

WIDE_AND_RED = {"rows": 40, "bins": [[2], [0], None]}
NARROW = {"rows": 30, "bins": [[0, 1], [1, 2], [0, 1]]}
UNKNOWN_WIDTH = {"rows": 8, "bins": [[3], None, [2]]}
MANY = {"rows": 6, "bins": [[1], [0, 1, 2, 3], None]}


def nearest(*groups: dict[str, Any], **values: Any) -> str:
    return told(density(regions=list(groups)), **values)


def told(counted: dict[str, Any], **values: Any) -> str:
    seen = reference(density=counted)
    model = made(linear(0), seen=seen)
    case = read_case(model.contract, {**TYPICAL, **values})
    return Predictor(model).predict(case, explain=True).domain.nearest


def test_without_groups_none_is_named() -> None:
    assert nearest() == ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"width": 5}, "40 patients of training: Width at least 3, Colour red."),
        (
            {"width": -2, "colour": "blue"},
            "30 patients of training: Width below 3, Colour green, blue",
        ),
        (
            {"width": None, "colour": "teal", "steps": 7},
            "8 patients of training: Width unknown, Steps at least 6.",
        ),
    ],
)
def test_a_case_within_a_group_is_told_which(values: dict[str, Any], words: str) -> None:
    assert f"Lies in a group of {words}" in nearest(WIDE_AND_RED, NARROW, UNKNOWN_WIDTH, **values)


def test_the_largest_of_the_groups_that_a_case_lies_in_is_named() -> None:
    everything = {"rows": 90, "bins": [None, None, None]}

    assert nearest(everything, WIDE_AND_RED, width=5) == (
        "Lies in a group of 90 patients of training: all of it."
    )


@pytest.mark.parametrize(
    ("values", "rows", "apart"),
    [
        # Another colour is further than a number next door, which is further than one within.
        ({"width": 2, "colour": "red", "steps": 1}, 40, "Width"),
        ({"width": 5, "colour": "green", "steps": 1}, 30, "Width"),
        ({"width": 5, "colour": "green", "steps": 7}, 30, "Width, Steps"),
        # What is unknown makes no group further than another.
        ({"width": None, "colour": "red", "steps": 1}, 40, "Width"),
        ({"width": None, "colour": "green", "steps": 1}, 30, "Width"),
    ],
)
def test_a_case_outside_every_group_is_told_the_nearest_and_what_differs(
    values: dict[str, Any], rows: int, apart: str
) -> None:
    words = nearest(WIDE_AND_RED, NARROW, **values)

    assert words.startswith(f"Nearest to a group of {rows} patients of training: ")
    assert words.endswith(f" The case differs in {apart}.")


def test_a_category_of_many_values_is_left_out_of_the_words() -> None:
    assert (
        nearest(MANY, width=0) == "Lies in a group of 6 patients of training: Width -3 to below 3."
    )


def test_a_rare_bin_of_many_values_is_left_out_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "_MOST_VALUES", 1)
    pooled = density(regions=[{"rows": 6, "bins": [[1], [0], None]}])
    pooled["inputs"][1] = {"type": "category", "bins": [0] * 5, "counts": [96, 0]}

    words = told(pooled, width=0)

    assert words == "Lies in a group of 6 patients of training: Width -3 to below 3."


def test_a_group_of_many_values_alone_is_not_taken_for_all_of_training() -> None:
    assert nearest({"rows": 6, "bins": [None, [0, 1, 2, 3], None]}) == (
        "Lies in a group of 6 patients of training: too many values to name."
    )


def test_of_many_inputs_a_few_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regions, "_MOST_INPUTS", 1)

    assert nearest(NARROW, width=-5, colour="green", steps=2) == (
        "Lies in a group of 30 patients of training: Width below 3, and 2 more inputs."
    )


def test_a_bin_at_the_end_of_training_ends_where_the_contract_does_or_nowhere() -> None:
    lowest = {"rows": 9, "bins": [[0], None, [0]]}
    highest = {"rows": 9, "bins": [[2], None, [2]]}

    known = {"rows": 9, "bins": [[0, 1, 2], [0], None]}

    assert "Width -10 to 10, Colour red." in nearest(known, width=9)
    assert "Width below -3, Steps 0 to 2." in nearest(lowest, width=-9, steps=0)
    assert "Width at least 3, Steps at least 6." in nearest(highest, width=9.9, steps=9)


def test_whole_numbers_end_where_the_last_one_lies() -> None:
    assert "Steps 0 to 5" in nearest(NARROW, width=-5, colour="green", steps=2)
