"""A score, its interval and band, and what moved it."""

import math
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contract.case import Case, read_case
from engine.contract.model import Band, Outcome
from engine.inference.attribution import MAX_EXACT_INPUTS
from engine.inference.predictor import Bands, NoScoreError, Prediction, Predictor
from engine.models.forms import Form
from engine.models.package import Model
from tests.faults.packages import two_trees
from tests.unit.inference.made import PROTOTYPES, TYPICAL, WIDTHS, answered, linear, made, reference
from tests.unit.learning.contracts import VALUES, small_contract

THREE = (Band(name="Low", below=4), Band(name="Moderate", below=7), Band(name="High"))


def outcome(*bands: Band) -> Outcome:
    return Outcome(name="result", label="Result", help="What came out.", range=(0, 10), bands=bands)


@pytest.mark.parametrize(
    ("low", "high", "touched"),
    [
        (0, 3.9, "Low"),
        (0, 4, "Low Moderate"),
        (3.9999999, 3.9999999, "Low"),
        (4, 4, "Moderate"),
        (4, 6.9999999, "Moderate"),
        (4, 7, "Moderate High"),
        (7, 7, "High"),
        (7, 10, "High"),
        (10, 10, "High"),
        (0, 0, "Low"),
        (0, 10, "Low Moderate High"),
    ],
)
def test_a_band_holds_its_lower_end_and_not_its_upper_one(
    low: float, high: float, touched: str
) -> None:
    assert Bands(outcome(*THREE)).between(low, high) == tuple(touched.split())


def test_a_single_band_holds_everything() -> None:
    assert Bands(outcome(Band(name="All"))).between(0, 10) == ("All",)


@settings(deadline=None)
@given(st.tuples(st.floats(0, 10), st.floats(0, 10)).map(sorted))
def test_the_bands_of_an_interval_are_those_of_its_points(ends: list[float]) -> None:
    touched = Bands(outcome(*THREE)).between(ends[0], ends[1])

    points = [*ends, *(edge for edge in (4.0, 7.0) if ends[0] <= edge <= ends[1])]
    assert set(touched) == {Bands(outcome(*THREE)).between(point, point)[0] for point in points}


@pytest.mark.parametrize(
    ("score", "band", "withheld"),
    [
        (-11, "Low", False),
        (-10, "Low to High", True),
        (10, "High", False),
        (9, "Low to High", True),
    ],
)
def test_a_band_is_withheld_where_the_interval_spans_several(
    score: float, band: str, *, withheld: bool
) -> None:
    answer = answered(made(linear(score), half_width=10))

    assert (answer.band, answer.band_withheld) == (band, withheld)


@pytest.mark.parametrize(
    ("raw", "low", "score", "high", "clipped"),
    [
        (50, 40, 50, 60, False),
        (95, 85, 95, 100, False),
        (100, 90, 100, 100, False),
        (130, 100, 100, 100, True),
        (105, 95, 100, 100, True),
        (-95, -100, -95, -85, False),
        (-250, -100, -100, -100, True),
    ],
)
def test_score_and_interval_stay_within_the_outcomes_range(
    raw: float, low: float, score: float, high: float, *, clipped: bool
) -> None:
    answer = answered(made(linear(raw), half_width=10))

    assert (answer.low, answer.score, answer.high) == (low, score, high)
    assert answer.clipped is clipped
    assert answer.level == 0.9


def test_an_answer_names_the_model_that_gave_it() -> None:
    model = made(linear(0))

    answer = answered(model)

    assert (answer.model_sha256, answer.model_version) == (model.sha256, f"v-{model.sha256[:8]}")


def test_a_linear_model_is_explained_by_the_distance_from_the_average_prototype() -> None:
    weight, table = (3.0, 0.0, -2.0), (1.0, -1.0, 5.0, 0.0, 0.0)
    answer = answered(made(linear(7, weight, table)), width=6, colour="blue", steps=9)

    rows = np.array([count for _, count in PROTOTYPES])
    share = rows / rows.sum()
    widths = [3.0 * (codes[0] or 0) if codes[0] is not None else 0.0 for codes, _ in PROTOTYPES]
    colours = [table[int(codes[1] or 0)] for codes, _ in PROTOTYPES]
    steps = [-2.0 * (codes[2] or 0) for codes, _ in PROTOTYPES]
    expected = [18 - share @ widths, 5 - share @ colours, -18 - share @ steps]
    assert [part.points for part in answer.contributions] == pytest.approx(expected, abs=1e-12)
    assert [part.column for part in answer.contributions] == ["width", "colour", "steps"]
    assert answer.contributions[1].value == "blue"
    assert answer.baseline == pytest.approx(7 + share @ widths + share @ colours + share @ steps)


