"""Which inputs vary, over what, and that no option breaks the contract."""

from typing import Any

import pytest

from engine.contract.case import CaseRefusedError, read_case
from engine.contract.loader import load_contract
from engine.contract.model import Contract
from engine.inference.alternatives import (
    MAX_OPTIONS,
    Alternatives,
    BadComparisonError,
    TooManyOptionsError,
    choices_of,
    find_alternatives,
)
from engine.models.content import Reference
from engine.models.package import check_files
from resources import sample_contract
from tests.faults.packages import bundled

CASE: dict[str, Any] = {
    "Age": 56,
    "Gender": "Female",
    "Condition": "Diabetes",
    "Drug_Name": "Metformin",
    "Dosage_mg": 500,
    "Treatment_Duration_days": 31,
    "Side_Effects": "Nausea",
}


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract(sample_contract())


@pytest.fixture(scope="module")
def reference() -> Reference:
    return check_files(bundled()).reference


def found(contract: Contract, reference: Reference, *vary: str, **changes: Any) -> Alternatives:
    raw = {name: value for name, value in {**CASE, **changes}.items() if value is not None}
    return find_alternatives(contract, reference, raw, vary)


def test_a_choice_of_treatment_is_what_a_formulary_permits_or_a_few_numbers(
    contract: Contract,
) -> None:
    assert choices_of(contract) == ("Drug_Name", "Dosage_mg")


def test_every_option_is_a_case_that_the_contract_accepts(
    contract: Contract, reference: Reference
) -> None:
    alternatives = found(contract, reference, "Condition", "Drug_Name")

    assert len(alternatives.options) == 15
    for option in range(15):
        values = dict(zip(contract.places, alternatives.values(option), strict=True))
        assert read_case(contract, values).values == alternatives.values(option)


def test_the_formulary_narrows_what_varies_by_what_stays(
    contract: Contract, reference: Reference
) -> None:
    alternatives = found(contract, reference)

    drugs = {option[0] for option in alternatives.options}
    assert drugs == {"Glipizide", "Insulin Glargine", "Metformin"}
    assert len(alternatives.options) == 3 * 5
    assert alternatives.entered is not None
    assert alternatives.options[alternatives.entered] == ("Metformin", 500)


def test_a_number_goes_through_the_reach_of_training_and_what_was_entered(
    contract: Contract, reference: Reference
) -> None:
    alternatives = found(contract, reference, "Treatment_Duration_days")

    points = [option[0] for option in alternatives.options if isinstance(option[0], float)]
    assert points == sorted(points)
    assert len(points) == len(alternatives.options) == 6
    assert all(point.is_integer() for point in points)
    assert alternatives.entered == points.index(31.0)


def test_what_varies_may_be_left_out(contract: Contract, reference: Reference) -> None:
    alternatives = found(contract, reference, Drug_Name=None, Dosage_mg=250)

    assert len(alternatives.options) == 15
    assert alternatives.entered is None
    entered = dict(zip(contract.places, alternatives.case.values, strict=True))
    assert (entered["Dosage_mg"], entered["Drug_Name"]) == (250, "Glipizide")


def test_what_is_wrong_with_the_case_is_said_even_where_it_varies(
    contract: Contract, reference: Reference
) -> None:
    with pytest.raises(CaseRefusedError) as refused:
        found(contract, reference, Drug_Name="Ibuprofen", Dosage_mg=None, Age=5)

    assert {(p.field, p.rule) for p in refused.value.problems} >= {
        ("Age", "range"),
        ("Drug_Name", "formulary"),
    }


@pytest.mark.parametrize("value", [["x"], {"a": 1}, True, 10**400, "31"])
def test_a_value_that_is_no_value_is_refused_and_breaks_nothing(
    contract: Contract, reference: Reference, value: Any
) -> None:
    for column in ("Condition", "Treatment_Duration_days", "Drug_Name"):
        with pytest.raises(CaseRefusedError):
            found(contract, reference, "Drug_Name", "Treatment_Duration_days", **{column: value})


def test_too_many_options_are_refused_with_how_to_have_fewer(
    contract: Contract, reference: Reference
) -> None:
    with pytest.raises(TooManyOptionsError, match=str(MAX_OPTIONS)) as refused:
        found(contract, reference, "Drug_Name", "Dosage_mg", "Treatment_Duration_days", "Age")

    assert "fewer" in refused.value.advice


def test_an_unknown_column_is_refused_with_the_nearest_one(
    contract: Contract, reference: Reference
) -> None:
    with pytest.raises(BadComparisonError, match="did you mean 'Drug_Name'"):
        found(contract, reference, "Drug_name")


def test_nothing_to_vary_and_a_single_option_are_said(
    contract: Contract, reference: Reference
) -> None:
    bare = contract.model_copy(update={"formulary": (), "inputs": contract.inputs[:2]})
    with pytest.raises(BadComparisonError, match="no choice of treatment"):
        find_alternatives(bare, reference, CASE)
    # The only condition that the drug which stays is permitted for.
    with pytest.raises(BadComparisonError, match="no other choice of Condition"):
        found(contract, reference, "Condition")
