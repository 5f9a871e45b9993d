"""Scores of many coded rows, beside scikit-learn on the same rows as one ready array."""

import time
from typing import Any

import numpy as np

from engine.inference.traversal import KERNEL, Scorer, compile_form, compile_twin
from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Matrix, Setting

_GOAL = Goal("at least", 4)  # of the kernel; the twin is there for its bits
_SIZES = (1000, 100_000, 1_000_000)


def measure(setting: Setting) -> list[Result]:
    """Score the rows on one thread each, by kernel and by twin."""
    rows = setting.scaled(100_000, 1000)
    coded = setting.coded(setting.cohort(rows))
    ready = setting.design(coded)
    twin = _row(setting, "twin", compile_twin(setting.forest.form), coded, ready)
    if KERNEL is None:
        return [twin]
    return [_row(setting, "kernel", compile_form(setting.forest.form), coded, ready), twin]


def _row(
    setting: Setting, scored_by: str, score: Scorer, coded: Matrix, ready: "np.ndarray[Any, Any]"
) -> Result:
    forest = setting.library_forest
    pair = interleave(
        lambda: score(coded),
        lambda: forest.predict(ready),
        rounds=setting.scaled(3, 1),
        units=len(coded),
        warm_up=False,
    )
    notes = {"peer_rows_per_second": 1 / pair.theirs.wall_s}
    for size in _SIZES if scored_by == "kernel" else _SIZES[:2]:
        count = setting.scaled(size, min(size, 1000))
        notes[f"rows_per_second_of_{count:,}"] = _rate(score, coded, count)
    if scored_by == "kernel":
        notes["rows_per_second_on_two_threads"] = _rate(score, coded, len(coded), threads=2)
    return Result(
        name="batch",
        what=f"a row of {len(coded):,} coded rows scored by the {scored_by}, one thread",
        peer="predict on the same rows, one thread",
        reads="speed",
        figure=pair.speed,
        goal=_GOAL if scored_by == "kernel" else None,
        ours=pair.ours,
        theirs=pair.theirs,
        rounds=pair.rounds,
        notes=notes,
    )


def _rate(score: Scorer, coded: Matrix, count: int, threads: int = 1) -> float:
    """Rows a second, the best of three."""
    rows = np.resize(coded, (count, coded.shape[1])) if count > len(coded) else coded[:count]
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        score(rows, threads)
        taken.append(time.perf_counter() - start)
    return len(rows) / min(taken)
