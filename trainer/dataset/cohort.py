"""A synthetic cohort: patients who never were, with a truth that is known to the last digit."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from engine.contract.model import Contract, NumberInput
from trainer.dataset.ground_truth import (
    GroundTruth,
    GroundTruthError,
    expected_outcome,
    load_ground_truth,
    mean_outcome,
)
from trainer.dataset.truth_bounds import levels_of, share_table
from trainer.dataset.truth_format import ChoiceGiven, Coded, Codes, Floats, Uniform

__all__ = [
    "MAX_ROWS",
    "Cohort",
    "GroundTruth",
    "GroundTruthError",
    "cohort_csv",
    "expected_outcome",
    "generate",
    "load_ground_truth",
    "truth_csv",
]

MAX_ROWS = 10_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Cohort:
    """Rows under a contract, and what is true of them.

    Attributes:
        columns: One array per column, in the contract's order: text, or float64 for numbers.
        ids: The name of each row: its patient where the contract has one, else its number.
        expected: The true mean outcome of each row, without noise or rounding, in points.
    """

    columns: Mapping[str, NDArray[Any]]
    ids: tuple[str, ...]
    expected: Floats


def generate(
    contract: Contract, truth: GroundTruth, rows: int, seed: int, *, signal: bool = True
) -> Cohort:
    """Draw a cohort; the same arguments give the same cohort.

    Args:
        contract: The contract that the truth was loaded for.
        truth: What is drawn, and what it does.
        rows: How many patients, from 1 to ten million.
        seed: Any number from 0.
        signal: Whether the inputs tell anything. Without it the outcome of each patient is that
            of another one, who is drawn aside and never seen: the same scores on the whole,
            within the same range, and nothing to learn.

    Raises:
        GroundTruthError: The truth is that of another contract, or the rows or seed are no number
            that can be used.
    """
    if contract != truth.contract:
        raise GroundTruthError("The truth belongs to another contract.", advice=_ADVICE)
    if not 1 <= rows <= MAX_ROWS or seed < 0:
        raise GroundTruthError(
            f"A cohort needs 1 to {MAX_ROWS:,} rows and a seed of 0 or more.", advice=_ADVICE
        )
    source = np.random.Generator(np.random.PCG64(seed))
    inputs = _inputs(truth, rows, source)
    mean = mean_outcome(truth.file, inputs)
    noise = _noise(truth, rows, source)
    expected = mean
    if not signal:
        mean = mean_outcome(truth.file, _inputs(truth, rows, source))
        expected = np.full(rows, truth.bounds.mean)
    # Adding zero turns a rounded -0.0 into 0.0.
    outcome = np.round(mean + noise, contract.outcome.decimals) + 0.0
    ids = tuple(_ids(truth, contract, rows))
    return Cohort(_columns(contract, inputs, outcome, ids), ids, expected)


def cohort_csv(cohort: Cohort, contract: Contract) -> bytes:
    """Write a cohort as the CSV from which a model can be learnt."""
    decimals = {contract.outcome.name: contract.outcome.decimals}
    decimals |= {c.name: 0 for c in contract.inputs if isinstance(c, NumberInput) and c.whole}
    texts = [_texts(column, decimals.get(name)) for name, column in cohort.columns.items()]
    return _csv(cohort.columns, zip(*texts, strict=True))


def truth_csv(cohort: Cohort) -> bytes:
    """Write what is true of each row, to the last digit."""
    expected = map(repr, cohort.expected.tolist())
    return _csv(("row_id", "expected"), zip(cohort.ids, expected, strict=True))


_ADVICE = "Load the truth for the contract at hand and ask again."


def _inputs(truth: GroundTruth, rows: int, source: np.random.Generator) -> Coded:
    """Draw every input, each from one uniform number per row: nothing else of numpy's is used.

    How numpy turns its bits into such numbers is fixed; its other distributions may change.
    """
    levels = levels_of(truth.contract)
    numbers: dict[str, Floats] = {}
    codes: dict[str, Codes] = {}
    whole = {c.name for c in truth.contract.inputs if isinstance(c, NumberInput) and c.whole}
    for draw in truth.file.draws:
        chance = source.random(rows)
        if isinstance(draw, Uniform):
            low, high = draw.range
            if draw.input in whole:
                numbers[draw.input] = low + np.floor(chance * (high - low + 1))
            else:
                numbers[draw.input] = low + chance * (high - low)
            continue
        table = share_table(draw, levels)
        given = codes[draw.given] if isinstance(draw, ChoiceGiven) else np.zeros(rows, np.int64)
        chosen = _chosen(table, given, chance)
        if draw.type == "numbers":
            numbers[draw.input] = np.array(draw.numbers)[chosen]
        else:
            codes[draw.input] = chosen
    return Coded(numbers, codes, levels)


def _chosen(shares: Floats, given: Codes, chance: Floats) -> Codes:
    """The choice of each row, by the shares in the row of the table that is given."""
    chosen = np.empty(len(chance), dtype=np.int64)
    for place, row in enumerate(shares):
        possible = np.flatnonzero(row)
        # The last edge is left out: a chance just below one must not fall behind it.
        edges = np.cumsum(row[possible])[:-1]
        mine = given == place
        chosen[mine] = possible[np.searchsorted(edges, chance[mine], side="right")]
    return chosen


def _noise(truth: GroundTruth, rows: int, source: np.random.Generator) -> Floats:
    """Normal noise with nothing beyond the cut, by the inverse of its distribution."""
    noise = truth.file.noise
    outside = ndtr(-noise.cut)
    normal: Floats = ndtri(outside + source.random(rows) * (1 - 2 * outside))
    return noise.sd * np.clip(normal, -noise.cut, noise.cut)  # ndtri may be off by one last digit


def _ids(truth: GroundTruth, contract: Contract, rows: int) -> Iterable[str]:
    if contract.patient is None:
        return map(str, range(1, rows + 1))
    pattern = truth.file.patient
    width = pattern.count("#")
    before, after = pattern.split("#" * width)
    return (f"{before}{number:0{width}}{after}" for number in range(1, rows + 1))


def _columns(
    contract: Contract, inputs: Coded, outcome: Floats, ids: tuple[str, ...]
) -> dict[str, NDArray[Any]]:
    columns: dict[str, NDArray[Any]] = {}
    if contract.patient is not None:
        columns[contract.patient.name] = np.array(ids, dtype=object)
    for name in contract.places:
        if name in inputs.codes:
            columns[name] = np.array(inputs.levels[name], dtype=object)[inputs.codes[name]]
        else:
            columns[name] = inputs.numbers[name]
    columns[contract.outcome.name] = outcome
    return columns


def _texts(column: NDArray[Any], decimals: int | None) -> list[str]:
    values = column.tolist()
    if column.dtype == object:
        return list(values)
    if decimals is None:
        return [f"{value:.15g}" for value in values]
    return [f"{value:.{decimals}f}" for value in values]


def _csv(header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
