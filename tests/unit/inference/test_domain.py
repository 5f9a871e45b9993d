"""Is this case like those of training? Each verdict with its reason."""

from typing import Any

import pytest

from engine.inference.domain import Domain, DomainStatus
from tests.unit.inference.made import answered, linear, made, reference
from tests.unit.learning.contracts import small_contract

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
        ({"width": 9.001}, OUTSIDE, "Width 9.001 lies outside the -9 to 9 of training."),
        ({"width": -10}, OUTSIDE, "Width -10 lies outside the -9 to 9 of training."),
        ({"width": None}, BORDERLINE, "Width is unknown, so the score rests on less."),
        ({"colour": "blue"}, INSIDE, "Every input lies where training had cases."),
        ({"colour": "grey"}, BORDERLINE, "Training saw Colour grey only 4 times."),
        ({"colour": "teal"}, OUTSIDE, "Training never saw Colour teal."),
        ({"colour": None}, OUTSIDE, "Colour is unknown; training always knew it."),
        ({"steps": 8}, BORDERLINE, "Steps 8 lies at the rim of training."),
        ({"steps": 9}, OUTSIDE, "Steps 9 lies outside the 0 to 8 of training."),
    ],
)
def test_each_input_is_judged_by_what_training_saw(
    values: dict[str, Any], status: DomainStatus, reason: str
) -> None:
    found = judged(**values)

    assert (found.status, found.reasons, found.similar) == (status, (reason,), None)


def test_the_worst_counts_and_every_reason_is_told() -> None:
    found = judged(width=8.5, colour="teal", steps=8)

    assert found.status is OUTSIDE
    assert [reason.split()[0] for reason in found.reasons] == ["Width", "Training", "Steps"]


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
    assert found.reasons == ("Colour is unknown; training always knew it.",)
