"""From a CSV to what an answer says of its own limits, under contracts of other shapes."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from engine.contract.case import read_case
from engine.contract.model import Contract
from engine.inference.domain import DomainStatus
from engine.inference.predictor import Predictor
from engine.models.package import check_files
from engine.progress import Silent
from tests.unit.learning.contracts import VALUES, small_contract
from trainer.pipeline import Choice, train


def trained(
    contract: Contract, rows: Iterable[Sequence[Any]], folder: Path, **choice: Any
) -> Predictor:
    path = folder / "rows.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in contract.columns()])
        writer.writerows(rows)
    result = train(contract, path, Choice(**choice), Silent())
    return Predictor(check_files(result.files))


def rows_of_which_the_blue_are_missed_further(count: int) -> list[Sequence[Any]]:
    draw = np.random.Generator(np.random.PCG64(1))
    rows: list[Sequence[Any]] = []
    for _ in range(count):
        width, colour, steps = draw.uniform(-10, 10), draw.choice(VALUES), draw.integers(0, 10)
        result = 3 * width + draw.normal() * (12 if colour == "blue" else 2)
        rows.append([round(width, 2), colour, steps, round(float(np.clip(result, -99, 99)), 3)])
    return rows


def test_intervals_are_wider_where_the_model_misses_more(tmp_path: Path) -> None:
    contract = small_contract()
    predictor = trained(
        contract, rows_of_which_the_blue_are_missed_further(1500), tmp_path, family="ridge"
    )

    blue, red = (
        predictor.predict(read_case(contract, {"width": 1, "colour": colour, "steps": 3}))
        for colour in ("blue", "red")
    )

    assert predictor.model.calibration.spread is not None
    assert predictor.model.calibration.gain > 0.3
    assert blue.high - blue.low > 3 * (red.high - red.low)
    assert "Intervals are wider where the model misses more" in predictor.model.card
    assert predictor.model.manifest.figures.coverage > 0.85


def test_the_same_training_says_the_same_to_the_byte(tmp_path: Path) -> None:
    rows = rows_of_which_the_blue_are_missed_further(400)

    first, second = (
        trained(small_contract(), rows, tmp_path, family="boosting", threads=threads)
        for threads in (1, 2)
    )

    assert dict(first.model.files) == dict(second.model.files)


def test_a_column_of_one_value_and_one_that_is_never_known_are_no_hindrance(
    tmp_path: Path,
) -> None:
    draw = np.random.Generator(np.random.PCG64(2))
    contract = small_contract()
    rows = [["", "red", 3, round(float(draw.normal()), 3)] for _ in range(200)]

    predictor = trained(contract, rows, tmp_path, family="ridge")

    usual = predictor.predict(read_case(contract, {"width": None, "colour": "red", "steps": 3}))
    new = predictor.predict(read_case(contract, {"width": 1, "colour": "blue", "steps": 3}))
    assert usual.domain.status is DomainStatus.INSIDE
    assert new.domain.status is DomainStatus.OUTSIDE
    assert "a group of 120 patients of training: all of it." in usual.domain.nearest
