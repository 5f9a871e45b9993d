"""Make a package again from its own contract, seed and data, and say where the bytes part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from engine.canonical import sha256_hex
from engine.contract.model import Contract
from engine.models.content import (
    CALIBRATION,
    CARD,
    CONTRACT,
    EVALUATION,
    MANIFEST,
    REFERENCE,
    REPORT,
    SIGNATURES,
    Manifest,
    version_of,
)
from engine.models.differences import DIFFERENCES
from engine.progress import Progress
from trainer.pipeline.passing import read
from trainer.pipeline.run import Choice, TrainingResult, train
from trainer.pipeline.store import Store
from trainer.publishing.package import software

# In the order of the stages: what stands in a manifest, or in a file, and which stage made it.
_FIELDS = (
    ("data.sha256", "ingest"),
    ("data.rows", "validate"),
    ("data.learned", "split"),
    ("data.calibrated", "split"),
    ("data.held_out", "split"),
    ("family", "learn"),
    ("settings", "learn"),
)
_FILES = (
    ("predictor/", "learn"),
    (CALIBRATION, "calibrate"),
    (REFERENCE, "describe"),
    (EVALUATION, "evaluate"),
    (DIFFERENCES, "evaluate"),
    (REPORT, "report"),
)
_VERDICTS = (("figures", "evaluate"), ("gates", "gates"), ("promotable", "gates"))


@dataclass(frozen=True, slots=True)
class Parting:
    """Something that came out otherwise.

    Attributes:
        stage: The stage that made it.
        what: A file of the package, or a field of its manifest.
    """

    stage: str
    what: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that the bytes rest on and that is another one now.

    Attributes:
        what: A library, the system or the family of processors.
        then: What it was when the package was made.
        now: What it is here.
    """

    what: str
    then: str
    now: str


@dataclass(frozen=True)
class Reproduction:
    """What came out when a package was made again.

    Attributes:
        version: The package's version.
        again: The version of what was made.
        partings: What differs, in the order of the stages; nothing where all bytes are the same.
        changed: What else the bytes rest on that is another one now, whether or not it mattered.
        processor: Which extensions of the processor NumPy uses here.
    """

    version: str
    again: str
    partings: tuple[Parting, ...]
    changed: tuple[Changed, ...]
    processor: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether every byte is the same."""
        return self.version == self.again and not self.partings


def reproduce(
    files: Mapping[str, bytes],
    data: Path,
    progress: Progress,
    *,
    threads: int = 1,
    store: Store | None = None,
) -> Reproduction:
    """Train as a package says it was trained, and compare every byte but the signatures.

    Args:
        files: The package's files, verified.
        data: The rows that it is said to be made of.
        progress: Told the stage and the share that is done.
        threads: How many threads may work; they change no byte.
        store: Where stages keep what they made.

    Raises:
        ReportableError: The data cannot be read or do not fit the package's contract.
    """
    manifest = read(Manifest, files[MANIFEST])
    choice = Choice(manifest.requested, manifest.seed, threads)
    result = train(Contract.parse(files[CONTRACT]), data, choice, progress, store)
    return Reproduction(
        version=version_of(sha256_hex(files[MANIFEST])),
        again=result.version,
        partings=tuple(_partings(files, manifest, result)),
        changed=tuple(_changed(manifest)),
        processor=_processor(),
    )


def _partings(
    files: Mapping[str, bytes], manifest: Manifest, result: TrainingResult
) -> Iterator[Parting]:
    then, now = (m.model_dump(mode="json") for m in (manifest, result.manifest))
    for field, stage in _FIELDS:
        if _at(then, field) != _at(now, field):
            yield Parting(stage, field)
    names = sorted((files.keys() | result.files.keys()) - {MANIFEST, SIGNATURES})
    other = [name for name in names if files.get(name) != result.files.get(name)]
    for prefix, stage in _FILES:
        yield from (Parting(stage, name) for name in other if name.startswith(prefix))
    for field, stage in _VERDICTS:
        if then[field] != now[field]:
            yield Parting(stage, field)
    yield from (Parting("package", name) for name in other if name in {CONTRACT, CARD})
    if then["software"] != now["software"]:
        yield Parting("package", "software")


def _at(values: Mapping[str, object], dotted: str) -> object:
    found: object = values
    for name in dotted.split("."):
        found = found[name] if isinstance(found, dict) else None
    return found


def _changed(manifest: Manifest) -> Iterator[Changed]:
    then, now = manifest.software.model_dump(), software().model_dump()
    for what in then:
        if then[what] != now[what]:
            yield Changed(what, then[what], now[what])


def _processor() -> tuple[str, ...]:
    """The extensions that NumPy uses here: what it is built for, and what it found."""
    built: Any = np.show_config(mode="dicts")
    extensions = built.get("SIMD Extensions", {})
    return tuple(extensions.get("baseline", ())) + tuple(extensions.get("found", ()))
