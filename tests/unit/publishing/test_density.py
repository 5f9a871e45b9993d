"""What is kept of training: counts of pairs and groups of rows, none of them anybody's."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.canonical import canonical_json
from engine.inference.typicality import Typicality
from engine.models.density import MAX_BINS, MAX_PAIRS, MAX_REGIONS, CategoryBins, Density
from engine.models.scalars import MIN_GROUP
from tests.unit.learning.contracts import small_contract
from trainer.evaluation.conformal import Scored
from trainer.publishing.density import build_density, joint_counts
from trainer.publishing.reference import build_reference
from trainer.publishing.regions import find_regions

Matrix = NDArray[np.float64]


def rows(count: int, seed: int = 0) -> Matrix:
    """Width grows with steps; blue is narrow; some widths and colours are unknown."""
    draw = np.random.Generator(np.random.PCG64(seed))
    steps = draw.integers(0, 10, count).astype(np.float64)
    colour = draw.integers(0, 4, count).astype(np.float64)
    width = np.where(colour == 2, -5.0, steps - 4.5) + draw.uniform(-1, 1, count)
    coded = np.column_stack([width, colour, steps])
    coded[draw.random(count) < 0.05, 0] = np.nan
    coded[draw.random(count) < 0.05, 1] = np.nan
    return coded


def built(count: int = 2000, compared: int = 1500) -> Density:
    return build_density(small_contract(), rows(count), rows(compared, 1))


def test_joint_counts_are_those_of_the_rows() -> None:
    binned = np.array([[0, 1], [0, 1], [1, 0]])

    assert joint_counts(binned, [2, 2]).tolist() == [
        [2, 0, 0, 2],
        [0, 1, 1, 0],
        [0, 1, 1, 0],
        [2, 0, 0, 2],
    ]


@pytest.mark.parametrize("count", [12, 60, 300, 2000])
def test_no_count_and_no_group_stands_for_fewer_than_five_rows(count: int) -> None:
    density = built(count, 100)

    counts = [n for bins in density.inputs for n in bins.counts]
    counts += [n for pair in density.pairs for n in pair.counts]
    assert all(n == 0 or n >= MIN_GROUP for n in counts)
    assert all(region.rows >= MIN_GROUP for region in density.regions)


def test_the_same_rows_give_the_same_bytes_in_whatever_order_they_come() -> None:
    coded, compared = rows(500), rows(300, 1)
    turned = build_density(small_contract(), coded[::-1], compared[::-1])

    first = build_density(small_contract(), coded, compared)
    assert canonical_json(first.model_dump(mode="json")) == canonical_json(
        turned.model_dump(mode="json")
    )


def test_the_groups_part_the_rows_and_lie_where_the_rows_lie() -> None:
    coded = rows(2000)
    density = built(2000)
    binned = Typicality.of(density).block_bins(coded)

    assert sum(region.rows for region in density.regions) == 2000
    assert 8 < len(density.regions) <= MAX_REGIONS
    blue = max((one for one in density.regions if one.bins[1] == (2,)), key=lambda one: one.rows)
    known = (coded[:, 1] == 2) & ~np.isnan(coded[:, 0])
    assert set(blue.bins[0] or ()) <= set(np.unique(binned[known, 0]))


def test_too_few_rows_make_no_group() -> None:
    density = built(MIN_GROUP - 1, 10)

    assert density.regions == ()
    assert find_regions(density.inputs, np.zeros((0, 3), np.intp)) == ()


@pytest.mark.parametrize(
    ("compared", "known"),
    [(98, (False, False)), (99, (True, False)), (199, (True, False)), (200, (True, True))],
)
def test_limits_need_enough_rows_to_compare(compared: int, known: tuple[bool, bool]) -> None:
    density = built(500, compared)

    assert (density.borderline is not None, density.outside is not None) == known
    assert density.compared == compared


def test_usual_rows_exceed_the_limits_as_seldom_as_they_are_meant_to() -> None:
    flagged = []
    for seed in range(40):
        density = build_density(small_contract(), rows(1000, 3 * seed), rows(999, 3 * seed + 1))
        typicality = Typicality.of(density)
        fresh = typicality.block_surprise(typicality.block_bins(rows(1000, 3 * seed + 2)))
        assert density.borderline is not None
        assert density.outside is not None
        flagged.append([(fresh > density.borderline).mean(), (fresh > density.outside).mean()])

    borderline, outside = np.mean(flagged, axis=0)
    assert 0.007 < borderline < 0.013
    assert outside < 0.0025


def test_inputs_that_depend_on_each_other_are_believed_and_others_are_put_down_to_chance() -> None:
    draw = np.random.Generator(np.random.PCG64(5))
    coded = rows(3000)
    coded[:, 1] = draw.integers(0, 4, 3000)
    density = build_density(small_contract(), coded, coded)

    chance = {(pair.first, pair.second): pair.chance for pair in density.pairs}
    assert chance[0, 2] < 1
    assert chance[1, 2] > 50


def test_a_patient_of_many_visits_counts_once() -> None:
    once = rows(400)
    visits = np.repeat(np.arange(400), np.where(np.arange(400) < 4, 200, 1))
    learnt = Scored(once[visits], np.zeros(visits.size), np.zeros(visits.size))
    compared = rows(300, 1)

    twice = np.repeat(np.arange(300), 2)

    seen = build_reference(small_contract(), learnt, compared[twice], (visits, twice))

    assert seen.rows == visits.size
    assert seen.density == build_density(small_contract(), once, compared)


def wide_contract(inputs: int, values: int) -> Any:
    column = small_contract().model_dump(mode="json")["inputs"][1]
    named = [{"value": f"v{number}"} for number in range(values)]
    return small_contract(
        inputs=[{**column, "name": f"c{i}", "values": named} for i in range(inputs)]
    )


def test_of_very_many_values_the_rarer_ones_share_a_bin() -> None:
    contract = wide_contract(2, 300)
    draw = np.random.Generator(np.random.PCG64(1))
    coded = np.floor(300 * draw.random((4000, 2)) ** 3)
    density = build_density(contract, coded, coded)

    bins = density.inputs[0]
    assert isinstance(bins, CategoryBins)
    assert bins.width == MAX_BINS + 1
    assert len(set(bins.bins)) == MAX_BINS
    assert sum(bins.counts) == 4000
    assert bins.bins[0] != bins.bins[299] == bins.bins[250]


def test_of_very_many_inputs_the_pairs_that_tell_most_are_kept() -> None:
    contract = wide_contract(20, 3)
    draw = np.random.Generator(np.random.PCG64(1))
    coded = draw.integers(0, 3, (500, 20)).astype(np.float64)
    coded[:, 19] = coded[:, 7]
    density = build_density(contract, coded, coded)

    assert len(density.pairs) == MAX_PAIRS < 20 * 19 / 2
    assert (7, 19) in {(pair.first, pair.second) for pair in density.pairs}


def test_what_was_never_known_has_one_bin_and_nothing_in_it() -> None:
    coded = rows(300)
    coded[:, 0] = np.nan
    density = build_density(small_contract(), coded, coded)

    assert density.inputs[0].counts == (0, 300)
