"""From a case's typed values to its score, the engine gives what the learning library gives."""

from typing import Any

import numpy as np
import pytest

from engine.contract.case import read_case
from engine.contract.loader import load_contract
from engine.contract.model import CategoryInput, Contract, Family
from engine.inference.coding import code_row
from engine.inference.traversal import compile_form
from resources import resource, sample_contract
from trainer.dataset.cohort import generate, load_ground_truth
from trainer.learning.families import BY_SIMPLICITY, Learner, fit

CASES = 4000


@pytest.fixture(scope="module")
def contract() -> Contract:
    return load_contract(sample_contract())


def drawn_case(contract: Contract, draw: np.random.Generator) -> dict[str, Any]:
    """Draw a valid case: every permitted number, both ends of each range, every value."""
    case: dict[str, Any] = {}
    for column in contract.inputs:
        if isinstance(column, CategoryInput):
            case[column.name] = str(draw.choice([level.value for level in column.values]))
        elif column.permitted is not None:
            case[column.name] = float(draw.choice(column.permitted))
        else:
            low, high = column.range
            between = float(draw.integers(int(low), int(high) + 1))
            case[column.name] = (low, high, between)[int(draw.integers(3))]
        if column.may_be_unknown and draw.random() < 0.2:
            case[column.name] = None
    for rule in contract.formulary:
        case[rule.column] = str(draw.choice(rule.permits[case[rule.given]]))
    return case


@pytest.mark.parametrize("family", BY_SIMPLICITY)
def test_thousands_of_valid_cases_are_scored_as_the_library_scores_them(
    contract: Contract, family: Family
) -> None:
    truth = load_ground_truth(resource("cohort/ground_truth.yaml"), contract)
    cohort = generate(contract, truth, 1500, 77)
    cases = zip(*(cohort.columns[column.name] for column in contract.inputs), strict=True)
    coded = np.array([code_row(contract, [as_typed(v) for v in case]) for case in cases])
    outcome = np.asarray(cohort.columns[contract.outcome.name], np.float64)
    fitted = fit(
        Learner.stated(contract, family), contract.widths, coded, outcome, seed=5, threads=1
    )

    draw = np.random.Generator(np.random.PCG64(20261102))
    rows = np.array(
        [
            code_row(contract, read_case(contract, drawn_case(contract, draw)).values)
            for _ in range(CASES)
        ]
    )

    ours, theirs = compile_form(fitted.form)(rows), fitted.reference(rows)
    assert np.abs(ours - theirs).max() <= 1e-12
    assert len(np.unique(ours)) >= {"mean": 1}.get(family, 1000)


def as_typed(value: object) -> float | str:
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]
