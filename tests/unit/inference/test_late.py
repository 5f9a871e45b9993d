"""What is known only after treatment began is no part of what is compared."""

import math
from typing import Any

import numpy as np
import pytest

from engine.contract.model import CategoryInput, Contract
from engine.inference.coding import code_row
from engine.inference.comparing import Comparator
from engine.inference.late import LateInputs, Mixtures, Treatment
from engine.inference.predictor import Predictor
from engine.models.package import Model, check_files
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
