"""Contracts of other shapes train, are judged by what is true of their rows, and answer."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.contract.case import CaseRefusedError, read_case
from engine.contract.loader import load_contract
from engine.contract.rules import judge_text
from engine.durable import write_folder
from engine.inference.predictor import Prediction, Predictor
from engine.inference.service import Entry, PredictionService
from engine.models.content import Gate
from engine.models.package import Model, load_model
from engine.models.signatures import Validation
from engine.progress import Silent
from tests.e2e.commands import Wardcast
from tests.integration.other_contracts import (
    PATIENT_SD,
    PLACES,
    VISIT_SD,
    WOUND_NOISE,
    Given,
    diabetes,
    visits,
    wound,
)
from trainer.dataset.split import split_rows
from trainer.dataset.validation import read_dataset
from trainer.evaluation.clusters import effective_rows
from trainer.pipeline import Choice, train
from trainer.pipeline.plan import Requested

SKILL = "better than the mean"
STANDING = Validation("validated", not_for_care=True, sentence="Validated; not for care.")
Learn = Callable[..., Model]


@pytest.fixture(scope="module")
def learn(tmp_path_factory: pytest.TempPathFactory) -> Learn:
    """Train on rows as they lie on a disk, write the package, and load it as the engine does."""

    def package(given: Given, family: Requested = "auto") -> Model:
        folder = tmp_path_factory.mktemp("other")
        data = given.write(folder / "rows.csv")
        result = train(given.contract, data, Choice(family=family), Silent())
        write_folder(folder / "package", result.files)
        return load_model(folder / "package", expect=result.manifest_sha256)

    return package


class Journal:
    """Keeps what would be sealed."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def record(self, entries: Sequence[Entry]) -> list[str]:
        self.entries += entries
        return [f"R-{number}" for number in range(len(entries))]


def skill(model: Model) -> Gate:
    return next(gate for gate in model.manifest.gates if gate.name == SKILL)


def raw_case(given: Given, row: int) -> dict[str, Any]:
    """A row of the file as somebody types it; its empty cells are unknown."""
    return {c.name: judge_text(c, given.rows[row][c.name]) for c in given.contract.inputs}


def predicted(model: Model, given: Given, row: int) -> Prediction:
    return Predictor(model).predict(read_case(given.contract, raw_case(given, row)))


def judged_on(model: Model, given: Given, folder: Path) -> tuple[float, NDArray[np.bool_]]:
    """The error (RMSE) on rows that nothing saw, and in which of them the interval holds."""
    rows = read_dataset(given.write(folder / "fresh.csv"), model.contract)
    predictor = Predictor(model)
    raw = predictor.scores(rows.coded)
    score, low, high = predictor.intervals(rows.coded, raw)
    held = (low <= rows.outcome) & (rows.outcome <= high)
    return float(np.sqrt(np.mean((rows.outcome - score) ** 2))), held


def test_ten_numbers_tell_of_diabetes_what_they_are_known_to_tell(
    learn: Learn, tmp_path: Path
) -> None:
    given = diabetes(tmp_path)

    model = learn(given)

    assert skill(model).verdict == "passed"
    assert model.manifest.promotable, [gate.sentence for gate in model.manifest.gates]
    # Efron and others (2004) and everybody since: about half of the variance, and no more.
    assert 0.3 <= model.manifest.figures.r2 <= 0.6
    prediction = predicted(model, given, 0)
    assert 25 <= prediction.low < prediction.score < prediction.high <= 346
    assert prediction.baseline is not None
    total = prediction.baseline + sum(part.points for part in prediction.contributions)
    assert total == pytest.approx(prediction.score, abs=1e-9)


@pytest.mark.parametrize("family", ["auto", "ridge", "boosting"])
def test_the_same_numbers_beside_other_peoples_diabetes_tell_nothing(
    learn: Learn, tmp_path: Path, family: Requested
) -> None:
    model = learn(diabetes(tmp_path).shuffled("progression"), family)

    assert skill(model).verdict == "refused"
    assert not model.manifest.promotable


def test_text_in_every_shape_is_read_as_text_and_what_is_missing_as_unknown(
    learn: Learn, tmp_path: Path
) -> None:
    given = wound()

    model = learn(given)

    assert skill(model).verdict == "passed"
    assert model.manifest.promotable, [gate.sentence for gate in model.manifest.gates]
    error, held = judged_on(model, wound(seed=42), tmp_path)
    assert WOUND_NOISE < error < 0.5 * model.manifest.figures.baseline_rmse
    assert model.manifest.figures.rmse == pytest.approx(error, rel=0.15)
    assert 0.85 <= held.mean() <= 0.95


def test_each_text_has_its_own_effect_and_unknown_has_none_of_them(learn: Learn) -> None:
    given = wound()
    predictor = Predictor(learn(given, "ridge"))
    case = {**raw_case(given, 0), "seit Tagen?": "ja", "Δ°C": 0.0}

    scores = {
        place: predictor.predict(read_case(given.contract, {**case, "Ort der Wunde": place})).score
        for place in (*PLACES, None)
    }

    for place, effect in PLACES.items():
        assert scores[place] - scores["001"] == pytest.approx(effect - PLACES["001"], abs=0.2)
    assert min(scores.values()) < scores[None] < max(scores.values())


