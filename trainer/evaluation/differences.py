"""How well differences between a model's scores are known, from rows it was not learnt from.

Given the fit, these rows are independent of it, so their residuals say without any assumption about
the family where the model is off on average, and how far that is known.

Source:
    White, A Heteroskedasticity-Consistent Covariance Matrix Estimator (1980), with the jackknife
    weights of MacKinnon and White (1985), summed by patient (Liang and Zeger 1986).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.inference.contrasts import part_matrix
from engine.models.differences import (
    MAX_PARTS,
    MIN_COMPARED,
    Differences,
    Parts,
    Pieces,
    Values,
    combined,
    has_pieces,
)
from trainer.evaluation.metrics import mean
from trainer.learning.ridge import column_sums, gram_of, solve

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

MAX_ROWS = 50_000
"""More rows than this would tell hardly more, and take long."""

_MOST_STRETCHES = 4
_MOST_LEVERAGE = 0.9


@dataclass(frozen=True)
class Aside:
    """Rows that the model was not learnt from.

    Attributes:
        coded: Inputs, shape (rows, inputs).
        residual: Observed outcome less score, in points, shape (rows,).
        patient: A number per patient, shape (rows,).
        between_halves: Score of a fit on one half of the learnt rows less that of a fit on the
            other half, shape (rows,).
    """

    coded: Matrix
    residual: Vector
    patient: NDArray[np.int64]
    between_halves: Vector

    def first(self, most: int) -> "Aside":
        """Its first rows, at most so many."""
        return Aside(
            self.coded[:most],
            self.residual[:most],
            self.patient[:most],
            self.between_halves[:most],
        )


def halves(patient: NDArray[np.int64], seed: int) -> NDArray[np.bool_]:
    """Put each patient's rows into one of two halves; says which rows are in the first.

    Args:
        patient: A number per patient, shape (rows,).
        seed: Draws the halves.
    """
    numbers, place = np.unique(patient, return_inverse=True)
    order = np.random.Generator(np.random.PCG64([seed, 2])).permutation(numbers.size)
    first: NDArray[np.bool_] = (order % 2 == 0)[place]
    return first


def measure_differences(contract: Contract, aside: Aside) -> Differences:
    """Estimate the mean error by the inputs, its covariance, and what is left beyond it.

    Args:
        contract: The contract.
        aside: Rows that the model was not learnt from.
    """
    aside = aside.first(MAX_ROWS)
    inputs = _parts(contract, aside.coded)
    design = part_matrix(inputs, aside.coded)
    design = design - column_sums(design) / design.shape[0]
    low, high = contract.outcome.range
    fit = _fit_error(design, aside.residual - mean(aside.residual), (high - low) ** 2)
    covariance = fit.covariance(design, aside.patient)
    cells = _cells(contract, aside.coded)
    patients = np.unique(aside.patient).size
    return Differences(
        format=1,
        rows=aside.residual.size,
        freedom=max(1, int(patients - fit.rank)),
        inputs=inputs,
        error=tuple(fit.error.tolist()),
        covariance=tuple(covariance[np.tril_indices(fit.error.size)].tolist()),
        between_combinations=_between(fit.left, cells, fit.rank),
        between_fits=_between_fits(design, fit.inverse, aside.between_halves),
    )


@dataclass(frozen=True)
class _ErrorFit:
    """The mean error as a sum of parts, under a normal prior as wide as the outcome's range.

    What the rows do not tell stays as unknown as that, and so is never told apart.
    """

    error: Vector
    inverse: Matrix
    penalty: float
    prior: float
    left: Vector

    @property
    def rank(self) -> float:
        """How many parts the rows really tell, the mean among them."""
        unknown = float(np.add.accumulate(np.diag(self.inverse))[-1]) if self.error.size else 0.0
        return 1 + self.error.size - self.penalty * unknown

    def covariance(self, design: Matrix, patient: NDArray[np.int64]) -> Matrix:
        """Of the estimates; rows of one patient may depend on each other."""
        leverage = 1 / design.shape[0] + column_sums((_times(design, self.inverse) * design).T)
        weighted = design * (self.left / (1 - np.minimum(leverage, _MOST_LEVERAGE)))[:, None]
        numbers, place = np.unique(patient, return_inverse=True)
        by_patient = np.zeros((numbers.size, self.error.size))
        np.add.at(by_patient, place, weighted)
        spread = gram_of(by_patient)
        spread[np.diag_indices(self.error.size)] += self.penalty**2 * self.prior
        covariance = _times(_times(self.inverse, spread), self.inverse)
        return (covariance + covariance.T) / 2


def _fit_error(design: Matrix, residual: Vector, prior: float) -> _ErrorFit:
    parts = design.shape[1]
    penalty = max(mean(residual**2) / prior, 1e-9)
    inverse = solve(gram_of(design) + penalty * np.eye(parts), np.eye(parts))
    error = _times(inverse, column_sums(design * residual[:, None])[:, None])[:, 0]
    left = residual - _times(design, error[:, None])[:, 0]
    return _ErrorFit(error, inverse, penalty, prior, left)


def _times(left: Matrix, right: Matrix) -> Matrix:
    """A product of matrices, added up in a fixed order; see :mod:`trainer.learning.ridge`."""
    product = np.zeros((left.shape[0], right.shape[1]))
    for k in range(left.shape[1]):
        product += np.multiply.outer(left[:, k], right[k])
    return product


def _between(left: Vector, cells: NDArray[np.int64], rank: float) -> float:
    """Variance between the means of cells beyond chance, by the method of moments.

    Args:
        left: What the parts leave, in points, shape (rows,).
        cells: A number from 0 for each row's cell; below 0 where it is in none.
        rank: How many degrees of freedom the parts took: from the cells, to be on the safe side.

    Source:
        Searle, Casella, McCulloch, Variance Components (1992), section 3.6: unbalanced data.
    """
    known = cells >= 0
    left, cells = left[known], cells[known]
    counts = np.bincount(cells)
    rows, groups = left.size, counts.size
    if rows <= groups:
        return 0.0
    means = np.bincount(cells, left) / counts
    between = float(np.add.accumulate(counts * means**2)[-1])
    within = float(np.add.accumulate((left - means[cells]) ** 2)[-1]) / (rows - groups)
    share = rows - float(np.add.accumulate(counts**2)[-1]) / rows
    excess = between - max(groups - rank, 0.0) * within
    return max(0.0, float(excess / share)) if share > 0 else 0.0


def _between_fits(design: Matrix, inverse: Matrix, between_halves: Vector) -> float:
    """Variance of one score between fits, where no sum of parts explains it.

    The variance of a fit falls as its rows grow. The difference of two fits on half the rows each
    has twice the variance of such a fit, which has twice that of a fit on all of them.
    """
    apart = between_halves - mean(between_halves)
    explained = _times(inverse, column_sums(design * apart[:, None])[:, None])
    left = apart - _times(design, explained)[:, 0]
    freedom = max(left.size - len(inverse) - 1, 1)
    return mean(left**2) * (left.size / freedom) / 4


def _cells(contract: Contract, coded: Matrix) -> NDArray[np.int64]:
    """Number the known combinations, or all values together where the contract names none."""
    places = combined(contract)
    cells = np.full(coded.shape[0], -1, np.int64)
    known = ~np.isnan(coded[:, places]).any(axis=1)
    if places and known.any():
        found = np.unique(coded[known][:, places], axis=0, return_inverse=True)[1]
        cells[known] = found.ravel()
    return cells


def _parts(contract: Contract, coded: Matrix) -> tuple[Parts, ...]:
    numbers = sum(has_pieces(column) for column in contract.inputs)
    stretches = min(_MOST_STRETCHES, MAX_PARTS // 2 // numbers) if numbers else 0
    room = MAX_PARTS - numbers * stretches - (len(contract.inputs) - numbers)
    common = _common_values(contract, coded, room)
    return tuple(
        _pieces(x, stretches) if has_pieces(column) else _values(x, common[place])
        for place, (column, x) in enumerate(zip(contract.inputs, coded.T, strict=True))
    )


def _common_values(contract: Contract, coded: Matrix, room: int) -> list[list[float]]:
    """The values of each input that enough rows had; the commonest where there is no room."""
    found: list[tuple[int, int, float]] = []
    for place, column in enumerate(contract.inputs):
        if not has_pieces(column):
            x = coded[:, place]
            values, counts = np.unique(x[~np.isnan(x)], return_counts=True)
            found += [
                (-count, place, value)
                for value, count in zip(values.tolist(), counts.tolist(), strict=True)
                if count >= MIN_COMPARED
            ]
    common: list[list[float]] = [[] for _ in contract.inputs]
    for _, place, value in sorted(found)[: max(room, 0)]:
        common[place].append(value)
    return common


def _values(x: Vector, common: list[float]) -> Values:
    own = sorted(common)
    others = int((~np.isin(x, own)).sum())
    return Values(type="values", values=tuple(own), rest=others >= MIN_COMPARED)


def _pieces(x: Vector, stretches: int) -> Pieces:
    """Stretches with about as many rows each, between the first and the last hundredth."""
    known = np.sort(x[~np.isnan(x)])
    if known.size == 0:
        return Pieces(type="pieces", knots=(0.0,))
    stretches = min(stretches, known.size // (2 * MIN_COMPARED))
    shares = np.linspace(0, 1, stretches + 1) if stretches else np.array([0.5])
    shares = np.clip(shares, 0.01, 0.99)
    knots = sorted({float(known[round(share * (known.size - 1))]) for share in shares.tolist()})
    return Pieces(type="pieces", knots=tuple(knots))
