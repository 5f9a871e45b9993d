"""Where answers are recorded: the audit log, as the engine's prediction service sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog
from engine.inference.service import Entry


@dataclass(frozen=True, slots=True)
class LogJournal:
    """Commits answers and refusals to the log before anybody sees them.

    Attributes:
        log: The site's audit log.
    """

    log: AuditLog

    def record(self, entries: Sequence[Entry]) -> list[str]:
        """Commit all of them under one checkpoint; return each one's receipt in short form.

        Raises:
            ReportableError: They cannot be recorded; then there is no answer.
        """
        if not entries:
            return []
        with self.log.transaction() as work:
            numbers = [work.append(_event(entry)) for entry in entries]
        return [work.receipt.text_of(number) for number in numbers]


def _event(entry: Entry) -> Event:
    if entry.answered:
        return Event(EventKind.PREDICTION, Outcome.DONE, entry.body)
    return Event(EventKind.PREDICTION_REFUSED, Outcome.REFUSED, entry.body)
