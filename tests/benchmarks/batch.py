"""Scores of many coded rows, beside scikit-learn on the same rows as one ready array."""

from engine.inference.traversal import compile_form
from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Setting

# What is asked of a compiled traversal; the one in numpy is not expected to reach it.
_GOAL = Goal("at least", 4)


def measure(setting: Setting) -> list[Result]:
    """Score the rows on one thread each."""
    rows = setting.scaled(100_000, 1000)
    coded = setting.coded(setting.cohort(rows))
    ready, forest = setting.design(coded), setting.library_forest
    score = compile_form(setting.forest.form)
    pair = interleave(
        lambda: score(coded),
        lambda: forest.predict(ready),
        rounds=setting.scaled(3, 1),
        units=rows,
        warm_up=False,
    )
    return [
        Result(
            name="batch",
            what=f"a row of {rows:,} coded rows scored, one thread",
            peer="predict on the same rows, one thread",
            reads="speed",
            figure=pair.speed,
            goal=_GOAL,
            ours=pair.ours,
            theirs=pair.theirs,
            rounds=pair.rounds,
            notes={
                "goal": "of a compiled traversal; this one is numpy",
                "our_rows_per_second": 1 / pair.ours.wall_s,
                "peer_rows_per_second": 1 / pair.theirs.wall_s,
            },
        )
    ]
