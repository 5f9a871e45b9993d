"""Training as a whole: the stages run in a store, and the package that comes out."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engine.canonical import parse_canonical, sha256_hex
from engine.contract.model import Contract
from engine.errors import ReportableError
from engine.keys.storekey import KEY_BYTES, StoreKey
from engine.models.content import MANIFEST, Manifest, version_of
from engine.models.package import Model
from engine.progress import Progress, Silent
from trainer.dataset.ingest import digest_of_file
from trainer.evaluation.against import Against
from trainer.learning.families import available
from trainer.learning.workers import Workers
from trainer.pipeline.cluster import cluster
from trainer.pipeline.passing import AGAINST, FACTS, read
from trainer.pipeline.plan import DATA, Plan, Requested, unheard
from trainer.pipeline.stage import Run, State, lock_of
from trainer.pipeline.stages import stages_of
from trainer.pipeline.store import Note, Store
from trainer.publishing.package import software


class FamilyUnavailableError(ReportableError):
    """The family that was asked for cannot be learnt under this contract."""

    code = "family-unavailable"
    default_advice = "Ask for another family, or for auto."


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person who trains decides.

    Attributes:
        family: A family, or ``auto`` for the simplest one that is as good as the best.
        seed: For everything that is drawn; the contract's own where nothing is said.
        threads: How many threads may work; they change no byte of the result.
        forced: Stages to run though nothing has changed.
        against: A model to compare with on the rows held out; the package does not tell of it.
        cluster: Address of a Dask scheduler whose workers do the fits of the comparison; the coded
            rows travel there. It changes no byte either.
    """

    family: Requested = "auto"
    seed: int | None = None
    threads: int = 1
    forced: frozenset[str] = frozenset()
    against: Model | None = None
    cluster: str | None = None


@dataclass(frozen=True)
class TrainingResult:
    """A package that was built but not yet written anywhere.

    Attributes:
        manifest: What it is.
        manifest_sha256: What names it.
        files: Every file of the package by its path.
        notes: What a person should know of how the data were read.
        lock: Every digest that the package rests on and goes through, as JSON values.
        cached: The stages of which nothing had to be made.
        against: How it compares with the model that was asked for.
    """

    manifest: Manifest
    manifest_sha256: str
    files: dict[str, bytes]
    notes: tuple[str, ...]
    lock: Mapping[str, Any]
    cached: frozenset[str]
    against: Against | None

    @property
    def version(self) -> str:
        """The model's short name."""
        return version_of(self.manifest_sha256)


def train(
    contract: Contract,
    data: Path,
    choice: Choice,
    progress: Progress,
    store: Store | None = None,
    told: Callable[[Mapping[str, object]], None] = unheard,
) -> TrainingResult:
    """Make a package from a CSV.

    The same bytes come out for the same contract, data and seed, under the same versions of the
    libraries, operating system and CPU family.

    Args:
        contract: What the data must fit and how to learn.
        data: The CSV.
        choice: Family, seed, threads.
        progress: Told the stage and the share that is done.
        store: Where stages keep what they made; nothing is kept where there is none.
        told: Told of each candidate that a search has tried, as JSON values.

    Raises:
        ReportableError: The data cannot be read or do not fit, or there are too few rows; or the
            cluster cannot be used.
    """
    with ExitStack() as stack:
        if store is None:
            folder = stack.enter_context(TemporaryDirectory(prefix="wardcast-"))
            store = Store(Path(folder), StoreKey.generate())
        workers = Workers(choice.threads)
        if choice.cluster is not None:
            workers = stack.enter_context(cluster(choice.cluster))
        whole = replace(_plan(contract, data, choice, store), workers=workers, told=told)
        given = {DATA: whole.sha256}
        run = Run(store, software().model_dump(), progress, given, choice.forced)
        notes = run.through(stages_of(whole))
        result = _result(run, notes)
        store.finish(result.version, result.lock)
        progress.report("done", 1.0)
        return result


def states(contract: Contract, data: Path, choice: Choice, store: Store) -> Mapping[str, State]:
    """Say what :func:`train` would do with each stage; nothing runs.

    Raises:
        ReportableError: The family cannot be learnt, or the file cannot be read.
    """
    whole = _plan(contract, data, choice, store)
    run = Run(store, software().model_dump(), Silent(), {DATA: whole.sha256})
    return run.states(stages_of(whole))


def graph_of(contract: Contract, choice: Choice) -> Mapping[str, tuple[str, ...]]:
    """Say which stages there are, and which of them each needs, in the order in which they run."""
    nothing = Plan(contract, Path(), "", choice.family, 0, 1, StoreKey(bytes(KEY_BYTES)))
    return {
        stage.name: tuple(dict.fromkeys(need.partition("/")[0] for need in stage.needs))
        for stage in stages_of(nothing)
    }


def _plan(contract: Contract, data: Path, choice: Choice, store: Store) -> Plan:
    if choice.family != "auto" and not available(contract, choice.family):
        raise FamilyUnavailableError(f"{choice.family} takes at most 255 values per category.")
    return Plan(
        contract=contract,
        data=data,
        sha256=digest_of_file(data),
        requested=choice.family,
        seed=contract.training.seed if choice.seed is None else choice.seed,
        threads=choice.threads,
        key=store.key,
        against=choice.against,
    )


def _result(run: Run, notes: Mapping[str, Note]) -> TrainingResult:
    files = {name: run.output(f"package/{name}") for name in notes["package"].outputs}
    return TrainingResult(
        manifest=read(Manifest, files[MANIFEST]),
        manifest_sha256=sha256_hex(files[MANIFEST]),
        files=files,
        notes=tuple(parse_canonical(run.output(FACTS))["notes"]),
        lock=lock_of(notes.values()),
        cached=run.cached,
        against=read(Against, run.output(AGAINST)) if "against" in notes else None,
    )
