"""Do intervals that are wider for harder cases serve better? Decided on the learning rows alone."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract, RidgeSettings
from engine.inference.traversal import compile_form
from engine.inference.widths import ExpectedError
from engine.models.forms import Form
from engine.models.spread import CategoryTerm, NumberTerm, Spread, Term
from trainer.dataset.split import Rows, folds
from trainer.dataset.validation import Dataset
from trainer.evaluation.metrics import figure, mean, promised_rank
from trainer.learning.families import Learner, fit

Vector = NDArray[np.float64]

# An expected error is held within these times the mean one, lest a few odd rows make intervals
# that say nothing or promise too much.
_FLOOR, _CEILING = 0.25, 4.0
# Widths that vary have to improve the mean interval score by this share, and by so many standard
# errors: what is more intricate has to earn it.
_LEAST_GAIN, _STANDARD_ERRORS = 0.02, 2.0
# Errors are learnt in one way, whatever suits the outcome.
_OF_ERRORS = Learner("ridge", RidgeSettings())


@dataclass(frozen=True)
class Misses:
    """How far a model misses rows that it did not learn from.

    Attributes:
        rows: Which rows, shape (n,).
        error: Absolute errors, shape (n,), in points.
        part: In which part of the cross-validation each was predicted, shape (n,).
    """

    rows: Rows
    error: Vector
    part: NDArray[np.int64]


def out_of_fold(
    dataset: Dataset, rows: Rows, learner: Learner, *, seed: int, threads: int
) -> Misses:
    """Predict each row by a model that was fitted on the other parts of ``rows``."""
    error = np.empty(dataset.outcome.size)
    part = np.empty(dataset.outcome.size, np.int64)
    once = folds(dataset, rows, seed)[: dataset.contract.training.folds]
    for number, (train, test) in enumerate(once):
        coded, outcome = dataset.coded[train], dataset.outcome[train]
        widths = dataset.contract.widths
        fitted = fit(learner, widths, coded, outcome, seed=seed, threads=threads)
        error[test] = np.abs(dataset.outcome[test] - compile_form(fitted.form)(dataset.coded[test]))
        part[test] = number
    return Misses(rows, error[rows], part[rows])


def choose_spread(
    contract: Contract, coded: Vector, misses: Misses, level: float
) -> tuple[Spread | None, float]:
    """Fit how far cases are missed, and keep it where it makes better intervals.

    Both kinds of interval are judged by the interval score, which rewards the narrow and fines the
    broken; a spread is judged on rows that it was not fitted on.

    Args:
        contract: The contract.
        coded: The rows of ``misses``, coded, shape (n, inputs).
        misses: Out-of-fold errors.
        level: The coverage that is promised.

    Returns:
        The spread, or ``None`` where one width does as well; and the share of the mean interval
        score that varying widths take away.

    Source:
        Gneiting, Raftery, Strictly Proper Scoring Rules (2007), section 6.2: the interval score.
    """
    expected = np.empty(misses.error.size)
    for number in range(int(misses.part.max()) + 1):
        test = misses.part == number
        spread = fit_spread(contract, coded[~test], misses.error[~test])
        if spread is None:
            return None, 0.0
        expected[test] = ExpectedError(spread).of_rows(coded[test])
    constant = _interval_scores(misses.error, np.ones(expected.size), level)
    gained = constant - _interval_scores(misses.error, expected, level)
    gain, centre = figure(mean(gained) / mean(constant)), mean(gained)
    variance = math.fsum(((gained - centre) ** 2).tolist()) / (gained.size - 1)
    sure = centre > _STANDARD_ERRORS * math.sqrt(variance / gained.size)
    helps = sure and gain >= _LEAST_GAIN
    return (fit_spread(contract, coded, misses.error) if helps else None), gain


def fit_spread(contract: Contract, coded: Vector, error: Vector) -> Spread | None:
    """Fit the expected absolute error by ridge regression; ``None`` where nothing is missed."""
    average = mean(error)
    if average <= 0:
        return None
    form = fit(_OF_ERRORS, contract.widths, coded, error, seed=0, threads=1).form
    return Spread(
        base=figure(form.base),
        floor=figure(_FLOOR * average),
        ceiling=figure(_CEILING * average),
        terms=_terms(form),
    )


def _terms(form: Form) -> tuple[Term, ...]:
    table, start = [figure(points) for points in form.arrays["table"].tolist()], 0
    terms: list[Term] = []
    for place, width in enumerate(form.widths):
        if width == 0:
            weight, centre = (form.arrays[name][place].item() for name in ("weight", "centre"))
            terms.append(NumberTerm(type="number", weight=figure(weight), centre=figure(centre)))
        else:
            terms.append(CategoryTerm(type="category", points=tuple(table[start : start + width])))
            start += width
    return tuple(terms)


def _interval_scores(error: Vector, expected: Vector, level: float) -> Vector:
    """Width plus what each miss beyond it costs, shape (n,)."""
    rank = min(promised_rank(error.size, level), error.size)
    half = np.sort(error / expected)[rank - 1] * expected
    scores: Vector = 2 * half + 2 / (1 - level) * np.maximum(error - half, 0)
    return scores
