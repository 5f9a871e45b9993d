"""What errors over the parts of a cross-validation say, given that the parts overlap."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]


def mean_of(values: Vector) -> float:
    """The mean, summed exactly."""
    return math.fsum(values.tolist()) / values.size


def corrected_standard_error(values: Vector, share: float) -> float:
    """Standard error of a mean over overlapping parts.

    Args:
        values: One per part, shape (parts,).
        share: Size of a test part over the size of what was fitted on.

    Returns:
        The standard error; 0 for a single part, of which no spread is known.

    Source:
        Nadeau and Bengio, Inference for the Generalization Error (2003), section 4.
    """
    if values.size == 1:
        return 0.0
    centre = mean_of(values)
    variance = math.fsum(((values - centre) ** 2).tolist()) / (values.size - 1)
    return math.sqrt((1 / values.size + share) * variance)


def first_as_good(errors: Sequence[Vector], share: float) -> int:
    """The place of the first that is within one standard error of the best.

    The standard error is that of the difference from the best on the same parts, so that what all
    have in common, hard and easy parts, does not blur the choice.

    Args:
        errors: Of each candidate, the one to prefer first; shape (parts,) each.
        share: Size of a test part over the size of what was fitted on.

    Source:
        Breiman et al., Classification and Regression Trees (1984), section 3.4.3: the 1-SE rule.
    """
    best = min(range(len(errors)), key=lambda place: mean_of(errors[place]))
    for place, one in enumerate(errors):
        worse = one - errors[best]
        if mean_of(worse) <= corrected_standard_error(worse, share):
            return place
    return best
