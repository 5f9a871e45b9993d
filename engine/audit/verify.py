"""Verifying a log with its public key alone, every record and every checkpoint, in flat memory.

The store is read in short transactions, a stretch of records each, so that a ward can go on
recording while an auditor verifies. What is appended meanwhile is left to the next verification.

A stretch in which everything is as it has to be is verified at once (``engine.audit.stretch``),
while a thread reads the next. Any other is gone through record by record, to say what is wrong
with which.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from engine.audit.checkpoint import BadCheckpointError, Checkpoint, origin_of, read_checkpoint
from engine.audit.merkle import EMPTY_ROOT, Frontier
from engine.audit.records import BadHeaderError, Header, leaf_of, parse_header
from engine.audit.refusals import BadReceiptError
from engine.audit.sealing import NONCE_BYTES, PADDED_TO, SALT_BYTES, TAG_BYTES
from engine.audit.stretch import proven_leaves, read_stretch
from engine.errors import DamagedStoreError
from engine.keys.signing import PublicKey
from engine.phrases import phrase, reason_of
from engine.progress import Progress
from engine.store import audit_rows
from engine.store.audit_rows import CheckpointRow, PackedRecords, RecordRow
from engine.store.database import Database

STRETCH = 512
"""Records read in one transaction."""

AHEAD = 2
"""Stretches read, or being read, while one is verified."""


@dataclass(frozen=True, slots=True)
class LogReport:
    """What a verification found.

    Attributes:
        size: How many records hold, from the first on: all of them where the log is sound.
        root: The root over those, in hex.
        first_bad: The number of the first record that does not hold; None where all do.
        reason: Why it does not, in words; empty where all do.
    """

    size: int
    root: str
    first_bad: int | None = None
    reason: str = ""

    @property
    def sound(self) -> bool:
        """Whether everything holds."""
        return self.first_bad is None


class _FaultError(Exception):
    """The first thing that does not hold."""

    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(reason)
        self.seq, self.reason = seq, reason


def verify_log(
    database: Database,
    key: PublicKey,
    log_id: str,
    progress: Progress,
    *,
    receipt: bytes | None = None,
) -> LogReport:
    """Verify every record and every checkpoint of a log.

    Args:
        database: The store; open for reading only is enough.
        key: The log's public key.
        log_id: The log's id.
        progress: Told how far the verification is.
        receipt: A checkpoint kept elsewhere, which the log must still bear out.

    Raises:
        BadReceiptError: The receipt is no checkpoint of this log.
        DamagedStoreError: The file is so damaged that not even its tables are found.
        StoreError: The store cannot be read for another reason.
    """
    walk = _Walk(log_id, key, _read_receipt(receipt, log_id, key))
    try:
        _walk_through(database, walk, progress)
    except _FaultError as fault:
        return LogReport(walk.proven, walk.proven_root.hex(), fault.seq, fault.reason)
    return LogReport(walk.proven, walk.proven_root.hex())


class _Walk:
    """What is known after each record and checkpoint, from the first on.

    Attributes:
        size: How many records were taken.
        proven: How many of them the last checkpoint covers.
        proven_root: The root over those.
    """

    def __init__(self, log_id: str, key: PublicKey, receipt: Checkpoint | None) -> None:
        self.proven = 0
        self.proven_root = EMPTY_ROOT
        self._log_id = log_id
        self._origin = origin_of(log_id)
        self._key = key
        self._receipt = receipt
        self._tree = Frontier()
        self._epochs: set[str] = set()

    @property
    def size(self) -> int:
        return self._tree.size

    def take_stretch(self, stretch: "_Stretch") -> bool:
        """Take all its records and checkpoints, or nothing of it where it needs a closer look."""
        low, receipt = self.size, self._receipt
        if stretch.packed is None or (receipt and low < receipt.size <= stretch.high):
            return False
        started: set[str] = set()

        def may_stand(header: Header, seq: int) -> bool:
            if self._take_header(header, seq):
                return False
            if header.starts_epoch:
                started.add(header.epoch)
            return True

        leaves = proven_leaves(stretch.packed, low, may_stand)
        if leaves is None:
            self._epochs -= started
            return False
        for checkpoint in stretch.checkpoints:
            self._tree.extend(leaves[self.size - low : checkpoint.size - low])
            self.take_checkpoint(checkpoint)
        self._tree.extend(leaves[self.size - low :])
        return True

    def take_record(self, row: RecordRow) -> None:
        seq = self.size
        self.require(row.seq)
        reason = _wrong_with(row)
        if not reason:
            try:
                reason = self._take_header(parse_header(row.header), seq)
            except BadHeaderError as error:
                reason = reason_of(error)
        if reason:
            raise _FaultError(seq, phrase("record {seq}: {reason}", seq=seq, reason=reason))
        self._tree.append(row.leaf)

    def take_checkpoint(self, row: CheckpointRow) -> None:
        size, first = self.size, self.proven
        try:
            checkpoint = read_checkpoint(row.note, self._origin, self._key)
        except BadCheckpointError as error:
            raise _FaultError(
                first,
                phrase(
                    "the checkpoint over {size} records: {reason}",
                    size=size,
                    reason=reason_of(error),
                ),
            ) from error
        root = self._tree.root
        if (checkpoint.size, checkpoint.root) != (size, root):
            raise _FaultError(
                first,
                phrase(
                    "records {first} to {last} are not those that the checkpoint signs",
                    first=first,
                    last=size - 1,
                ),
            )
        if row.peaks != self._tree.peaks:
            raise _FaultError(
                first, phrase("the peaks over {size} records are not those of the tree", size=size)
            )
        self.proven, self.proven_root = size, root

    def check_receipt(self) -> None:
        """Compare with the receipt where the log has just the receipt's size."""
        receipt = self._receipt
        if receipt and receipt.size == self.size and receipt.root != self._tree.root:
            raise _FaultError(
                max(self.size - 1, 0),
                phrase(
                    "the first {size} records are not those that the receipt was given for",
                    size=self.size,
                ),
            )

    def require(self, size: int) -> None:
        """Check that as many records were taken as the log has numbers for."""
        if self.size != size:
            raise _FaultError(self.size, phrase("record {seq} is missing", seq=self.size))

    def finish(self, signed: int) -> None:
        """Check the end of the log against the newest checkpoint and the receipt."""
        size = self.size
        if signed > size:
            raise _FaultError(
                size,
                phrase(
                    "record {seq} is missing: a checkpoint covers {signed} records",
                    seq=size,
                    signed=signed,
                ),
            )
        if signed < size:
            raise _FaultError(
                self.proven, phrase("no checkpoint covers record {seq}", seq=self.proven)
            )
        if self._receipt and self._receipt.size > size:
            raise _FaultError(
                size,
                phrase(
                    "record {seq} is missing: the receipt covers {covered} records",
                    seq=size,
                    covered=self._receipt.size,
                ),
            )

    def _take_header(self, header: Header, seq: int) -> str:
        """Take the header of record ``seq``, or say what is wrong with it there."""
        if header.log != self._log_id:
            return phrase("it belongs to another log")
        if header.seq != seq:
            return phrase("it was written as record {written}", written=header.seq)
        if header.starts_epoch:
            if header.epoch in self._epochs:
                return phrase("its epoch was started before")
            self._epochs.add(header.epoch)
        elif header.epoch not in self._epochs:
            return phrase("nothing before it started its epoch")
        return ""


