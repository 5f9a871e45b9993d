"""Predictors that must not be walked: each breaks one bound, in arrays of the right size."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.models.forms import STRUCTURE
from tests.faults.packages import Edit, Files, json_edit

_DTYPES = {"threshold": "<f8", "value": "<f8", "missing_left": "|u1", "levels": "<u8"}


def _cell(name: str, place: int, value: float, dtype: str = "") -> Edit:
    """Put a value into one cell of an array."""

    def edit(files: Files) -> None:
        path = f"predictor/{name}.bin"
        array = np.frombuffer(files[path], dtype or _DTYPES.get(name, "<i4")).copy()
        array[place] = value
        files[path] = array.tobytes()

    return edit


def _structure(change: Callable[[Any], object]) -> Edit:
    return json_edit(STRUCTURE, change)


def _listed(key: str, value: object, place: int = 0) -> Edit:
    return _structure(lambda structure: structure["arrays"][place].update({key: value}))


def _raw_structure(before: bytes, after: bytes) -> Edit:
    def edit(files: Files) -> None:
        assert before in files[STRUCTURE]
        files[STRUCTURE] = files[STRUCTURE].replace(before, after, 1)

    return edit


def _short_table(files: Files) -> None:
    files["predictor/table.bin"] = files["predictor/table.bin"][:-8]
    json_edit(STRUCTURE, lambda value: value["arrays"][2].update(shape=[51]))(files)


def _no_structure(files: Files) -> None:
    del files[STRUCTURE]


def _another_array(files: Files) -> None:
    files["predictor/more.bin"] = b""


def _chain(files: Files) -> None:
    """One tree in which each left child splits again, deeper than any that is learnt."""
    inner = 2000
    nodes = 2 * inner + 1
    place = np.arange(nodes)
    splits = (place % 2 == 0) & (place < nodes - 1)
    arrays = {
        "root": np.array([0, nodes], "<i4"),
        "feature": np.where(splits, 0, -1).astype("<i4"),
        "threshold": np.zeros(nodes, "<f8"),
        "left": np.where(splits, place + 2, -1).astype("<i4"),
        "right": np.where(splits, place + 1, -1).astype("<i4"),
        "missing_left": np.zeros(nodes, "|u1"),
        "level_set": np.full(nodes, -1, "<i4"),
        "value": np.zeros(nodes, "<f8"),
        "levels": np.zeros((0, 1), "<u8"),
    }
    for name, array in arrays.items():
        files[f"predictor/{name}.bin"] = array.tobytes()
    shapes = {name: list(array.shape) for name, array in arrays.items()}
    json_edit(
        STRUCTURE,
        lambda value: [one.update(shape=shapes[one["name"]]) for one in value["arrays"]],
    )(files)


_LINEAR: dict[str, Edit] = {
    "no structure": _no_structure,
    "an array that the structure does not name": _another_array,
    "an unknown form": _structure(lambda value: value.update(form="network")),
    "another form than its arrays": _structure(lambda value: value.update(form="trees")),
    "a divisor of zero": _structure(lambda value: value.update(divisor=0)),
    "a base that is no number": _raw_structure(b'"base":', b'"base":NaN,"x":'),
    "an infinite base": _raw_structure(b'"base":', b'"base":1e999,"x":'),
    "a structure with a space": _raw_structure(b":", b": "),
    "inputs of other widths": _structure(lambda value: value["widths"].reverse()),
    "an array of objects": _listed("dtype", "|O"),
    "an array of big-endian numbers": _listed("dtype", ">f8"),
    "an array outside": _listed("name", "../weight"),
    "an array of more than its file": _listed("shape", [8]),
    "an array of 2 GB": _listed("shape", [2**28]),
    "an array of negative size": _listed("shape", [-7]),
    "an array of a hundred sides": _listed("shape", [1] * 99 + [7]),
    "an array of another shape": _listed("shape", [1, 7]),
    "a table too short": _short_table,
    "a weight that is no number": _cell("weight", 0, np.nan, "<f8"),
    "an infinite weight": _cell("weight", 3, -np.inf, "<f8"),
    "a weight beyond all sums": _cell("weight", 3, 1e300, "<f8"),
    "a table entry that is no number": _cell("table", 51, np.nan, "<f8"),
}

_TREES: dict[str, Edit] = {
    "a child that is its parent": _cell("left", 0, 0),
    "a child before its parent": _cell("left", 2, 1),
    "a child beyond all nodes": _cell("right", 2, 6),
    "a child in another tree": _cell("right", 2, 5),
    "a negative child": _cell("right", 2, -1),
    "a child far beyond": _cell("right", 2, 2**31 - 1),
    "one child for two": _cell("right", 2, 3),
    "a node that nobody leads to": _cell("left", 0, 2),
    "a leaf with a child": _cell("left", 1, 2),
    "a split on an input that there is not": _cell("feature", 0, 7),
    "a split on a negative input": _cell("feature", 0, -2),
    "a threshold that is no number": _cell("threshold", 0, np.nan),
    "a threshold on a leaf": _cell("threshold", 1, 1),
    "a threshold on a category": _cell("threshold", 2, 1),
    "a score that is no number": _cell("value", 5, np.nan),
    "a score on a split": _cell("value", 0, 1),
    "a direction that is neither": _cell("missing_left", 0, 2),
    "a direction on a leaf": _cell("missing_left", 1, 1),
    "a set that there is not": _cell("level_set", 2, 1),
    "a negative set": _cell("level_set", 2, -1),
    "a set on a number": _cell("level_set", 0, 0),
    "a set on a leaf": _cell("level_set", 1, 0),
    "a set with a value that there is not": _cell("levels", 0, 0b100),
    "trees that do not begin": _cell("root", 0, 1),
    "trees that end too early": _cell("root", 2, 5),
    "trees that end too late": _cell("root", 2, 7),
    "a tree without a node": _cell("root", 1, 0),
    "a tree deeper than any": _chain,
}

PREDICTORS: dict[str, tuple[Edit, bool]] = {
    **{name: (edit, False) for name, edit in _LINEAR.items()},
    **{name: (edit, True) for name, edit in _TREES.items()},
}
"""By what is wrong with them; whether they are trees."""
