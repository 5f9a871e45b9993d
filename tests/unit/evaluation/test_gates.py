"""Each gate: what passes, what is watched, what is refused, and where the edges lie."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from engine.contract.model import Contract
from engine.models.content import Calibration
from engine.models.evaluation import Evaluation
from engine.phrases import Phrase
from tests.integration.samples import sample
from trainer.evaluation.comparison import Beside
from trainer.evaluation.conformal import Scored
from trainer.evaluation.gates.coverage import coverage_gate
from trainer.evaluation.gates.leakage import leakage_gate, sides_gate
from trainer.evaluation.gates.reproduction import reproduction_gate
from trainer.evaluation.gates.skill import skill_gate
from trainer.evaluation.gates.subgroups import subgroup_gate
from trainer.evaluation.leaks import Leaks
from trainer.evaluation.parts import Judged
from trainer.evaluation.promises import Promised, above_zero, promises
from trainer.evaluation.subgroups import judge_subgroups

CONTRACT: Contract = sample()[0]


def part(
    value: str = "", *, rows: int = 100, uncovered: float = 0.5, worse: float = 0.5
) -> Promised:
    """A part of the rows held out; all of them where it has no value."""
    return Promised(
        input="Drug" if value else "",
        value=value,
        rows=rows,
        held=int(0.9 * rows),
        uncovered=uncovered,
        rmse=1.0,
        rmse_of_mean=1.5,
        worse=worse,
    )


def leaks(
    *,
    lone: float = 0.5,
    shared: int = 0,
    copied: int = 0,
    respelled: int = 0,
    held_out: int = 1_000,
    formula: tuple[int, ...] = (),
) -> Leaks:
    return Leaks((0.1, lone, *[0.0] * 5), formula, held_out, shared, copied, respelled)


@pytest.mark.parametrize(
    ("p_value", "gain", "verdict", "said"),
    [
        (0.049, 0.02, "passed", "Better than the mean: "),
        (0.05, 0.5, "refused", "Not better than the mean beyond doubt"),
        (0.001, 0.0199, "refused", "by too little to matter"),
    ],
)
def test_skill_needs_both_certainty_and_size(
    p_value: float, gain: float, verdict: str, said: str
) -> None:
    gate = skill_gate(CONTRACT, "ridge", Beside(gain, p_value, 1.0, 1.5), 3)

    assert gate.verdict == verdict
    assert said in gate.sentence


def test_the_mean_itself_is_refused_however_it_compares() -> None:
    gate = skill_gate(CONTRACT, "mean", Beside(0.5, 1e-9, 1.0, 1.5), 3)

    asked_for = skill_gate(CONTRACT, "mean", Beside(0.0, 1.0, 1.0, 1.0), 0)

    assert (gate.verdict, asked_for.verdict) == ("refused", "refused")
    assert "no signal" in gate.sentence
    assert "no signal" not in asked_for.sentence


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [(0.0004, "refused"), (0.0006, "watch"), (0.024, "watch"), (0.026, "passed")],
)
def test_coverage_is_judged_over_all_looks_at_once(chance: float, verdict: str) -> None:
    # Holm: the least of two probabilities counts twice.
    gate = coverage_gate(CONTRACT, [part(), part("Aspirin", uncovered=chance)])

    assert gate.verdict == verdict
    assert gate.figure == pytest.approx(2 * chance)
    assert ("Where Drug is Aspirin" in gate.sentence) == (verdict != "passed")


@pytest.mark.parametrize(
    ("held", "said"), [(91, "as promised"), (85, "fewer than promised, though chance explains it")]
)
def test_fewer_than_promised_is_never_called_as_promised(held: int, said: str) -> None:
    gate = coverage_gate(CONTRACT, [replace(part(), held=held)])

    assert gate.verdict == "passed"
    assert said in gate.sentence


def test_a_subgroup_of_few_rows_is_not_judged() -> None:
    few = part("Rare", rows=CONTRACT.gates.subgroup_least - 1, uncovered=0.0, worse=0.0)
    many = part("Common", rows=CONTRACT.gates.subgroup_least)

    assert coverage_gate(CONTRACT, [part(), few, many]).verdict == "passed"
    assert subgroup_gate(CONTRACT, [part(), few, many]).verdict == "passed"


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [(0.0009, "refused"), (0.0011, "watch"), (0.049, "watch"), (0.051, "passed")],
)
def test_a_subgroup_worse_off_than_with_the_mean(chance: float, verdict: str) -> None:
    gate = subgroup_gate(CONTRACT, [part(worse=0.0), part("Aspirin", worse=chance)])

    assert gate.verdict == verdict


def test_where_no_subgroup_is_large_enough_a_person_has_to_look() -> None:
    gate = subgroup_gate(CONTRACT, [part(), part("Rare", rows=20)])

    assert gate.verdict == "watch"
    assert "none could be judged" in gate.sentence


@pytest.mark.parametrize(
    ("lone", "r2", "verdict", "said"),
    [
        (0.79, 0.9, "passed", "No input gives the outcome away: Sex tells most"),
        (0.8, 0.9, "watch", "Sex alone tells 80.0%"),
        (0.95, 0.9, "refused", "it gives the outcome away"),
        (0.5, 0.95, "watch", "So much is suspicious"),
    ],
)
def test_an_input_that_tells_too_much(lone: float, r2: float, verdict: str, said: str) -> None:
    gate = leakage_gate(CONTRACT, leaks(lone=lone), r2)

    assert gate.verdict == verdict
    assert said in gate.sentence


def test_a_formula_of_inputs_is_refused_whatever_each_tells_alone() -> None:
    gate = leakage_gate(CONTRACT, leaks(formula=(0, 4)), 0.9)

    assert (gate.verdict, gate.figure) == ("refused", 1.0)
    assert gate.sentence.startswith("The outcome is a sum of Age, Dose, each times a factor")


def test_an_input_that_tells_less_than_nothing_is_said_to_tell_nothing() -> None:
    nothing = Leaks((-0.02,) * 7, (), 100, 0, 0, 0)

    assert "tells most alone, 0.0%" in leakage_gate(CONTRACT, nothing, 0.0).sentence


@pytest.mark.parametrize(
    ("found", "verdict", "said"),
    [
        (leaks(), "passed", "No patient of the 1,000 rows"),
        (leaks(shared=1), "refused", "the split is wrong"),
        (leaks(copied=10), "watch", "under another patient"),
        (leaks(copied=11), "refused", "under another patient"),
        (leaks(respelled=10), "watch", "leading zeros"),
        (leaks(respelled=11, copied=2), "refused", "leading zeros"),
    ],
)
def test_patients_on_both_sides(found: Leaks, verdict: str, said: str) -> None:
    gate = sides_gate(CONTRACT, found)

    assert gate.verdict == verdict
    assert said in gate.sentence


def test_other_bytes_the_second_time_are_refused_and_named() -> None:
    gate = reproduction_gate({"a": "1", "b": "2"}, {"a": "1", "b": "3"})

    assert gate.verdict == "refused"
    assert gate.sentence.endswith("differ: b.")
    assert reproduction_gate({"a": "1"}, {"a": "1"}).verdict == "passed"


def test_every_sentence_is_its_template_with_its_values() -> None:
    gates = [
        coverage_gate(CONTRACT, [part(uncovered=1e-5), part("Aspirin")]),
        subgroup_gate(CONTRACT, [part(), part("Aspirin", worse=1e-5)]),
        leakage_gate(CONTRACT, leaks(), 0.5),
        sides_gate(CONTRACT, leaks(copied=3)),
        skill_gate(CONTRACT, "ridge", Beside(1 / 3, 1e-7 / 3, 2 / 3, 1.0), 3),
    ]

    assert [gate.sentence for gate in gates] == [Phrase(g.template, g.values) for g in gates]


# What the gates judge by.


def held_out(seed: int, *, rows: int, visits: int = 1, worse: bool = False) -> Judged:
    """Rows held out whose error is noise of a patient; of every second code it may be more."""
    draw = np.random.Generator(np.random.PCG64(seed))
    patient = np.repeat(np.arange(rows // visits), visits)
    coded = np.zeros((rows, len(CONTRACT.inputs)))
    coded[:, 1] = patient % 2
    outcome = 5 + draw.normal(0, 1, rows // visits)[patient]
    off = draw.normal(0, 2.0, rows // visits)[patient]
    score = np.where((coded[:, 1] == 1) & worse, outcome + off, 5 + 0.5 * (outcome - 5))
    kept = np.abs(outcome - score) <= 0.8
    return Judged(Scored(coded, outcome, score), kept, patient)


def facts_of(judged: Judged, n: int = 400) -> tuple[Promised, ...]:
    scored = judged.scored
    groups, told = judge_subgroups(CONTRACT, scored.coded, scored, np.ones(scored.outcome.size))
    evaluation = Evaluation(
        format=1, level=0.95, least=20, told=told, reliability=(), subgroups=groups
    )
    calibration = Calibration(
        format=1,
        method="split-conformal",
        level=0.9,
        rows=400,
        half_width=0.8,
        spread=None,
        gain=0.0,
    )
    return promises(CONTRACT, evaluation, calibration, judged, learnt_mean=5.0, calibrating_rows=n)


def test_the_promises_of_single_rows_are_those_of_the_textbook() -> None:
    judged = held_out(1, rows=200, worse=True)

    whole, *parts = facts_of(judged)

    assert whole.everybody
    count, rows = int(judged.kept.sum()), judged.kept.size
    assert whole.uncovered == pytest.approx(stats.betabinom.cdf(count, rows, 361, 40), rel=1e-6)
    (male,) = [one for one in parts if (one.input, one.value) == ("Sex", "Male")]
    chosen = judged.scored.coded[:, 1] == 1
    scored = judged.scored[chosen]
    beaten = scored.error**2 - (scored.outcome - 5) ** 2
    count, size = beaten.size, beaten.mean() / beaten.std(ddof=1)
    g = stats.skew(beaten)
    straight = size + g * size**2 / 3 + g**2 * size**3 / 27 + g / (6 * count)
    assert male.worse == pytest.approx(stats.t.sf(straight * count**0.5, count - 1), rel=1e-6)
    assert male.worse < 1e-4


def test_without_skewness_it_is_the_t_of_students() -> None:
    draw = np.random.Generator(np.random.PCG64(5)).normal(0.3, 1, 60)
    values = np.concatenate([draw, 0.6 - draw])  # the same on both sides of 0.3

    textbook = stats.ttest_1samp(values, 0, alternative="greater").pvalue
    assert above_zero(values, np.arange(values.size)) == pytest.approx(textbook, rel=1e-9)


def test_skewed_outcomes_raise_fewer_alarms_than_by_students_t() -> None:
    draw = np.random.Generator(np.random.PCG64(6))
    skewed = np.exp(0.32) - draw.lognormal(0, 0.8, (4_000, 60))  # mean 0, a long tail below
    whose = np.arange(60)

    ours = sum(above_zero(values, whose) < 0.001 for values in skewed)
    students = (stats.ttest_1samp(skewed, 0, axis=1, alternative="greater").pvalue < 0.001).sum()

    # 4 are to be expected.
    assert ours <= 20
    assert students >= 40


def test_rows_of_one_patient_count_as_one_patient() -> None:
    alone, visits = held_out(2, rows=100), held_out(2, rows=1_000, visits=10)

    (one, *_), (ten, *_) = facts_of(alone), facts_of(visits)

    # Ten equal rows of each patient say no more than one of each.
    assert ten.uncovered == pytest.approx(one.uncovered, rel=0.2)
    assert ten.worse == pytest.approx(one.worse, rel=0.2)


def test_where_nothing_is_wrong_few_are_alarmed() -> None:
    # As much is gained by the signal as is lost by noise: 0.9^2 + 0.19 = 1, the mean's own error.
    draw = np.random.Generator(np.random.PCG64(3))
    chances = []
    for _ in range(200):
        coded = np.zeros((120, len(CONTRACT.inputs)))
        outcome = 5 + draw.normal(0, 1, 120)
        score = 5 + 0.1 * (outcome - 5) + draw.normal(0, 0.19**0.5, 120)
        judged = Judged(Scored(coded, outcome, score), np.ones(120, np.bool_), np.arange(120))
        chances.append(facts_of(judged)[0].worse)

    assert 2 <= sum(chance < 0.05 for chance in chances) <= 20
