"""How often intervals hold for such a case, and how the model did in its subgroups."""

from typing import Any

import pytest

from engine.contract.case import read_case
from engine.inference.predictor import Prediction, Predictor
from tests.unit.inference.made import TYPICAL, density, linear, made, reference
from tests.unit.learning.contracts import small_contract


def held(rows: int, kept: int) -> dict[str, Any]:
    return {"rows": rows, "held": kept, "low": 0, "high": 1}


def group(mae: float, rows: int, kept: int) -> dict[str, Any]:
    return {"mae": mae, "mae_low": 0, "mae_high": 9, "coverage": held(rows, kept)}


MEASURED = [
    {"kind": "inside", "coverage": held(500, 455)},
    {"kind": "borderline", "coverage": held(40, 33)},
    {"kind": "combination", "coverage": held(300, 240)},
    {"kind": "range", "coverage": held(100, 61)},
]
GROUPS = [
    {"cuts": [0.0], "groups": [group(1.0, 50, 45), group(2.0, 50, 46)]},
    {"cuts": [], "groups": [group(1.5, 60, 50), group(0.5, 31, 31), None, None, None]},
    {"cuts": [3.0, 6.0], "groups": [None, group(1.2, 30, 28), group(1.1, 30, 30)]},
]


def answered(measured: list[dict[str, Any]], **values: Any) -> Prediction:
    contract = small_contract(combination=["colour"])
    seen = reference(combinations=[[0, 60], [1, 20]], density=density())
    model = made(linear(0), contract=contract, seen=seen, reliability=measured, subgroups=GROUPS)
    return Predictor(model).predict(read_case(contract, {**TYPICAL, **values}))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, None),
        ({"width": 8.5}, ("borderline", True)),
        ({"colour": "blue"}, ("combination", True)),
        ({"steps": 9}, ("range", True)),
        # Both: that of the worse figure.
        ({"colour": "blue", "steps": 9}, ("range", True)),
        # Outside for what was not tested, too: the worst of what was.
        ({"colour": None}, ("range", False)),
        ({"colour": None, "steps": 9}, ("range", False)),
    ],
)
def test_a_case_is_told_how_often_intervals_hold_there(
    values: dict[str, Any], told: tuple[str, bool] | None
) -> None:
    found = answered(MEASURED, **values).reliability

    assert (found and (found.kind, found.tested)) == told


def test_an_interval_is_promised_what_it_was_made_for_and_told_what_it_did() -> None:
    assert [
        answered(MEASURED, **values).promise for values in ({}, {"width": 8.5}, {"colour": "blue"})
    ] == [
        "Made to hold 90 of 100 outcomes; held 455 of 500 kept aside.",
        "Made to hold 90 of 100 outcomes; held 33 of 40 at the rim.",
        "No promise: the case is unlike those of training.",
    ]
    assert answered([]).promise == (
        "Made to hold 90 of 100 outcomes; too few were kept aside to see."
    )


def test_what_was_not_measured_is_not_told() -> None:
    assert answered([], colour="blue").reliability is None
    assert answered(MEASURED[:1], width=8.5).reliability is None


def test_cases_outside_for_whatever_reason_count_where_the_own_reason_was_not_tested() -> None:
    worse = [*MEASURED, {"kind": "outside", "coverage": held(30, 3)}]

    unknown = answered(worse, colour=None).reliability
    unseen = answered(worse, colour="blue").reliability

    assert unknown is not None
    assert unseen is not None
    assert (unknown.kind, unknown.tested) == ("outside", False)
    assert (unseen.kind, unseen.tested) == ("combination", True)


def test_told_are_the_group_that_held_least_often_and_that_of_the_largest_error() -> None:
    notes = answered(MEASURED, width=1, colour="red", steps=3).subgroups

    assert [(note.label, note.value) for note in notes] == [
        ("Colour", "red"),
        ("Width", "0 to 10"),
    ]


def test_one_group_that_is_both_is_told_once() -> None:
    notes = answered(MEASURED, width=-1, colour="red", steps=3).subgroups

    assert [(note.label, note.value) for note in notes] == [("Colour", "red")]


def test_groups_that_were_too_small_are_left_out() -> None:
    notes = answered(MEASURED, width=-1, colour="blue", steps=2).subgroups

    assert [(note.label, note.value) for note in notes] == [("Width", "-10 to below 0")]


def test_an_unknown_input_makes_no_group() -> None:
    notes = answered(MEASURED, width=None, colour="green", steps=5).subgroups

    assert [(note.label, note.value) for note in notes] == [("Steps", "3 to 5")]
