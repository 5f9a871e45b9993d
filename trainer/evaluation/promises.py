"""What the rows held out say of two promises: intervals that hold, and errors below the mean's.

For all of them and part by part, before anybody has set a limit: :mod:`trainer.evaluation.gates`
judges by these figures.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.models.content import Calibration
from engine.models.evaluation import Evaluation
from trainer.evaluation.clusters import clustered_mean, effective_rows
from trainer.evaluation.metrics import figure, mean, promised_rank
from trainer.evaluation.parts import Judged, Mask, cuts_of, enough, rows_of

Bools = NDArray[np.bool_]
Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Promised:
    """How the two promises were kept in one part of the rows held out.

    Attributes:
        input: Of which input they share a value; empty for all rows held out.
        value: The value, or the stretch of a number, in words.
        rows: How many.
        held: In how many the interval held the outcome.
        uncovered: How probable it is by chance that so few held.
        rmse: The model's root mean squared error.
        rmse_of_mean: That of the mean of the rows that were learnt from.
        worse: How probable it is by chance that the model errs so much more than that mean.
    """

    input: str
    value: str
    rows: int
    held: int
    uncovered: float
    rmse: float
    rmse_of_mean: float
    worse: float

    @property
    def everybody(self) -> bool:
        """Whether these are all rows held out."""
        return not self.input


def promises(
    contract: Contract,
    evaluation: Evaluation,
    calibration: Calibration,
    judged: Judged,
    *,
    learnt_mean: float,
    calibrating_rows: int,
) -> tuple[Promised, ...]:
    """Judge all rows held out, then every part of 20 or more, as the package cut them.

    Args:
        contract: Says which inputs there are.
        evaluation: Says where numbers are cut.
        calibration: Of the intervals.
        judged: The rows held out.
        learnt_mean: The mean outcome of the rows that were learnt from.
        calibrating_rows: As how many independent rows those count that set the width of the
            intervals (:func:`trainer.evaluation.clusters.effective_rows`).
    """
    chance = _Chance(judged, calibration, learnt_mean, calibrating_rows)
    return tuple(chance.of(*part) for part in _parts(contract, evaluation, judged))


def _parts(
    contract: Contract, evaluation: Evaluation, judged: Judged
) -> Iterator[tuple[str, str, Mask]]:
    yield "", "", np.ones(judged.patient.size, np.bool_)
    for cut in cuts_of(contract, evaluation):
        rows = rows_of(contract, evaluation, cut, judged.scored.coded)
        # What all rows have in common is no part of them.
        if enough(rows, judged.patient, 1) and not rows.all():
            yield cut.input, cut.value, rows


@dataclass(frozen=True)
class _Chance:
    judged: Judged
    calibration: Calibration
    learnt_mean: float
    calibrating_rows: int

    def of(self, of_input: str, value: str, rows: Mask) -> Promised:
        scored, kept = self.judged.scored[rows], self.judged.kept[rows]
        ours, means = scored.error**2, (scored.outcome - self.learnt_mean) ** 2
        return Promised(
            input=of_input,
            value=value,
            rows=int(rows.sum()),
            held=int(kept.sum()),
            uncovered=figure(self._uncovered(kept, self.judged.patient[rows])),
            rmse=figure(math.sqrt(mean(ours))),
            rmse_of_mean=figure(math.sqrt(mean(means))),
            worse=figure(above_zero(ours - means, self.judged.patient[rows])),
        )

    def _uncovered(self, kept: Bools, patient: Ids) -> float:
        """How probable so few held intervals are, were these rows like those that calibrated.

        With n calibrating rows and the residual of rank k, the number of held intervals among m
        rows is beta-binomial (m, k, n + 1 - k). Rows of one patient are alike: m and n are the
        numbers of independent rows that say as much, and k keeps its share of n + 1.

        Source:
            Angelopoulos and Bates, Conformal Prediction: A Gentle Introduction (2023), section 3.2.
        """
        from scipy.stats import betabinom

        count, n = effective_rows(kept, patient), self.calibrating_rows
        rows = self.calibration.rows
        rank = promised_rank(rows, self.calibration.level) / (rows + 1) * (n + 1)
        at_most = round(float(kept.mean()) * count)
        return float(betabinom.cdf(at_most, count, rank, n + 1 - rank))


def above_zero(values: NDArray[np.float64], patient: Ids) -> float:
    """How probable by chance a mean is so far above 0: by patients, one-sided, skewness in mind.

    Differences of squared errors are skewed where outcomes are, and Student's t then calls some
    tens of times too often what is told beyond a probability of 1/30,000. So it is made of
    ``S + g S^2 / 3 + g^2 S^3 / 27 + g / (6 C)`` times the root of C, with S the mean over the
    standard deviation and g the skewness of the C patients' sums; without skewness that is t.

    Source:
        Hall, On the Removal of Skewness by Transformation, Journal of the Royal Statistical
        Society B 54 (1992), for the studentised mean.
    """
    from scipy.stats import t

    found = clustered_mean(values, patient)
    if found.error == 0 or not math.isfinite(found.error):
        return 0.0 if found.error == 0 and found.value > 0 else 1.0
    count = found.patients
    _, place = np.unique(patient, return_inverse=True)
    apart = np.bincount(place, weights=values - found.value)
    spread = math.sqrt(math.fsum((apart * apart).tolist()) / count)
    g = math.fsum((apart * apart * apart).tolist()) / count / spread**3
    size = found.value / (found.error * math.sqrt(count))
    straight = size + g * size**2 / 3 + g**2 * size**3 / 27 + g / (6 * count)
    return float(t.sf(straight * math.sqrt(count), count - 1))