CASES = st.fixed_dictionaries(
    {
        "width": st.none() | st.floats(-10, 10),
        "colour": st.none() | st.sampled_from(VALUES),
        "steps": st.integers(0, 9),
    }
)
TREES = made(two_trees(WIDTHS))
LINEAR = made(linear(7, (3.0, 0.0, -2.0), (1.0, -1.0, 5.0, 0.0, 0.0)))
DEEP = made(
    Form(
        "trees",
        WIDTHS,
        1.0,
        2.0,
        {
            "root": np.array([0, 7], "<i4"),
            "feature": np.array([0, 1, -1, -1, 2, -1, -1], "<i4"),
            "threshold": np.array([1.5, 0, 0, 0, 4.5, 0, 0], "<f8"),
            "left": np.array([1, 2, -1, -1, 5, -1, -1], "<i4"),
            "right": np.array([4, 3, -1, -1, 6, -1, -1], "<i4"),
            "missing_left": np.array([0, 1, 0, 0, 0, 0, 0], "|u1"),
            "level_set": np.array([-1, 0, -1, -1, -1, -1, -1], "<i4"),
            "value": np.array([0, 0, 8, -3, 0, 20, 1], "<f8"),
            "levels": np.array([[0b00101]], "<u8"),
        },
    )
)


@pytest.mark.parametrize(
    ("width", "colour", "steps", "score"),
    [
        (1.5, "red", 9, 5),
        (1.5, "blue", 9, 5),
        (1.5, "green", 9, -0.5),
        (1.5, "teal", 9, -0.5),
        (1.5, None, 9, 5),
        (math.nextafter(1.5, 2), "green", 4, 11),
        (10, "green", 5, 1.5),
        (None, "red", 4, 11),
        (None, None, 5, 1.5),
    ],
)
def test_a_tree_sends_a_threshold_left_and_the_unknown_where_it_says(
    width: float | None, colour: str | None, steps: int, score: float
) -> None:
    assert answered(DEEP, width=width, colour=colour, steps=steps).score == score


@pytest.mark.parametrize("model", [TREES, LINEAR, DEEP], ids=["trees", "linear", "deep"])
@settings(deadline=None)
@given(case=CASES)
def test_contributions_sum_to_the_score_less_the_baseline(
    model: Model, case: dict[str, Any]
) -> None:
    answer = answered(model, **case)

    assert answer.baseline is not None
    total = sum(part.points for part in answer.contributions)
    assert not answer.clipped
    assert total == pytest.approx(answer.score - answer.baseline, abs=1e-9)


@settings(deadline=None)
@given(case=CASES)
def test_contributions_are_the_mean_over_every_order_of_the_inputs(case: dict[str, Any]) -> None:
    predictor = Predictor(DEEP)
    points = [part.points for part in answered(DEEP, **case).contributions]
    row = coded(case)

    orders = list(permutations(range(3)))
    expected = np.zeros(3)
    for codes, count in PROTOTYPES:
        for order in orders:
            mixed = np.array([np.nan if code is None else code for code in codes], np.float64)
            before = predictor.scores(mixed[None, :])[0]
            for place in order:
                mixed[place] = row[place]
                after = predictor.scores(mixed[None, :])[0]
                expected[place] += (after - before) * count / 45 / len(orders)
                before = after

    assert points == pytest.approx(expected, abs=1e-9)


def coded(case: dict[str, Any]) -> list[float]:
    colour, width = case["colour"], case["width"]
    return [
        np.nan if width is None else width,
        np.nan if colour is None else VALUES.index(colour),
        case["steps"],
    ]


def test_an_input_that_the_model_never_asks_moved_nothing() -> None:
    answer = answered(made(linear(0, (3, 0, 0))), width=4)

    assert [part.points for part in answer.contributions[1:]] == pytest.approx([0, 0], abs=1e-12)


