"""Data that several integration tests train on."""

from pathlib import Path

import numpy as np
import pytest

from engine.contract.loader import load_contract
from engine.contract.model import Contract
from resources import resource, sample_contract
from trainer.dataset.cohort import Cohort, GroundTruth, cohort_csv, generate, load_ground_truth

REAL_CSV = Path(__file__).parents[2].parent / "shared" / "data" / "real_drug_dataset.csv"

needs_real_csv = pytest.mark.skipif(
    not REAL_CSV.exists(), reason=f"the real sample is not here: {REAL_CSV.name} beside the project"
)


def sample() -> tuple[Contract, GroundTruth]:
    """The sample's contract and the ground truth of its cohort."""
    contract = load_contract(sample_contract())
    return contract, load_ground_truth(resource("cohort/ground_truth.yaml"), contract)


def write_cohort(folder: Path, rows: int, seed: int, *, signal: bool = True) -> tuple[Path, Cohort]:
    """Draw a cohort of the sample and write it as a CSV."""
    contract, truth = sample()
    cohort = generate(contract, truth, rows, seed, signal=signal)
    path = folder / f"cohort-{seed}.csv"
    path.write_bytes(cohort_csv(cohort, contract))
    return path, cohort


def write_diabetes(folder: Path) -> Path:
    """Write scikit-learn's diabetes data: ten numbers, outcome 25 to 346."""
    from sklearn.datasets import load_diabetes

    data = load_diabetes(scaled=False)
    path = folder / "diabetes.csv"
    header = ",".join([*data.feature_names, "progression"])
    table = np.column_stack([data.data, data.target])
    lines = [",".join(repr(float(value)) for value in row) for row in table]
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path
