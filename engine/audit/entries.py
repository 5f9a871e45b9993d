"""The records of one transaction, before they are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.head import Head
from engine.audit.merkle import Frontier
from engine.audit.receipt import Receipt
from engine.audit.scribe import Scribe
from engine.audit.sealing import EpochKey
from engine.clock import utc_text
from engine.keys.reading import SealingKey
from engine.store import audit_rows
from engine.store.audit_rows import RecordRow
from engine.store.database import Connection

CLOCK_TOLERANCE = timedelta(seconds=1)
"""How far the clock may go back without a record of it: what time services correct."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """An open epoch.

    Attributes:
        key: Its key.
        readers: The ids of the keys that it is sealed to.
        left: How many records its key may still seal.
    """

    key: EpochKey
    readers: frozenset[str]
    left: int


class Entries:
    """Records that follow one another from a known head on, not yet stored.

    Args:
        scribe: Makes the rows.
        head: Where the log ends.
        epoch: The epoch that was open at the end of the last transaction.
        readers: Who may read the log now, by key id; for others a new epoch starts.
        epoch_records: After so many records an epoch ends.

    Attributes:
        epoch: The epoch of the newest of them, or the one before them; None before the first.
        closed: Whether no more may be added.
    """

    def __init__(
        self,
        scribe: Scribe,
        head: Head,
        epoch: Epoch | None,
        readers: Mapping[str, SealingKey],
        epoch_records: int,
    ) -> None:
        self.epoch = epoch
        self.closed = False
        self._scribe = scribe
        self._head = head
        self._readers = readers
        self._epoch_records = epoch_records
        self._tree = Frontier.from_peaks(head.size, head.peaks)
        self._rows: list[RecordRow] = []
        self._at = head.at

    def append(self, event: Event) -> int:
        """Make the record of ``event``, and before it those that it needs; return its number.

        Raises:
            ValueError: The event's body cannot be written as canonical JSON.
            NoReadersError: An epoch is due, and there is nobody to seal its key to.
        """
        if self.closed:
            message = "the transaction has ended"
            raise RuntimeError(message)
        now, last = self._scribe.clock.now(), self._at
        at = utc_text(now)
        epoch = self._epoch(at)
        if at < last and utc_text(now + CLOCK_TOLERANCE) < last:
            set_back = Event(EventKind.CLOCK_SET_BACK, Outcome.DONE, {"last": last})
            epoch = self._record(set_back, epoch, at)
        self._record(event, epoch, at)
        return self._tree.size - 1

    def store(self, connection: Connection) -> Head:
        """Insert the records and one checkpoint over all; return where the log then ends."""
        if not self._rows:
            return self._head
        audit_rows.add_records(connection, self._rows)
        checkpoint = self._scribe.checkpoint(self._tree)
        audit_rows.add_checkpoint(connection, checkpoint)
        return Head(checkpoint.size, checkpoint.note, checkpoint.peaks, self._at)

    def receipt(self, head: Head) -> Receipt | None:
        """Return the receipt for all that was added, once ``head`` is committed."""
        if not self._rows:
            return None
        return Receipt(head.size - 1, head.size, self._tree.root.hex(), head.note)

    def _epoch(self, at: str) -> Epoch:
        epoch = self.epoch
        if epoch is not None and epoch.left > 0 and epoch.readers == self._readers.keys():
            return epoch
        key, row = self._scribe.epoch(self._tree.size, self._readers, at)
        return self._add(row, Epoch(key, frozenset(self._readers), self._epoch_records), at)

    def _record(self, event: Event, epoch: Epoch, at: str) -> Epoch:
        return self._add(self._scribe.record(self._tree.size, epoch.key, event, at), epoch, at)

    def _add(self, row: RecordRow, epoch: Epoch, at: str) -> Epoch:
        self._rows.append(row)
        self._tree.append(row.leaf)
        self._at = at
        self.epoch = Epoch(epoch.key, epoch.readers, epoch.left - 1)
        return self.epoch
