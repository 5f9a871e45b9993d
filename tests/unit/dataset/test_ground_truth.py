"""A ground truth is checked against its contract before anything is made of it."""

import numpy as np
import pytest
from scipy.stats import truncnorm

from engine.contract.loader import parse_contract
from engine.contract.model import Contract
from engine.contract.problems import ContractProblem
from trainer.dataset.cohort import cohort_csv, expected_outcome, generate
from trainer.dataset.ground_truth import GroundTruth, GroundTruthError, parse_ground_truth
from trainer.dataset.truth_format import NumberChoice

CONTRACT = """
format: 1
name: garden
title: Garden
purpose: Nothing of the sample's
provenance: {synthetic: true, statement: invented}
inputs:
  - {name: soil, label: s, help: h, known: before, type: category,
     values: [{value: clay}, {value: sand}]}
  - {name: plant, label: p, help: h, known: before, type: category,
     values: [{value: fern}, {value: rose}, {value: moss}]}
  - {name: water, label: w, help: h, known: before, type: number, range: [0, 10]}
  - {name: pots, label: c, help: h, known: before, type: number, whole: true, range: [1, 9],
     permitted: [1, 3, 9]}
  - {name: moon, label: m, help: h, known: before, type: number, whole: true, range: [1, 28]}
outcome: {name: height, label: h, help: h, range: [-50, 50], decimals: 2, bands: [{name: any}]}
formulary:
  - {column: plant, given: soil, permits: {clay: [fern, moss], sand: [rose]}}
"""
TRUTH = """
format: 1
title: What makes a garden grow
patient: g#
draws:
  - {type: choice, input: soil, shares: {clay: 3, sand: 1}}
  - {type: choice_given, input: plant, given: soil,
     shares: {clay: {fern: 1, moss: 1}, sand: {rose: 1}}}
  - {type: uniform, input: water, range: [0, 10]}
  - {type: numbers, input: pots, numbers: [1, 3, 9], shares: [1, 2, 1]}
  - {type: uniform, input: moon, range: [1, 28]}
intercept: 1
effects:
  - {type: level, input: soil, points: {clay: -1, sand: 2}}
  - {type: penalty, input: plant, points: {fern: 0, rose: 1, moss: 2.5}}
  - {type: linear, input: pots, centre: 3, per_unit: 0.5}
  - {type: peak, input: water, at: 4, away: 2, loss: 1}
  - {type: saturating_given, input: water, given: plant,
     curves: {fern: {most: 6, half: 1}, rose: {most: 2, half: 5}, moss: {most: 0, half: 1}}}
  - {type: saturating, input: pots, most: 4, half: 1}
no_effect: [moon]
noise: {sd: 2, cut: 1.5}
"""

GIVEN = """type: choice_given, input: plant, given: soil,
     shares: {clay: {fern: 1, moss: 1}, sand: {rose: 1}}"""


@pytest.fixture
def contract() -> Contract:
    return parse_contract(CONTRACT)


@pytest.fixture
def truth(contract: Contract) -> GroundTruth:
    return parse_ground_truth(TRUTH, contract, "truth.yaml")


def refused(contract: Contract, before: str, after: str) -> list[ContractProblem]:
    assert before in TRUTH
    with pytest.raises(GroundTruthError) as caught:
        parse_ground_truth(TRUTH.replace(before, after, 1), contract, "truth.yaml")
    return list(caught.value.problems)


def test_the_expected_outcome_is_the_sum_of_the_effects(truth: GroundTruth) -> None:
    expected = expected_outcome(
        truth,
        {
            "soil": ["clay", "sand"],
            "plant": ["fern", "rose"],
            "water": [2, 4.0],
            "pots": ["9", "1"],
        },
    )
    first = 1 - 1 - 0 + 0.5 * 6 - 1 * (2 / 2) ** 2 + 6 * 2 / 3 + 4 * 9 / 10
    second = 1 + 2 - 1 - 0.5 * 2 - 0 + 2 * 4 / 9 + 4 * 1 / 2
    assert expected == pytest.approx([first, second])


def test_the_noise_is_that_of_a_normal_distribution_without_its_ends(truth: GroundTruth) -> None:
    assert truth.noise_sd == pytest.approx(truncnorm(-1.5, 1.5, scale=2).std())
    assert truth.best_rmse == pytest.approx(np.hypot(truth.noise_sd, 0.01 / np.sqrt(12)))


def test_the_bounds_hold_what_a_large_cohort_reaches(
    contract: Contract, truth: GroundTruth
) -> None:
    cohort = generate(contract, truth, 200_000, seed=4)
    assert truth.bounds.low <= cohort.expected.min()
    assert cohort.expected.max() <= truth.bounds.high
    assert cohort.expected.mean() == pytest.approx(truth.bounds.mean, abs=0.05)


def test_what_is_drawn_has_the_shares_that_are_given(
    contract: Contract, truth: GroundTruth
) -> None:
    columns = generate(contract, truth, 100_000, seed=4).columns
    assert np.mean(columns["soil"] == "clay") == pytest.approx(0.75, abs=0.01)
    assert set(columns["plant"][columns["soil"] == "clay"]) == {"fern", "moss"}
    assert set(columns["plant"][columns["soil"] == "sand"]) == {"rose"}
    assert np.mean(columns["pots"] == 3) == pytest.approx(0.5, abs=0.01)
    assert set(columns["moon"]) == set(range(1, 29))
    assert columns["water"].mean() == pytest.approx(5, abs=0.05)


def test_a_contract_without_a_patient_column_numbers_its_rows(
    contract: Contract, truth: GroundTruth
) -> None:
    cohort = generate(contract, truth, 3, seed=4)
    assert cohort.ids == ("1", "2", "3")
    assert (
        cohort_csv(cohort, contract).decode().splitlines()[0] == "soil,plant,water,pots,moon,height"
    )


