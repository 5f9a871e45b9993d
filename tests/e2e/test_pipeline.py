"""``wardcast pipeline`` and ``wardcast models reproduce``, as an engineer runs them."""

from collections.abc import Callable
from pathlib import Path

from resources import sample_contract
from tests.e2e.commands import Wardcast
from tests.e2e.conftest import Trained

STAGES = (
    *("ingest", "validate", "preprocess", "split", "leaks", "compare-mean", "compare-ridge"),
    *("learn", "calibrate", "describe", "evaluate", "repeat", "curve", "report", "gates"),
    "package",
)


def pipeline(nobody: Wardcast, command: str, cohort: Path, *more: str) -> list[str]:
    words = ["pipeline", command, "--contract", str(sample_contract()), "--data", str(cohort)]
    return [*words, "--family", "ridge", "--store", str(nobody.folder / "kept"), "--json", *more]


def test_what_has_not_changed_is_not_run_again(nobody: Wardcast, cohort: Path) -> None:
    before = nobody(*pipeline(nobody, "status", cohort)).done().json["stages"]
    first = nobody(*pipeline(nobody, "run", cohort)).done()
    again = nobody(*pipeline(nobody, "run", cohort)).done()
    forced = nobody(*pipeline(nobody, "run", cohort, "--force", "learn")).done()
    after = nobody(*pipeline(nobody, "status", cohort)).done().json["stages"]

    assert before["ingest"] == "runs"
    assert set(before.values()) == {"runs", "waits"}
    assert first.json["ran"] == list(STAGES)
    assert again.json["ran"] == []
    assert "package cached" in again.err
    assert forced.json["ran"] == ["learn"]
    assert {run.json["manifest_sha256"] for run in (first, again, forced)} == {
        first.json["manifest_sha256"]
    }
    assert after == dict.fromkeys(STAGES, "cached")
    assert Path(first.json["lock"]).exists()


def test_training_finds_what_the_pipeline_kept(nobody: Wardcast, cohort: Path) -> None:
    run = nobody(*pipeline(nobody, "run", cohort)).done().json
    words = ["train", "--contract", str(sample_contract()), "--data", str(cohort)]
    words += ["--family", "ridge"]

    trained = nobody(*words, "--out", "package", "--json", WARDCAST_STORE="kept").done()

    assert trained.json["manifest_sha256"] == run["manifest_sha256"]
    assert "learn cached" in trained.err


def test_a_stage_that_is_none_and_a_store_that_is_nowhere_are_refused(
    nobody: Wardcast, cohort: Path
) -> None:
    nobody(*pipeline(nobody, "run", cohort, "--force", "bake")).refused("unknown-stage")
    nobody("pipeline", "gc").refused("no-training-store")


def test_the_graph_says_what_needs_what(nobody: Wardcast) -> None:
    drawn = nobody("pipeline", "graph", "--contract", sample_contract(), "--as", "dot").done().out

    assert '"ingest" -> "validate";' in drawn
    assert '"gates" -> "package";' in drawn


def test_a_package_is_reproduced_from_its_data_and_from_no_others(
    nobody: Wardcast, cohort: Path, make_package: Callable[[str], Trained]
) -> None:
    package = make_package("ridge")
    words = ["models", "reproduce", str(package.folder), "--json"]
    words += ["--expect", package.facts["manifest_sha256"]]
    other = nobody.folder / "other.csv"
    other.write_text("".join(cohort.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")

    same = nobody(*words, "--data", cohort).done()
    parted = nobody(*words, "--data", other)

    assert same.json["same"]
    assert parted.status == 1
    assert parted.json["partings"][0] == {"stage": "ingest", "what": "data.sha256"}
