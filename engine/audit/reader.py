"""The log as an auditor sees it: headers for the asking, bodies with a reading key."""

from dataclasses import dataclass
from typing import Any

from engine.audit.events import EventKind
from engine.audit.records import BadHeaderError, Header, parse_header
from engine.audit.refusals import NoSuchRecordError, NotSealedToYouError, TamperedLogError
from engine.audit.sealing import CannotOpenError, EpochKey, SealedBody
from engine.keys.reading import ReadingKey, SealedForAnotherError
from engine.phrases import phrase
from engine.store import audit_rows
from engine.store.audit_rows import HeaderRow
from engine.store.database import Connection, Database

_EPOCHS_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class OpenedRecord:
    """A record that its reader could open.

    Attributes:
        header: Its clear part.
        body: What was sealed: JSON values.
    """

    header: Header
    body: dict[str, Any]


class AuditReader:
    """Reads one log with one auditor's key.

    Opening a record shows that it was sealed with its header by a holder of the epoch's key. Only
    ``engine.audit.verify`` shows that it stands in the log where it was written.
    """

    def __init__(self, database: Database, log_id: str, key: ReadingKey) -> None:
        self._database = database
        self._log_id = log_id
        self._key = key
        self._epochs: dict[str, EpochKey] = {}

    def headers(
        self, *, kind: EventKind | None = None, before: int | None = None, limit: int = 100
    ) -> list[Header]:
        """Return clear headers, newest first.

        Args:
            kind: Only records of this kind.
            before: Only records with a lower number: the last one's of the page before.
            limit: How many at most.

        Raises:
            TamperedLogError: One of them is no header of this log.
            StoreError: The store cannot be read.
        """
        holding = f'"kind":"{kind}"'.encode() if kind else b""
        with self._database.read() as connection:
            rows = audit_rows.newest_headers(
                connection, before=before, holding=holding, limit=limit
            )
        return [self._parse(row) for row in rows]

    def open(self, seq: int) -> OpenedRecord:
        """Open the record numbered ``seq``.

        Raises:
            NoSuchRecordError: There is none of that number.
            NotSealedToYouError: Its epoch was not sealed to this reader.
            TamperedLogError: It is not what was recorded.
            StoreError: The store cannot be read.
        """
        with self._database.read() as connection:
            row = audit_rows.record_at(connection, seq)
            if row is None:
                raise NoSuchRecordError(phrase("The log has no record {seq}.", seq=seq))
            header = self._parse(HeaderRow(row.seq, row.header))
            key = self._epoch_key(connection, header)
        try:
            body = key.open(seq, row.header, SealedBody(row.salt, row.nonce, row.ciphertext))
        except CannotOpenError as error:
            raise _tampered(seq, str(error)) from error
        return OpenedRecord(header, body)

    def _epoch_key(self, connection: Connection, header: Header) -> EpochKey:
        if header.epoch not in self._epochs:
            first = self._first_of_epoch(connection, header)
            try:
                self._epochs[header.epoch] = EpochKey.unseal(first, self._key)
            except SealedForAnotherError as error:
                raise NotSealedToYouError(
                    phrase("Record {seq} was sealed to others, not to you.", seq=header.seq),
                    detail=f"epoch {header.epoch}, started by record {first.seq}",
                ) from error
            except CannotOpenError as error:
                raise _tampered(first.seq, str(error)) from error
        return self._epochs[header.epoch]

    def _first_of_epoch(self, connection: Connection, header: Header) -> Header:
        until = header.seq
        # Runs side by side interleave their epochs; the one sought is seldom far back.
        while rows := audit_rows.newest_epochs(connection, until=until, limit=_EPOCHS_AT_ONCE):
            for row in rows:
                first = self._parse(row)
                if first.epoch == header.epoch:
                    return first
            until = rows[-1].seq - 1
        raise _tampered(header.seq, "nothing before it started its epoch")

    def _parse(self, row: HeaderRow) -> Header:
        try:
            header = parse_header(row.header)
        except BadHeaderError as error:
            raise _tampered(row.seq, str(error)) from error
        if (header.log, header.seq) != (self._log_id, row.seq):
            raise _tampered(row.seq, "it was written as another record")
        return header


def _tampered(seq: int, detail: str) -> TamperedLogError:
    return TamperedLogError(
        phrase("Record {seq} of the log is not what was recorded.", seq=seq), detail=detail
    )
