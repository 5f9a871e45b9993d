"""The stages on real rows: what is kept, what is sealed, and what a killed run leaves."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.canonical import canonical_json
from engine.contract.model import Contract
from engine.keys.storekey import open_store_key
from engine.progress import Silent
from tests.integration.samples import sample, write_cohort
from trainer.pipeline import Choice, Store, TrainingResult, graph_of, train
from trainer.pipeline.reproduce import reproduce

_CHOICE = Choice(family="ridge")
_STAGES = tuple(graph_of(sample()[0], _CHOICE))

# Kills itself where the stage begins, as a machine that loses its power would.
_KILLED = """
import os, signal, sys
from pathlib import Path
from engine.keys.storekey import open_store_key
from tests.integration.samples import sample
from trainer.pipeline.reproduce import reproduce
from trainer.pipeline import Choice, Store, train

class Kill:
    def report(self, stage, share):
        if stage == sys.argv[3]:
            os.kill(os.getpid(), signal.SIGKILL)

folder = Path(sys.argv[2])
store = Store(folder / "store", open_store_key(folder / "store.key"))
train(sample()[0], Path(sys.argv[1]), Choice(family="ridge"), Kill(), store)
"""


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cohort(tmp_path_factory.mktemp("rows"), 600, 5)[0]


@pytest.fixture(scope="module")
def contract() -> Contract:
    return sample()[0]


def store_in(folder: Path) -> Store:
    return Store(folder / "store", open_store_key(folder / "store.key"))


def trained(contract: Contract, csv: Path, store: Store) -> TrainingResult:
    return train(contract, csv, _CHOICE, Silent(), store)


@pytest.fixture(scope="module")
def whole(contract: Contract, csv: Path) -> TrainingResult:
    """What comes out where nothing is kept and nothing gets in the way."""
    return train(contract, csv, _CHOICE, Silent())


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL")
@pytest.mark.parametrize("stage", _STAGES)
def test_a_run_that_was_killed_goes_on_and_gives_the_same_bytes(
    stage: str, contract: Contract, csv: Path, whole: TrainingResult, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", _KILLED, str(csv), str(tmp_path), stage]
    killed = subprocess.run(command, check=False, cwd=Path(__file__).parents[2])
    assert killed.returncode == -signal.SIGKILL

    result = trained(contract, csv, store_in(tmp_path))

    assert result.files == whole.files
    assert result.cached == set(_STAGES[: _STAGES.index(stage)])


def test_a_second_run_makes_nothing_and_gives_the_same_bytes(
    contract: Contract, csv: Path, whole: TrainingResult, tmp_path: Path
) -> None:
    trained(contract, csv, store_in(tmp_path))

    again = trained(contract, csv, store_in(tmp_path))

    assert again.cached == set(_STAGES)
    assert again.files == whole.files


def test_a_changed_limit_of_a_gate_runs_only_the_verdict_and_the_package(
    contract: Contract, csv: Path, tmp_path: Path
) -> None:
    trained(contract, csv, store_in(tmp_path))
    stricter = contract.model_dump(mode="json")
    stricter["gates"]["better_than_mean_gain"] = 0.9

    result = trained(Contract.parse(canonical_json(stricter)), csv, store_in(tmp_path))

    assert set(_STAGES) - result.cached == {"gates", "package"}
    assert not result.manifest.promotable


def test_a_forced_stage_gives_its_bytes_again(
    contract: Contract, csv: Path, tmp_path: Path
) -> None:
    trained(contract, csv, store_in(tmp_path))
    forced = Choice(family="ridge", forced=frozenset(_STAGES))

    result = train(contract, csv, forced, Silent(), store_in(tmp_path))

    assert result.cached == frozenset()


def test_other_threads_change_no_key(contract: Contract, csv: Path, tmp_path: Path) -> None:
    trained(contract, csv, store_in(tmp_path))

    result = train(contract, csv, Choice(family="ridge", threads=2), Silent(), store_in(tmp_path))

    assert result.cached == set(_STAGES)


def test_no_patient_and_no_row_stands_in_the_store_in_the_clear(
    contract: Contract, csv: Path, tmp_path: Path
) -> None:
    store = store_in(tmp_path)
    trained(contract, csv, store)
    assert contract.patient is not None
    header, first = (line.split(",") for line in csv.read_text("utf-8").splitlines()[:2])
    reference = first[header.index(contract.patient.name)].encode()

    files = [path for path in store.folder.rglob("*") if path.is_file()]

    assert files
    for path in files:
        data = path.read_bytes()
        assert reference not in data
        assert b"NUMPY" not in data  # arrays of rows are sealed, every one


def test_the_lock_of_a_run_names_every_stage_and_its_digests(
    contract: Contract, csv: Path, tmp_path: Path
) -> None:
    result = trained(contract, csv, store_in(tmp_path))

    assert [stage["stage"] for stage in result.lock["stages"]] == list(_STAGES)
    made = {s["stage"]: s["outputs"] for s in result.lock["stages"]}
    assert made["package"]["manifest.json"]["sha256"] == result.manifest_sha256
    assert (tmp_path / "store" / "runs" / f"{result.version}.json").exists()


def test_a_package_is_reproduced_to_the_byte(csv: Path, whole: TrainingResult) -> None:
    found = reproduce(whole.files, csv, Silent())

    assert found.same
    assert found.partings == ()
    assert found.changed == ()


def test_other_rows_part_at_the_first_stage(
    csv: Path, whole: TrainingResult, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    lines = csv.read_text("utf-8").splitlines(keepends=True)
    other.write_text("".join([lines[0], *lines[2:]]), "utf-8")

    found = reproduce(whole.files, other, Silent())

    assert not found.same
    assert [(p.stage, p.what) for p in found.partings[:2]] == [
        ("ingest", "data.sha256"),
        ("validate", "data.rows"),
    ]


def test_the_first_stage_that_parts_is_named_where_only_it_does(
    csv: Path, whole: TrainingResult
) -> None:
    files = dict(whole.files)
    files["calibration.json"] = files["calibration.json"].replace(b'"level":0.9', b'"level":0.8')

    found = reproduce(files, csv, Silent())

    assert [(p.stage, p.what) for p in found.partings] == [("calibrate", "calibration.json")]


def test_a_package_of_another_library_says_which(csv: Path, whole: TrainingResult) -> None:
    manifest = whole.manifest.model_dump(mode="json")
    manifest["software"]["numpy"] = "1.0"
    files = {**whole.files, "manifest.json": canonical_json(manifest)}

    found = reproduce(files, csv, Silent())

    assert [(c.what, c.then) for c in found.changed] == [("numpy", "1.0")]
    assert [(p.stage, p.what) for p in found.partings] == [("package", "software")]


_CHILD = """
import sys
from pathlib import Path
from engine.progress import Silent
from tests.integration.samples import sample
from trainer.pipeline import Choice, train
choice = Choice(family=sys.argv[2], threads=int(sys.argv[3]))
print(train(sample()[0], Path(sys.argv[1]), choice, Silent()).manifest_sha256)
"""


@pytest.mark.slow
@pytest.mark.parametrize("family", ["ridge", "boosting"])
def test_other_kernels_of_the_libraries_and_other_threads_give_the_same_bytes(
    csv: Path, family: str
) -> None:
    """Whole runs in processes of their own, as on machines with older processors."""
    found: Any = np.show_config(mode="dicts")
    newest = " ".join(found["SIMD Extensions"].get("found", ()))
    ways: tuple[tuple[str, dict[str, str]], ...] = (
        ("1", {}),
        ("2", {"OPENBLAS_CORETYPE": "Nehalem"}),
        ("1", {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": newest}),
    )
    made = []
    for threads, variables in ways:
        command = [sys.executable, "-W", "ignore", "-c", _CHILD, str(csv), family, threads]
        done = subprocess.run(
            command,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
        )
        made.append(done.stdout)

    assert len(set(made)) == 1
