"""Ridge regression in a fixed order of operations.

BLAS adds in an order that depends on threads and CPU kernels, so a fit through it has other last
bits elsewhere. Here every sum runs from the first row to the last (``accumulate`` is defined that
way), and the factorisation uses element-wise operations only: the same bits everywhere.
"""

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def column_sums(matrix: Matrix) -> Matrix:
    """Sum over rows, first to last; shape (rows, columns) to (columns,)."""
    if not matrix.shape[0]:
        return np.zeros(matrix.shape[1:])
    total: Matrix = np.add.accumulate(matrix, axis=0)[-1]
    return total


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
    residual = outcome - outcome_mean
    gram = gram_of(centred)
    gram[np.diag_indices(columns)] += penalty
    coefficients = solve(gram, column_sums(centred * residual[:, None]))
    shift = float(np.add.accumulate(coefficients * means)[-1])
    return outcome_mean - shift, coefficients


def gram_of(design: Matrix) -> Matrix:
    """The product of a design's transpose and itself; shape (rows, columns) to (columns,) * 2."""
    columns = design.shape[1]
    gram = np.empty((columns, columns))
    for column in range(columns):
        gram[column, column:] = column_sums(design[:, column : column + 1] * design[:, column:])
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
