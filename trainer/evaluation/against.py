"""Two models on the same rows: how much their errors differ, and how sure that is."""

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from engine.contract.model import Contract, Strict
from engine.models.content import Sha256, version_of
from engine.models.report import Measured
from engine.progress import Progress
from trainer.evaluation.bootstrap import Bootstrap, Figure, Sums
from trainer.evaluation.estimates import measured

Vector = NDArray[np.float64]
Count = Annotated[int, Field(ge=1)]

_ROWS, _SQUARE, _SIZE, _OTHER_SQUARE, _OTHER_SIZE = range(5)


class Errors(Strict):
    """How far two models miss the same rows.

    Attributes:
        rows: How many rows.
        patients: Of how many patients.
        rmse: The new model's, in points.
        mae: The new model's.
        other_rmse: The other's.
        other_mae: The other's.
        rmse_less: The new model's RMSE less the other's; below 0 the new one is better.
        mae_less: The same of MAE.
    """

    rows: Count
    patients: Count
    rmse: Measured
    mae: Measured
    other_rmse: Measured
    other_mae: Measured
    rmse_less: Measured
    mae_less: Measured


class Against(Strict):
    """A new model beside another one, on the rows that were held out from the new one.

    Attributes:
        sha256: Of the other's manifest.
        promotable: Whether no release gate refused the other.
        same_data: Whether the other was learnt from the same file.
        seen: From how many of these rows the other has learnt, or calibrated; ``None`` where
            nobody can tell.
        errors: What was found.
    """

    sha256: Sha256
    promotable: bool
    same_data: bool
    seen: Annotated[int, Field(ge=0)] | None
    errors: Errors

    @property
    def version(self) -> str:
        """The other's short name."""
        return version_of(self.sha256)

    @property
    def caveat(self) -> str:
        """What has to be known before the figures are believed."""
        if self.promotable:
            return self._of_rows
        return f"{self._of_rows} {self.version} is for exploration only: a release gate refused it."

    @property
    def _of_rows(self) -> str:
        if self.seen == 0:
            return "Neither model has learnt from these rows."
        if self.seen is not None:
            return (
                f"Not a fair comparison: {self.version} was learnt from the same file and has seen "
                f"{self.seen:,} of these {self.errors.rows:,} rows before, which makes its error "
                "look smaller than it is."
            )
        if self.same_data:
            return (
                f"Perhaps not a fair comparison: {self.version} was learnt from the same file, and "
                "which of these rows it has seen cannot be told. If any, its error looks smaller "
                "than it is."
            )
        return (
            f"{self.version} was learnt from another file. Whether these patients were in it, too, "
            "cannot be told; if so, its error looks smaller than it is."
        )

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        less = self.errors.rmse_less
        if less.value is None or less.low is None or less.high is None:
            return f"Whether it is better than {self.version} cannot be told."
        size = f"RMSE {less.value:+.3f} points beside it ({less.low:+.3f} to {less.high:+.3f})"
        if less.high < 0:
            return f"Better than {self.version} beyond doubt: {size}."
        if less.low > 0:
            return f"Worse than {self.version} beyond doubt: {size}."
        return f"Neither better nor worse than {self.version} beyond doubt: {size}."


def same_question(one: Contract, other: Contract) -> bool:
    """Whether two contracts ask for the same inputs and the same outcome, to the letter."""
    return one.inputs == other.inputs and one.outcome == other.outcome


def compare_errors(
    error: Vector,
    other: Vector,
    patient: NDArray[np.int64],
    *,
    seed: int,
    progress: Progress,
) -> Errors:
    """Compare by the paired bootstrap: in each resample of patients both have the same rows.

    Args:
        error: Outcome less the new model's score, shape (rows,).
        other: Outcome less the other's, shape (rows,).
        patient: A number per patient, shape (rows,).
        seed: For the draws.
        progress: Told how far it is.

    Source:
        Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapters 8 and 14.
    """
    columns = np.stack(
        [np.ones(error.size), error * error, np.abs(error), other * other, np.abs(other)], axis=1
    )
    bootstrap = Bootstrap(columns, patient, seed=seed, progress=progress)
    found = {name: measured(bootstrap.estimate(one)) for name, one in _FIGURES.items()}
    return Errors(rows=error.size, patients=int(np.unique(patient).size), **found)


def _root(place: int, sums: Sums) -> Vector:
    roots: Vector = np.sqrt(sums[:, place] / sums[:, _ROWS])
    return roots


def _average(place: int, sums: Sums) -> Vector:
    averages: Vector = sums[:, place] / sums[:, _ROWS]
    return averages


_FIGURES: Mapping[str, Figure] = {
    "rmse": lambda sums: _root(_SQUARE, sums),
    "mae": lambda sums: _average(_SIZE, sums),
    "other_rmse": lambda sums: _root(_OTHER_SQUARE, sums),
    "other_mae": lambda sums: _average(_OTHER_SIZE, sums),
    "rmse_less": lambda sums: _root(_SQUARE, sums) - _root(_OTHER_SQUARE, sums),
    "mae_less": lambda sums: _average(_SIZE, sums) - _average(_OTHER_SIZE, sums),
}
