"""The log as its writers see it: add a record, get a receipt, never read anything back."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from engine.audit.entries import Entries, Epoch
from engine.audit.events import Event
from engine.audit.head import Head, read_head
from engine.audit.receipt import Receipt
from engine.audit.records import LOG_ID
from engine.audit.scribe import Scribe
from engine.clock import Clock
from engine.keys.reading import SealingKey
from engine.keys.signing import SigningKey
from engine.store.database import Connection, Database

EPOCH_RECORDS = 2**20
"""After so many records an epoch ends, so that no key seals without bound."""


class AuditTransaction:
    """Rows of a service, and the records of what it did, committed together or not at all.

    Attributes:
        connection: The open transaction, for the service's own rows.
    """

    def __init__(self, connection: Connection, entries: Entries) -> None:
        self.connection = connection
        self._entries = entries
        self._receipt: Receipt | None = None

    def append(self, event: Event) -> int:
        """Add the record of ``event`` and return its number; it counts once all is committed.

        Raises:
            ValueError: The event's body cannot be written as canonical JSON.
            NoReadersError: There is nobody who could read the record.
        """
        return self._entries.append(event)

    @property
    def receipt(self) -> Receipt:
        """The receipt over everything appended; there is none before the commit."""
        if self._receipt is None:
            message = "nothing was recorded and committed"
            raise RuntimeError(message)
        return self._receipt

    def committed(self, receipt: Receipt | None) -> None:
        """Take the receipt. For the log alone to call."""
        self._receipt = receipt


class AuditLog:
    """Appends to the log of one site; can read nothing of what it sealed.

    Several threads may share one, and several processes may each have one for the same file.

    Args:
        database: The store.
        clock: Where the time comes from.
        key: The key that signs the log's checkpoints.
        log_id: The log's id, 8 to 64 hex digits.
        recipients: Gives the sealing keys of all who may read the log. It is called at the
            beginning of every transaction, so it has to be cheap while nothing changes. It may
            read the store but not write to it, for the transaction writes.
        epoch_records: After so many records an epoch ends.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        key: SigningKey,
        log_id: str,
        recipients: Callable[[], Sequence[SealingKey]],
        *,
        epoch_records: int = EPOCH_RECORDS,
    ) -> None:
        if not LOG_ID.fullmatch(log_id):
            message = "a log's id is 8 to 64 hex digits"
            raise ValueError(message)
        self._database = database
        self._scribe = Scribe(log_id, key, clock)
        self._recipients = recipients
        self._epoch_records = epoch_records
        self._turn = threading.RLock()
        self._writing = False
        self._head = Head()
        self._epoch: Epoch | None = None

    def append(self, event: Event) -> Receipt:
        """Record ``event``; when this returns, the record survives a power cut.

        Raises:
            StoreError: The record could not be written, and nothing of it was.
            TamperedLogError: The log holds something that it did not write.
            NoReadersError: There is nobody who could read the record.
            ValueError: The event's body cannot be written as canonical JSON.
        """
        with self.transaction() as work:
            work.append(event)
        return work.receipt

    @contextmanager
    def transaction(self) -> Iterator[AuditTransaction]:
        """Open one transaction for a service's rows and their records; they do not nest.

        One checkpoint over everything is signed at its end. Any exception undoes all of it. What
        it records is sealed to those who may read as it begins, whichever process changed that.

        Raises:
            StoreError: It could not begin, write or commit; nothing of it is kept.
            TamperedLogError: The log holds something that it did not write.
        """
        with self._turn:
            if self._writing:
                message = "a transaction of the log is open in this thread already"
                raise RuntimeError(message)
            self._writing = True
            try:
                yield from self._transact()
            finally:
                self._writing = False

    def _transact(self) -> Iterator[AuditTransaction]:
        scribe = self._scribe
        with self._database.write() as connection:
            self._head = read_head(connection, scribe.origin, scribe.key.public, self._head)
            # Inside the transaction, where no other process can change who may read.
            readers = {reader.id: reader for reader in self._recipients()}
            entries = Entries(scribe, self._head, self._epoch, readers, self._epoch_records)
            work = AuditTransaction(connection, entries)
            try:
                yield work
            finally:
                entries.closed = True
            head = entries.store(connection)
        # Only what is committed is remembered: an epoch that was undone has no first record.
        self._head, self._epoch = head, entries.epoch
        work.committed(entries.receipt(head))
