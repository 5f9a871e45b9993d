"""Packages that say impossible things of what training saw and of how the model did."""

import json
from collections.abc import Mapping
from typing import Any

from engine.models.content import CALIBRATION, CONTRACT, EVALUATION, REFERENCE
from engine.models.differences import DIFFERENCES
from engine.models.scalars import MIN_GROUP
from tests.faults.packages import Edit, Files, json_edit, put


def spread(**changes: Any) -> Edit:
    """Let the widths follow the inputs, as they may, but for these changes."""

    def edit(files: Files) -> None:
        inputs = json.loads(files[CONTRACT])["inputs"]
        terms: list[dict[str, Any]] = [
            {"type": "category", "points": [0] * len(column["values"])}
            if column["type"] == "category"
            else {"type": "number", "weight": 0, "centre": 0}
            for column in inputs
        ]
        value = {"base": 1, "floor": 0.5, "ceiling": 2, "terms": terms, **changes}
        json_edit(CALIBRATION, put("spread", to=value))(files)

    return edit


def _endless(files: Files) -> None:
    spread()(files)
    files[CALIBRATION] = files[CALIBRATION].replace(b'"base":1', b'"base":1e999')


KNOWLEDGE: Mapping[str, Edit] = {
    "widths that fall below nothing": spread(floor=0),
    "widths without end": spread(ceiling=1e13),
    "widths whose floor lies above their ceiling": spread(floor=2, ceiling=1),
    "widths of other inputs": spread(terms=[]),
    "widths without a number": _endless,
    "a count of one patient": json_edit(
        REFERENCE, put("density", "pairs", 0, "counts", 0, to=MIN_GROUP - 1)
    ),
    "a bin of one patient": json_edit(REFERENCE, put("density", "inputs", 0, "counts", 0, to=1)),
    "a group of one patient": json_edit(REFERENCE, put("density", "regions", 0, "rows", to=1)),
    "a group in a bin that there is not": json_edit(
        REFERENCE, put("density", "regions", 0, "bins", 0, to=[31])
    ),
    "a group in no bin": json_edit(REFERENCE, put("density", "regions", 0, "bins", 0, to=[])),
    "a pair of an input with itself": json_edit(
        REFERENCE, put("density", "pairs", 0, "second", to=0)
    ),
    "a pair of an input that there is not": json_edit(
        REFERENCE, put("density", "pairs", 0, "second", to=99)
    ),
    "a pair with a count too few": json_edit(
        REFERENCE, lambda value: value["density"]["pairs"][0]["counts"].pop()
    ),
    "a value in a bin without a count": json_edit(
        REFERENCE, put("density", "inputs", 1, "bins", 0, to=20)
    ),
    "a value without a bin": json_edit(
        REFERENCE, lambda value: value["density"]["inputs"][1]["bins"].pop()
    ),
    "cuts that fall": json_edit(
        REFERENCE, lambda value: value["density"]["inputs"][0]["cuts"].reverse()
    ),
    "limits that contradict each other": json_edit(
        REFERENCE, put("density", "borderline", to=10**9)
    ),
    "a density of other inputs": json_edit(
        REFERENCE, lambda value: value["density"].update(inputs=[], pairs=[], regions=[])
    ),
    "more held than there were": json_edit(
        EVALUATION, put("reliability", 0, "coverage", "held", to=10**6)
    ),
    "a kind told twice": json_edit(
        EVALUATION, lambda value: value["reliability"].append(value["reliability"][0])
    ),
    "subgroups of other inputs": json_edit(EVALUATION, lambda value: value["subgroups"].pop()),
    "subgroups that were not counted": json_edit(EVALUATION, put("told", to=1)),
    "an error of a part too few": json_edit(DIFFERENCES, lambda value: value["error"].pop()),
    "a covariance of a part too many": json_edit(
        DIFFERENCES, lambda value: value["covariance"].append(0)
    ),
    "a negative variance": json_edit(DIFFERENCES, put("covariance", 0, to=-1)),
    "parts that vary together more than each": json_edit(DIFFERENCES, put("covariance", 1, to=1e6)),
    "a negative variance between fits": json_edit(DIFFERENCES, put("between_fits", to=-1)),
    "parts of another input": json_edit(
        DIFFERENCES, lambda value: value["inputs"].append({"type": "pieces", "knots": [0]})
    ),
    "stretches that fall": json_edit(
        DIFFERENCES, lambda value: value["inputs"][0]["knots"].reverse()
    ),
    "a part of a value that there is not": json_edit(
        DIFFERENCES, put("inputs", 1, "values", to=[0, 99])
    ),
}
"""By what is wrong with them."""
