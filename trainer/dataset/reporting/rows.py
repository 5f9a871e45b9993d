"""The findings of a data check as a CSV: one line for each row of each finding."""

from collections.abc import Iterator

from engine.tabular.writing import RowTexts
from trainer.dataset.checking.findings import Finding, Spot
from trainer.dataset.checking.run import DataCheck
from trainer.dataset.mending.wording import described

HEADER = ("severity", "rule", "row", "line", "column", "value", "sentence", "mend")


def report_csv(check: DataCheck) -> bytes:
    """Write the report; cells that a spreadsheet would run are disarmed.

    ``mend`` holds the text that is proposed for this very cell, or else the mend in words. A
    finding without rows has one line. Of a finding with very many rows those are listed that it
    keeps; its sentence says how many there are.
    """
    lines = RowTexts(",").of_rows([HEADER, *_rows(check)])
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _rows(check: DataCheck) -> Iterator[tuple[str, ...]]:
    for finding in check.findings:
        for spot in finding.spots:
            where = (str(spot.row), str(spot.line), spot.column, spot.value)
            yield _row(finding, where, mend_text(finding, spot))
        if not finding.spots:
            yield _row(finding, ("", "", " + ".join(finding.columns), ""), mend_text(finding))


def _row(finding: Finding, where: tuple[str, ...], mend: str) -> tuple[str, ...]:
    return (finding.severity.value, finding.kind, *where, finding.sentence, mend)


def mend_text(finding: Finding, spot: Spot | None = None) -> str:
    """What is proposed for one cell, or for the finding as a whole."""
    text = finding.new_text(spot) if spot is not None else None
    if text:
        return text
    return "" if finding.mend is None else described(finding.mend)
