"""A search on real rows: what it chooses, on whom it calls, and what is left when it is stopped."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typing_extensions import override

from app.cli.searching import curve
from engine.canonical import canonical_json
from engine.contract.model import Contract
from engine.durable import CannotWriteError
from engine.keys.storekey import open_store_key
from engine.progress import Silent
from tests.integration.samples import sample, write_cohort
from trainer.pipeline import Choice, Store, TrainingResult, train
from trainer.pipeline import cluster as clusters
from trainer.pipeline.cluster import ClusterError, OtherWorkersError, cluster, foundation
from trainer.pipeline.reproduce import reproduce
from trainer.publishing.package import software

Lines = list[dict[str, Any]]


def searching(**training: Any) -> Contract:
    """The sample with a ridge that is held down far too hard, and a search that may let it go."""
    asked = {
        "folds": 3,
        "repeats": 1,
        "families": ["mean", "ridge"],
        "ridge": {"penalty": 1e6},
        "search": {"method": "grid", "folds": 2, "ridge": {"penalty": [1.0, 1e5]}},
    }
    return Contract.parse(
        canonical_json({**sample()[0].model_dump(mode="json"), "training": {**asked, **training}})
    )


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cohort(tmp_path_factory.mktemp("rows"), 500, 5)[0]


def lines_in(path: Path) -> Lines:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def trained(csv: Path, contract: Contract, **choice: Any) -> tuple[TrainingResult, Lines]:
    lines: Lines = []
    told = lambda line: lines.append(dict(line))  # noqa: E731 - a list of plain values
    return train(contract, csv, Choice(**choice), Silent(), None, told), lines


@pytest.fixture(scope="module")
def found(csv: Path) -> tuple[TrainingResult, Lines]:
    return trained(csv, searching())


def test_the_settings_that_were_found_are_those_of_the_model_everywhere(
    csv: Path, found: tuple[TrainingResult, Lines]
) -> None:
    result, _ = found
    stated, _ = trained(csv, searching(ridge={"penalty": 1.0}, search={}))

    assert result.manifest.settings == {"penalty": 1.0}
    assert result.manifest.promotable
    # All but the contract, its digests and what is said of the comparison is what it would be had
    # the contract stated the settings: nothing was learnt with others on the way.
    named = {name for name in result.files if name.startswith("predictor/")}
    for name in (*named, "calibration.json", "reference.json", "evaluation.json"):
        assert result.files[name] == stated.files[name], name
    assert result.manifest.figures == stated.manifest.figures


def test_a_package_whose_settings_were_searched_for_is_reproduced(
    csv: Path, found: tuple[TrainingResult, Lines]
) -> None:
    assert reproduce(found[0].files, csv, Silent()).same


def test_the_curve_tells_every_candidate_on_every_part(
    found: tuple[TrainingResult, Lines],
) -> None:
    _, lines = found

    assert [line["part"] for line in lines] == [0] * 3 + [1] * 3 + [2] * 3 + [None] * 3
    assert [line["settings"]["penalty"] for line in lines] == [1e6, 1.0, 1e5] * 4
    assert all(line["best"] <= line["rmse"] for line in lines)
    assert {(line["family"], line["rung"]) for line in lines} == {("ridge", 0)}


def test_threads_change_neither_a_byte_nor_a_line(
    csv: Path, found: tuple[TrainingResult, Lines]
) -> None:
    result, lines = trained(csv, searching(), threads=2)

    assert (result.files, lines) == (found[0].files, found[1])


def test_other_settings_to_try_run_the_family_alone(csv: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "store", open_store_key(tmp_path / "store.key"))
    train(searching(), csv, Choice(), Silent(), store)
    more = {"method": "grid", "folds": 2, "ridge": {"penalty": [1.0, 1e4]}}

    result = train(searching(search=more), csv, Choice(), Silent(), store)

    assert {"compare-mean", "split"} <= result.cached
    assert "compare-ridge" not in result.cached
    # The same settings come out, so what rests on them is still there.
    assert {"calibrate", "describe", "repeat"} <= result.cached


def test_a_line_of_the_curve_can_be_read_as_soon_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "curve.jsonl"

    with curve(path) as told:
        for number in range(3):
            told({"part": number})
            assert [line["part"] for line in lines_in(path)] == [*range(number + 1)]

    with pytest.raises(CannotWriteError, match="already exists"), curve(path):
        pass


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A real cluster on this machine: a scheduler, and two workers in processes of their own."""
    from distributed import LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with LocalCluster(  # type: ignore[no-untyped-call]  # it tells no types
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
    ) as made:
        yield made.scheduler_address


