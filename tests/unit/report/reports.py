"""Small models of the cohort with their reports, each trained once."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.inference.traversal import compile_form
from engine.models.package import Model, check_files
from engine.progress import Silent
from tests.integration.samples import sample, write_cohort
from trainer.dataset.split import Split, split_rows
from trainer.dataset.validation import Dataset, read_dataset
from trainer.evaluation.conformal import Scored
from trainer.evaluation.parts import Judged
from trainer.pipeline import Choice, TrainingResult, train

ROWS, SEED = 600, 8


@cache
def trained(seed: int | None = None, *, signal: bool = True) -> TrainingResult:
    """Train ridge on the cohort, with this seed or the contract's."""
    return train_beside(None, seed, signal=signal)


def train_beside(
    against: Model | None,
    seed: int | None = None,
    *,
    signal: bool = True,
    contract: Contract | None = None,
) -> TrainingResult:
    """Train, and compare with another model."""
    with TemporaryDirectory() as folder:
        path, _ = write_cohort(Path(folder), ROWS, SEED, signal=signal)
        choice = Choice(family="ridge", seed=seed, against=against)
        return train(contract or sample()[0], path, choice, Silent())


@cache
def package(seed: int | None = None, *, signal: bool = True) -> Model:
    return check_files(trained(seed, signal=signal).files)


@cache
def dataset() -> Dataset:
    with TemporaryDirectory() as folder:
        return read_dataset(write_cohort(Path(folder), ROWS, SEED)[0], contract())


def contract() -> Contract:
    return sample()[0]


def split(seed: int | None = None) -> Split:
    return split_rows(dataset(), contract().training.seed if seed is None else seed)


def scored(rows: NDArray[np.int64]) -> Scored:
    """Some rows as the model scores them."""
    data, score = dataset(), compile_form(package().form)
    return Scored(data.coded[rows], data.outcome[rows], score(data.coded[rows]))


def judged(
    outcome: NDArray[np.float64], score: NDArray[np.float64], patient: NDArray[np.int64]
) -> Judged:
    """Rows of one input that says nothing."""
    kept = np.abs(outcome - score) < 1
    return Judged(Scored(np.zeros((outcome.size, 1)), outcome, score), kept, patient)
