"""What moved the score: exact interventional Shapley values over the contract's inputs.

The background is the package's prototypes. A coalition takes its inputs from the case and the
others from a prototype; mixtures that are no known combination occur inside this sum, which is the
interventional reading: it says what the model does, not what a patient would do.

Source:
    Janzing, Minorics, Bloebaum, Feature relevance quantification in explainable AI (2020).
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

MAX_EXACT_INPUTS = 12


class Attribution:
    """Explains scores of one model against its prototypes.

    Args:
        score: From coded rows, shape (rows, inputs), to scores, shape (rows,).
        prototypes: Coded, shape (prototypes, inputs).
        weights: How many rows each stands for, shape (prototypes,).
    """

    def __init__(
        self, score: Callable[[Vector], Vector], prototypes: Vector, weights: Vector
    ) -> None:
        self._score = score
        self._prototypes = prototypes
        self._share = weights / weights.sum()
        inputs = prototypes.shape[1]
        coalitions = np.arange(1 << inputs)
        self._taken = (coalitions[:, None] >> np.arange(inputs)) & 1 == 1
        self._weight = self._shapley_weights(inputs)

    def _shapley_weights(self, inputs: int) -> Vector:
        """Weight of each coalition's value for each input, shape (coalitions, inputs)."""
        size = self._taken.sum(axis=1)
        factorial = np.array([math.factorial(k) for k in range(inputs + 1)], np.float64)
        joined = factorial[np.maximum(size - 1, 0)] * factorial[inputs - size] / factorial[inputs]
        left = factorial[size] * factorial[np.maximum(inputs - size - 1, 0)] / factorial[inputs]
        weights: Vector = np.where(self._taken, joined[:, None], -left[:, None])
        return weights

    def explain(self, row: Vector) -> tuple[float, Vector]:
        """Split one score.

        Args:
            row: The coded case, shape (inputs,).

        Returns:
            The mean score of the prototypes, and each input's contribution in points, shape
            (inputs,); together they give the case's raw score.
        """
        mixed = np.where(self._taken[:, None, :], row, self._prototypes)
        scores = self._score(mixed.reshape(-1, row.size)).reshape(mixed.shape[:2])
        value = (scores * self._share).sum(axis=1)
        return float(value[0]), (self._weight * value[:, None]).sum(axis=0)
