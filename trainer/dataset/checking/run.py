"""All checks over one table, and what they found together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from engine.contract.model import Contract
from engine.models.package import Model
from engine.progress import Progress, Silent
from trainer.dataset.checking.drift import drift
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.gaps import missing_together, missing_values
from trainer.dataset.checking.leakage import known_after, outcome_given_away
from trainer.dataset.checking.numbers import mixed_units, outliers
from trainer.dataset.checking.patients import contradictions, references_missing, several_rows
from trainer.dataset.checking.refused import formulary, refused_cells
from trainer.dataset.checking.repeats import near_repeats, repeated_rows
from trainer.dataset.checking.shares import (
    imbalance,
    outcome_concentration,
    rare_combinations,
    rare_values,
)
from trainer.dataset.checking.sheet import Sheet
from trainer.dataset.checking.spelling import encodings, spaces
from trainer.dataset.checking.structure import (
    columns_missing,
    columns_spare,
    reading,
    rows_misfit,
)
from trainer.dataset.checking.synonyms import synonyms
from trainer.dataset.table import Table

Check = Callable[[Sheet], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    columns_missing,
    rows_misfit,
    spaces,
    encodings,
    refused_cells,
    formulary,
    references_missing,
    missing_values,
    outcome_given_away,
    repeated_rows,
    near_repeats,
    contradictions,
    known_after,
    mixed_units,
    outliers,
    synonyms,
    rare_values,
    imbalance,
    outcome_concentration,
    drift,
    missing_together,
    several_rows,
    rare_combinations,
    columns_spare,
    reading,
)
"""Every check, in the order in which its findings of one severity are told."""


@dataclass(frozen=True)
class DataCheck:
    """What was found in a file.

    Attributes:
        name: How the file is called.
        sha256: Digest of its bytes.
        rows: How many rows it has that fit its header.
        contract: The contract that it was held against.
        model: The version of the model that it was compared with; empty for none.
        findings: The gravest first.
    """

    name: str
    sha256: str
    rows: int
    contract: Contract
    model: str
    findings: tuple[Finding, ...]

    @property
    def stops(self) -> bool:
        """Whether anything stands in the way of learning."""
        return any(finding.severity is Severity.STOP for finding in self.findings)

    @property
    def counts(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return {
            severity: sum(finding.severity is severity for finding in self.findings)
            for severity in Severity
        }


def check_table(
    table: Table,
    contract: Contract,
    name: str,
    *,
    model: Model | None = None,
    progress: Progress | None = None,
) -> DataCheck:
    """Look for whatever may be wrong with a table.

    Nothing is drawn at random: the same table gives the same findings.

    Args:
        table: What was read.
        contract: What it is held against.
        name: How the file is called.
        model: A model with whose training the rows are compared.
        progress: Is told after each check.
    """
    sheet = Sheet.of(table, contract, model)
    findings: list[Finding] = []
    progress = progress or Silent()
    for done, check in enumerate(CHECKS, start=1):
        findings += check(sheet)
        progress.report("check", done / len(CHECKS))
    return DataCheck(
        name=name,
        sha256=table.sha256,
        rows=table.row_count,
        contract=contract,
        model="" if model is None else model.version,
        findings=tuple(sorted(findings, key=lambda finding: finding.severity.rank)),
    )
