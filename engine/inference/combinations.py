"""Which combinations training knew, for one case and for a block of them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float64]

_NEVER = -1


class KnownCombinations:
    """The combinations that training saw, with how many rows had each.

    Args:
        places: The places of the columns that have to form a known combination.
        combinations: Codes of each, with its number of rows as the last entry.
    """

    def __init__(self, places: Sequence[int], combinations: Sequence[tuple[float, ...]]) -> None:
        self.places = tuple(places)
        self._counts = {row[:-1]: int(row[-1]) for row in combinations}
        # Column by column: a combination's number so far and its next code lead to its next
        # number. So no product of widths has to fit into an integer, however many columns.
        self._values: list[Rows] = []
        self._steps: list[NDArray[np.int64]] = []
        codes = np.array(list(self._counts), np.float64).reshape(-1, len(self.places))
        prefix = np.zeros(codes.shape[0], np.int64)
        for column in codes.T:
            values = np.unique(column)
            keys = prefix * values.size + np.searchsorted(values, column)
            steps, prefix = np.unique(keys, return_inverse=True)
            self._values.append(values)
            self._steps.append(steps)

    def count(self, codes: Sequence[float]) -> int | None:
        """How many rows of training had the combination of a coded case; None where unknown."""
        combination = tuple([codes[place] for place in self.places])
        found = self._counts.get(combination)
        if found is None and any(code != code for code in combination):  # noqa: PLR0124 - NaN
            return None
        return found or 0

    def unseen(self, coded: Rows) -> NDArray[np.bool_]:
        """Which rows have a combination that is known in full and that training never saw.

        Args:
            coded: Shape (rows, inputs).

        Returns:
            Shape (rows,).
        """
        wanted = coded[:, self.places]
        prefix = np.zeros(coded.shape[0], np.int64)
        for column, values, steps in zip(wanted.T, self._values, self._steps, strict=True):
            rank, known = _find(values, column)
            step, follows = _find(steps, prefix * values.size + rank)
            prefix = np.where(known & follows & (prefix != _NEVER), step, _NEVER)
        missing: NDArray[np.bool_] = (prefix == _NEVER) & ~np.isnan(wanted).any(axis=1)
        return missing


def _find(
    known: NDArray[np.float64] | NDArray[np.int64], wanted: NDArray[np.float64] | NDArray[np.int64]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each wanted value stands among the known, which rise; and whether it is there."""
    if known.size == 0:
        return np.zeros(wanted.size, np.intp), np.zeros(wanted.size, np.bool_)
    place = np.minimum(np.searchsorted(known, wanted), known.size - 1)
    return place, known[place] == wanted
