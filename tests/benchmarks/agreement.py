"""How far our scores are from scikit-learn's own, over the whole domain and at every threshold."""

import numpy as np

from engine.contract.model import Family, NumberInput
from engine.inference.traversal import compile_form
from tests.benchmarks.measure import Goal, Result
from tests.benchmarks.setting import Matrix, Setting
from trainer.learning.families import Fitted, fit

_GOAL = Goal("at most", 1e-12)
_SHOWN_DECIMALS = 2


def measure(setting: Setting) -> list[Result]:
    """Compare every family that has an arithmetic of its own."""
    rows = _rows(setting, setting.scaled(20_000, 500))
    apart: dict[str, float] = {}
    shown_apart = 0
    for family in ("ridge", "boosting", "forest"):
        fitted = _fitted(setting, family)
        ours, theirs = compile_form(fitted.form)(rows), fitted.reference(rows)
        apart[family] = float(np.abs(ours - theirs).max())
        shown = np.round(ours, _SHOWN_DECIMALS) != np.round(theirs, _SHOWN_DECIMALS)
        shown_apart += int(shown.sum())
    return [
        Result(
            name="agreement",
            what=f"largest difference over {len(rows):,} rows and three families",
            peer="the learning library's float64 scores",
            reads="difference",
            figure=max(apart.values()),
            goal=_GOAL,
            notes={**apart, f"scores that differ at {_SHOWN_DECIMALS} decimals": shown_apart},
        )
    ]


def _fitted(setting: Setting, family: Family) -> Fitted:
    if family == "forest":
        return setting.forest
    return fit(family, setting.contract, *setting.learnt_from, seed=1, threads=1)


def _rows(setting: Setting, count: int) -> Matrix:
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
