"""Half widths: the same for one case and for a block, always positive and finite."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.inference.predictor import Predictor
from engine.inference.widths import ExpectedError
from engine.models.spread import CategoryTerm, NumberTerm, Spread
from tests.unit.inference.made import answered, linear, made

SPREAD = Spread(
    base=2.0,
    floor=0.5,
    ceiling=5.0,
    terms=(
        NumberTerm(type="number", weight=0.25, centre=1.0),
        CategoryTerm(type="category", points=(0.0, 1.0, -1.0, 1e12, 0.3)),
        NumberTerm(type="number", weight=-0.1, centre=0.0),
    ),
)
CODES = st.tuples(
    st.floats(-1e300, 1e300) | st.just(math.nan),
    st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, math.nan]),
    st.floats(-10, 10) | st.just(math.nan),
)


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ((1.0, 0.0, 0.0), 2.0),
        ((3.0, 1.0, 0.0), 2 + 0.5 + 1),
        ((1.0, 2.0, 10.0), 0.5),  # 2 - 1 - 1, held at the floor
        ((1.0, 3.0, 0.0), 5.0),  # held at the ceiling
        ((math.nan, math.nan, math.nan), 2.0),  # what is unknown adds nothing
    ],
)
def test_the_expected_error_is_a_sum_held_between_floor_and_ceiling(
    codes: tuple[float, ...], expected: float
) -> None:
    assert ExpectedError(SPREAD)(codes) == expected


@settings(deadline=None)
@given(rows=st.lists(CODES, min_size=1, max_size=20))
def test_a_block_has_the_widths_of_its_rows_to_the_bit(rows: list[tuple[float, ...]]) -> None:
    expected = ExpectedError(SPREAD)

    of_rows = expected.of_rows(np.array(rows))

    assert of_rows.tolist() == [expected(row) for row in rows]
    assert (of_rows > 0).all()
    assert np.isfinite(of_rows).all()


def test_an_answer_has_the_width_of_its_case() -> None:
    model = made(linear(50), half_width=2, spread=SPREAD.model_dump(mode="json"))
    narrow, wide = answered(model, width=1, steps=0), answered(model, width=9, steps=0)

    assert (narrow.low, narrow.high) == (50 - 4, 50 + 4)
    assert (wide.low, wide.high) == (50 - 8, 50 + 8)

    predictor = Predictor(model)
    coded = np.array([[1.0, 0.0, 0.0], [9.0, 0.0, 0.0]])
    _, low, high = predictor.intervals(coded, predictor.scores(coded))
    assert low.tolist() == [narrow.low, wide.low]
    assert high.tolist() == [narrow.high, wide.high]
