"""The one way out: a verified model in, the bytes of a file and what must be said of it out."""

from dataclasses import dataclass
from typing import Literal

from engine.errors import ReportableError
from engine.models.verification import VerifiedModel
from engine.models.wardmodel import write_wardmodel
from trainer.publishing.exports.leaving import LEFT_BEHIND, SIGNED_INSIDE

Format = Literal["wardmodel", "onnx", "joblib"]


class ExtraMissingError(ReportableError):
    """What was asked for needs a package that is not installed with every Wardcast."""

    code = "extra-missing"
    default_advice = "Install it where this is done: pip install 'wardcast[onnx]'."


@dataclass(frozen=True, slots=True)
class Export:
    """A model in another form, not yet written anywhere.

    Attributes:
        data: The file.
        notes: What was checked, and what the receiver must know; one sentence each.
    """

    data: bytes
    notes: tuple[str, ...]


def export_model(found: VerifiedModel, form: Format) -> Export:
    """Put a verified model into a form that leaves the site.

    Raises:
        ExtraMissingError: ONNX is asked for, and the extra is not installed.
        NotForOnnxError: The model is too large for ONNX.
        ExportDiffersError: The ONNX file does not answer as the engine does.
    """
    if form == "wardmodel":
        return Export(write_wardmodel(found.model.files), (SIGNED_INSIDE,))
    if form == "onnx":
        return _onnx(found)
    from trainer.publishing.exports.plain_arrays import READ_ME, write_joblib

    return Export(write_joblib(found.model, found.validation), (READ_ME, LEFT_BEHIND))


def _onnx(found: VerifiedModel) -> Export:
    try:
        import onnx
    except ImportError as error:
        raise ExtraMissingError("Writing ONNX needs the package onnx.") from error
    del onnx
    from trainer.publishing.exports.onnx_check import check_onnx
    from trainer.publishing.exports.onnx_model import write_onnx

    data = write_onnx(found.model, found.validation)
    agreed = check_onnx(data, found.model)
    checked = (
        f"Checked against the engine with {agreed.evaluator}: {agreed.rows:,} rows from all over "
        f"the domain, largest difference {agreed.largest:.2g} points; {agreed.refused:,} rows that "
        "the contract does not permit had no score."
    )
    return Export(data, (checked, LEFT_BEHIND))
