"""One case in, score and interval out, beside scikit-learn's pipeline with the same forest."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.contract.case import read_case
from engine.contract.model import CategoryInput
from engine.inference.predictor import Predictor
from engine.inference.traversal import KERNEL, compile_twin
from engine.models.package import Model
from tests.benchmarks.measure import Goal, Result, Work, interleave
from tests.benchmarks.setting import Setting

_KERNEL_GOAL, _TWIN_GOAL = Goal("at least", 200), Goal("at least", 40)


def measure(setting: Setting) -> list[Result]:
    """Answer single cases without contributions and without a record, by kernel and by twin."""
    import pandas as pd

    cohort = setting.cohort(setting.scaled(20, 3))
    cases = setting.cases(cohort)
    frame = pd.DataFrame(cases)
    frames = [frame.iloc[place : place + 1] for place in range(len(cases))]
    pipeline = pipeline_of(setting, frame)

    def peer() -> None:
        for one in frames:
            pipeline.predict(one)

    # Without prototypes there is nothing to explain a score with, so none is explained.
    model = replace(setting.model, reference=_without_prototypes(setting))
    twin = Predictor(model)
    twin._score = compile_twin(model.form)
    answers = {"twin": (_answering(model, twin, cases), _TWIN_GOAL)}
    if KERNEL is not None:
        answers["kernel"] = (_answering(model, Predictor(model), cases), _KERNEL_GOAL)
    rows = []
    for scored_by, (ours, goal) in sorted(answers.items()):
        pair = interleave(ours, peer, rounds=setting.scaled(15, 2), units=len(cases))
        rows.append(
            Result(
                name="single",
                what=f"one case checked, scored by the {scored_by}, with interval and domain",
                peer="Pipeline.predict on a DataFrame of one row",
                reads="speed",
                figure=pair.speed,
                goal=goal,
                ours=pair.ours,
                theirs=pair.theirs,
                rounds=pair.rounds,
            )
        )
    return rows


def _answering(model: Model, predictor: Predictor, cases: list[Mapping[str, Any]]) -> Work:
    def answer() -> None:
        for case in cases:
            predictor.predict(read_case(model.contract, case))

    return answer


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
