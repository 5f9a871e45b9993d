"""Read, validate, split, compare, learn, calibrate, evaluate, judge, package: in this order."""

import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from engine.canonical import canonical_json, digest_of, sha256_hex
from engine.contract.model import Contract, Family
from engine.errors import ReportableError
from engine.models.content import (
    CALIBRATION,
    CARD,
    CONTRACT,
    EVALUATION,
    FORMAT,
    MANIFEST,
    NO_SIGNATURES,
    REFERENCE,
    SIGNATURES,
    Data,
    FileEntry,
    Manifest,
    Software,
    encode,
    version_of,
)
from engine.models.differences import DIFFERENCES
from engine.progress import Progress
from trainer.dataset.split import Split, split_rows
from trainer.dataset.table import read_table
from trainer.dataset.validation import Dataset, validate
from trainer.learning.families import available
from trainer.pipeline.judging import Learning, judge
from trainer.publishing.card import write_card
from trainer.publishing.findings import Findings

Requested = Family | Literal["auto"]


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
    """

    family: Requested = "auto"
    seed: int | None = None
    threads: int = 1


@dataclass(frozen=True)
class TrainingResult:
    """A package that was built but not yet written anywhere.

    Attributes:
        manifest: What it is.
        manifest_sha256: What names it.
        files: Every file of the package by its path.
        notes: What a person should know of how the data were read.
    """

    manifest: Manifest
    manifest_sha256: str
    files: dict[str, bytes]
    notes: tuple[str, ...]

    @property
    def version(self) -> str:
        """The model's short name."""
        return version_of(self.manifest_sha256)


def train(contract: Contract, data: Path, choice: Choice, progress: Progress) -> TrainingResult:
    """Make a package from a CSV.

    The same bytes come out for the same contract, data and seed, under the same versions of the
    libraries, operating system and CPU family.

    Args:
        contract: What the data must fit and how to learn.
        data: The CSV.
        choice: Family, seed, threads.
        progress: Told the stage and the share that is done.

    Raises:
        ReportableError: The data cannot be read or do not fit, or there are too few rows.
    """
    seed = contract.training.seed if choice.seed is None else choice.seed
    if choice.family != "auto" and not available(contract, choice.family):
        raise FamilyUnavailableError(f"{choice.family} takes at most 255 values per category.")
    progress.report("read", 0.0)
    table = read_table(data, [column.name for column in contract.columns()])
    progress.report("validate", 0.02)
    dataset = validate(table, contract, data.name)
    progress.report("split", 0.04)
    split = split_rows(dataset, seed)
    forced = None if choice.family == "auto" else choice.family
    findings = judge(Learning(dataset, split, seed, choice.threads), forced, progress)
    progress.report("package", 0.98)
    result = _package(dataset, split, findings, choice.family, seed)
    progress.report("done", 1.0)
    return result


# long: says once what a package is made of, one line for each part.
def _package(
    dataset: Dataset, split: Split, findings: Findings, requested: Requested, seed: int
) -> TrainingResult:
    contract = dataset.contract
    data = Data(
        sha256=dataset.sha256,
        rows=dataset.outcome.size,
        learned=split.learn.size,
        calibrated=split.calibrate.size,
        held_out=split.hold_out.size,
    )
    card = write_card(contract, data, findings)
    files = {
        **findings.form.files(),
        CONTRACT: contract.canonical(),
        CALIBRATION: encode(findings.calibration),
        REFERENCE: encode(findings.reference),
        EVALUATION: encode(findings.evaluation),
        DIFFERENCES: encode(findings.differences),
        CARD: card.encode(),
    }
    manifest = Manifest(
        format=FORMAT,
        contract=contract.digest,
        data=data,
        family=findings.family,
        requested=requested,
        seed=seed,
        parameters=digest_of(contract.training.model_dump(mode="json")),
        software=_software(),
        provenance=contract.provenance,
        figures=findings.figures,
        gates=findings.gates,
        promotable=findings.promotable,
        files={n: FileEntry(sha256=sha256_hex(b), size=len(b)) for n, b in files.items()},
    )
    encoded = canonical_json(manifest.model_dump(mode="json"))
    files |= {MANIFEST: encoded, SIGNATURES: NO_SIGNATURES}
    return TrainingResult(manifest, sha256_hex(encoded), files, dataset.notes)


def _software() -> Software:
    return Software(
        wardcast=version("wardcast"),
        numpy=version("numpy"),
        scipy=version("scipy"),
        scikit_learn=version("scikit-learn"),
        system=platform.system() or "unknown",
        machine=platform.machine() or "unknown",
    )
