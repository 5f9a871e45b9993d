"""One case with contributions and domain, beside scikit-learn scoring the rows this takes."""

from typing import Any

import numpy as np

from engine.contract.case import read_case
from engine.inference.coding import code_row
from engine.inference.predictor import Predictor
from tests.benchmarks.measure import Goal, Pair, Result, interleave
from tests.benchmarks.setting import Matrix, Setting

_GOAL = Goal("at least", 4)


def measure(setting: Setting) -> list[Result]:
    """Explain cases; once beside all rows that this needs scored, once beside the case's alone."""
    cases = setting.cases(setting.cohort(setting.scaled(4, 1)))
    predictor, forest = Predictor(setting.model), setting.library_forest
    contract = setting.contract
    read = [read_case(contract, case) for case in cases]
    coded = [code_row(contract, case.values) for case in read]
    mixed = [setting.design(_mixtures(setting, row)) for row in coded]
    alone = [setting.design(row[None, :]) for row in coded]

    def ours() -> None:
        for case in read:
            predictor.predict(case)

    def library(arrays: list[Any]) -> None:
        for array in arrays:
            forest.predict(array)

    rounds, units = setting.scaled(9, 2), len(cases)
    all_rows = interleave(ours, lambda: library(mixed), rounds=rounds, units=units)
    one_row = interleave(ours, lambda: library(alone), rounds=rounds, units=units)
    return [
        _result(all_rows, f"predict on the {len(mixed[0]):,} ready rows that it takes", _GOAL),
        _result(one_row, "predict on the case's one ready row", None),
    ]


def _mixtures(setting: Setting, row: Matrix) -> Matrix:
    """Every coalition of inputs from the case, the others from each prototype."""
    codes = [
        [np.nan if code is None else code for code in prototype.codes]
        for prototype in setting.model.reference.prototypes
    ]
    coalitions = np.arange(1 << row.size)[:, None] >> np.arange(row.size) & 1 == 1
    mixed: Matrix = np.where(coalitions[:, None, :], row, np.array(codes, np.float64))
    return mixed.reshape(-1, row.size)


def _result(pair: Pair, peer: str, goal: Goal | None) -> Result:
    return Result(
        name="explained",
        what="one case scored, with contributions and domain",
        peer=peer,
        reads="speed",
        figure=pair.speed,
        goal=goal,
        ours=pair.ours,
        theirs=pair.theirs,
        rounds=pair.rounds,
    )
