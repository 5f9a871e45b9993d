"""What more rows are worth: the chosen family learnt from ever more of them, judged on others."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.models.report import LEAST_ROWS, Curve, Learnt, Measured
from engine.models.scalars import MIN_GROUP
from trainer.dataset.split import Rows, Split
from trainer.dataset.validation import Dataset
from trainer.evaluation.clusters import ClusteredMean, clustered_mean
from trainer.evaluation.metrics import figure, rmse
from trainer.evaluation.subgroups import CONFIDENCE

Vector = NDArray[np.float64]
Scores = Callable[[Vector], Vector]
"""From coded rows, shape (rows, inputs), to scores, shape (rows,)."""

SHARES = (1 / 8, 1 / 4, 1 / 2)
# Beside the seed, so that the order of the patients is not that of the split.
_OWN_DRAW = 0x63_75_72_76


def nested_shares(patient: NDArray[np.int64], seed: int) -> tuple[Rows, ...]:
    """Draw ever larger parts of rows, each a part of the next; no patient is taken in half.

    Args:
        patient: A number per patient, shape (rows,).
        seed: For the order in which patients are taken.

    Returns:
        Places of rows, rising: as many patients as make an eighth, a quarter and a half of them.
    """
    _, place = np.unique(patient, return_inverse=True)
    order = np.random.Generator(np.random.PCG64([seed, _OWN_DRAW])).permutation(place.max() + 1)
    taken = np.cumsum(np.bincount(place)[order])
    turn = np.empty(order.size, np.int64)
    turn[order] = np.arange(order.size)
    ends = (int(np.searchsorted(taken, share * patient.size)) for share in SHARES)
    return tuple(np.flatnonzero(turn[place] <= end) for end in ends)


def learning_curve(
    dataset: Dataset,
    split: Split,
    seed: int,
    learn: Callable[[Rows], Scores],
    whole: Scores,
) -> Curve:
    """Learn from parts of the rows, and judge each on the rows that calibrate.

    Not on those held out: who reads the curve may decide by it to learn otherwise, and what was
    looked at to decide is no honest judge any more.

    Args:
        dataset: The data.
        split: Which rows teach and which calibrate.
        seed: For the order in which patients are taken.
        learn: Learns from some rows.
        whole: What was learnt from all of them.
    """
    rows, patients = split.learn, dataset.patient[split.learn]
    parts = [rows[part] for part in nested_shares(patients, seed)]
    models = [(part, learn(part)) for part in parts if _enough(dataset, part, rows)]
    if _enough(dataset, rows):
        models.append((rows, whole))
    final = _squares(dataset, split, whole)
    return Curve(
        rows=split.calibrate.size,
        patients=int(np.unique(dataset.patient[split.calibrate]).size),
        points=tuple(_point(dataset, split, part, model, final) for part, model in models),
    )


def _enough(dataset: Dataset, part: Rows, whole: Rows | None = None) -> bool:
    """Whether a part is large enough to learn from and to be told of, and not all there is."""
    least = max(LEAST_ROWS, 4 * dataset.contract.training.folds)
    smaller = whole is None or part.size < whole.size
    many = np.unique(dataset.patient[part]).size >= MIN_GROUP
    return part.size >= least and many and smaller


def _squares(dataset: Dataset, split: Split, model: Scores) -> Vector:
    rows = split.calibrate
    squares: Vector = (dataset.outcome[rows] - model(dataset.coded[rows])) ** 2
    return squares


def _point(dataset: Dataset, split: Split, part: Rows, model: Scores, final: Vector) -> Learnt:
    patient, squares = dataset.patient[split.calibrate], _squares(dataset, split, model)
    above = clustered_mean(squares - final, patient)
    known = math.isfinite(above.error)
    return Learnt(
        rows=part.size,
        patients=int(np.unique(dataset.patient[part]).size),
        rmse=_root(clustered_mean(squares, patient)),
        own=figure(rmse(dataset.outcome[part], model(dataset.coded[part]))),
        above=figure(above.value),
        above_error=figure(above.error) if known else None,
    )


def _root(squares: ClusteredMean) -> Measured:
    """The root of a mean square, with the roots of its interval's ends."""
    value = math.sqrt(squares.value)
    low, high = squares.interval(CONFIDENCE)
    if not math.isfinite(high):
        return Measured(value=figure(value), low=None, high=None)
    low, high = (figure(math.sqrt(max(end, 0.0))) for end in (low, high))
    return Measured(value=figure(value), low=low, high=high)
