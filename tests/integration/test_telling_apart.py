"""Options that are truly alike are told apart as seldom as promised; far ones nearly always.

The cohort's truth is known, so drugs can be made alike to the last digit, and a whole model, with
what is known of its differences, can be learnt from each of many cohorts.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray
from scipy.stats import binom

from engine.contract.loader import load_contract
from engine.contract.model import Contract, Family
from engine.inference.comparing import Comparator, Comparison
from engine.inference.predictor import Predictor
from engine.inference.separation import ERROR_RATE
from engine.inference.traversal import compile_form
from engine.models.content import REFERENCE, encode
from engine.models.differences import DIFFERENCES
from engine.models.package import check_files
from resources import resource, sample_contract
from tests.faults.packages import bundled, rehashed
from trainer.dataset.cohort import Cohort, expected_outcome, generate
from trainer.dataset.ground_truth import GroundTruth, parse_ground_truth
from trainer.evaluation.conformal import Scored
from trainer.evaluation.differences import Aside, halves, measure_differences
from trainer.learning.families import Learner, fit
from trainer.publishing.reference import build_reference

ALIKE = ("Amlodipine", "Losartan", "Metoprolol")
CONDITION_OF_ALIKE = "Hypertension"
FAR = ("Glipizide", "Metformin")
ROWS = 1500

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("family", "seeds"), [("ridge", 60), ("boosting", 20)])
def test_what_is_alike_is_seldom_told_apart_and_what_is_far_nearly_always(
    family: Family, seeds: int
) -> None:
    rates = over_cohorts(family, seeds)

    # The stated rate itself would be above this in one of a thousand runs.
    at_most = binom.ppf(0.999, seeds, ERROR_RATE)
    assert rates.alike_told <= at_most
    assert rates.wrong_way <= at_most
    assert rates.far_told >= 0.95 * seeds


@dataclass(frozen=True)
class Rates:
    """In how many cohorts alike options were told apart, any pair the wrong way, the far ones."""

    alike_told: int
    wrong_way: int
    far_told: int


def over_cohorts(family: Family, seeds: int) -> Rates:
    """Compare, in a model of each cohort, drugs that are alike, and options that are not."""
    alike = wrong = far = 0
    for seed in range(seeds):
        comparator = learnt(family, seed)
        patient = case_of(seed)
        of_alike = patient | {"Condition": CONDITION_OF_ALIKE}
        alike += bool(claims(comparator.compare(of_alike, ["Drug_Name"])))
        comparison = comparator.compare(patient, ["Drug_Name", "Dosage_mg"])
        truth = true_scores(comparison)
        wrong += any(truth[i] <= truth[j] for i, j in claims(comparison))
        drugs = comparator.compare(patient, ["Drug_Name"])
        told = [{drug_of(drugs, i), drug_of(drugs, j)} for i, j in claims(drugs)]
        far += set(FAR) in told
    return Rates(alike, wrong, far)


@cache
def the_contract() -> Contract:
    return load_contract(sample_contract())


@cache
def the_truth() -> GroundTruth:
    """The sample's truth, but for drugs of one condition that are alike in every respect."""
    text = resource("cohort/ground_truth.yaml").read_text("utf-8")
    truth = yaml.safe_load(text)
    for part in (*truth["draws"], *truth["effects"]):
        by_drug = drugs_in(part)
        by_drug.update(dict.fromkeys(ALIKE, by_drug.get(ALIKE[0])) if by_drug else {})
    return parse_ground_truth(json.dumps(truth), the_contract(), "truth")


def drugs_in(part: dict[str, Any]) -> dict[str, Any]:
    """What a part of the truth says for each drug, if it does."""
    tables = [part.get(key, {}) for key in ("shares", "points", "curves")]
    return next((table for table in tables if ALIKE[0] in table), {})


