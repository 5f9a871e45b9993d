"""What is known only after treatment began is no part of what is compared."""

import math
from typing import Any

import numpy as np
import pytest

from engine.contract.case import read_case
from engine.contract.model import CategoryInput, Contract
from engine.inference.coding import code_row
from engine.inference.comparing import Comparator
from engine.inference.domain import DomainStatus
from engine.inference.late import LateInputs, Mixtures, Treatment
from engine.inference.predictor import Predictor
from engine.models.package import Model, check_files
from engine.models.scalars import MIN_GROUP
from tests.faults.packages import bundled
from tests.unit.inference.made import linear, made
from tests.unit.inference.test_alternatives import CASE
from tests.unit.learning.contracts import small_contract

LATE = "Side_Effects"


@pytest.fixture(scope="module")
def model() -> Model:
    return check_files(bundled())


def seen_with(model: Model, drug: str, dose: float) -> dict[str, float]:
    """How often training saw each side effect with a drug and dose for the case's condition."""
    contract = model.contract
    code = {name: contract.inputs[place] for name, place in contract.places.items()}
    condition, drugs, effects = code["Condition"], code["Drug_Name"], code[LATE]
    assert isinstance(condition, CategoryInput)
    assert isinstance(drugs, CategoryInput)
    assert isinstance(effects, CategoryInput)
    wanted = (condition.codes[CASE["Condition"]], drugs.codes[drug], dose)
    return {
        effects.values[int(row[3])].value: row[4]
        for row in model.reference.combinations
        if row[:3] == wanted
    }


def test_an_option_is_averaged_over_what_training_saw_with_it(model: Model) -> None:
    predictor = Predictor(model)
    comparison = Comparator(predictor).compare(CASE, ["Drug_Name"])

    assert comparison.late == {model.contract.places[LATE]: Treatment.AVERAGED}
    for option in comparison.options:
        counts = seen_with(model, str(option.values[0]), CASE["Dosage_mg"])
        assert len(counts) > 1
        cases = [{**CASE, "Drug_Name": option.values[0], LATE: effect} for effect in counts]
        coded = np.array([code_row(model.contract, tuple(case.values())) for case in cases])
        scores = predictor.scores(coded)
        _, low, high = predictor.intervals(coded, scores)
        assert option.score == pytest.approx(np.average(scores, weights=list(counts.values())))
        assert (option.low, option.high) == (low.min(), high.max())


def test_what_was_entered_of_it_changes_nothing(model: Model) -> None:
    comparator = Comparator(Predictor(model))

    with_one = comparator.compare(CASE).options
    assert comparator.compare({**CASE, LATE: "Diarrhea"}).options == with_one
    assert comparator.compare({**CASE, LATE: None}).options == with_one
    assert comparator.compare({**CASE, "Age": 57}).options != with_one


def test_where_it_varies_it_is_not_averaged(model: Model) -> None:
    comparison = Comparator(Predictor(model)).compare(CASE, [LATE])

    assert comparison.late == {}
    assert len({option.score for option in comparison.options}) > 2


@pytest.mark.parametrize("effect", [None, "Diarrhea"])
def test_a_case_has_the_same_answer_by_itself_and_as_the_option_that_was_entered(
    model: Model, effect: str | None
) -> None:
    predictor, case = Predictor(model), {**CASE, LATE: effect}
    answer = predictor.predict(read_case(model.contract, case))
    comparison = Comparator(predictor).compare(case)

    (entered,) = (option for option in comparison.options if option.entered)
    found = comparison.answer or entered
    assert (found is entered) == (effect is None)
    assert (answer.score, answer.low, answer.high) == (found.score, found.low, found.high)
    assert answer.domain.status == found.domain.status
    assert answer.domain.similar == found.domain.similar


def test_what_is_not_known_yet_is_averaged_costs_width_and_is_said(model: Model) -> None:
    predictor = Predictor(model)
    effects = seen_with(model, CASE["Drug_Name"], CASE["Dosage_mg"])

    answer = predictor.predict(read_case(model.contract, {**CASE, LATE: None}))

    known = [
        predictor.predict(read_case(model.contract, {**CASE, LATE: effect})) for effect in effects
    ]
    assert answer.score == pytest.approx(
        np.average([one.score for one in known], weights=list(effects.values()))
    )
    assert answer.high - answer.low > max(one.high - one.low for one in known)
    assert answer.domain.status is DomainStatus.INSIDE
    assert answer.domain.reasons[-1] == (
        "Side effect is unknown: averaged over what training saw with the rest."
    )
    assert answer.baseline is not None
    total = sum(part.points for part in answer.contributions)
    assert answer.baseline + total == pytest.approx(answer.score, abs=1e-9)


