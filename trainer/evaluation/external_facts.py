"""An external validation as data, for machines."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from engine.models.evaluation import Subgroup
from trainer.evaluation.bootstrap import CONFIDENCE
from trainer.evaluation.clusters import effective_rows
from trainer.evaluation.external import External
from trainer.evaluation.external_verdict import Finding, overall
from trainer.evaluation.parts import Part


# long: says once what the report is as data.
def facts_of(external: External, findings: Sequence[Finding]) -> dict[str, Any]:
    """The report as JSON values; figures that there are none of are null."""
    verdict, sentence = overall(findings)
    model, rows = external.model, external.rows
    facts = {
        "verdict": verdict,
        "sentence": sentence,
        "findings": [asdict(finding) for finding in findings],
        "model_version": model.version,
        "model_sha256": model.sha256,
        "contract_sha256": model.contract.digest,
        "validation": external.validation.state,
        "statement": str(external.validation.sentence),
        "data": {
            "file": rows.name,
            "sha256": rows.sha256,
            "rows": rows.outcome.size,
            "patients": int(np.unique(rows.patient).size),
            "effective_rows": effective_rows(external.judged.kept, rows.patient),
            "rejected": rows.rejected,
            "broken": [
                {"column": column, "rule": rule, "times": times}
                for (column, rule), times in sorted(rows.broken.items())
            ],
            "unknown": list(rows.matching.unknown),
            "notes": list(map(str, rows.notes)),
        },
        "interval_of_figures": {
            "method": "bootstrap by patient, BCa",
            "confidence": CONFIDENCE,
            "seed": external.seed,
        },
        "estimates": {
            name: {"value": one.value, "low": one.low, "high": one.high}
            for name, one in external.estimates.items()
        },
        "baseline_rmse": external.baseline,
        "baseline_training_rmse": external.baseline_training,
        "level": model.calibration.level,
        "coverage": external.coverage.model_dump(mode="json"),
        "coverage_chance": external.uncovered,
        "promises": [asdict(one) for one in external.promises],
        "subgroups": [_part(part, external.stated(part.cut)) for part in external.parts],
        "calibration": [asdict(tenth) for tenth in external.tenths],
        "domain": [
            {
                **asdict(place),
                "coverage": place.coverage.model_dump(mode="json") if place.coverage else None,
            }
            for place in external.places
        ],
        "drift": [
            {"column": one.name or "score", "psi": one.psi, "level": one.level.name.lower()}
            for one in external.drift
        ],
    }
    return {name: _finite(value) for name, value in facts.items()}


def _part(part: Part, stated: Subgroup | None) -> dict[str, Any]:
    return {
        "input": part.cut.input,
        "value": part.cut.value,
        **{name: value for name, value in asdict(part).items() if name != "cut"},
        "coverage": part.coverage.model_dump(mode="json"),
        "promised_mae": stated.mae if stated else None,
        "promised_coverage": stated.coverage.share if stated else None,
    }


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