def _wrong_with(row: RecordRow) -> str:
    if leaf_of(row.header, row.salt, row.nonce, row.ciphertext) != row.leaf:
        return phrase("its contents are not what was recorded")
    sealed = len(row.ciphertext) - TAG_BYTES
    lengths = (len(row.salt), len(row.nonce), sealed > 0, sealed % PADDED_TO)
    if lengths != (SALT_BYTES, NONCE_BYTES, True, 0):
        return phrase("a part of it has a length that no record has")
    return ""


def _read_receipt(receipt: bytes | None, log_id: str, key: PublicKey) -> Checkpoint | None:
    if receipt is None:
        return None
    try:
        return read_checkpoint(receipt, origin_of(log_id), key)
    except BadCheckpointError as error:
        raise BadReceiptError(
            phrase("This receipt cannot be used: {reason}.", reason=reason_of(error))
        ) from error


def _walk_through(database: Database, walk: _Walk, progress: Progress) -> None:
    with database.read() as connection:
        records = audit_rows.record_bounds(connection)
        checkpoints = audit_rows.checkpoint_bounds(connection)
    if records.low is not None and records.low < 0:
        raise _FaultError(0, phrase("there are records numbered below 0"))
    if checkpoints.low is not None and checkpoints.low < 1:
        raise _FaultError(0, phrase("there is a checkpoint over no records"))
    count = 0 if records.high is None else records.high + 1
    stage = phrase("Verifying the log")
    for stretch in _stretches(database, count):
        progress.report(stage, stretch.low / count)
        if not walk.take_stretch(stretch):
            for record, checkpoint in _one_by_one(database, stretch.low, stretch.high):
                walk.take_record(record)
                if checkpoint is not None:
                    walk.take_checkpoint(checkpoint)
                walk.check_receipt()
        walk.require(stretch.high)
    walk.finish(checkpoints.high or 0)
    progress.report(stage, 1.0)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Records that follow one another, and the checkpoints that end within them.

    Attributes:
        low: The number of the first record.
        high: The number after the last one's.
        packed: The records in one piece; None where they need a closer look.
        checkpoints: In order.
    """

    low: int
    high: int
    packed: PackedRecords | None
    checkpoints: Sequence[CheckpointRow]


def _stretches(database: Database, count: int) -> Iterator[_Stretch]:
    """Yield the log stretch by stretch, the next one being read meanwhile."""
    with ThreadPoolExecutor(1, "reader") as reader:
        ahead: deque[Future[_Stretch]] = deque()
        for low in range(0, count, STRETCH):
            ahead.append(reader.submit(_read, database, low, min(low + STRETCH, count)))
            if len(ahead) > AHEAD:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _read(database: Database, low: int, high: int) -> _Stretch:
    try:
        with database.read() as connection:
            packed = read_stretch(connection, low, high)
            checkpoints = audit_rows.checkpoints_between(connection, low + 1, high + 1)
    except DamagedStoreError:
        # One of them is so damaged that not even SQLite reads it.
        return _Stretch(low, high, None, ())
    return _Stretch(low, high, packed, checkpoints)


def _one_by_one(
    database: Database, low: int, high: int
) -> Iterator[tuple[RecordRow, CheckpointRow | None]]:
    """Yield records ``low`` to below ``high``, each with the checkpoint that ends at it, if any."""
    try:
        with database.read() as connection:
            records = audit_rows.records_between(connection, low, high)
            checkpoints = audit_rows.checkpoints_between(connection, low + 1, high + 1)
    except DamagedStoreError:
        # One of them is so damaged that not even SQLite reads it: find out which.
        for seq in range(low, high):
            yield _alone(database, seq)
        return
    by_size = {row.size: row for row in checkpoints}
    for record in records:
        yield record, by_size.get(record.seq + 1)


def _alone(database: Database, seq: int) -> tuple[RecordRow, CheckpointRow | None]:
    try:
        with database.read() as connection:
            record = audit_rows.record_at(connection, seq)
    except DamagedStoreError as error:
        reason = phrase("record {seq} cannot be read: {detail}", seq=seq, detail=error.detail)
        raise _FaultError(seq, reason) from error
    if record is None:
        raise _FaultError(seq, phrase("record {seq} is missing", seq=seq))
    try:
        with database.read() as connection:
            return record, audit_rows.checkpoint_at(connection, seq + 1)
    except DamagedStoreError:
        # As empty as it is unreadable; whoever checks it says so.
        return record, CheckpointRow(seq + 1, b"", b"")
