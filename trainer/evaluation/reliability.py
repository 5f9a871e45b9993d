"""How often intervals hold for cases that are inside the training data, at their rim, or outside.

Held-out rows are like those that were learnt from, so hardly any lies outside. What the intervals
are worth there is found by keeping rows from a model on purpose: whole combinations, then the
ends of a number. The model learnt and calibrated without them is asked about them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.inference.domain import tested_together
from engine.inference.traversal import compile_form
from engine.inference.widths import Widths
from engine.models.evaluation import Kind, Reliability
from trainer.dataset.split import Rows, Split
from trainer.dataset.validation import Dataset
from trainer.evaluation.conformal import Scored, calibrate, inside
from trainer.evaluation.metrics import promised_rank
from trainer.evaluation.spread import Misses, fit_spread
from trainer.evaluation.subgroups import LEAST, held
from trainer.learning.families import Learner, fit

Vector = NDArray[np.float64]
Mask = NDArray[np.bool_]

_STATUSES: tuple[Kind, ...] = ("inside", "borderline", "outside")
# Combinations are kept from learning in so many turns, a third at a time.
_TURNS = 3
# Of at most so many numbers the lowest and the highest tenth are kept from learning.
_NUMBERS = 2
_END = 0.1


@dataclass(frozen=True)
class Recipe:
    """How the model under test was learnt, so that it can be learnt again without some rows.

    Attributes:
        learner: Its family and settings.
        seed: Its seed.
        threads: How many threads may work.
        misses: Its out-of-fold errors, where its intervals have varying widths.
    """

    learner: Learner
    seed: int
    threads: int
    misses: Misses | None


def by_status(statuses: NDArray[np.uint8], kept: Mask) -> tuple[Reliability, ...]:
    """How often intervals held for held-out rows inside, at the rim and outside.

    Args:
        statuses: 0 inside, 1 borderline, 2 outside, shape (rows,).
        kept: Whether each interval held, shape (rows,).
    """
    return tuple(
        Reliability(kind=kind, coverage=held(kept[statuses == status]))
        for status, kind in enumerate(_STATUSES)
        if (statuses == status).sum() >= LEAST
    )


def when_kept_out(dataset: Dataset, split: Split, recipe: Recipe) -> tuple[Reliability, ...]:
    """How often intervals hold for cases of which the model was told nothing."""
    found: dict[Kind, list[Mask]] = {}
    asked: dict[Kind, Mask] = {}
    for kind, kept_out in _kept_out(dataset, split, recipe.seed):
        before = asked.setdefault(kind, np.zeros(dataset.outcome.size, np.bool_))
        # A row is asked about once, so that the rows that are counted are different ones.
        rows = split.hold_out[(kept_out & ~before)[split.hold_out]]
        answered = _answer(dataset, split, recipe, kept_out, rows)
        if answered is not None:
            before[rows] = True
            found.setdefault(kind, []).append(answered)
    counted = {kind: np.concatenate(parts) for kind, parts in found.items()}
    return tuple(
        Reliability(kind=kind, coverage=held(kept))
        for kind, kept in counted.items()
        if kept.size >= LEAST
    )


def _answer(
    dataset: Dataset, split: Split, recipe: Recipe, kept_out: Mask, rows: Rows
) -> Mask | None:
    """Learn and calibrate without some rows, and see whether intervals hold for held-out ones."""
    contract = dataset.contract
    learn, calibration = (part[~kept_out[part]] for part in (split.learn, split.calibrate))
    level = contract.training.interval_level
    enough = promised_rank(calibration.size, level) <= calibration.size
    if rows.size == 0 or not enough or learn.size < contract.training.folds:
        return None
    spread = None
    if recipe.misses is not None:
        left = ~kept_out[recipe.misses.rows]
        coded = dataset.coded[recipe.misses.rows[left]]
        spread = fit_spread(contract, coded, recipe.misses.error[left])
    fitted = fit(
        recipe.learner,
        contract.widths,
        dataset.coded[learn],
        dataset.outcome[learn],
        seed=recipe.seed,
        threads=recipe.threads,
    )
    scored = Scored(dataset.coded, dataset.outcome, compile_form(fitted.form)(dataset.coded))
    widths = Widths(calibrate(scored[calibration], level, spread))
    return inside(scored[rows], widths.of_rows(dataset.coded[rows]))


def _kept_out(dataset: Dataset, split: Split, seed: int) -> Iterator[tuple[Kind, Mask]]:
    contract, coded = dataset.contract, dataset.coded
    places = tested_together(contract)
    if places:
        yield from (("combination", mask) for mask in _combinations(coded[:, places], seed))
    numbers = [
        place
        for place, column in enumerate(contract.inputs)
        if column.type == "number" and column.permitted is None
    ]
    for place in numbers[:_NUMBERS]:
        x = coded[:, place]
        known = np.sort(x[split.learn][~np.isnan(x[split.learn])])
        if known.size:
            low, high = (known[int(share * (known.size - 1))] for share in (_END, 1 - _END))
            yield "range", (x < low) | (x > high)


def _combinations(codes: Vector, seed: int) -> Iterator[Mask]:
    """Masks of rows by their combination, a part of all combinations at a time."""
    known = ~np.isnan(codes).any(axis=1)
    different, which = np.unique(codes[known], axis=0, return_inverse=True)
    generator = np.random.Generator(np.random.PCG64(seed))
    turn = np.empty(different.shape[0], np.int64)
    turn[generator.permutation(different.shape[0])] = np.arange(different.shape[0]) % _TURNS
    turn_of_row = np.full(codes.shape[0], -1)
    turn_of_row[known] = turn[which.ravel()]
    for number in range(min(_TURNS, different.shape[0])):
        yield turn_of_row == number
