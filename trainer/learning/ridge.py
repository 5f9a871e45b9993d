"""Ridge regression in a fixed order of operations.

BLAS adds in an order that depends on threads and CPU kernels, so a fit through it has other last
bits elsewhere. Here every sum runs from the first row to the last (``accumulate`` is defined that
way), and the factorisation uses element-wise operations only: the same bits everywhere. Rows are
taken some at a time, which changes no order, so that what is made of them stays small.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
_BLOCK = 2048  # rows: so few that their products stay near the processor


def column_sums(matrix: Matrix, of: Callable[[Matrix], Matrix] | None = None) -> Matrix:
    """Sum over rows, first to last; shape (rows, columns) to (columns,).

    Args:
        matrix: What to sum.
        of: What is summed of some of the rows instead of themselves, element by element.
    """
    total = np.zeros(matrix.shape[1:])
    for start in range(0, matrix.shape[0], _BLOCK):
        some = matrix[start : start + _BLOCK]
        total = _added(total if start else None, some if of is None else of(some))
    return total


def _added(total: Matrix | None, rows: Matrix) -> Matrix:
    """Add rows to the sum of all that come before them, one after the other."""
    if total is not None:
        rows = np.concatenate([total[None], rows])
    added: Matrix = np.add.accumulate(rows, axis=0)[-1]
    return added


def fit_ridge(design: Matrix, outcome: Matrix, penalty: float) -> tuple[float, Matrix]:
    """Minimise squared error plus ``penalty`` times the squared coefficients, intercept free.

    Args:
        design: Shape (rows, columns), finite.
        outcome: Shape (rows,).
        penalty: Above zero, so that the solution is unique.

    Returns:
        Intercept and coefficients, shape (columns,).

    Source:
        Hastie, Tibshirani, Friedman, The Elements of Statistical Learning (2009), section 3.4.1.
    """
    rows, columns = design.shape
    means = column_sums(design) / rows
    outcome_mean = float(column_sums(outcome[:, None])[0]) / rows
    centred = design - means
    gram = gram_of(centred)
    gram[np.diag_indices(columns)] += penalty
    centred *= (outcome - outcome_mean)[:, None]
    coefficients = solve(gram, column_sums(centred))
    shift = float(np.add.accumulate(coefficients * means)[-1])
    return outcome_mean - shift, coefficients


def gram_of(design: Matrix) -> Matrix:
    """The product of a design's transpose and itself; shape (rows, columns) to (columns,) * 2."""
    columns = design.shape[1]
    gram = np.zeros((columns, columns))
    for start in range(0, design.shape[0], _BLOCK):
        rows = design[start : start + _BLOCK]
        for column in range(columns):
            before = gram[column, column:] if start else None
            gram[column, column:] = _added(before, rows[:, column : column + 1] * rows[:, column:])
    for column in range(columns):
        gram[column:, column] = gram[column, column:]
    return gram


def solve(gram: Matrix, right: Matrix) -> Matrix:
    """Solve a symmetric positive definite system by Cholesky factorisation, column by column.

    Args:
        gram: Shape (columns, columns).
        right: One right-hand side, shape (columns,), or several, shape (columns, sides).
    """
    size = right.shape[0]
    rest, solution = gram.copy(), right.copy()
    lower = np.zeros_like(gram)
    for k in range(size):
        lower[k:, k] = rest[k:, k] / np.sqrt(rest[k, k])
        rest[k + 1 :, k + 1 :] -= lower[k + 1 :, k : k + 1] * lower[k + 1 :, k]
    for k in range(size):
        solution[k] /= lower[k, k]
        solution[k + 1 :] -= np.multiply.outer(lower[k + 1 :, k], solution[k])
    for k in reversed(range(size)):
        solution[k] /= lower[k, k]
        solution[:k] -= np.multiply.outer(lower[k, :k], solution[k])
    return solution
