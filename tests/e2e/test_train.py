"""From a CSV to a contract, a cohort and a package."""

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path

from resources import sample_contract
from tests.e2e.commands import Wardcast
from tests.e2e.conftest import Trained

FACTS = {
    "version",
    "manifest_sha256",
    "rows",
    "family",
    "settings",
    "rmse",
    "mae",
    "r2",
    "baseline_rmse",
    "coverage",
    "interval_width",
    "gates",
    "promotable",
    "against",
    "report",
}
GATE = {"name", "figure", "limit", "verdict", "sentence", "template", "values"}


def test_training_ends_with_one_line_of_the_demanded_facts(
    make_package: Callable[[str], Trained],
) -> None:
    trained = make_package("ridge")

    facts = trained.facts
    assert facts.keys() == FACTS
    assert all(gate.keys() == GATE for gate in facts["gates"])
    assert (facts["rows"], facts["family"], facts["promotable"]) == (400, "ridge", True)
    manifest = (trained.folder / "manifest.json").read_bytes()
    assert facts["manifest_sha256"] == hashlib.sha256(manifest).hexdigest()
    assert facts["version"] == "v-" + facts["manifest_sha256"][:8]
    for stage in ("ingest", "validate", "learn", "calibrate", "evaluate", "package"):
        assert stage in trained.ran.err
    assert "unsigned" in trained.ran.err


def test_rows_that_do_not_fit_are_reported_one_by_one_and_nothing_is_written(
    nobody: Wardcast, cohort: Path
) -> None:
    with cohort.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    rows[2][header.index("Age")] = "12000"
    rows[5][header.index("Improvement_Score")] = "4,5"
    rows[7][header.index("Gender")] = "female"
    with (nobody.folder / "bad.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])

    ran = nobody("train", "--contract", sample_contract(), "--data", "bad.csv", "--out", "package")

    ran.refused("data-refused")
    told = [line for line in ran.err.splitlines() if line.startswith("  row ")]
    assert [line.partition(":")[0] for line in told] == [
        "  row 3 (line 4), Age",
        "  row 6 (line 7), Improvement_Score",
        "  row 8 (line 9), Gender",
    ]
    assert "18 to 79" in told[0]
    assert "Proposed: '4.5'" in told[1]
    assert "Proposed: 'Female'" in told[2]
    assert [path.name for path in nobody.folder.iterdir()] == ["bad.csv"]


def test_a_folder_that_holds_something_is_refused_before_the_work(
    nobody: Wardcast, cohort: Path
) -> None:
    kept = nobody.folder / "package" / "kept.txt"
    kept.parent.mkdir()
    kept.write_text("mine", encoding="utf-8")

    ran = nobody("train", "--contract", sample_contract(), "--data", cohort, "--out", "package")

    ran.refused("cannot-write")
    assert "validate" not in ran.err
    assert [path.name for path in kept.parent.iterdir()] == ["kept.txt"]


def test_a_draft_is_accepted_as_it_is(nobody: Wardcast, cohort: Path) -> None:
    columns = ("--outcome", "Treatment_Duration_days", "--id", "Patient_ID")
    draft = nobody("contract", "draft", cohort, *columns).done()
    (nobody.folder / "draft.yaml").write_text(draft.out, encoding="utf-8")

    facts = nobody("contract", "check", "draft.yaml", "--json").done().json

    assert (facts["valid"], facts["inputs"]) == (True, 7)
    assert "name: Treatment_Duration_days" in draft.out.partition("\noutcome:")[2]
    assert "name: Patient_ID" in draft.out.partition("\npatient:")[2].partition("\ninputs:")[0]


def test_a_contract_with_a_slip_is_told_with_its_line_and_what_was_meant(
    nobody: Wardcast,
) -> None:
    text = sample_contract().read_text("utf-8").replace("    known: before", "    knwon: before", 1)
    (nobody.folder / "slip.yaml").write_text(text, encoding="utf-8")
    line = text[: text.index("knwon")].count("\n") + 1

    ran = nobody("contract", "check", "slip.yaml", "--json")

    assert ran.status == 1
    assert "[contract-invalid]" in ran.err
    assert f"line {line}" in ran.err
    (problem,) = ran.json["problems"]
    assert (problem["path"], problem["line"]) == ("inputs[0].knwon", line)
    assert "known" in problem["suggestion"]


def test_a_seed_names_a_cohort_to_the_byte(nobody: Wardcast) -> None:
    def drawn(name: str, seed: int, *more: str) -> bytes:
        words = ("cohort", "--rows", "120", "--seed", str(seed), "--out", name)
        ran = nobody(*words, *more).done()
        data = (nobody.folder / name).read_bytes()
        assert ran.json["sha256"] == hashlib.sha256(data).hexdigest()
        return data

    first = drawn("a.csv", 7, "--truth", "truth.csv")

    assert drawn("b.csv", 7) == first
    assert drawn("d.csv", 7, "--no-signal") != first
    with (nobody.folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        _, *truth = csv.reader(file)
    assert len(truth) == 120
    assert all(0 <= float(row[-1]) <= 10 for row in truth)
