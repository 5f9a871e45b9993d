"""The mean error by the inputs, how far it is known, and what is left beyond it."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.inference.contrasts import part_matrix
from engine.models.differences import MAX_PARTS, MIN_COMPARED, Differences, Pieces, Values
from tests.unit.learning.contracts import VALUES, small_contract
from trainer.evaluation.differences import Aside, halves, measure_differences

ROWS = 600
NOISE = 2.0


def rows(seed: int = 1, count: int = ROWS) -> NDArray[np.float64]:
    """Coded rows under the small contract: a number, a colour (the last one rare), a number."""
    source = np.random.default_rng(seed)
    colour = source.choice(5, count, p=[0.4, 0.3, 0.2, 0.09, 0.01])
    return np.column_stack([source.uniform(-9, 9, count), colour, source.integers(0, 9, count)])


def aside(coded: NDArray[np.float64], residual: NDArray[np.float64], **changes: Any) -> Aside:
    count = residual.size
    parts = {"patient": np.arange(count), "between_halves": np.zeros(count), **changes}
    return Aside(coded, residual, parts["patient"], parts["between_halves"])


def noise(seed: int = 2, count: int = ROWS) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(0, NOISE, count)


def full(known: Differences) -> NDArray[np.float64]:
    size = len(known.error)
    covariance = np.zeros((size, size))
    covariance[np.tril_indices(size)] = known.covariance
    return covariance + np.tril(covariance, -1).T


def between_colours(known: Differences, one: float, other: float) -> tuple[float, float]:
    """Estimate and standard error of how much more the model is off for one colour than another."""
    coded = np.array([[0, one, 3], [0, other, 3]])
    contrast = np.subtract(*part_matrix(known.inputs, coded))
    return contrast @ np.array(known.error), np.sqrt(contrast @ full(known) @ contrast)


def test_the_error_between_two_values_is_that_of_the_means_of_their_residuals() -> None:
    coded = rows()
    residual = noise() + np.where(coded[:, 1] == 2, 1.5, 0)

    known = measure_differences(small_contract(), aside(coded, residual))
    estimate, error = between_colours(known, 2, 0)

    blue, red = residual[coded[:, 1] == 2], residual[coded[:, 1] == 0]
    expected = np.sqrt(blue.var(ddof=1) / blue.size + red.var(ddof=1) / red.size)
    assert estimate == pytest.approx(blue.mean() - red.mean(), abs=0.1)
    assert error == pytest.approx(expected, rel=0.05)


def test_over_many_draws_the_estimates_scatter_as_far_as_is_said() -> None:
    coded = rows()
    found = [
        between_colours(measure_differences(small_contract(), aside(coded, noise(seed))), 3, 1)
        for seed in range(200)
    ]

    estimates, errors = np.array(found).T
    assert estimates.std() == pytest.approx(errors.mean(), rel=0.15)
    assert np.abs(estimates / errors > 1.96).mean() < 0.06


def test_rows_of_one_patient_count_as_one_where_they_say_the_same() -> None:
    coded, residual = rows(count=ROWS // 4), noise(count=ROWS // 4)
    repeated, patient = np.repeat(coded, 4, axis=0), np.repeat(np.arange(ROWS // 4), 4)
    by_patient = aside(repeated, np.repeat(residual, 4), patient=patient)

    once = measure_differences(small_contract(), aside(coded, residual))
    clustered = measure_differences(small_contract(), by_patient)

    _, error_once = between_colours(once, 1, 0)
    _, error_clustered = between_colours(clustered, 1, 0)
    assert error_clustered == pytest.approx(error_once, rel=0.1)
    assert clustered.freedom < ROWS // 4


def test_values_of_too_few_rows_have_no_part_of_their_own() -> None:
    coded = rows()
    counts = np.bincount(coded[:, 1].astype(int), minlength=len(VALUES))

    known = measure_differences(small_contract(), aside(coded, noise()))

    colours = known.inputs[1]
    assert isinstance(colours, Values)
    assert colours.values == tuple(np.flatnonzero(counts >= MIN_COMPARED))
    assert not colours.rest
    assert isinstance(known.inputs[0], Pieces)


def test_what_the_rows_cannot_tell_stays_as_unknown_as_the_range_is_wide() -> None:
    coded = rows()
    # Colour and number say the same, so nobody can tell which of them an error comes from.
    coded[:, 0] = coded[:, 1] == 0

    known = measure_differences(small_contract(), aside(coded, noise()))
    contrast = np.subtract(*part_matrix(known.inputs, np.array([[0.0, 0, 3], [0.0, 1, 3]])))

    assert np.sqrt(contrast @ full(known) @ contrast) > 10


def test_variance_between_combinations_is_found_beyond_the_parts() -> None:
    inputs = small_contract().model_dump(mode="json")["inputs"]
    inputs.append({**inputs[1], "name": "shade"})
    contract = small_contract(inputs=inputs, combination=["colour", "shade"])
    source = np.random.default_rng(7)
    coded = np.column_stack([rows(count=3000), source.integers(0, 5, 3000)])
    apart = source.normal(0, 0.8, (5, 5))
    of_cell = apart[coded[:, 1].astype(int), coded[:, 3].astype(int)]

    without = measure_differences(contract, aside(coded, noise(count=3000)))
    with_it = measure_differences(contract, aside(coded, noise(count=3000) + of_cell))

    assert without.between_combinations < 0.1
    assert 0.2 < with_it.between_combinations < 1.2


def test_the_variance_between_fits_is_a_quarter_of_that_of_two_halves_beyond_the_parts() -> None:
    coded = rows()
    additive = 0.3 * coded[:, 0] + (coded[:, 1] == 1)
    scattered = noise(9)

    only_parts = measure_differences(
        small_contract(), aside(coded, noise(), between_halves=additive)
    )
    more = measure_differences(
        small_contract(), aside(coded, noise(), between_halves=additive + scattered)
    )

    assert only_parts.between_fits < 1e-3
    assert more.between_fits == pytest.approx(NOISE**2 / 4, rel=0.15)


def test_a_contract_of_very_many_values_keeps_the_commonest_within_bounds() -> None:
    inputs = small_contract().model_dump(mode="json")["inputs"]
    inputs[1]["values"] = [{"value": f"v{k}"} for k in range(400)]
    contract = small_contract(inputs=inputs)
    coded = rows(count=20_000)
    coded[:, 1] = np.minimum(np.random.default_rng(3).geometric(0.01, 20_000) - 1, 399)

    known = measure_differences(contract, aside(coded, noise(count=20_000)))

    assert len(known.error) <= MAX_PARTS
    colours = known.inputs[1]
    assert isinstance(colours, Values)
    assert colours.rest
    assert {0.0, 1.0, 2.0} <= set(colours.values)
    assert known.fits(contract)
    assert not known.fits(small_contract())


def test_half_of_the_patients_are_in_each_half_with_all_their_rows() -> None:
    patient = np.repeat(np.arange(101), 3)

    first = halves(patient, seed=5)

    by_patient = first.reshape(101, 3)
    assert (by_patient == by_patient[:, :1]).all()
    assert by_patient[:, 0].sum() == 51
    assert (first == halves(patient, seed=5)).all()
    assert (first != halves(patient, seed=6)).any()
