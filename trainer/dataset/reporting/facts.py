"""The findings of a data check as plain facts, for JSON."""

from typing import Any

from trainer.dataset.checking.findings import Finding
from trainer.dataset.checking.run import DataCheck
from trainer.dataset.mending.wording import described

MAX_ROWS = 20


def facts_of(check: DataCheck) -> dict[str, Any]:
    """What was found, with the first rows of each finding and its mend as data."""
    return {
        "file": check.name,
        "sha256": check.sha256,
        "rows": check.rows,
        "contract": check.contract.digest,
        "model": check.model or None,
        "stops": check.stops,
        "counts": {severity.value: count for severity, count in check.counts.items()},
        "findings": [_finding(finding) for finding in check.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    mend = finding.mend
    return {
        "kind": finding.kind,
        "severity": finding.severity.value,
        "columns": list(finding.columns),
        "sentence": finding.sentence,
        "rows": finding.rows,
        "where": [
            {"row": spot.row, "line": spot.line, "column": spot.column, "value": spot.value}
            for spot in finding.spots[:MAX_ROWS]
        ],
        "figures": dict(finding.figures),
        "mend": None if mend is None else mend.model_dump(mode="json"),
        "mend_sentence": None if mend is None else described(mend),
    }
