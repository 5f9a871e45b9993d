"""The bundled model, judged on cohorts that a test has changed."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.models.package import check_files
from engine.models.signatures import Validation
from engine.models.verification import VerifiedModel
from engine.progress import Silent
from tests.faults.packages import bundled
from tests.integration.samples import sample
from trainer.dataset.cohort import cohort_csv, generate
from trainer.publishing.external import ExternalReport, validate_externally

Rows = list[dict[str, str]]

CONTRACT, TRUTH = sample()
OUTCOME = CONTRACT.outcome.name


@cache
def package() -> VerifiedModel:
    standing = Validation("unsigned", not_for_care=True, sentence="Nobody has signed this model.")
    return VerifiedModel(check_files(bundled()), (), standing)


def cohort(rows: int, seed: int) -> Rows:
    """A sound cohort as a table of texts."""
    text = cohort_csv(generate(CONTRACT, TRUTH, rows, seed), CONTRACT).decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def write(folder: Path, rows: Rows, name: str = "other.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def judged(folder: Path, rows: Rows) -> ExternalReport:
    return validate_externally(package(), write(folder, rows), Silent())


def verdicts(report: ExternalReport) -> dict[str, str]:
    return {finding.title: finding.verdict for finding in report.findings}


def outcomes(rows: Rows) -> NDArray[np.float64]:
    return np.array([float(row[OUTCOME]) for row in rows])


def put_outcomes(rows: Rows, values: NDArray[np.float64]) -> Rows:
    low, high = CONTRACT.outcome.range
    for row, value in zip(rows, np.clip(values, low, high).tolist(), strict=True):
        row[OUTCOME] = f"{value:.6f}"
    return rows
