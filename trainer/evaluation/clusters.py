"""Means over rows of which several may be one patient's, and what many looks at once are worth."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ClusteredMean:
    """A mean and how sure it is.

    Attributes:
        value: The mean over the rows.
        error: Its standard error; infinite where a single patient cannot tell.
        patients: How many patients the rows are of.
    """

    value: float
    error: float
    patients: int

    def interval(self, confidence: float) -> tuple[float, float]:
        """Ends of the interval by Student's t."""
        from scipy.stats import t

        if self.patients < 2 or not math.isfinite(self.error):  # noqa: PLR2004 - no spread of one
            return -math.inf, math.inf
        away = float(t.ppf((1 + confidence) / 2, self.patients - 1)) * self.error
        return self.value - away, self.value + away


def clustered_mean(values: Vector, patient: Ids) -> ClusteredMean:
    """Average rows; the error goes by patients, since rows of one are alike.

    ``error^2 = C / (C - 1) * sum over patients of (sum of (x - mean))^2 / rows^2``, which is the
    usual one where each of the C patients has one row.

    Args:
        values: Shape (rows,), at least one.
        patient: A number per patient, shape (rows,).

    Source:
        Cochran, Sampling Techniques (1977), section 9A.3: the ratio estimate over clusters.
    """
    mean = math.fsum(values.tolist()) / values.size
    _, place = np.unique(patient, return_inverse=True)
    apart = np.bincount(place, weights=values - mean)
    count = apart.size
    if count < 2:  # noqa: PLR2004 - no spread of one
        return ClusteredMean(mean, math.inf, count)
    variance = count / (count - 1) * math.fsum((apart**2).tolist()) / values.size**2
    return ClusteredMean(mean, math.sqrt(variance), count)


def effective_rows(held: NDArray[np.bool_], patient: Ids) -> int:
    """How many independent rows say as much about a share as these do.

    The rows, divided by how much larger the variance of the share is than that of independent ones
    (the design effect, never below 1); where the share is 0 or 1 that cannot be told, and the
    patients count.

    Source:
        Kish, Survey Sampling (1965), section 8.2.
    """
    found = clustered_mean(held.astype(np.float64), patient)
    if found.patients == held.size:
        return held.size
    alone = found.value * (1 - found.value) / held.size
    if alone == 0 or not math.isfinite(found.error):
        return found.patients
    return max(1, int(held.size / max(1.0, found.error**2 / alone)))


def greater(one: ClusteredMean, other: ClusteredMean) -> float:
    """How probable by chance it is that ``one`` lies so far above ``other`` (Welch, one-sided)."""
    from scipy.stats import t

    error = math.hypot(one.error, other.error)
    if not math.isfinite(error):
        return 1.0
    if error == 0:
        return 0.0 if one.value > other.value else 1.0
    freedom = min(one.patients, other.patients) - 1
    return float(t.sf((one.value - other.value) / error, freedom))


def holm(chances: Sequence[float]) -> list[float]:
    """Raise probabilities so that the least of them may be looked at first.

    Source:
        Holm, A Simple Sequentially Rejective Multiple Test Procedure (1979).
    """
    raised = [1.0] * len(chances)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        highest = max(highest, min(1.0, (len(chances) - rank) * chances[place]))
        raised[place] = highest
    return raised
