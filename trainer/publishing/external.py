"""The door to external validation: a verified package and a CSV in, a report out."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.models.verification import VerifiedModel
from engine.progress import Progress
from trainer.evaluation.external import External, evaluate_externally
from trainer.evaluation.external_data import ExternalRows
from trainer.evaluation.external_facts import facts_of
from trainer.evaluation.external_verdict import Finding, findings_of


@dataclass(frozen=True)
class ExternalReport:
    """What an external validation found, in every form in which it is handed out.

    Attributes:
        external: The figures.
    """

    external: External

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """In words."""
        return findings_of(self.external)

    @property
    def rows(self) -> ExternalRows:
        """The rows, and those that were left out."""
        return self.external.rows

    def facts(self) -> dict[str, Any]:
        """As JSON values."""
        return facts_of(self.external, self.findings)

    def page(self) -> bytes:
        """As one page of HTML."""
        from trainer.publishing.html.external_page import external_page

        return external_page(self.external, self.findings)


def validate_externally(
    found: VerifiedModel, data: Path, progress: Progress, *, seed: int | None = None
) -> ExternalReport:
    """Judge a verified package; see :func:`trainer.evaluation.external.evaluate_externally`."""
    return ExternalReport(evaluate_externally(found, data, progress, seed=seed))
