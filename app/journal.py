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

    def record_batch(self, entry: Entry) -> str:
        """Commit what became of a batch, and return the receipt in short form.

        Raises:
            ReportableError: It cannot be recorded; then there is no result.
        """
        if entry.answered:
            return self.log.append(Event(EventKind.BATCH_SCORED, Outcome.DONE, entry.body)).text
        return self.log.append(Event(EventKind.BATCH_REFUSED, Outcome.REFUSED, entry.body)).text

    def record_comparison(self, entry: Entry) -> str:
        """Commit a comparison or why there is none, and return the receipt in short form.

        Raises:
            ReportableError: It cannot be recorded; then there is no comparison.
        """
        if entry.answered:
            return self.log.append(Event(EventKind.COMPARISON, Outcome.DONE, entry.body)).text
        return self.log.append(
            Event(EventKind.COMPARISON_REFUSED, Outcome.REFUSED, entry.body)
        ).text


def _event(entry: Entry) -> Event:
    if entry.answered:
        return Event(EventKind.PREDICTION, Outcome.DONE, entry.body)
    return Event(EventKind.PREDICTION_REFUSED, Outcome.REFUSED, entry.body)
