"""A sound cohort passes; whatever is wrong with another is found by the question made for it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.inference.predictor import Predictor
from engine.progress import Silent
from tests.unit.external.judging import (
    CONTRACT,
    OUTCOME,
    Rows,
    cohort,
    judged,
    outcomes,
    package,
    put_outcomes,
    verdicts,
    write,
)
from trainer.evaluation.external_verdict import overall
from trainer.publishing.external import validate_externally

MODEL = package().model


@pytest.fixture
def rows() -> Rows:
    return cohort(1500, 21)


def chance() -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(5))


def test_a_sound_cohort_holds_in_every_question(tmp_path: Path, rows: Rows) -> None:
    report = judged(tmp_path, rows)

    assert set(verdicts(report).values()) == {"holds"}
    assert overall(report.findings)[0] == "holds"


def test_sound_cohorts_are_hardly_ever_failed(tmp_path: Path) -> None:
    found = [overall(judged(tmp_path, cohort(500, seed)).findings)[0] for seed in range(40)]

    assert found.count("fails") <= 4


def test_outcomes_that_have_nothing_to_do_with_patients(tmp_path: Path, rows: Rows) -> None:
    report = judged(tmp_path, put_outcomes(rows, chance().permutation(outcomes(rows))))

    found = verdicts(report)
    assert found["Better than the mean"] == "fails"
    assert found["As good as stated"] == "fails"
    verdict, sentence = overall(report.findings)
    assert verdict == "fails"
    assert "must not advise" in sentence


def test_outcomes_with_more_noise_than_promised(tmp_path: Path, rows: Rows) -> None:
    noisy = outcomes(rows) + chance().normal(scale=0.8, size=len(rows))

    found = verdicts(judged(tmp_path, put_outcomes(rows, noisy)))

    assert found["Better than the mean"] == "holds"
    assert found["As good as stated"] == "fails"
    assert found["Intervals hold as promised"] == "fails"


def test_outcomes_that_are_all_a_little_higher(tmp_path: Path, rows: Rows) -> None:
    report = judged(tmp_path, put_outcomes(rows, outcomes(rows) + 0.15))

    assert verdicts(report)["Scores are calibrated"] == "watch"
    (said,) = (one.sentence for one in report.findings if one.title == "Scores are calibrated")
    assert "higher than scores" in said
    assert report.external.estimates["bias"].value == pytest.approx(0.15, abs=0.06)


def test_scores_that_are_too_far_apart(tmp_path: Path, rows: Rows) -> None:
    observed = outcomes(rows)
    nearer = observed.mean() + 0.8 * (observed - observed.mean())

    report = judged(tmp_path, put_outcomes(rows, nearer))

    assert verdicts(report)["Scores are calibrated"] == "watch"
    assert report.external.estimates["slope"].high < 1


def test_a_subgroup_that_behaves_otherwise_is_named(tmp_path: Path, rows: Rows) -> None:
    column = CONTRACT.inputs[2]
    assert column.type == "category"
    value = rows[0][column.name]
    there = np.array([row[column.name] == value for row in rows])
    moved = outcomes(rows) + np.where(there, chance().normal(scale=2.5, size=len(rows)), 0)

    report = judged(tmp_path, put_outcomes(rows, moved))

    found = {
        (one.cut.input, one.cut.value) for one in report.external.parts if one.worse < 0.05
    } & {(one.cut.input, one.cut.value) for one in report.external.parts if one.uncovered < 0.05}
    label = next(one.label or one.value for one in column.values if one.value == value)
    assert (column.label, label) in found
    assert verdicts(report)["No subgroup left behind"] == "watch"


def test_patients_of_another_kind_have_moved_columns(tmp_path: Path, rows: Rows) -> None:
    column = CONTRACT.inputs[0]
    old = [row for row in rows if float(row[column.name]) > 60]

    report = judged(tmp_path, old)

    assert verdicts(report)["Columns distributed as in training"] == "watch"
    moved = next(one for one in report.external.drift if one.name == column.name)
    assert (moved.psi or 0) > CONTRACT.drift.alarm


def test_combinations_that_training_never_saw_lie_outside(tmp_path: Path, rows: Rows) -> None:
    reference = MODEL.reference
    fewer = reference.model_copy(update={"combinations": reference.combinations[::2]})
    other = replace(package(), model=replace(MODEL, reference=fewer))

    report = validate_externally(other, write(tmp_path, rows), Silent())

    outside = next(one for one in report.external.places if one.status == "outside")
    assert 0.3 < outside.share < 0.7
    assert verdicts(report)["Patients like those of training"] == "watch"


def test_many_rows_left_out_are_to_be_watched(tmp_path: Path, rows: Rows) -> None:
    for row in rows[:150]:
        row[OUTCOME] = "?"

    report = judged(tmp_path, rows)

    assert verdicts(report)["Rows fit the contract"] == "watch"
    assert report.rows.rejected == 150


def test_repeated_visits_widen_what_is_said(tmp_path: Path, rows: Rows) -> None:
    patient = CONTRACT.patient
    assert patient is not None
    few = rows[:300]
    again = [dict(row) for row in few for _ in range(5)]
    apart = [{**row, patient.name: f"x{place}"} for place, row in enumerate(again)]

    together, separate = judged(tmp_path, again), judged(tmp_path, apart)

    def width(report: object) -> float:
        one = report.external.estimates["rmse"]  # type: ignore[attr-defined]
        return float(one.high - one.low)

    assert width(together) > 1.8 * width(separate)
    assert together.facts()["data"]["effective_rows"] < 330


def test_figures_are_those_of_other_libraries(tmp_path: Path, rows: Rows) -> None:
    from sklearn import metrics

    external = judged(tmp_path, rows).external

    scored = external.judged.scored
    found = {name: one.value for name, one in external.estimates.items()}
    assert found["rmse"] == pytest.approx(
        metrics.root_mean_squared_error(scored.outcome, scored.score)
    )
    assert found["mae"] == pytest.approx(metrics.mean_absolute_error(scored.outcome, scored.score))
    assert found["r2"] == pytest.approx(metrics.r2_score(scored.outcome, scored.score))
    slope, intercept = np.polyfit(scored.score, scored.outcome, 1)
    assert (found["slope"], found["intercept"]) == pytest.approx((slope, intercept))
    predictor = Predictor(MODEL)
    _, low, high = predictor.intervals(scored.coded, scored.score)
    held = (low <= scored.outcome) & (scored.outcome <= high)
    assert found["coverage"] == pytest.approx(held.mean())


def test_subgroups_are_those_of_fairlearn(tmp_path: Path, rows: Rows) -> None:
    from fairlearn.metrics import MetricFrame, count
    from sklearn.metrics import mean_absolute_error, root_mean_squared_error

    external = judged(tmp_path, rows).external
    scored, kept = external.judged.scored, external.judged.kept

    for place, column in enumerate(CONTRACT.inputs):
        if column.type != "category":
            continue
        labels = [one.label or one.value for one in column.values]
        value = [
            "unknown" if np.isnan(code) else labels[int(code)] for code in scored.coded[:, place]
        ]
        frame = MetricFrame(
            metrics={
                "rows": count,
                "mae": mean_absolute_error,
                "rmse": root_mean_squared_error,
            },
            y_true=scored.outcome,
            y_pred=scored.score,
            sensitive_features=value,
        ).by_group
        held = MetricFrame(
            metrics=lambda true, _: float(np.mean(true)),
            y_true=kept,
            y_pred=kept,
            sensitive_features=value,
        ).by_group
        ours = {one.cut.value: one for one in external.parts if one.cut.input == column.label}
        assert set(ours) == set(frame.index[frame["rows"] >= 20])
        for name, one in ours.items():
            assert one.rows == frame.loc[name, "rows"]
            assert one.mae == pytest.approx(frame.loc[name, "mae"])
            assert one.rmse == pytest.approx(frame.loc[name, "rmse"])
            assert one.coverage.share == pytest.approx(held.loc[name])


def test_the_same_rows_give_the_same_report(tmp_path: Path, rows: Rows) -> None:
    first, second = judged(tmp_path, rows), judged(tmp_path, rows)

    assert first.facts() == second.facts()
    assert first.page() == second.page()
