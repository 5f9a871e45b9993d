"""From a CSV to a package: verdicts and bytes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from engine.inference.traversal import compile_form
from engine.inference.widths import Widths
from engine.models.package import check_files
from engine.progress import Silent
from tests.faults.packages import bundled
from tests.integration.samples import (
    REAL_CSV,
    needs_real_csv,
    sample,
    write_cohort,
)
from trainer.dataset.split import split_rows
from trainer.dataset.validation import DataRefusedError, read_dataset
from trainer.evaluation.conformal import Scored, calibrate, inside
from trainer.learning.families import Learner, fit
from trainer.pipeline import Choice, train

_CHILD = """
import sys
from pathlib import Path
from engine.canonical import canonical_json
from engine.contract.loader import load_contract
from engine.contract.model import Contract
from engine.progress import Silent
from resources import sample_contract
from trainer.pipeline import Choice, train
facts = load_contract(sample_contract()).model_dump(mode="json")
facts["training"] |= {"repeats": 1, "forest": {"trees": 30}, "boosting": {"rounds": 60}}
choice = Choice(family=sys.argv[2], threads=int(sys.argv[3]))
contract = Contract.parse(canonical_json(facts))
print(train(contract, Path(sys.argv[1]), choice, Silent()).manifest_sha256)
"""


@needs_real_csv
@pytest.mark.slow
def test_the_real_data_hold_no_signal_and_the_gate_says_so() -> None:
    result = train(sample()[0], REAL_CSV, Choice(threads=1), Silent())

    gate = next(gate for gate in result.manifest.gates if gate.name == "better than the mean")
    assert not result.manifest.promotable
    assert gate.verdict == "refused"
    assert "no signal" in gate.sentence
    assert "exploration only" in result.files["card.md"].decode()


@needs_real_csv
def test_a_family_that_is_forced_on_the_real_data_is_refused_too() -> None:
    result = train(sample()[0], REAL_CSV, Choice(family="boosting"), Silent())

    gate = next(gate for gate in result.manifest.gates if gate.name == "better than the mean")
    assert gate.verdict == "refused"
    assert "Not better than the mean beyond doubt" in gate.sentence


def test_the_bundled_model_passed_every_gate() -> None:
    gates = check_files(bundled()).manifest.gates

    assert {gate.verdict for gate in gates} == {"passed"}, [gate.sentence for gate in gates]


def test_the_bundled_model_comes_near_the_best_reachable_error() -> None:
    contract, truth = sample()
    from trainer.dataset.cohort import generate

    fresh = generate(contract, truth, 100_000, 999)
    codes = [
        np.asarray(fresh.columns[column.name], dtype=np.float64)
        if column.type == "number"
        else np.array([column.codes[v] for v in fresh.columns[column.name]], dtype=np.float64)
        for column in contract.inputs
    ]
    model = check_files(bundled())
    score = compile_form(model.form)(np.column_stack(codes))
    outcome = np.asarray(fresh.columns[contract.outcome.name], dtype=np.float64)

    assert np.sqrt(np.mean((outcome - score) ** 2)) <= 1.05 * truth.best_rmse
    assert np.sqrt(np.mean((fresh.expected - score) ** 2)) <= 0.32 * truth.best_rmse


@pytest.mark.slow
def test_intervals_cover_nine_of_ten_over_twenty_cohorts(tmp_path: Path) -> None:
    contract, _ = sample()
    held = []
    for seed in range(20):
        path, _ = write_cohort(tmp_path, 4000, seed)
        data = read_dataset(path, contract)
        split = split_rows(data, seed)
        learn, rows, test = split.learn, split.calibrate, split.hold_out
        fitted = fit(
            Learner.stated(contract, "ridge"),
            contract.widths,
            data.coded[learn],
            data.outcome[learn],
            seed=seed,
            threads=1,
        )
        score = compile_form(fitted.form)(data.coded)
        scored = Scored(data.coded, data.outcome, score)
        widths = Widths(calibrate(scored[rows], 0.9))
        held.append(float(inside(scored[test], widths.of_rows(data.coded[test])).mean()))

    assert 0.89 <= np.mean(held) <= 0.91


def test_a_cohort_without_signal_is_refused(tmp_path: Path) -> None:
    path, _ = write_cohort(tmp_path, 1500, 5, signal=False)

    result = train(sample()[0], path, Choice(family="ridge"), Silent())

    assert not result.manifest.promotable


@pytest.mark.slow
@pytest.mark.parametrize("family", ["forest", "boosting", "ridge"])
def test_another_process_with_other_threads_gives_the_same_bytes(
    tmp_path: Path, family: str
) -> None:
    path, _ = write_cohort(tmp_path, 600, 21)

    digests = set()
    for threads in ("1", "2"):
        command = [sys.executable, "-c", _CHILD, str(path), family, threads]
        environment = {**os.environ, "OMP_NUM_THREADS": threads, "PYTHONHASHSEED": threads}
        child = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        digests.add(child.stdout.strip())

    assert len(digests) == 1


@pytest.mark.slow
def test_the_bundled_model_is_made_again_to_the_same_bytes() -> None:
    root = Path(__file__).parents[2]

    child = subprocess.run(
        [sys.executable, "packaging/bundled_model.py"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )

    facts = json.loads((root / "resources" / "model.json").read_bytes())
    assert child.stdout.startswith(f"{facts['manifest_sha256']}: the same bytes"), child.stderr


def test_the_bundled_model_says_that_it_is_synthetic() -> None:
    card = (Path(__file__).parents[2] / "resources" / "model" / "card.md").read_text("utf-8")

    assert "Not for care" in card


def test_every_bad_cell_is_reported_with_row_column_rule_and_mend(tmp_path: Path) -> None:
    contract, _ = sample()
    path, _ = write_cohort(tmp_path, 300, 3)
    lines = path.read_text("utf-8").splitlines()
    number = contract.inputs[0].name
    place = lines[0].split(",").index(number)
    for line, text in ((5, "12000"), (9, "4,5"), (20, "")):
        cells = lines[line].split(",")
        cells[place] = f'"{text}"'
        lines[line] = ",".join(cells)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    with pytest.raises(DataRefusedError) as refused:
        read_dataset(path, contract)

    found = [(v.row, v.line, v.column, v.value, v.rule, v.mend) for v in refused.value.violations]
    assert found == [
        (5, 6, number, "12000", "range", ""),
        (9, 10, number, "4,5", "number", "4.5"),
        (20, 21, number, "", "missing", ""),
    ]