def test_rows_are_answered_as_cases_are_whatever_they_leave_unknown(model: Model) -> None:
    predictor = Predictor(model)
    changes: list[dict[str, Any]] = [
        {},
        {LATE: None},
        {LATE: None, "Drug_Name": "Insulin Glargine", "Dosage_mg": 850},
        {LATE: None, "Age": 79},
    ]
    cases = [read_case(model.contract, {**CASE, **change}) for change in changes]
    coded = np.array([code_row(model.contract, case.values) for case in cases])

    rows = predictor.answer_rows(coded)
    at_once = predictor.predict_many(cases)

    order = list(DomainStatus)
    for place, case in enumerate(cases):
        alone = predictor.predict(case)
        assert at_once[place] == alone
        assert (rows.score[place], rows.low[place], rows.high[place]) == (
            alone.score,
            alone.low,
            alone.high,
        )
        assert order[rows.status[place]] is alone.domain.status
    complete = predictor.scores(coded[:1])
    assert rows.raw[0] == complete[0]


def test_where_training_left_it_unknown_often_enough_unknown_is_a_value(model: Model) -> None:
    reference = model.reference
    place = model.contract.places[LATE]
    inputs = list(reference.inputs)
    inputs[place] = inputs[place].model_copy(update={"unknown": MIN_GROUP})
    usual = reference.model_copy(update={"inputs": tuple(inputs)})
    row = code_row(model.contract, (*tuple(CASE.values())[:-1], None))[None, :]

    assert LateInputs(model.contract, reference).settled == [place]
    assert LateInputs(model.contract, usual).settled == []
    assert LateInputs(model.contract, usual, unknown=[place]).treatments == {
        place: Treatment.UNKNOWN
    }
    np.testing.assert_array_equal(LateInputs(model.contract, usual).settle(row).rows, row)


def test_with_what_training_never_saw_the_unknown_stays_unknown(model: Model) -> None:
    values = {**CASE, "Condition": "Depression", LATE: None}
    row = code_row(model.contract, tuple(values.values()))[None, :]

    mixtures = LateInputs(model.contract, model.reference).settle(row)

    np.testing.assert_array_equal(mixtures.rows, row)
    assert mixtures.seen.tolist() == [math.inf]


@pytest.mark.parametrize(
    ("changes", "treatment", "coded"),
    [
        ({"may_be_unknown": True}, Treatment.UNKNOWN, np.nan),
        ({"may_be_unknown": False}, Treatment.HELD, 3.0),
    ],
)
def test_without_known_combinations_it_is_unknown_or_where_it_must_be_known_held(
    changes: dict[str, Any], treatment: Treatment, coded: float
) -> None:
    contract = with_late_input(changes)
    reference = made(linear(5), contract=contract).reference

    late = LateInputs(contract, reference, varied=[1])
    mixtures = late.mixtures([(1.0, "red", 3.0), (1.0, "blue", 3.0)])

    assert late.treatments == {2: treatment}
    np.testing.assert_array_equal(mixtures.rows, [[1, 0, coded], [1, 2, coded]])
    np.testing.assert_array_equal(mixtures.covariance(np.array([4.0, 5.0])), np.zeros((2, 2)))


def with_late_input(changes: dict[str, Any]) -> Contract:
    inputs: list[dict[str, Any]] = small_contract().model_dump(mode="json")["inputs"]
    inputs[2] |= changes
    return small_contract(inputs=inputs)


def test_an_average_is_as_uncertain_as_the_counts_it_rests_on() -> None:
    rows = np.zeros((6, 1))
    shares, start = np.array([0.5, 0.5, 0.5, 0.5, 0.8, 0.2]), np.array([0, 2, 4])
    values = np.array([1.0, 3.0, 2.0, 6.0, 0.0, 10.0])
    mixtures = Mixtures(
        rows, shares, start, np.array([9.0, 9, 9, 9, 26, 26]), np.array([0, 1, 0, 1, 2, 3])
    )

    np.testing.assert_allclose(mixtures.mean(values), [2, 4, 2])
    # Variance of the values by their shares, over the rows less one; two options share counts.
    np.testing.assert_allclose(
        mixtures.covariance(values), [[1 / 8, 2 / 8, 0], [2 / 8, 4 / 8, 0], [0, 0, 16 / 25]]
    )


def test_counts_that_options_share_do_not_blur_what_an_additive_model_says_of_them(
    model: Model,
) -> None:
    case = tuple(CASE.values())
    longer, other_drug = list(case), list(case)
    longer[model.contract.places["Treatment_Duration_days"]] = 59
    other_drug[model.contract.places["Drug_Name"]] = "Glipizide"

    mixtures = LateInputs(model.contract, model.reference, ()).mixtures([case, longer, other_drug])
    covariance = mixtures.covariance(Predictor(model).scores(mixtures.rows))

    def error_between(one: int, other: int) -> float:
        variance = covariance[one, one] + covariance[other, other] - 2 * covariance[one, other]
        return math.sqrt(max(variance, 0.0))

    assert covariance[0, 0] > 0
    assert error_between(0, 1) < 1e-6
    assert error_between(0, 2) > 1e-2
