"""What moved the score: interventional Shapley values over the contract's inputs.

The background is the package's prototypes. A coalition takes its inputs from the case and the
others from a prototype; mixtures that are no known combination occur inside this sum, which is the
interventional reading: it says what the model does, not what a patient would do. An input that is
unknown is a value like any other: its points are what not knowing it does to the score.

Where a score is a sum over the inputs, so are the values: each is its part of the score less the
mean part of the prototypes, however many inputs there are. Of other scores every coalition of up to
:data:`MAX_EXACT_INPUTS` inputs counts. Above that, orders of the inputs are sampled, each with its
reverse, and the standard error is stated; the sum stays exact.

Source:
    Janzing, Minorics, Bloebaum, Feature relevance quantification in explainable AI (2020);
    Mitchell, Cooper, Frank, Holmes, Sampling Permutations for Shapley Value Estimation (2022),
    for the reversed orders.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Scoring = Callable[[Vector], Vector]
Parts = Callable[[Vector], Vector]

MAX_EXACT_INPUTS = 12
# Sampling scores about as many rows as the largest exact explanation: 2**12 coalitions by 16.
_SAMPLED_ROWS = 1 << 16
_FEWEST_ORDERS, _MOST_ORDERS = 16, 256
# The same orders for every case and run, so that the same case has the same explanation.
_SEED = 20261124


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a score came about.

    Attributes:
        baseline: The mean score of the prototypes.
        points: Each input's contribution, shape (inputs,); with the baseline they sum to the score.
        error: The standard error of each, shape (inputs,); None where they are exact.
    """

    baseline: float
    points: Vector
    error: Vector | None


class Attribution(Protocol):
    """Explains scores of one model against its prototypes.

    Attributes:
        sampled: Whether its explanations state standard errors.
    """

    sampled: bool

    def explain(self, row: Vector) -> Explanation:
        """Explain the raw score of one coded case, shape (inputs,)."""


def attribution(
    score: Scoring, prototypes: Vector, weights: Vector, parts: Parts | None = None
) -> Attribution:
    """Choose how scores are explained: exactly where the inputs are few enough.

    Args:
        score: From coded rows, shape (rows, inputs), to scores, shape (rows,).
        prototypes: Coded, shape (prototypes, inputs).
        weights: How many rows each stands for, shape (prototypes,).
        parts: From coded rows to what each input adds to the score, shape (rows, inputs) for both;
            None where they matter together.
    """
    share = weights / weights.sum()
    if parts is not None:
        return _Additive(score, parts, prototypes, share)
    exact = prototypes.shape[1] <= MAX_EXACT_INPUTS
    return (_Exact if exact else _Sampled)(score, prototypes, share)


class _Additive:
    """Every input adds its own part, whatever the others are."""

    sampled = False

    def __init__(self, score: Scoring, parts: Parts, prototypes: Vector, share: Vector) -> None:
        self._parts, self._of_prototypes, self._share = parts, parts(prototypes), share
        self._baseline = float((score(prototypes) * share).sum())

    def explain(self, row: Vector) -> Explanation:
        # Differences first: an input that all have in common moved nothing, to the last bit.
        moved = self._parts(row[None, :]) - self._of_prototypes
        points = (moved * self._share[:, None]).sum(axis=0)
        return Explanation(self._baseline, points + 0.0, None)


class _Exact:
    """Every coalition of the inputs; bit ``i`` of a coalition says that it takes input ``i``."""

    sampled = False

    def __init__(self, score: Scoring, prototypes: Vector, share: Vector) -> None:
        self._score, self._prototypes, self._share = score, prototypes, share
        inputs = prototypes.shape[1]
        self._bits = 1 << np.arange(inputs)
        self._coalitions = np.arange(1 << inputs)[:, None]
        self._taken = (self._coalitions & self._bits) != 0
        self._weight = self._shapley_weights(inputs)

    def _shapley_weights(self, inputs: int) -> Vector:
        """Weight of each coalition's value for each input, shape (coalitions, inputs)."""
        size = self._taken.sum(axis=1)
        factorial = np.array([math.factorial(k) for k in range(inputs + 1)], np.float64)
        joined = factorial[np.maximum(size - 1, 0)] * factorial[inputs - size] / factorial[inputs]
        left = factorial[size] * factorial[np.maximum(inputs - size - 1, 0)] / factorial[inputs]
        weights: Vector = np.where(self._taken, joined[:, None], -left[:, None])
        return weights

    def explain(self, row: Vector) -> Explanation:
        value = self._values(row)
        return Explanation(float(value[0]), (self._weight * value[:, None]).sum(axis=0), None)

    def _values(self, row: Vector) -> Vector:
        """The mean score of each coalition's mixtures, shape (coalitions,).

        A coalition that takes what case and prototype have in common is the one without it, so
        only coalitions of inputs that differ are scored, all of them in one call.
        """
        differs = (~_same(self._prototypes, row)).astype(np.intp) @ self._bits
        reduced = self._coalitions & differs
        scored = reduced == self._coalitions
        coalition, prototype = np.nonzero(scored)
        mixed = np.where(self._taken[coalition], row, self._prototypes[prototype])
        place = scored.cumsum().reshape(scored.shape) - 1
        scores = self._score(mixed)[place[reduced, np.arange(differs.size)]]
        value: Vector = (scores * self._share).sum(axis=1)
        return value


class _Sampled:
    """Orders in which the inputs change from a prototype's to the case's, and their reverses."""

    sampled = True

    def __init__(self, score: Scoring, prototypes: Vector, share: Vector) -> None:
        self._score, self._prototypes, self._share = score, prototypes, share
        count, inputs = prototypes.shape
        pairs = _SAMPLED_ROWS // (2 * (inputs + 1) * count)
        pairs = min(max(pairs, _FEWEST_ORDERS), _MOST_ORDERS)
        draw = np.random.Generator(np.random.PCG64(_SEED))
        self._orders = [draw.permutation(inputs) for _ in range(pairs)]

    def explain(self, row: Vector) -> Explanation:
        baseline = float((self._score(self._prototypes) * self._share).sum())
        drawn = np.array([self._of_pair(row, order) for order in self._orders])
        error = drawn.std(axis=0, ddof=1) / math.sqrt(len(self._orders))
        return Explanation(baseline, drawn.mean(axis=0), error)

    def _of_pair(self, row: Vector, order: NDArray[np.intp]) -> Vector:
        """What each input changes, the mean over an order and its reverse; shape (inputs,)."""
        when = np.argsort(order)
        steps = np.arange(row.size + 1)[:, None]
        taken = np.stack([when < steps, row.size - 1 - when < steps])
        mixed = np.where(taken[:, :, None, :], row, self._prototypes)
        scores = self._score(mixed.reshape(-1, row.size)).reshape(mixed.shape[:3])
        change = np.diff((scores * self._share).sum(axis=2), axis=1)
        points: Vector = (change[0, when] + change[1, row.size - 1 - when]) / 2
        return points


def _same(prototypes: Vector, row: Vector) -> NDArray[np.bool_]:
    """Where a prototype has the case's value, or both have none; shape (prototypes, inputs)."""
    same: NDArray[np.bool_] = (prototypes == row) | (np.isnan(prototypes) & np.isnan(row))
    return same