def test_unknown_inputs_are_scored_and_told_as_unknown() -> None:
    answer = answered(made(linear(7, (3, 0, -2), (1, 1, 1, 1, 1))), width=None, colour=None)

    assert answer.score == 7 - 6
    assert [part.value for part in answer.contributions] == ["unknown", "unknown", "3"]


def test_without_prototypes_there_is_a_score_and_no_explanation() -> None:
    answer = answered(made(linear(5), seen=reference(prototypes=[])))

    assert (answer.score, answer.baseline, answer.contributions) == (5, None, ())


def wide(count: int, form: Form) -> Prediction:
    """The answer of a model of one colour and so many widths less one."""
    inputs = small_contract().model_dump(mode="json")["inputs"]
    widths = [{**inputs[0], "name": f"w{i}"} for i in range(count - 1)]
    seen = reference()
    seen["inputs"] = [*seen["inputs"][:1] * (count - 1), seen["inputs"][1]]
    seen["prototypes"] = [{"codes": [0] * count, "rows": 9}]
    counted = seen["density"]["inputs"]
    seen["density"]["inputs"] = [*counted[:1] * (count - 1), counted[1]]
    model = made(form, contract=small_contract(inputs=[*widths, inputs[1]]), seen=seen)
    case = {**{f"w{i}": 1 for i in range(count - 1)}, "colour": "green"}
    return Predictor(model).predict(read_case(model.contract, case))


@pytest.mark.parametrize("linear", [True, False])
def test_more_inputs_than_can_be_explained_exactly_have_an_error_unless_they_are_added_up(
    *, linear: bool
) -> None:
    count = MAX_EXACT_INPUTS + 1
    widths = (*[0] * (count - 1), len(VALUES))
    arrays = {"weight": np.arange(count, dtype="<f8"), "centre": np.zeros(count, "<f8")}
    table = np.arange(len(VALUES), dtype="<f8")
    form = Form("linear", widths, 4.0, 1.0, {**arrays, "table": table})

    answer = wide(count, form if linear else two_trees(widths))

    assert answer.baseline is not None
    total = sum(part.points for part in answer.contributions)
    assert total == pytest.approx(answer.score - answer.baseline, abs=1e-9)
    assert all((part.error is None) is linear for part in answer.contributions)


def test_an_exact_contribution_has_no_error() -> None:
    assert {part.error for part in answered(TREES).contributions} == {None}


def test_cases_answered_at_once_are_answered_as_one_by_one() -> None:
    arrays = two_trees(WIDTHS).arrays
    # Half of the widths come to the category; one leaf there leaves the finite numbers.
    changed = {
        "threshold": np.zeros(arrays["threshold"].size, "<f8"),
        "value": np.where(arrays["value"] == arrays["value"].max(), 1e11, 0),
    }
    model = made(Form("trees", WIDTHS, 0.0, 1e-300, {**arrays, **changed}))
    predictor = Predictor(model)
    cases = [
        read_case(model.contract, {**TYPICAL, "width": width, "colour": colour})
        for width in (None, -9.5, 1, 10)
        for colour in VALUES
    ]

    def one_by_one(case: Case, *, explain: bool) -> Prediction | str:
        try:
            return predictor.predict(case, explain=explain)
        except NoScoreError as error:
            return error.summary

    for explain in (False, True):
        at_once = predictor.predict_many(cases, explain=explain)
        told = [one.summary if isinstance(one, NoScoreError) else one for one in at_once]
        assert told == [one_by_one(case, explain=explain) for case in cases]
        # To explain a score is to score mixtures, some of which are no number here.
        assert {type(one) for one in at_once} == (
            {NoScoreError} if explain else {Prediction, NoScoreError}
        )
    assert predictor.predict_many([]) == []


@pytest.mark.parametrize("divisor", [1e-300, 5e-324])
def test_what_is_no_finite_number_is_no_score(divisor: float) -> None:
    trees = two_trees(WIDTHS)
    endless = Form(
        "trees", WIDTHS, 0.0, divisor, {**trees.arrays, "value": trees.arrays["value"] * 1e11}
    )
    model = made(endless)

    with pytest.raises(NoScoreError) as refused:
        answered(model)

    assert model.version in refused.value.summary
    assert TYPICAL["colour"] not in refused.value.summary
