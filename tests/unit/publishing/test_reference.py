"""What is kept of training where patients have several rows: nothing that is one patient's."""

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.models.content import CategoryReference, NumberReference, Reference
from engine.models.scalars import MIN_GROUP
from tests.unit.learning.contracts import small_contract
from trainer.evaluation.conformal import Scored
from trainer.publishing.reference import build_reference

Matrix = NDArray[np.float64]
UNKNOWN = np.nan


def visits(coded: Matrix, each: int, score: Matrix | None = None) -> Reference:
    """The reference of patients who had the same values at each of so many visits."""
    patient = np.repeat(np.arange(coded.shape[0]), each)
    rows = coded[patient]
    outcome = rows[:, 0] if score is None else score[patient]
    learnt = Scored(rows, outcome, outcome)
    return build_reference(small_contract(), learnt, rows, (patient, patient))


def patients(count: int, seed: int = 0) -> Matrix:
    draw = np.random.Generator(np.random.PCG64(seed))
    width = np.round(draw.uniform(-9, 9, count), 1)
    colour, steps = draw.integers(0, 3, count), draw.integers(0, 10, count)
    return np.column_stack([width, colour, steps]).astype(np.float64)


def number(found: NumberReference | CategoryReference) -> NumberReference:
    assert isinstance(found, NumberReference)
    return found


def values(found: NumberReference | CategoryReference) -> CategoryReference:
    assert isinstance(found, CategoryReference)
    return found


@pytest.mark.parametrize(("count", "each"), [(16, 25), (40, 10), (200, 2), (200, 1)])
def test_each_prototype_stands_for_enough_patients(count: int, each: int) -> None:
    coded = patients(count)
    order = np.sort(coded[:, 0])

    prototypes = visits(coded, each).prototypes

    assert sum(prototype.rows for prototype in prototypes) == count * each
    assert len(prototypes) == min(16, count // MIN_GROUP)
    widths = [prototype.codes[0] for prototype in prototypes]
    # Groups are by score, here the width: their middles lie where two patients from either side do.
    assert all(order[2] <= width <= order[-3] for width in widths if width is not None)


def test_of_too_few_patients_there_is_no_prototype_however_many_rows() -> None:
    assert visits(patients(4), 50).prototypes == ()


def test_a_patient_counts_once_in_the_middle_of_a_group() -> None:
    coded = np.array([[0.0, 0, width] for width in (1, 1, 1, 1, 9)])
    patient = np.array([0, 1, 2, 3, *[4] * 20])
    rows = coded[patient]
    learnt = Scored(rows, np.ones(24), np.ones(24))

    (prototype,) = build_reference(small_contract(), learnt, rows, (patient, patient)).prototypes

    assert prototype.codes[2] == 1


def test_what_fewer_than_enough_of_a_group_had_is_unknown_in_its_middle() -> None:
    coded = patients(6)
    coded[:2, 0] = UNKNOWN

    (prototype,) = visits(coded, 10, np.ones(6)).prototypes

    assert prototype.codes[0] is None
    assert None not in prototype.codes[1:]


@pytest.mark.parametrize("each", [1, 7])
def test_the_ends_of_a_number_are_those_of_the_fifth_patient(each: int) -> None:
    coded = patients(60)
    coded[:, 0] = np.arange(60) / 10

    found = number(visits(coded, each).inputs[0])

    assert (found.low, found.high) == (0.4, 5.5)
    assert (found.p01, found.p99) == (0.4, 5.5)


def test_of_hardly_enough_patients_the_ends_are_their_middle() -> None:
    coded = patients(6)
    coded[:, 0] = np.arange(6)

    found = number(visits(coded, 3).inputs[0])

    assert (found.low, found.p01, found.p99, found.high) == (2, 2, 3, 3)


def test_a_number_of_too_few_patients_is_not_told() -> None:
    coded = patients(60)
    coded[4:, 0] = UNKNOWN

    found = number(visits(coded, 9, np.ones(60)).inputs[0])

    assert not any(found.counts)
    assert found.unknown == 56 * 9
    assert not set(coded[:4, 0]) & {found.low, found.p01, found.p99, found.high}


@pytest.mark.parametrize(("count", "each"), [(16, 25), (60, 4), (300, 1)])
def test_no_bin_holds_somebody_and_yet_too_few(count: int, each: int) -> None:
    coded = patients(count)
    coded[:, 0] = np.clip(coded[:, 0] ** 3 / 80, -9, 9)
    patient = np.repeat(np.arange(count), each)

    found = number(visits(coded, each).inputs[0])

    assert sum(found.counts) == count * each
    x = np.clip(coded[patient, 0], found.edges[0], np.nextafter(found.edges[-1], -np.inf))
    places = np.searchsorted(found.edges, x, "right") - 1
    for place, rows in enumerate(found.counts):
        of = np.unique(patient[places == place]).size
        assert rows == (places == place).sum()
        assert of == 0 or of >= MIN_GROUP


def test_values_and_the_unknown_of_too_few_patients_count_as_none() -> None:
    coded = patients(60)
    coded[:, 1] = 0
    coded[:4, 1] = 3
    coded[4:9, 1] = 2
    coded[9:13, 1] = UNKNOWN

    found = values(visits(coded, 8, np.ones(60)).inputs[1])

    assert found.counts == (47 * 8, 0, 5 * 8, 0, 0)
    assert found.unknown == 0


def test_cuts_are_written_as_the_numbers_are_and_lie_within_the_fifth_patients() -> None:
    coded = patients(120)
    ordered = np.sort(coded[:, 0])

    cuts = visits(coded, 2).density.inputs[0].cuts  # type: ignore[union-attr]  # a number's bins

    assert cuts
    assert all(round(cut, 1) == cut for cut in cuts)
    assert ordered[4] < cuts[0] <= cuts[-1] <= ordered[-5]