def test_wounds_whose_change_is_that_of_another_tell_nothing(learn: Learn) -> None:
    model = learn(wound().shuffled("Änderung"), "ridge")

    assert skill(model).verdict == "refused"
    assert not model.manifest.promotable


def test_the_service_answers_what_the_contract_permits_and_records_it(learn: Learn) -> None:
    given, journal = wound(), Journal()
    service = PredictionService(Predictor(learn(given, "ridge")), STANDING, journal)
    nobody_knows = {**raw_case(given, 0), "Ort der Wunde": None, "seit Tagen?": None, "Δ°C": None}

    answer = service.answer(nobody_knows, {"name": "ada"})
    with pytest.raises(CaseRefusedError) as refused:
        service.answer({**nobody_knows, "Versorgung": "Gips", "Mittel": "Schaum"}, {"name": "ada"})

    low, high = answer.reply["interval"]
    assert -6 <= low < answer.reply["score"] < high <= 6
    assert len(answer.reply["contributions"]) == 13
    assert [problem.rule for problem in refused.value.problems] == ["formulary"]
    assert [entry.answered for entry in journal.entries] == [True, False]


def test_no_patient_who_comes_again_is_on_two_sides(tmp_path: Path) -> None:
    given = visits()
    rows = read_dataset(given.write(tmp_path / "visits.csv"), given.contract)

    split = split_rows(rows, given.contract.training.seed)

    parts = [set(rows.patient[part]) for part in (split.learn, split.calibrate, split.hold_out)]
    assert sum(map(len, parts)) == len(set().union(*parts)) == 180
    assert sum(part.size for part in (split.learn, split.calibrate, split.hold_out)) == len(
        given.rows
    )


def test_of_patients_who_come_again_it_says_what_is_true_of_new_ones(
    learn: Learn, tmp_path: Path
) -> None:
    model, new = learn(visits()), visits(500, seed=6)

    error, held = judged_on(model, new, tmp_path)

    assert skill(model).verdict == "passed"
    assert model.manifest.promotable, [gate.sentence for gate in model.manifest.gates]
    # Nothing that is recorded tells how patients differ, so nobody can do better than this.
    best = float(np.hypot(PATIENT_SD, VISIT_SD))
    assert 0.95 * best < error < 1.1 * best
    assert model.manifest.figures.rmse == pytest.approx(error, rel=0.15)
    assert 0.85 <= held.mean() <= 0.95
    # What is known of so many visits is no more than of far fewer patients who came once.
    whose = np.unique([row["who"] for row in new.rows], return_inverse=True)[1]
    assert effective_rows(held, whose) < 0.6 * held.size


def test_who_somebody_is_passes_for_knowledge_only_without_the_patients_column(
    learn: Learn, tmp_path: Path
) -> None:
    """Height and weight are like a name here: they tell of a patient's own visits alone."""
    told, untold = (learn(visits(signal=False, known=known), "boosting") for known in (True, False))

    new = visits(500, seed=6, signal=False, known=False)
    error, held = judged_on(untold, new, tmp_path)

    assert skill(told).verdict == "refused"
    # Without the column it seems to know, and does not: rows that are near twins give it away.
    assert skill(untold).verdict == "passed"
    assert untold.manifest.figures.rmse < 0.8 * error
    assert held.mean() < 0.8 < untold.manifest.figures.coverage
    assert not untold.manifest.promotable


def test_text_in_every_shape_goes_through_the_command_line(tmp_path: Path) -> None:
    wardcast, given = Wardcast(tmp_path, tmp_path / "none"), wound()
    data, new = given.write(tmp_path / "wounds.csv"), wound(42).write(tmp_path / "new.csv")
    contract, drafted = tmp_path / "contract.yaml", tmp_path / "drafted.yaml"
    contract.write_text(given.text, encoding="utf-8")

    drafted.write_text(wardcast("contract", "draft", data).done().out, encoding="utf-8")
    checked = wardcast("data", "check", data, "--contract", contract, "--json").done().json
    trained = wardcast(
        *("train", "--contract", contract, "--data", data, "--out", "package", "--json")
    ).done()
    expect = ("--expect", trained.json["manifest_sha256"], "--json")
    judged = wardcast("evaluate", "package", "--data", new, *expect).done().json

    same = load_contract(drafted)
    assert same.widths == given.contract.widths
    assert [c.may_be_unknown for c in same.inputs] == [
        c.may_be_unknown for c in given.contract.inputs
    ]
    assert checked["stops"] is False
    assert trained.json["promotable"] is True
    assert judged["data"]["rows"] == len(given.rows)
    # Where the place is unknown the truth itself leaves more open, and that is all it says.
    assert judged["verdict"] == "watch"
    (watched,) = [one for one in judged["findings"] if one["verdict"] != "holds"]
    assert "Ort der Wunde unknown" in watched["sentence"]
