"""A model as one ONNX file with named inputs, which scores as the engine does and refuses as it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from engine.contract.model import CategoryInput, Contract, Input
from engine.inference.service import DISCLAIMER
from engine.models.package import Model
from engine.models.signatures import Validation
from trainer.publishing.exports.leaving import LEFT_BEHIND
from trainer.publishing.exports.onnx_columns import UNKNOWN_TEXT, permitted, take_columns
from trainer.publishing.exports.onnx_form import half_width, raw_score
from trainer.publishing.exports.onnx_graph import Graph


@dataclass(frozen=True, slots=True)
class Outputs:
    """The names of what an ONNX file gives out.

    Attributes:
        score: The score.
        low: The lower end of its interval.
        high: The upper end.
    """

    score: str
    low: str
    high: str

    @classmethod
    def beside(cls, columns: Collection[str]) -> "Outputs":
        """Names that no column has."""
        return cls(*(_free(name, columns) for name in ("score", "low", "high")))


def write_onnx(model: Model, validation: Validation) -> bytes:
    """Write a model as ONNX; the same model and standing give the same bytes.

    Raises:
        NotForOnnxError: It is too large for that.
    """
    contract = model.contract
    names = [column.name for column in contract.inputs]
    outputs = Outputs.beside(names)
    graph = Graph([*names, outputs.score, outputs.low, outputs.high])
    codes = take_columns(graph, contract)
    fits = permitted(graph, contract, codes)
    raw = raw_score(graph, model.form, codes)
    half = half_width(graph, model.calibration, codes)
    level = f"{model.calibration.level:.0%}"
    unit = f" in {contract.outcome.unit.label}" if contract.outcome.unit else ""
    for name, value, says in (
        (outputs.score, raw, f"{contract.outcome.label}{unit}; NaN where the row is not permitted"),
        (outputs.low, graph("Sub", raw, half), f"Lower end of the {level} interval"),
        (outputs.high, graph("Add", raw, half), f"Upper end of the {level} interval"),
    ):
        bottom, top = (graph.constant(end) for end in contract.outcome.range)
        held = graph("Clip", value, bottom, top)
        graph.output(name, graph("Where", fits, held, graph.constant(float("nan"))), says)
    says = f"{contract.title}. {DISCLAIMER} {LEFT_BEHIND}"
    name = f"wardcast-{model.version}"
    return graph.model(name, says, model.manifest.software.wardcast, facts_of(model, validation))


def facts_of(model: Model, validation: Validation) -> dict[str, str]:
    """What a receiver must know, as texts; lists and objects as JSON."""
    contract, manifest = model.contract, model.manifest
    outcome = contract.outcome
    return {
        "model_version": model.version,
        "model_sha256": model.sha256,
        "contract_sha256": contract.digest,
        "title": contract.title,
        "purpose": contract.purpose,
        "disclaimer": str(DISCLAIMER),
        "left_behind": LEFT_BEHIND,
        "validation": validation.state,
        "validation_statement": str(validation.sentence),
        "not_for_care": json.dumps(validation.not_for_care),
        "provenance": contract.provenance.statement,
        "family": manifest.family,
        "interval_level": json.dumps(model.calibration.level),
        "figures": _json(manifest.figures.model_dump(mode="json")),
        "inputs": _json([_input(column) for column in contract.inputs]),
        "outcome": _json(
            {
                "label": outcome.label,
                "unit": outcome.unit.model_dump(mode="json") if outcome.unit else None,
                "range": outcome.range,
                "bands": [band.model_dump(mode="json") for band in outcome.bands],
            }
        ),
        "not_permitted": "Such a row has the score NaN: outside its range, no permitted value, not "
        "in the formulary, or unknown where it must be known.",
        "unknown": f"NaN for a number, {json.dumps(UNKNOWN_TEXT)} for a text.",
        "combinations": _combinations(contract),
    }


def _input(column: Input) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": column.name,
        "label": column.label,
        "type": column.type,
        "known": column.known,
        "may_be_unknown": column.may_be_unknown,
    }
    if isinstance(column, CategoryInput):
        return {**shown, "values": [level.value for level in column.values]}
    unit = column.unit.model_dump(mode="json") if column.unit else None
    limits = {"range": column.range, "permitted": column.permitted, "whole": column.whole}
    return {**shown, "unit": unit, **limits}


def _combinations(contract: Contract) -> str:
    if not contract.combination:
        return "The contract names none."
    return (
        "Not checked here: whether training saw this combination of "
        f"{', '.join(contract.combination)}. Wardcast says so beside each score."
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _free(name: str, taken: Collection[str]) -> str:
    while name in taken:
        name += "_"
    return name
