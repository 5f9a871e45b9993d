"""How usual a case is: by hand, and the same for one case and for a block."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inference.typicality import Typicality
from engine.models.density import CategoryBins, NumberBins, Pair

NUMBER = NumberBins(type="number", cuts=(0.0, 10.0), counts=(20, 60, 20, 0))
CATEGORY = CategoryBins(type="category", bins=(0, 1, 2), counts=(50, 30, 10, 10))
# Below 0 the second value never came with them, where chance would have left 6 of 100 rows.
COUNTS = (20, 0, 0, 0, 20, 25, 5, 10, 10, 5, 5, 0, 0, 0, 0, 0)
PAIR = Pair(first=0, second=1, chance=1.0, counts=COUNTS)
BOTH = Typicality((NUMBER, CATEGORY), (PAIR,), 100)
ALONE = Typicality((NUMBER, CATEGORY), (), 100)


@pytest.mark.parametrize(
    ("code", "bin_"), [(-1, 0), (-0.0, 1), (9.99, 1), (10, 2), (1e300, 2), (math.nan, 3)]
)
def test_a_bin_holds_its_lower_end_and_the_outer_ones_have_no_end(code: float, bin_: int) -> None:
    assert ALONE.bins([code, 0])[0] == bin_


def test_alone_an_input_surprises_by_the_share_of_rows_that_were_as_rare() -> None:
    # In the middle every row is as rare or rarer; below 0 and above 10 lie 40 of 100.
    assert ALONE.surprise([1, 0]) == 0
    assert ALONE.surprise([0, 0]) == round(1000 * math.log(101 / 41))
    assert ALONE.surprise([3, 0]) == round(1000 * math.log(101 / 1))


def test_together_two_inputs_surprise_by_how_much_less_often_they_met_than_chance_would() -> None:
    # 20 rows of 100 lie below 0 and 30 have the second value: chance leaves 6, with one row more.
    met, never = BOTH.surprise([0, 0]), BOTH.surprise([0, 1])

    assert met - ALONE.surprise([0, 0]) == round(1000 * math.log((10 + 1) / (20 + 1)))
    assert never - ALONE.surprise([0, 1]) == round(1000 * math.log((6 + 1) / (0 + 1)))


def test_where_chance_would_leave_too_few_that_there_are_none_says_nothing() -> None:
    # 20 rows below 0, 10 with the third value: chance leaves 2.
    assert BOTH.surprise([0, 2]) == ALONE.surprise([0, 2])


def test_counts_that_are_put_down_to_chance_say_nothing() -> None:
    pair = Pair(first=0, second=1, chance=1e9, counts=COUNTS)

    assert Typicality((NUMBER, CATEGORY), (pair,), 100).surprise([0, 1]) == ALONE.surprise([0, 1])


def test_the_oddest_pair_is_named_only_where_it_surprises() -> None:
    assert BOTH.oddest([0, 1]) == (0, 1)
    assert BOTH.oddest([0, 0]) is None
    assert ALONE.oddest([0, 1]) is None


CODES = st.tuples(
    st.sampled_from([math.nan, -1e9, -0.001, 0.0, 5.0, 10.0, 11.0]),
    st.sampled_from([math.nan, 0.0, 1.0, 2.0]),
)


@settings(deadline=None)
@given(cases=st.lists(CODES, min_size=1, max_size=20))
def test_a_block_surprises_as_its_rows_do(cases: list[Any]) -> None:
    binned = BOTH.block_bins(np.array(cases))

    assert binned.tolist() == [BOTH.bins(case) for case in cases]
    assert BOTH.block_surprise(binned).tolist() == [BOTH.surprise(BOTH.bins(c)) for c in cases]
