"""Is this case like those of training? Each verdict with its reason."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.case import read_case
from engine.inference.coding import code_row
from engine.inference.domain import Domain, DomainStatus
from engine.inference.predictor import Predictor
from tests.unit.inference.made import answered, density, linear, made, reference
from tests.unit.learning.contracts import VALUES, small_contract

INSIDE, BORDERLINE, OUTSIDE = DomainStatus.INSIDE, DomainStatus.BORDERLINE, DomainStatus.OUTSIDE


def judged(seen: dict[str, Any] | None = None, **values: Any) -> Domain:
    contract = small_contract(combination=["colour"]) if seen and seen["combinations"] else None
    return answered(made(linear(0), contract=contract, seen=seen), **values).domain


@pytest.mark.parametrize(
    ("values", "status", "reason"),
    [
        ({}, INSIDE, "Every input lies where training had cases."),
        ({"width": 8}, INSIDE, "Every input lies where training had cases."),
        ({"width": -8}, INSIDE, "Every input lies where training had cases."),
        ({"width": 8.5}, BORDERLINE, "Width 8.5 lies at the rim of training."),
        ({"width": -9}, BORDERLINE, "Width -9 lies at the rim of training."),
        (
            {"width": 9.5},
            BORDERLINE,
            "Width 9.5 lies above 9, as with fewer than 5 patients of training.",
        ),
        (
            {"width": 9.95},
            OUTSIDE,
            "Width 9.95 lies above 9, as with fewer than 5 patients of training.",
        ),
        (
            {"width": -10},
            OUTSIDE,
            "Width -10 lies below -9, as with fewer than 5 patients of training.",
        ),
        ({"width": None}, INSIDE, "Every input lies where training had cases."),
        ({"colour": "blue"}, INSIDE, "Every input lies where training had cases."),
        ({"colour": "grey"}, INSIDE, "Every input lies where training had cases."),
        ({"colour": "teal"}, OUTSIDE, "Colour is teal, as with fewer than 5 patients of training."),
        (
            {"colour": None},
            OUTSIDE,
            "Colour is unknown, as with fewer than 5 patients of training.",
        ),
        ({"steps": 8}, BORDERLINE, "Steps 8 lies at the rim of training."),
        ({"steps": 9}, OUTSIDE, "Steps 9 lies above 8, as with fewer than 5 patients of training."),
    ],
)
def test_each_input_is_judged_by_what_training_saw(
    values: dict[str, Any], status: DomainStatus, reason: str
) -> None:
    found = judged(**values)

    assert (found.status, found.reasons, found.similar) == (status, (reason,), None)


def test_a_value_that_too_few_had_is_as_one_that_nobody_had() -> None:
    seen = reference()
    seen["inputs"][1]["counts"] = [60, 31, 5, 4, 0]

    assert judged(seen, colour="grey").status is OUTSIDE


def test_an_input_that_training_knew_of_too_few_is_outside() -> None:
    seen = reference()
    seen["inputs"][2] |= {"low": 0, "p01": 0, "p99": 0, "high": 0, "counts": [0, 0]}

    found = judged(seen, steps=0)

    assert found.status is OUTSIDE
    assert found.reasons == ("Training knew Steps of fewer than 5 patients.",)


def test_the_worst_counts_and_every_reason_is_told() -> None:
    found = judged(width=8.5, colour="teal", steps=8)

    assert found.status is OUTSIDE
    assert [reason.split()[0] for reason in found.reasons] == ["Width", "Colour", "Steps"]


def test_a_combination_that_training_knew_tells_how_many_were_alike() -> None:
    found = judged(reference(combinations=[[0, 60], [1, 20]]), colour="red")

    assert (found.status, found.similar) == (INSIDE, 60)


def test_a_combination_that_training_never_saw_is_outside() -> None:
    found = judged(reference(combinations=[[0, 60], [1, 20]]), colour="blue")

    assert (found.status, found.similar) == (OUTSIDE, 0)
    assert found.reasons == ("Training never saw this combination of Colour.",)


def test_of_a_combination_with_an_unknown_part_nothing_is_claimed() -> None:
    found = judged(reference(combinations=[[0, 60], [1, 20]]), colour=None)

    assert found.similar is None
    assert found.reasons == ("Colour is unknown, as with fewer than 5 patients of training.",)


def crowded(**limits: int | None) -> dict[str, Any]:
    """Red is hardly ever wide, though chance would leave 18 of 100 rows that are."""
    counts = [20, 5, 5, 0, 0, 0, 30, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0]
    pair = {"first": 0, "second": 1, "chance": 0.5, "counts": counts}
    return reference(density=density(pairs=[pair], compared=999, **limits))


TOGETHER = (
    "Fewer than 5 of the 100 patients of training were like this one in both Width and Colour."
)


@pytest.mark.parametrize(
    ("limits", "status", "reasons"),
    [
        ((9000, 9500), INSIDE, ("Every input lies where training had cases.",)),
        (
            (3000, 9500),
            BORDERLINE,
            (
                "Taken together, the inputs are less usual than those of 99 in 100 patients.",
                TOGETHER,
            ),
        ),
        (
            (2000, 3000),
            OUTSIDE,
            (
                "Taken together, the inputs are unlike those of nearly every patient of training.",
                TOGETHER,
            ),
        ),
        ((3000, None), BORDERLINE, None),
        ((None, None), INSIDE, None),
    ],
)
def test_a_case_whose_inputs_are_each_usual_is_judged_by_how_they_come_together(
    limits: tuple[int | None, int | None], status: DomainStatus, reasons: tuple[str, ...] | None
) -> None:
    found = judged(crowded(borderline=limits[0], outside=limits[1]), width=5, colour="red")

    assert found.status is status
    assert found.causes == (() if status is INSIDE else ("unusual",))
    assert reasons is None or found.reasons == reasons


def test_every_reason_is_told_and_the_worst_one_is_the_cause() -> None:
    found = judged(crowded(borderline=3000, outside=None), width=8.5, colour="red", steps=9)

    assert (found.status, found.causes) == (OUTSIDE, ("range",))
    assert len(found.reasons) == 4


CASES = st.fixed_dictionaries(
    {
        "width": st.none() | st.sampled_from([-10, -9.5, -9, -8, 0, 8, 8.5, 9, 10]),
        "colour": st.none() | st.sampled_from(VALUES),
        "steps": st.integers(0, 9),
    }
)
COMBINED = made(
    linear(4, (3.0, 0.0, -2.0), (1.0, -1.0, 5.0, 0.0, 0.0)),
    contract=small_contract(combination=["colour"]),
    seen={**crowded(borderline=1000, outside=3000), "combinations": [[0, 60], [1, 20], [3, 4]]},
)


@settings(deadline=None)
@given(cases=st.lists(CASES, max_size=30))
def test_a_block_of_rows_is_judged_as_its_cases_are_one_by_one(cases: list[dict[str, Any]]) -> None:
    predictor = Predictor(COMBINED)
    read = [read_case(COMBINED.contract, case) for case in cases]
    coded = np.array([code_row(COMBINED.contract, case.values) for case in read]).reshape(-1, 3)

    order = list(DomainStatus)
    one_by_one = [predictor.predict(case, explain=False) for case in read]
    statuses = predictor.statuses(coded)
    score, low, high = predictor.intervals(coded, predictor.scores(coded))

    assert statuses.tolist() == [order.index(answer.domain.status) for answer in one_by_one]
    assert [*zip(score, low, high, strict=True)] == [
        (answer.score, answer.low, answer.high) for answer in one_by_one
    ]
