"""How a model does for parts of the held-out rows, each figure with its interval."""

import math

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.models.evaluation import Held, Subgroup, Subgroups
from trainer.evaluation.conformal import Scored, inside
from trainer.evaluation.metrics import figure, mean

Vector = NDArray[np.float64]

LEAST = 20
"""A part of fewer rows is not told: its figures would say nothing."""
CONFIDENCE = 0.95

_STRETCHES = 3


def held(kept: NDArray[np.bool_], confidence: float = CONFIDENCE) -> Held:
    """Count how many intervals held, with the Clopper-Pearson interval of their share.

    Args:
        kept: Whether each interval held, shape (rows,), at least one row.
        confidence: How sure the interval of the share is at least.

    Source:
        Clopper, Pearson, The Use of Confidence or Fiducial Limits (1934).
    """
    from scipy.stats import beta

    rows, count, tail = kept.size, int(kept.sum()), (1 - confidence) / 2
    low = float(beta.ppf(tail, count, rows - count + 1)) if count else 0.0
    high = float(beta.ppf(1 - tail, count + 1, rows - count)) if count < rows else 1.0
    return Held(rows=rows, held=count, low=figure(low), high=figure(high))


def judge_subgroups(
    contract: Contract, learnt: Vector, scored: Scored, half_width: Vector
) -> tuple[tuple[Subgroups, ...], int]:
    """Judge every value of each category and every third of each number.

    Many parts are looked at, and the worst of them is shown: so the intervals are widened until
    all of them hold at once (Bonferroni).

    Args:
        contract: The contract.
        learnt: The coded rows that were learnt from: they say where the thirds of a number lie.
        scored: The held-out rows.
        half_width: Of their intervals, shape (rows,).

    Returns:
        The subgroups of each input, and how many of them are told.
    """
    parts, cuts = [], []
    for place, column in enumerate(contract.inputs):
        cuts.append(() if column.width else _thirds(learnt[:, place]))
        parts.append(_parts(scored.coded[:, place], column.width, cuts[-1]))
    told = sum(part.sum() >= LEAST for of_input in parts for part in of_input)
    # Two intervals of each: of its error, and of its coverage.
    confidence = 1 - (1 - CONFIDENCE) / (2 * max(int(told), 1))
    kept = inside(scored, half_width)
    judged = [
        Subgroups(
            cuts=where,
            groups=tuple(
                _subgroup(scored.error[part], kept[part], confidence)
                if part.sum() >= LEAST
                else None
                for part in of_input
            ),
        )
        for of_input, where in zip(parts, cuts, strict=True)
    ]
    return tuple(judged), int(told)


def _thirds(x: Vector) -> tuple[float, ...]:
    """Where a number's lower and upper third end, among the values that occur."""
    known = np.sort(x[~np.isnan(x)])
    if known.size == 0:
        return ()
    ends = {float(known[known.size * number // _STRETCHES]) for number in range(1, _STRETCHES)}
    return tuple(sorted(end for end in ends if end > known[0]))


def _parts(x: Vector, width: int, cuts: tuple[float, ...]) -> list[NDArray[np.bool_]]:
    if width:
        return [x == code for code in range(width)]
    known = ~np.isnan(x)
    stretch = np.digitize(x, cuts)
    return [known & (stretch == number) for number in range(len(cuts) + 1)]


def _subgroup(error: Vector, kept: NDArray[np.bool_], confidence: float) -> Subgroup:
    from scipy.stats import t

    centre = mean(error)
    variance = math.fsum(((error - centre) ** 2).tolist()) / (error.size - 1)
    away = float(t.ppf((1 + confidence) / 2, error.size - 1)) * math.sqrt(variance / error.size)
    return Subgroup(
        mae=figure(centre),
        mae_low=figure(max(centre - away, 0.0)),
        mae_high=figure(centre + away),
        coverage=held(kept, confidence),
    )
