"""Where answers are recorded: the audit log, as the engine's prediction service sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog


@dataclass(frozen=True, slots=True)
class LogJournal:
    """Commits each answer and each refusal to the log before it returns.

    Attributes:
        log: The site's audit log.
    """

    log: AuditLog

    def record_prediction(self, body: Mapping[str, Any]) -> str:
        """Commit an answer and return its receipt in short form.

        Raises:
            ReportableError: It cannot be recorded; then there is no answer.
        """
        return self.log.append(Event(EventKind.PREDICTION, Outcome.DONE, body)).text

    def record_refusal(self, body: Mapping[str, Any]) -> None:
        """Commit that a case was refused."""
        self.log.append(Event(EventKind.PREDICTION_REFUSED, Outcome.REFUSED, body))
