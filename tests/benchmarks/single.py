"""One case in, score and interval out, beside scikit-learn's pipeline with the same forest."""

from dataclasses import replace
from typing import Any

from engine.contract.case import read_case
from engine.contract.model import CategoryInput
from engine.inference.predictor import Predictor
from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Setting

# What is asked of the traversal in numpy; a compiled one is to reach 200.
_GOAL = Goal("at least", 40)


def measure(setting: Setting) -> list[Result]:
    """Answer single cases without contributions and without a record."""
    import pandas as pd

    cohort = setting.cohort(setting.scaled(20, 3))
    cases = setting.cases(cohort)
    frame = pd.DataFrame(cases)
    frames = [frame.iloc[place : place + 1] for place in range(len(cases))]
    # Without prototypes there is nothing to explain a score with, so none is explained.
    model = replace(setting.model, reference=_without_prototypes(setting))
    predictor, pipeline = Predictor(model), pipeline_of(setting, frame)

    def ours() -> None:
        for case in cases:
            predictor.predict(read_case(model.contract, case))

    def peer() -> None:
        for one in frames:
            pipeline.predict(one)

    pair = interleave(ours, peer, rounds=setting.scaled(15, 2), units=len(cases))
    return [
        Result(
            name="single",
            what="one case checked, scored, with interval and domain",
            peer="Pipeline.predict on a DataFrame of one row",
            reads="speed",
            figure=pair.speed,
            goal=_GOAL,
            ours=pair.ours,
            theirs=pair.theirs,
            rounds=pair.rounds,
            notes={"goal": "40 with numpy, 200 with a compiled traversal"},
        )
    ]


def _without_prototypes(setting: Setting) -> Any:
    reference = setting.model.reference
    return type(reference)(**{**dict(reference), "prototypes": ()})


def pipeline_of(setting: Setting, frame: Any) -> Any:
    """Scikit-learn's way from a row of a table to a score, ending in the very same trees."""
    from sklearn.compose import ColumnTransformer
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import OneHotEncoder

    steps: list[tuple[str, Any, list[str]]] = []
    for column in setting.contract.inputs:
        step: Any = "passthrough"
        if isinstance(column, CategoryInput):
            step = OneHotEncoder(categories=[list(column.codes)], sparse_output=False)
        steps.append((column.name, step, [column.name]))
    encoder = ColumnTransformer(steps).fit(frame)
    return Pipeline([("encode", encoder), ("predict", setting.library_forest)])
