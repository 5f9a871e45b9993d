"""How far our scores are from scikit-learn's own, over the whole domain and at every threshold."""

from collections.abc import Iterator
from itertools import product

import numpy as np

from engine.contract.model import CategoryInput, Family, NumberInput
from engine.inference.traversal import compile_form
from tests.benchmarks.measure import Goal, Result
from tests.benchmarks.setting import Matrix, Setting
from trainer.learning.families import Fitted, Learner, fit

_GOAL = Goal("at most", 1e-12)
_SHOWN_DECIMALS = 2
_BLOCK = 50_000
_FAMILIES: tuple[Family, ...] = ("ridge", "boosting", "forest")


def measure(setting: Setting) -> list[Result]:
    """Compare every family that has an arithmetic of its own."""
    fitted = {family: _fitted(setting, family) for family in _FAMILIES}
    scorers = {family: compile_form(one.form) for family, one in fitted.items()}
    apart: dict[str, float] = dict.fromkeys(_FAMILIES, 0.0)
    shown_apart = valid = 0
    by_thresholds = _by_thresholds(setting, setting.scaled(20_000, 500))
    for rows in _blocks(setting, by_thresholds):
        valid += len(rows)
        for family, one in fitted.items():
            ours, theirs = scorers[family](rows), one.reference(rows)
            apart[family] = max(apart[family], float(np.abs(ours - theirs).max()))
            shown = np.round(ours, _SHOWN_DECIMALS) != np.round(theirs, _SHOWN_DECIMALS)
            shown_apart += int(shown.sum())
    return [
        Result(
            name="agreement",
            what=f"largest difference over {valid - len(by_thresholds):,} valid inputs, and"
            f" {len(by_thresholds):,} at thresholds",
            peer="the learning library's float64 scores, three families",
            reads="difference",
            figure=max(apart.values()),
            goal=_GOAL,
            notes={**apart, f"scores that differ at {_SHOWN_DECIMALS} decimals": shown_apart},
        )
    ]


def _fitted(setting: Setting, family: Family) -> Fitted:
    if family == "forest":
        return setting.forest
    return fit(
        Learner.stated(setting.contract, family),
        setting.contract.widths,
        *setting.learnt_from,
        seed=1,
        threads=1,
    )


def _blocks(setting: Setting, by_thresholds: Matrix) -> Iterator[Matrix]:
    yield by_thresholds
    domain = _domain(setting)
    for start in range(0, len(domain), _BLOCK):
        yield domain[start : start + _BLOCK]


def _domain(setting: Setting) -> Matrix:
    """Every valid input: combinations that training knew, by all values of all other columns.

    A quick run takes a part of them, spread over the whole.
    """
    contract = setting.contract
    known = np.array(setting.model.reference.combinations, np.float64)[:, :-1]
    places = [contract.places[name] for name in contract.combination]
    others = [place for place in range(len(contract.inputs)) if place not in places]
    rest = np.array(list(product(*(_values(setting, place) for place in others))), np.float64)
    rows = np.empty((len(known) * len(rest), len(contract.inputs)))
    rows[:, places] = np.repeat(known, len(rest), axis=0)
    rows[:, others] = np.tile(rest, (len(known), 1))
    return rows[:: setting.scaled(1, 997)]


def _values(setting: Setting, place: int) -> list[float]:
    """All values of a column; of a number that need not be whole, a thousand over its range."""
    column = setting.contract.inputs[place]
    if isinstance(column, CategoryInput):
        return [float(code) for code in range(column.width)]
    if column.permitted is not None:
        return list(column.permitted)
    low, high = column.range
    steps = int(high - low) + 1 if column.whole else 1000
    return [float(value) for value in np.linspace(low, high, steps)]


def _by_thresholds(setting: Setting, count: int) -> Matrix:
    """Rows from all over the permitted ranges; a third of the numbers stand on or by thresholds."""
    draw = np.random.Generator(np.random.PCG64(3))
    form = setting.forest.form
    columns = []
    for place, column in enumerate(setting.contract.inputs):
        if isinstance(column, NumberInput):
            values = draw.uniform(*column.range, count)
            limits = form.arrays["threshold"][form.arrays["feature"] == place]
            limits = np.concatenate([limits, np.nextafter(limits, np.inf)])
            chosen = draw.random(count) < 1 / 3
            values[chosen] = draw.choice(limits, int(chosen.sum()))
        else:
            values = draw.integers(0, column.width, count).astype(np.float64)
            if column.may_be_unknown:
                values[draw.random(count) < 0.1] = np.nan
        columns.append(values)
    return np.column_stack(columns)
