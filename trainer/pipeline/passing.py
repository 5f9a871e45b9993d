"""What stages hand to each other: names of outputs, and values as bytes and back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.canonical import canonical_json, parse_canonical
from engine.contract.model import Contract, Family, Strict
from engine.inference.traversal import compile_form
from engine.models.content import (
    CALIBRATION,
    EVALUATION,
    REFERENCE,
    REPORT,
    Calibration,
    Figures,
    Gate,
    Reference,
)
from engine.models.differences import DIFFERENCES, Differences
from engine.models.evaluation import Evaluation
from engine.models.forms import Form
from engine.models.report import Report
from trainer.dataset.ingest import Ingested, array_bytes, array_of
from trainer.dataset.split import Split
from trainer.dataset.validation import Dataset
from trainer.evaluation.comparison import Trials
from trainer.evaluation.conformal import Scored
from trainer.learning.families import Learner
from trainer.pipeline.judging import Learning
from trainer.pipeline.stage import Contents
from trainer.publishing.findings import Findings

Content = TypeVar("Content", bound=Strict)

TOKENS = "ingest/tokens.json"
FACTS = "ingest/facts.json"
INGESTED = tuple(
    f"ingest/{name}"
    for name in ("alias.npy", "codes.npy", "facts.json", "patient.npy", "places.npy")
)
ALIAS = "ingest/alias.npy"
PREPROCESSED = tuple(f"preprocess/{name}.npy" for name in ("coded", "outcome", "patient"))
SPLIT = tuple(f"split/{name}.npy" for name in ("learn", "calibrate", "hold_out"))
LEARNING = (*PREPROCESSED, *SPLIT)
CHOICE = "learn/choice.json"
PREDICTOR = "predictor.bin"
MODEL = (CHOICE, f"learn/{PREDICTOR}")
MISSES = tuple(f"calibrate/{name}.npy" for name in ("rows", "error", "part"))
GATES = "gates.json"
LEAKS = "leaks/leaks.json"
PROMISES = "evaluate/promises.json"
CURVE = "curve/curve.json"
AGAINST = "against/against.json"
REPEATED = (f"learn/{PREDICTOR}", f"calibrate/{CALIBRATION}", f"describe/{REFERENCE}")
"""What is made a second time, to see that the bytes are the same."""


def array_files(names: Iterable[str], *arrays: NDArray[Any]) -> dict[str, bytes]:
    """Arrays as outputs; ``names`` are whole, as ``stage/output``."""
    return {
        name.partition("/")[2]: array_bytes(array)
        for name, array in zip(names, arrays, strict=True)
    }


def arrays_in(names: Iterable[str], inputs: Contents) -> Iterator[NDArray[Any]]:
    """Read what :func:`array_files` wrote."""
    return (array_of(inputs[name]) for name in names)


def names_of(names: Iterable[str]) -> frozenset[str]:
    """The outputs' own names of whole ones."""
    return frozenset(name.partition("/")[2] for name in names)


def pack_files(files: Mapping[str, bytes]) -> bytes:
    """Several files as one output: their names and sizes as a line of canonical JSON, then they."""
    names = sorted(files)
    listed = canonical_json([[name, len(files[name])] for name in names])
    return b"".join([listed, b"\n", *(files[name] for name in names)])


def unpack_files(data: bytes) -> dict[str, bytes]:
    """Read what :func:`pack_files` wrote."""
    listed, _, rest = data.partition(b"\n")
    files, start = {}, 0
    for name, size in parse_canonical(listed):
        files[name] = rest[start : start + size]
        start += size
    return files


def read(kind: type[Content], data: bytes) -> Content:
    """Read a file of a package."""
    return kind.model_validate_json(data, strict=True)


def rows_in(inputs: Contents) -> Ingested:
    """The file's rows."""
    return Ingested.unpack({name.partition("/")[2]: inputs[name] for name in INGESTED})


def dataset_in(contract: Contract, inputs: Contents) -> Dataset:
    """The coded rows."""
    return Dataset(contract, *arrays_in(PREPROCESSED, inputs))


def split_in(inputs: Contents) -> Split:
    """Which rows teach, calibrate and are held out."""
    return Split(*arrays_in(SPLIT, inputs))


def learning_in(contract: Contract, inputs: Contents, seed: int, threads: int) -> Learning:
    """What is learnt from, and how."""
    return Learning(dataset_in(contract, inputs), split_in(inputs), seed, threads)


def trials_in(family: Family, inputs: Contents) -> Trials:
    """How a family did in cross-validation."""
    facts = parse_canonical(inputs[f"compare-{family}/errors.json"])
    learner = Learner.of(family, facts["settings"])
    return Trials(family, np.array(facts["errors"], np.float64), facts["share"], learner)


@dataclass(frozen=True)
class FittedModel:
    """The model that was learnt.

    Attributes:
        learner: Its family and the settings that it was learnt with.
        form: The predictor.
    """

    learner: Learner
    form: Form

    @classmethod
    def read(cls, contract: Contract, inputs: Contents) -> "FittedModel":
        """Read it, checked as a loader checks it."""
        files = unpack_files(inputs[f"learn/{PREDICTOR}"])
        choice = parse_canonical(inputs[CHOICE])
        learner = Learner.of(choice["family"], choice["settings"])
        return cls(learner, Form.parse(files, contract))

    def scored(self, dataset: Dataset) -> Scored:
        """Every row with its score."""
        score = compile_form(self.form)(dataset.coded)
        return Scored(dataset.coded, dataset.outcome, score)


def findings_in(contract: Contract, inputs: Contents) -> Findings:
    """Everything that was found out about the model."""
    model = FittedModel.read(contract, inputs)
    gates = parse_canonical(inputs[f"gates/{GATES}"])
    return Findings(
        form=model.form,
        family=model.learner.family,
        settings=model.learner.values,
        calibration=read(Calibration, inputs[f"calibrate/{CALIBRATION}"]),
        reference=read(Reference, inputs[f"describe/{REFERENCE}"]),
        evaluation=read(Evaluation, inputs[f"evaluate/{EVALUATION}"]),
        differences=read(Differences, inputs[f"evaluate/{DIFFERENCES}"]),
        report=read(Report, inputs[f"report/{REPORT}"]),
        figures=read(Figures, inputs["evaluate/figures.json"]),
        gates=tuple(Gate.model_validate(gate) for gate in gates),
    )
