"""A ground truth that is known to hold for a contract."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from engine.contract.loader import read_strictly
from engine.contract.model import Contract
from engine.contract.problems import ContractProblem, listed, problems_summary
from engine.contract.source import MAX_BYTES
from engine.durable import read_file
from engine.errors import ReportableError
from trainer.dataset.truth_bounds import Bounds, bounds, levels_of
from trainer.dataset.truth_format import (
    Coded,
    Codes,
    Floats,
    SaturatingGivenEffect,
    TruthFile,
)
from trainer.dataset.truth_rules import truth_findings

_ADVICE = "Give the columns of a cohort under the same contract."


class GroundTruthError(ReportableError):
    """A ground truth that cannot be used, with everything that is wrong with it.

    Attributes:
        problems: Every problem, by line; empty where the trouble is not in the file.
    """

    code = "ground-truth-invalid"
    default_advice = "Mend the lines that are named, then try again."

    def __init__(
        self, summary: str, problems: tuple[ContractProblem, ...] = (), *, advice: str = ""
    ) -> None:
        super().__init__(summary, detail=listed(problems), advice=advice)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """What truly determines the outcome of a synthetic cohort.

    Attributes:
        file: The truth as written.
        contract: The contract whose inputs it is about.
        bounds: How low and high the true mean can be, and what it is on the whole.
    """

    file: TruthFile
    contract: Contract
    bounds: Bounds

    @property
    def needs(self) -> tuple[str, ...]:
        """The inputs on which the true mean rests, in the contract's order."""
        named = {effect.input for effect in self.file.effects}
        named |= {e.given for e in self.file.effects if isinstance(e, SaturatingGivenEffect)}
        return tuple(name for name in self.contract.places if name in named)

    @property
    def noise_sd(self) -> float:
        """Standard deviation of the noise, after what lies beyond the cut is gone.

        Source:
            Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions 1 (1994), 13.10.1.
        """
        cut = self.file.noise.cut
        density = math.exp(-(cut**2) / 2) / math.sqrt(2 * math.pi)
        inside = math.erf(cut / math.sqrt(2))
        return self.file.noise.sd * math.sqrt(1 - 2 * cut * density / inside)

    @property
    def best_rmse(self) -> float:
        """The root mean square error of somebody who knows the truth, in points.

        What is left is the noise and the rounding of the recorded outcome.
        """
        step = 10.0**-self.contract.outcome.decimals
        return math.sqrt(self.noise_sd**2 + step**2 / 12)


def load_ground_truth(path: Path, contract: Contract) -> GroundTruth:
    """Read a ground truth's file.

    Raises:
        CannotReadError: The file is missing, unreadable or larger than 1 MiB.
        GroundTruthError: It is no ground truth for this contract.
    """
    return parse_ground_truth(read_file(path, limit=MAX_BYTES), contract, path.name)


def parse_ground_truth(data: bytes | str, contract: Contract, name: str) -> GroundTruth:
    """Read the text of a ground truth.

    Args:
        data: YAML, in UTF-8 where it is bytes.
        contract: The contract whose inputs it is about.
        name: What to call the text in messages.

    Raises:
        GroundTruthError: It is no ground truth for this contract.
    """
    file, problems = read_strictly(TruthFile, data, lambda read: truth_findings(read, contract))
    if file is None:
        raise GroundTruthError(problems_summary(name, problems), problems)
    return GroundTruth(file, contract, bounds(file, contract))


def expected_outcome(truth: GroundTruth, columns: Mapping[str, ArrayLike]) -> Floats:
    """The true mean outcome, without noise or rounding.

    Args:
        truth: The ground truth.
        columns: At least the inputs that have an effect, one entry per row: values of a category
            as text, numbers as numbers or as text.

    Returns:
        Points, shape (rows,).

    Raises:
        GroundTruthError: A column is missing, or holds what the truth says nothing about.
    """
    numbers: dict[str, Floats] = {}
    codes: dict[str, Codes] = {}
    levels = levels_of(truth.contract)
    for name in truth.needs:
        if name not in columns:
            raise GroundTruthError(f"The truth needs the column {name!r}.", advice=_ADVICE)
        if name in levels:
            codes[name] = _codes(name, columns[name], levels[name])
        else:
            numbers[name] = _numbers(name, columns[name])
    return mean_outcome(truth.file, Coded(numbers, codes, levels))


def mean_outcome(file: TruthFile, rows: Coded) -> Floats:
    """The true mean outcome of coded rows, in points, shape (rows,)."""
    column = next(iter((*rows.numbers.values(), *rows.codes.values())))
    total = np.full(len(column), file.intercept)
    for effect in file.effects:
        total += effect.on(rows)
    return total


def _codes(name: str, column: ArrayLike, levels: tuple[str, ...]) -> Codes:
    places = {level: place for place, level in enumerate(levels)}
    try:
        return np.array([places[value] for value in np.asarray(column).tolist()], dtype=np.int64)
    except (KeyError, TypeError) as error:
        raise GroundTruthError(
            f"The column {name!r} holds a value that the truth does not know.", advice=_ADVICE
        ) from error


def _numbers(name: str, column: ArrayLike) -> Floats:
    try:
        numbers = np.asarray(column, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise GroundTruthError(
            f"The column {name!r} holds something that is not a number.", advice=_ADVICE
        ) from error
    if not np.isfinite(numbers).all():
        raise GroundTruthError(f"The column {name!r} has a gap.", advice=_ADVICE)
    return numbers
