"""Which rows teach, which calibrate, and which are held out; no patient is on two sides."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import ReportableError
from trainer.dataset.validation import Dataset

Rows = NDArray[np.int64]


class TooFewRowsError(ReportableError):
    """There are not enough rows, or patients, to learn and to check what was learnt."""

    code = "too-few-rows"
    default_advice = "Bring more rows; a few hundred are the least that makes sense."


_FEW_PATIENTS = (
    "All rows of a patient go to one part; patients here: {patients}. Bring rows of "
    "more patients, or see whether the patient column holds what it should."
)


@dataclass(frozen=True)
class Split:
    """Row numbers of each part, in rising order.

    Attributes:
        learn: Rows to fit on.
        calibrate: Rows that set the width of the interval.
        hold_out: Rows that nothing saw before the evaluation.
    """

    learn: Rows
    calibrate: Rows
    hold_out: Rows

    @property
    def develop(self) -> Rows:
        """All rows but those held out: what cross-validation may see."""
        return np.sort(np.concatenate([self.learn, self.calibrate]))


def split_rows(dataset: Dataset, seed: int) -> Split:
    """Split by patient, by the contract's shares.

    Raises:
        TooFewRowsError: A part would be too small to serve.
    """
    training = dataset.contract.training
    order = _shuffled_patients(dataset.patient, seed)
    share = np.cumsum(np.bincount(dataset.patient)[order]) / dataset.patient.size
    first = training.holdout_share
    part = np.digitize(share, [first, first + training.calibration_share], right=True)
    part_of_patient = np.empty(order.size, np.int64)
    part_of_patient[order] = part
    part_of_row = part_of_patient[dataset.patient]
    hold_out, calibrate, learn = (np.flatnonzero(part_of_row == number) for number in range(3))
    # With fewer, the residual of the promised rank would lie beyond the largest one.
    enough = int(np.ceil(training.interval_level / (1 - training.interval_level)))
    for rows, least, what in (
        (learn, 4 * training.folds, "to learn from"),
        (calibrate, enough, "to calibrate the interval with"),
        (hold_out, enough, "to hold out"),
    ):
        if rows.size < least:
            raise TooFewRowsError(
                f"Only {rows.size} of {part_of_row.size} rows are left {what}; {least} are needed.",
                advice=_FEW_PATIENTS.format(patients=order.size) if order.size < least else "",
            )
    return Split(learn, calibrate, hold_out)


def folds(dataset: Dataset, rows: Rows, seed: int) -> list[tuple[Rows, Rows]]:
    """Repeated cross-validation within ``rows``: pairs of rows to fit on and rows to test on.

    Returns:
        ``folds`` pairs for each of the contract's ``repeats``; no patient on both sides of a pair.
    """
    training = dataset.contract.training
    pairs: list[tuple[Rows, Rows]] = []
    for repeat in range(training.repeats):
        fold = shuffled_places(dataset.patient[rows], [seed, repeat]) % training.folds
        pairs += [(rows[fold != number], rows[fold == number]) for number in range(training.folds)]
    return pairs


def shuffled_places(patient: NDArray[np.int64], seed: list[int]) -> NDArray[np.int64]:
    """Put the patients of some rows in a drawn order, and say each row's patient's place in it."""
    patients, local = np.unique(patient, return_inverse=True)
    place = np.empty(patients.size, np.int64)
    order = np.random.Generator(np.random.PCG64(seed)).permutation(patients.size)
    place[order] = np.arange(patients.size)
    return place[local]


def _shuffled_patients(patient: NDArray[np.int64], seed: int) -> NDArray[np.int64]:
    generator = np.random.Generator(np.random.PCG64(seed))
    return generator.permutation(int(patient.max(initial=-1)) + 1)
