"""A model as plain arrays in joblib's form: loadable with joblib and numpy, and nothing of ours."""

import io
from typing import Any

import numpy as np

from engine.models.package import Model
from engine.models.signatures import Validation
from trainer.publishing.exports.onnx_model import facts_of

READ_ME = (
    "Plain data of a Wardcast model: numbers, texts, lists, dicts and numpy arrays. Wardcast never "
    "reads this file back. Loading any file with joblib runs what its maker put into it: load it "
    "only if you know where it comes from. How to score with it, in fifty lines: docs/exports.md."
)


def write_joblib(model: Model, validation: Validation) -> bytes:
    """Write a model's numbers as a dict of plain values and numpy arrays.

    The scikit-learn estimator that the model was learnt with is not in it: a package does not keep
    it, and loading one would need the same version of scikit-learn.
    """
    import joblib

    buffer = io.BytesIO()
    joblib.dump(plain_content(model, validation), buffer)
    return buffer.getvalue()


def plain_content(model: Model, validation: Validation) -> dict[str, Any]:
    """What the file holds; docs/exports.md describes it."""
    form, calibration = model.form, model.calibration
    return {
        "read_me": READ_ME,
        "format": 1,
        "facts": facts_of(model, validation),
        "contract": model.contract.canonical().decode(),
        "kind": form.kind,
        "base": form.base,
        "divisor": form.divisor,
        "arrays": {name: np.array(array) for name, array in sorted(form.arrays.items())},
        "interval": calibration.model_dump(mode="json"),
        "range": list(model.contract.outcome.range),
    }