@cache
def side_effects() -> dict[str, tuple[str, ...]]:
    """The side effects of each drug, which are equally common."""
    for draw in the_truth().file.draws:
        if draw.type == "choice_given" and draw.input == "Side_Effects":
            assert all(len(set(shares.values())) == 1 for shares in draw.shares.values())
            return {drug: tuple(shares) for drug, shares in draw.shares.items()}
    raise AssertionError


def coded_rows(contract: Contract, cohort: Cohort) -> NDArray[np.float64]:
    columns = [
        [column.codes[value] for value in cohort.columns[column.name]]
        if column.type == "category"
        else cohort.columns[column.name]
        for column in contract.inputs
    ]
    return np.array(columns, np.float64).T


def claims(comparison: Comparison) -> list[tuple[int, int]]:
    """Every pair that is told apart, the higher one first, as places in the comparison."""
    ranked = [place for place, option in enumerate(comparison.options) if option.group is not None]
    return [
        (i, j)
        for i in ranked
        for j in ranked
        if (apart := comparison.options[i].apart_from) is not None and j >= apart
    ]


def learnt(family: Family, seed: int) -> Comparator:
    """A model of one cohort, in a package of its own."""
    contract, truth = the_contract(), the_truth()
    cohort = generate(contract, truth, ROWS, 1000 + seed)
    coded, outcome = coded_rows(contract, cohort), cohort.columns[contract.outcome.name]
    learn, aside = np.arange(ROWS) < ROWS * 0.6, np.arange(ROWS) >= ROWS * 0.6
    form = fit(
        Learner.stated(contract, family),
        contract.widths,
        coded[learn],
        outcome[learn],
        seed=seed,
        threads=1,
    ).form
    score = compile_form(form)(coded)
    first = halves(np.arange(ROWS)[learn], seed)
    one, other = (
        compile_form(
            fit(
                Learner.stated(contract, family),
                contract.widths,
                coded[learn][h],
                outcome[learn][h],
                seed=seed,
                threads=1,
            ).form
        )(coded[aside])
        for h in (first, ~first)
    )
    rows = np.arange(ROWS)[aside]
    differences = measure_differences(
        contract, Aside(coded[aside], (outcome - score)[aside], rows, one - other)
    )
    scored = Scored(coded, outcome, score)
    files = {k: v for k, v in bundled().items() if not k.startswith("predictor/")}
    files[DIFFERENCES] = encode(differences)
    files[REFERENCE] = encode(build_reference(contract, scored[learn], coded[aside]))
    return Comparator(Predictor(check_files(rehashed({**files, **form.files()}))))


def case_of(seed: int) -> dict[str, Any]:
    """A patient of whom a drug is still to be chosen."""
    contract = the_contract()
    dose = contract.inputs[contract.places["Dosage_mg"]]
    assert dose.type == "number"
    assert dose.permitted is not None
    return {
        "Age": 20 + 7 * seed % 58,
        "Gender": ("Female", "Male")[seed % 2],
        "Condition": "Diabetes",
        "Dosage_mg": dose.permitted[seed % len(dose.permitted)],
        "Treatment_Duration_days": 6 + 5 * seed % 52,
    }


def true_scores(comparison: Comparison) -> NDArray[np.float64]:
    """The true mean of each option, averaged over the side effects of its drug."""
    truth = the_truth()
    shares = side_effects()
    scores = []
    for place in range(len(comparison.options)):
        values = values_of(comparison, place)
        effects = shares[values["Drug_Name"]]
        columns = {name: [value] * len(effects) for name, value in values.items()}
        points = expected_outcome(truth, {**columns, "Side_Effects": list(effects)})
        scores.append(points.mean())
    return np.array(scores)


def values_of(comparison: Comparison, place: int) -> dict[str, Any]:
    contract = the_contract()
    values = dict(zip(contract.places, comparison.alternatives.case.values, strict=True))
    varied = [contract.inputs[p].name for p in comparison.alternatives.varied]
    return values | dict(zip(varied, comparison.options[place].values, strict=True))


def drug_of(comparison: Comparison, place: int) -> str:
    return str(values_of(comparison, place)["Drug_Name"])
