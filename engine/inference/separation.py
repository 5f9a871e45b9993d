"""Which of several scores for one patient a model can tell apart, and the groups that makes.

All pairs are judged at once: the chance that any two options which truly do not differ are told
apart, or put into the wrong order, is at most :data:`ERROR_RATE`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

ERROR_RATE = 0.05
"""The family-wise error rate over all pairs of a comparison."""

_DRAWS = 10_000
_SEED = 0
_NO_VARIANCE = 1e-15


@dataclass(frozen=True, slots=True)
class Separation:
    """What can be told of options that stand from the highest score to the lowest.

    Attributes:
        critical: How many standard errors a difference has to be.
        apart_from: For each option the place of the first one below it from which it, and each
            option above it, is told apart, and from each option below that too; the number of
            options where there is none.
        groups: A number from 0 for each option. Within a group no two are told apart; its first
            is told apart from all of the next group; two groups that are not neighbours are told
            apart in full.
    """

    critical: float
    apart_from: tuple[int, ...]
    groups: tuple[int, ...]

    def below(self, place: int) -> int | None:
        """The first option that the one at ``place`` and all above are told apart from, if any."""
        apart = self.apart_from[place]
        return apart if apart < len(self.apart_from) else None


def separate(scores: Vector, corrected: Vector, covariance: Matrix, freedom: int) -> Separation:
    """Judge all pairs of options at once.

    Two are told apart when their corrected scores differ by more than ``critical`` standard errors
    of that difference, in the order in which the scores stand. A claim is kept only where all
    stronger ones hold: for each option at least as high and each one at least as low. That claims
    less, never more, and puts the options into a row of groups.

    Args:
        scores: From the highest to the lowest, shape (options,).
        corrected: The same with the model's mean error taken off, shape (options,).
        covariance: Of the corrected scores, shape (options, options).
        freedom: Degrees of freedom of that covariance.

    Source:
        Hothorn, Bretz, Westfall, Simultaneous Inference in General Parametric Models (2008),
        section 3: the maximum of all t statistics as the one that is judged.
    """
    errors = _standard_errors(covariance)
    critical = critical_value(covariance, errors, freedom)
    further = (corrected[:, None] - corrected > critical * errors) & (scores[:, None] > scores)
    apart_from = _monotone(np.triu(further, 1))
    return Separation(critical, apart_from, group(apart_from))


def critical_value(covariance: Matrix, errors: Matrix, freedom: int) -> float:
    """The largest of all pairs' t statistics stays below this but for the error rate.

    By drawing, always the same draws; rounded up in the third digit.
    """
    options = covariance.shape[0]
    if options == 0:
        return 0.0
    source = np.random.Generator(np.random.PCG64(_SEED))
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    drawn = root @ source.standard_normal((options, _DRAWS))
    drawn /= np.sqrt(source.chisquare(freedom, _DRAWS) / freedom)
    largest = np.zeros(_DRAWS)
    for place in range(options - 1):
        error = errors[place, place + 1 :]
        told = error > 0
        ratios = np.abs(drawn[place] - drawn[place + 1 :][told]) / error[told][:, None]
        np.maximum(largest, ratios.max(axis=0, initial=0.0), out=largest)
    return float(np.ceil(np.quantile(largest, 1 - ERROR_RATE) * 1000) / 1000)


def group(apart_from: Sequence[int]) -> tuple[int, ...]:
    """Number the groups: each begins where its predecessor's first option is told apart."""
    groups: list[int] = []
    number, end = -1, 0
    for place, apart in enumerate(apart_from):
        if place == end:
            number, end = number + 1, apart
        groups.append(number)
    return tuple(groups)


def _standard_errors(covariance: Matrix) -> Matrix:
    own = np.diag(covariance)
    variance = own[:, None] + own - 2 * covariance
    # Two options that share all that is uncertain differ by nothing but rounding.
    floor = _NO_VARIANCE * (own[:, None] + own)
    return np.sqrt(np.where(variance > floor, variance, 0.0))


def _monotone(further: NDArray[np.bool_]) -> tuple[int, ...]:
    """The first column from which on every row up to each is true; options where there is none."""
    options = further.shape[0]
    down = np.logical_and.accumulate(further[:, ::-1], axis=1)[:, ::-1]
    first = options - down.sum(axis=1)
    return tuple(int(place) for place in np.maximum.accumulate(first))
