"""The rows of a search: cross-validation within what a model may see, by patient."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainer.dataset.split import Rows, TooFewRowsError, shuffled_places

# Last words of the seeds of what is drawn; with the first two they are like no others'.
_FOLDS, _ORDER = 3, 4


@dataclass(frozen=True)
class Inner:
    """Rows in parts, no patient in two of them; of what is fitted on, a share can be taken.

    Shares grow: a larger one holds the rows of every smaller one, and all rows of each patient.

    Attributes:
        rows: The rows, shape (n,).
        fold: The part of each, shape (n,).
        place: The place of each one's patient in a drawn order, shape (n,).
        folds: How many parts there are.
    """

    rows: Rows
    fold: NDArray[np.int64]
    place: NDArray[np.int64]
    folds: int

    @classmethod
    def of(
        cls, patient: NDArray[np.int64], rows: Rows, folds: int, seed: tuple[int, int]
    ) -> "Inner":
        """Draw the parts.

        Args:
            patient: A number per patient for all rows of the data.
            rows: Which rows.
            folds: How many parts.
            seed: The run's seed and the number of the problem.

        Raises:
            TooFewRowsError: There are fewer patients than parts.
        """
        whose = patient[rows]
        place = shuffled_places(whose, [*seed, _FOLDS])
        patients = int(place.max(initial=-1)) + 1
        if patients < folds:
            raise TooFewRowsError(
                f"{folds} parts to compare settings on need as many patients; there are {patients}."
            )
        return cls(rows, place % folds, shuffled_places(whose, [*seed, _ORDER]), folds)

    @property
    def size(self) -> int:
        """How many rows there are to fit on within a part, about."""
        return self.rows.size * (self.folds - 1) // self.folds

    @property
    def share(self) -> float:
        """Size of a test part over the size of what is fitted on."""
        return 1 / (self.folds - 1)

    def cut(self, fold: int, share: float) -> tuple[Rows, Rows]:
        """The rows to fit on, of which ``share`` are taken, and the rows to test on."""
        train = self.fold != fold
        places = np.unique(self.place[train])
        last = places[math.ceil(share * places.size) - 1]
        return self.rows[train & (self.place <= last)], self.rows[~train]