def test_a_cluster_changes_neither_a_byte_nor_a_line(
    csv: Path, found: tuple[TrainingResult, Lines], scheduler: str
) -> None:
    result, lines = trained(csv, searching(), cluster=scheduler)

    assert (result.files, lines) == (found[0].files, found[1])


def pretend(version: str | None) -> None:
    """Let a worker have another version of a library, or the one that it has."""
    other = lambda: software().model_copy(update={"numpy": version})  # noqa: E731 - one of two
    vars(clusters)["software"] = software if version is None else other
    foundation.cache_clear()


@pytest.fixture
def others(scheduler: str) -> Iterator[Any]:
    """Somebody else's hand on the workers."""
    from distributed import Client

    client: Any = Client(scheduler, set_as_default=False)  # type: ignore[no-untyped-call]
    with client:
        yield client
        client.run(pretend, None)


def test_workers_with_other_libraries_are_refused(scheduler: str, others: Any) -> None:
    others.run(pretend, "1.0.0")

    with pytest.raises(OtherWorkersError, match=r"numpy 1\.0\.0"), cluster(scheduler):
        pass


def test_a_worker_that_becomes_another_later_is_refused_as_well(
    csv: Path, scheduler: str, others: Any
) -> None:
    class Watching(Silent):
        @override
        def report(self, stage: str, share: float) -> None:
            assert 0 <= share <= 1
            if stage == "compare-ridge":
                others.run(pretend, "1.0.0")

    with pytest.raises(OtherWorkersError, match="later"):
        train(searching(), csv, Choice(cluster=scheduler), Watching())


class Unwanted(Exception):  # noqa: N818 - no fault
    """Somebody has cancelled."""


def test_what_was_asked_of_a_cluster_is_dropped_when_a_run_is_cancelled(
    csv: Path, scheduler: str, others: Any
) -> None:
    def cancel(_: Any) -> None:
        raise Unwanted

    with pytest.raises(Unwanted):
        train(searching(), csv, Choice(cluster=scheduler), Silent(), None, cancel)

    # Whoever comes next finds free workers: the scheduler forgot what nobody waits for.
    assert others.submit(os.getpid, pure=False).result()
    held = others.run_on_scheduler(lambda dask_scheduler: list(dask_scheduler.tasks))
    assert not [key for key in held if "_error" in key]


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://127.0.0.1:8786", "tcp://:1", "tcp"])
def test_an_address_that_is_none_is_told_so(address: str) -> None:
    with pytest.raises(ClusterError, match="no address"), cluster(address):
        pass


def test_a_cluster_that_does_not_answer_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "_REACH_S", 0.5)

    with pytest.raises(ClusterError, match="does not answer"), cluster("tcp://127.0.0.1:1"):
        pass


def test_a_cluster_without_the_extra_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(clusters.ExtraMissingError), cluster("tcp://127.0.0.1:8786"):
        pass


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGINT for one process alone")
def test_control_c_stops_a_search_and_leaves_a_store_that_goes_on(
    csv: Path, tmp_path: Path
) -> None:
    many = [float(number) for number in range(2, 60)]
    contract = tmp_path / "contract.yaml"
    asked = searching(repeats=4, search={"method": "grid", "ridge": {"penalty": many}})
    contract.write_bytes(asked.canonical())
    lines = tmp_path / "curve.jsonl"
    home = ("--home", str(tmp_path / "nobody"))
    common = ("--contract", str(contract), "--data", str(csv), "--store", str(tmp_path / "store"))
    command = [sys.executable, "-m", "app.cli.main", *home, "pipeline"]
    with subprocess.Popen(
        [*command, "run", *common, "--curve", str(lines)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stderr is not None
        assert any(line.startswith("compare ridge ") for line in child.stderr)
        child.send_signal(signal.SIGINT)
        said = child.communicate()

    assert child.returncode == 130
    assert said[0] == ""
    assert said[1].splitlines()[-1] == "Stopped. Nothing half-written is left."
    assert all(line["family"] == "ridge" for line in lines_in(lines))
    status = subprocess.run(
        [*command, "status", *common, "--json"], capture_output=True, check=True
    )
    stages = json.loads(status.stdout)["stages"]
    assert (stages["compare-mean"], stages["compare-ridge"]) == ("cached", "runs")
