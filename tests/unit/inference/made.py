"""Models made by hand, through a package's own checks, so that a test knows the answer."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.canonical import canonical_json
from engine.contract.case import read_case
from engine.contract.model import Contract
from engine.inference.predictor import Prediction, Predictor
from engine.models.content import (
    CALIBRATION,
    CONTRACT,
    EVALUATION,
    MANIFEST,
    REFERENCE,
    REPORT,
)
from engine.models.differences import DIFFERENCES, has_pieces
from engine.models.forms import Form
from engine.models.package import Model, check_files
from tests.faults.packages import bundled, rehashed
from tests.unit.learning.contracts import VALUES, small_contract

WIDTHS = (0, len(VALUES), 0)
TYPICAL: Mapping[str, Any] = {"width": 1, "colour": "red", "steps": 3}
PROTOTYPES: Sequence[tuple[Sequence[float | None], int]] = (
    ((-2.0, 0, 1), 10),
    ((4.0, 2, 8), 30),
    ((None, 1, 5), 5),
)


def linear(base: float, weight: Sequence[float] = (0, 0, 0), table: Sequence[float] = ()) -> Form:
    """``base + weight * value`` for the numbers, plus the colour's entry of the table."""
    arrays = {
        "weight": np.array(weight, "<f8"),
        "centre": np.zeros(3, "<f8"),
        "table": np.array(table or [0] * len(VALUES), "<f8"),
    }
    return Form("linear", WIDTHS, base, 1.0, arrays)


# long: one reference, to be read from top to bottom.
def reference(**changes: Any) -> dict[str, Any]:
    """What training saw: width -9 to 9, hardly any blue, no teal, steps 0 to 8, always known."""
    histogram = {"edges": [-100, 0, 100], "counts": [50, 50], "unknown": 0}
    spread = {"type": "number", "low": -50, "p01": -40, "p99": 40, "high": 50, **histogram}
    value = {
        "format": 1,
        "rows": 100,
        "inputs": [
            {
                "type": "number",
                "low": -9,
                "p01": -8,
                "p99": 8,
                "high": 9,
                "edges": [-10, 0, 10],
                "counts": [40, 50],
                "unknown": 10,
            },
            {"type": "category", "counts": [60, 30, 5, 5, 0], "unknown": 0},
            {
                "type": "number",
                "low": 0,
                "p01": 0,
                "p99": 7,
                "high": 8,
                "edges": [0, 5, 9],
                "counts": [60, 40],
                "unknown": 0,
            },
        ],
        "combinations": [],
        "outcome": spread,
        "prediction": spread,
        "prototypes": [{"codes": list(codes), "rows": rows} for codes, rows in PROTOTYPES],
        "density": density(),
    }
    return {**value, **changes}


def density(**changes: Any) -> dict[str, Any]:
    """How common the bins of each input were; nothing of two together, and no limits."""
    value = {
        "rows": 100,
        "inputs": [
            {"type": "number", "cuts": [-3, 3], "counts": [30, 30, 30, 10]},
            {"type": "category", "bins": [0, 1, 2, 3, 4], "counts": [60, 31, 5, 0, 0, 0]},
            {"type": "number", "cuts": [3, 6], "counts": [40, 30, 30, 0]},
        ],
        "pairs": [],
        "compared": 0,
        "borderline": None,
        "outside": None,
        "regions": [],
    }
    return {**value, **changes}


def differences(contract: Contract, **changes: Any) -> dict[str, Any]:
    """No part of the mean error is known, and nothing varies beyond the parts."""
    value = {
        "format": 1,
        "rows": 100,
        "freedom": 90,
        "inputs": [
            {"type": "values", "values": [], "rest": False}
            if not has_pieces(column)
            else {"type": "pieces", "knots": [0]}
            for column in contract.inputs
        ],
        "error": [],
        "covariance": [],
        "between_combinations": 0,
        "between_fits": 0,
    }
    return {**value, **changes}


def evaluation(contract: Contract, **changes: Any) -> dict[str, Any]:
    """How the model did: nothing is told of any part, unless it is given."""
    silent = [{"cuts": [], "groups": [None] * (c.width or 1)} for c in contract.inputs]
    value: dict[str, Any] = {
        "format": 1,
        "level": 0.95,
        "least": 20,
        "reliability": [],
        "subgroups": silent,
    }
    value |= changes
    told = sum(group is not None for one in value["subgroups"] for group in one["groups"])
    return {**value, "told": told}


def made(
    form: Form,
    half_width: float = 10,
    contract: Contract | None = None,
    seen: Mapping[str, Any] | None = None,
    known: Mapping[str, Any] | None = None,
    **parts: Any,
) -> Model:
    """A model whose package has these parts: ``spread``, and what is told of it."""
    contract = contract or small_contract()
    files = {k: v for k, v in bundled().items() if not k.startswith("predictor/")}
    files[CONTRACT] = contract.canonical()
    files[REFERENCE] = canonical_json(seen or reference())
    files[DIFFERENCES] = canonical_json(known or differences(contract))
    calibration = json.loads(files[CALIBRATION])
    calibration |= {"half_width": half_width, "spread": parts.pop("spread", None)}
    files[CALIBRATION] = canonical_json(calibration)
    files[EVALUATION] = canonical_json(evaluation(contract, **parts))
    report = json.loads(files[REPORT])
    files[REPORT] = canonical_json({**report, "subgroups": [], "judged": 0})
    manifest = json.loads(files[MANIFEST])
    manifest["provenance"] = contract.provenance.model_dump(mode="json")
    files[MANIFEST] = canonical_json(manifest)
    return check_files(rehashed({**files, **form.files()}))


def answered(model: Model, **values: Any) -> Prediction:
    """Its answer to the typical case with some values changed."""
    return Predictor(model).predict(read_case(model.contract, {**TYPICAL, **values}))