@pytest.mark.parametrize(
    ("before", "after", "path", "reason"),
    [
        ("input: moon, range", "input: mon, range", "draws[4].input", "there is no input"),
        (
            "input: moon, range: [1, 28]",
            "input: water, range: [1, 2]",
            "draws[4].input",
            "'water' is drawn twice",
        ),
        ("no_effect: [moon]", "no_effect: []", "no_effect", "'moon' has no effect"),
        ("no_effect: [moon]", "no_effect: [moon, soil]", "no_effect[1]", "'soil' has an effect"),
        ("range: [0, 10]", "range: [0, 11]", "draws[2].range", "11 is not permitted"),
        ("range: [0, 10]", "range: [9, 1]", "draws[2].range", "the range holds no number"),
        ("range: [1, 28]", "range: [1, 2.5]", "draws[4].range", "2.5 is not permitted"),
        ("numbers: [1, 3, 9]", "numbers: [1, 2, 9]", "draws[3].numbers", "2 is not permitted"),
        ("shares: [1, 2, 1]", "shares: [1, 2]", "draws[3].shares", "there must be one share"),
        ("shares: [1, 2, 1]", "shares: [1, 2, 0]", "draws[3].shares[2]", "must be above 0"),
        (
            "type: numbers, input: pots, numbers: [1, 3, 9], shares: [1, 2, 1]",
            "type: uniform, input: pots, range: [1, 9]",
            "draws[3].type",
            "only some numbers are permitted",
        ),
        (
            "type: uniform, input: water, range: [0, 10]",
            "type: choice, input: water, shares: {a: 1}",
            "draws[2].type",
            "'water' is a number",
        ),
        (
            "type: choice, input: soil, shares: {clay: 3, sand: 1}",
            "type: uniform, input: soil, range: [0, 1]",
            "draws[0].type",
            "'soil' is a category",
        ),
        ("{clay: 3, sand: 1}", "{clay: 3, snad: 1}", "draws[0].shares.snad", "'soil' has no value"),
        ("given: soil,\n", "given: pots,\n", "draws[1].given", "'pots' is not a category"),
        (
            "sand: {rose: 1}}",
            "sand: {fern: 1}}",
            "draws[1].shares.sand.fern",
            "the formulary does not permit it",
        ),
        (
            "{clay: {fern: 1, moss: 1}, sand: {rose: 1}}",
            "{clay: {fern: 1}}",
            "draws[1].shares",
            "the value 'sand'",
        ),
        (GIVEN, "type: choice, input: plant, shares: {fern: 1}", "draws[1]", "the formulary makes"),
        ("{clay: -1, sand: 2}", "{clay: -1}", "effects[0].points", "the value 'sand'"),
        (
            "type: level, input: soil",
            "type: level, input: pots",
            "effects[0].type",
            "'pots' is a number",
        ),
        (
            "type: linear, input: pots",
            "type: linear, input: soil",
            "effects[2].type",
            "'soil' is a category",
        ),
        ("given: plant", "given: water", "effects[4].given", "there is no category 'water'"),
        (
            "rose: 1, moss: 2.5",
            "rose: -1, moss: 2.5",
            "effects[1].points.rose",
            "must be at least 0",
        ),
        ("intercept: 1", "intercept: 48", "effects", "the true mean goes from"),
        ("intercept: 1", "intercept: 1.0e+308", "effects", "the true mean goes from"),
        ("intercept: 1", "intercpt: 1", "intercpt", "is not a key that is known here"),
        ("patient: g#", "patient: g", "patient", "one run of 1 to 9 hashes"),
    ],
)
def test_a_truth_that_does_not_fit_is_refused_with_the_place(
    contract: Contract, before: str, after: str, path: str, reason: str
) -> None:
    problems = refused(contract, before, after)
    assert any(p.path == path and p.reason.startswith(reason) for p in problems), problems
    assert all(problem.line > 1 for problem in problems)


def test_a_curve_over_numbers_below_zero_is_refused() -> None:
    contract = parse_contract(CONTRACT.replace("range: [0, 10]", "range: [-1, 10]"))
    with pytest.raises(GroundTruthError, match="below zero"):
        parse_ground_truth(TRUTH, contract, "truth.yaml")


def test_more_combinations_than_can_be_looked_at_are_refused() -> None:
    places = range(8)
    inputs = "\n".join(
        f"  - {{name: n{i}, label: n, help: h, known: before, type: number, range: [0, 9]}}"
        for i in places
    )
    top, rest = CONTRACT.split("inputs:")
    contract = parse_contract(
        f"{top}inputs:\n{inputs}\noutcome:{rest.split('outcome:')[1].split('formulary')[0]}"
    )
    draws = "\n".join(
        f"  - {{type: numbers, input: n{i}, numbers: [0, 1, 2, 3, 4, 5], shares: {[1] * 6}}}"
        for i in places
    )
    text = (
        f"format: 1\ntitle: t\npatient: g#\ndraws:\n{draws}\nintercept: 1\neffects: []\n"
        f"no_effect: [{', '.join(f'n{i}' for i in places)}]\nnoise: {{sd: 1, cut: 2}}\n"
    )
    with pytest.raises(GroundTruthError, match="500,000 combinations"):
        parse_ground_truth(text, contract, "truth.yaml")


def test_a_draw_of_numbers_keeps_the_order_of_its_file(truth: GroundTruth) -> None:
    (draw,) = (draw for draw in truth.file.draws if isinstance(draw, NumberChoice))
    assert draw.numbers == (1.0, 3.0, 9.0)
