"""What could make a model look better than it is: found where it is, and not where it is not."""

import numpy as np
import pytest

from engine.contract.model import Contract
from tests.integration.samples import sample
from trainer.dataset.ingest import plainly
from trainer.dataset.split import Split, split_rows
from trainer.dataset.validation import Dataset
from trainer.evaluation.leaks import look_for_leaks

CONTRACT: Contract = sample()[0]


def rows_with(
    patient: list[int], alias: list[int], ages: list[float]
) -> tuple[Dataset, np.ndarray]:
    draw = np.random.Generator(np.random.PCG64(4))
    size = len(patient)
    coded = np.column_stack(
        [np.array(ages), *(draw.integers(0, 2, size).astype(float) for _ in CONTRACT.inputs[1:])]
    )
    outcome = np.round(draw.uniform(0, 10, size), 1)
    return Dataset(CONTRACT, coded, outcome, np.array(patient)), np.array(alias)


def halves(size: int) -> Split:
    everybody = np.arange(size)
    return Split(everybody[: size // 4], everybody[size // 4 : size // 2], everybody[size // 2 :])


def test_a_patient_of_both_sides_is_counted_by_rows_held_out() -> None:
    patient = [*range(50), 0, 0, *range(50, 98)]
    dataset, alias = rows_with(patient, patient, [20.0 + place % 50 for place in range(100)])

    assert look_for_leaks(dataset, halves(100), alias).shared == 2


def test_a_reference_in_two_ways_is_counted_once_and_apart_from_the_same_one() -> None:
    patient = list(range(100))
    alias = [*range(50), 7, *range(51, 100)]
    dataset, of_alias = rows_with(patient, alias, [20.0 + place % 50 for place in range(100)])

    found = look_for_leaks(dataset, halves(100), of_alias)

    assert (found.shared, found.respelled, found.copied) == (0, 1, 0)


def test_copies_under_other_references_are_found_and_likeness_by_chance_is_not() -> None:
    patient = list(range(400))
    dataset, alias = rows_with(patient, patient, [18.0 + place % 60 for place in range(400)])
    copied = Dataset(
        CONTRACT,
        np.concatenate([dataset.coded[:200], dataset.coded[:200]]),
        np.concatenate([dataset.outcome[:200], dataset.outcome[:200]]),
        dataset.patient,
    )
    coarse = Dataset(CONTRACT, dataset.coded * 0, np.round(dataset.outcome / 5), dataset.patient)

    assert look_for_leaks(dataset, halves(400), alias).copied == 0
    assert look_for_leaks(copied, halves(400), alias).copied == 200
    assert look_for_leaks(coarse, halves(400), alias).copied == 0


def test_visits_that_are_alike_are_no_further_chance_to_look_like_another_patient() -> None:
    draw = np.random.Generator(np.random.PCG64(8))
    alarms = 0
    for seed in range(20):
        patient = np.repeat(np.arange(200), 10)
        coded = np.column_stack(
            [draw.integers(0, min(width or 3, 6), 200) for width in CONTRACT.widths]
        ).astype(float)[patient]
        outcome = np.round(draw.normal(5, 1, 200)[patient] + draw.normal(0, 0.3, 2_000))
        dataset = Dataset(CONTRACT, coded, outcome, patient)
        alarms += look_for_leaks(dataset, split_rows(dataset, seed), patient).copied > 0

    assert alarms == 0


@pytest.mark.parametrize(
    ("change", "formula"),
    [(0.0, (0, 4)), (0.3, ())],
    ids=["to the last decimal", "with a little noise"],
)
def test_numbers_that_make_up_the_outcome_are_found(
    change: float, formula: tuple[int, ...]
) -> None:
    draw = np.random.Generator(np.random.PCG64(9))
    coded = np.zeros((300, len(CONTRACT.inputs)))
    coded[:, 0], coded[:, 4] = draw.integers(18, 80, 300), draw.choice([50.0, 100, 250], 300)
    coded[:, 5] = draw.integers(5, 60, 300)
    noise = change * draw.normal(0, 1, 300)
    outcome = np.round(1 + 0.05 * coded[:, 0] + 0.01 * coded[:, 4] + noise, 1)
    dataset = Dataset(CONTRACT, coded, outcome, np.arange(300))

    found = look_for_leaks(dataset, halves(300), dataset.patient)

    assert found.formula == formula
    assert max(found.lone_r2) < 0.95


def test_outcomes_that_are_all_the_same_give_nothing_away() -> None:
    dataset, alias = rows_with(list(range(100)), list(range(100)), [20.0] * 100)
    constant = Dataset(CONTRACT, dataset.coded, np.full(100, 5.0), dataset.patient)

    assert set(look_for_leaks(constant, halves(100), alias).lone_r2) == {0.0}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("P-0012", "p 12", True),
        ("P0012", "P/12", True),
        ("1-023", "1/23", True),
        ("\uff11\uff12", "12", True),
        ("1-23", "12-3", False),
        ("1-23", "123", False),
        ("100", "1", False),
        ("A1", "B1", False),
    ],
)
def test_what_counts_as_the_same_reference_typed_otherwise(
    one: str, other: str, *, alike: bool
) -> None:
    assert (plainly(one) == plainly(other)) is alike
