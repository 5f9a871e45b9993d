"""Read, validate, split, compare, learn, calibrate, evaluate, judge, package: in this order."""

import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from engine.canonical import canonical_json, digest_of, sha256_hex
from engine.contract.model import Contract, Family
from engine.errors import ReportableError
from engine.inference.traversal import compile_form
from engine.models.content import (
    CALIBRATION,
    CARD,
    CONTRACT,
    MANIFEST,
    NO_SIGNATURES,
    REFERENCE,
    SIGNATURES,
    Calibration,
    Data,
    Figures,
    FileEntry,
    Gate,
    Manifest,
    Software,
    encode,
    version_of,
)
from engine.progress import Part, Progress
from trainer.dataset.split import Split, split_rows
from trainer.dataset.table import read_table
from trainer.dataset.validation import Dataset, validate
from trainer.evaluation.comparison import Verdict, against_mean, choose, run_trials
from trainer.evaluation.conformal import calibrate, inside
from trainer.evaluation.gates import coverage_gate, reproduction_gate, skill_gate
from trainer.evaluation.metrics import figure, mae, mean, r2, rmse
from trainer.learning.families import Fitted, available, fit
from trainer.publishing.card import write_card
from trainer.publishing.reference import build_reference

Vector = NDArray[np.float64]
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


@dataclass(frozen=True)
class _Judged:
    """A fit with everything that was found out about it."""

    fitted: Fitted
    family: Family
    scores: Vector
    calibration: Calibration
    figures: Figures
    gates: tuple[Gate, ...]


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
    judged = _judge(dataset, split, choice, seed, progress)
    progress.report("package", 0.98)
    result = _package(dataset, split, judged, choice.family, seed)
    progress.report("done", 1.0)
    return result


def _judge(
    dataset: Dataset, split: Split, choice: Choice, seed: int, progress: Progress
) -> _Judged:
    contract = dataset.contract
    families = contract.training.families if choice.family == "auto" else (choice.family,)
    trials = run_trials(
        dataset,
        split.develop,
        families,
        seed=seed,
        threads=choice.threads,
        progress=Part(progress, 0.05, 0.85),
    )
    family = choose(trials) if choice.family == "auto" else choice.family
    verdict = against_mean(trials[family], trials["mean"])
    progress.report(f"learn {family}", 0.85)
    fitted = _fit(dataset, split, family, seed, choice.threads)
    progress.report("calibrate", 0.9)
    scores = compile_form(fitted.form)(dataset.coded)
    level = contract.training.interval_level
    rows = split.calibrate
    calibration = calibrate(dataset.outcome[rows], scores[rows], level)
    progress.report("evaluate", 0.92)
    figures = _evaluate(dataset, split, scores, calibration)
    progress.report("learn again", 0.93)
    again = _fit(dataset, split, family, seed, choice.threads)
    gates = _gates(dataset, split, family, (verdict, len(trials) - 1), calibration, figures)
    gates = (*gates, reproduction_gate(fitted.form.files(), again.form.files()))
    return _Judged(fitted, family, scores, calibration, figures, gates)


def _gates(
    dataset: Dataset,
    split: Split,
    family: Family,
    compared: tuple[Verdict, int],
    calibration: Calibration,
    figures: Figures,
) -> tuple[Gate, ...]:
    verdict, tried = compared
    return (
        skill_gate(dataset.contract, family, verdict, tried),
        coverage_gate(dataset.contract, calibration, figures, split.hold_out.size),
    )


def _fit(dataset: Dataset, split: Split, family: Family, seed: int, threads: int) -> Fitted:
    coded, outcome = dataset.coded[split.learn], dataset.outcome[split.learn]
    return fit(family, dataset.contract, coded, outcome, seed=seed, threads=threads)


def _evaluate(dataset: Dataset, split: Split, scores: Vector, calibration: Calibration) -> Figures:
    outcome, score = dataset.outcome[split.hold_out], scores[split.hold_out]
    low, high = dataset.contract.outcome.range
    half = calibration.half_width
    width = np.clip(score + half, low, high) - np.clip(score - half, low, high)
    baseline = np.full(outcome.size, mean(dataset.outcome[split.learn]))
    return Figures(
        rmse=figure(rmse(outcome, score)),
        mae=figure(mae(outcome, score)),
        r2=figure(r2(outcome, score)),
        baseline_rmse=figure(rmse(outcome, baseline)),
        coverage=figure(mean(inside(outcome, score, half))),
        interval_width=figure(mean(width)),
    )


# long: says once what a package is made of, one line for each part.
def _package(
    dataset: Dataset, split: Split, judged: _Judged, requested: Requested, seed: int
) -> TrainingResult:
    contract, learn = dataset.contract, split.learn
    data = Data(
        sha256=dataset.sha256,
        rows=dataset.outcome.size,
        learned=learn.size,
        calibrated=split.calibrate.size,
        held_out=split.hold_out.size,
    )
    reference = build_reference(
        contract, dataset.coded[learn], dataset.outcome[learn], judged.scores[learn]
    )
    card = write_card(
        contract, judged.family, data, judged.figures, judged.calibration, judged.gates
    )
    files = {
        **judged.fitted.form.files(),
        CONTRACT: contract.canonical(),
        CALIBRATION: encode(judged.calibration),
        REFERENCE: encode(reference),
        CARD: card.encode(),
    }
    manifest = Manifest(
        format=1,
        contract=contract.digest,
        data=data,
        family=judged.family,
        requested=requested,
        seed=seed,
        parameters=digest_of(contract.training.model_dump(mode="json")),
        software=_software(),
        provenance=contract.provenance,
        figures=judged.figures,
        gates=judged.gates,
        promotable=all(gate.passed for gate in judged.gates),
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
