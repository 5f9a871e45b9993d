"""The rows of the audit log; what they mean is the business of ``engine.audit``."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, insert, select, text

from engine.store.schema import AUDIT_CHECKPOINTS, AUDIT_RECORDS, EPOCH_RECORDS

_RECORDS = AUDIT_RECORDS.c
_CHECKPOINTS = AUDIT_CHECKPOINTS.c


class RecordRow(NamedTuple):
    """One record as it is stored."""

    seq: int
    header: bytes
    salt: bytes
    nonce: bytes
    ciphertext: bytes
    leaf: bytes


class PackedRecords(NamedTuple):
    """Records that follow one another, each part of all of them in one piece.

    Attributes:
        headers: One after the other, a line break between two.
        salts: One after the other, as all that follows.
        nonces: The nonces.
        ciphertexts: The ciphertexts.
        ciphertext_lengths: The length of each, in decimal, commas between.
        leaves: The leaves.
    """

    headers: bytes
    salts: bytes
    nonces: bytes
    ciphertexts: bytes
    ciphertext_lengths: str
    leaves: bytes


_PACKED = text("""
    SELECT
        count(*),
        CAST(group_concat(header, char(10)) AS BLOB),
        CAST(group_concat(salt, '') AS BLOB),
        CAST(group_concat(nonce, '') AS BLOB),
        CAST(group_concat(ciphertext, '') AS BLOB),
        group_concat(length(ciphertext)),
        CAST(group_concat(leaf, '') AS BLOB)
    FROM audit_records
    WHERE :low <= seq AND seq < :high
        AND typeof(header) = 'blob' AND typeof(salt) = 'blob' AND typeof(nonce) = 'blob'
        AND typeof(ciphertext) = 'blob' AND typeof(leaf) = 'blob'
        AND length(salt) = :salt AND length(nonce) = :nonce AND length(leaf) = :leaf
""")
"""SQLite packs them without Python, and so without holding up what Python does meanwhile.

It promises no order in which the rows are packed, and glues whatever stands there: whoever reads
it has to find in it what each record has to hold.
"""


class HeaderRow(NamedTuple):
    """A record's clear part."""

    seq: int
    header: bytes


class CheckpointRow(NamedTuple):
    """One checkpoint as it is stored: a signed note, and the tree's peaks it was made from."""

    size: int
    note: bytes
    peaks: bytes


class Bounds(NamedTuple):
    """The lowest and the highest number in a table; both None where it is empty."""

    low: int | None
    high: int | None


def _bounds(column: ColumnElement[int]) -> Select[Any]:
    # Two queries in one: SQLite answers each from the tree's edge, but both at once by a full scan.
    low = select(func.min(column)).scalar_subquery()
    high = select(func.max(column)).scalar_subquery()
    return select(low, high)


# What is asked again and again is put together once: that takes longer than to carry it out.
_ADD_RECORD, _ADD_CHECKPOINT = insert(AUDIT_RECORDS), insert(AUDIT_CHECKPOINTS)
_RECORD_BOUNDS, _CHECKPOINT_BOUNDS = _bounds(_RECORDS.seq), _bounds(_CHECKPOINTS.size)
_NEWEST_CHECKPOINT = select(AUDIT_CHECKPOINTS).order_by(_CHECKPOINTS.size.desc()).limit(1)

_CHECKPOINTS_BETWEEN = (
    select(AUDIT_CHECKPOINTS)
    .where(bindparam("low") <= _CHECKPOINTS.size, _CHECKPOINTS.size < bindparam("high"))
    .order_by(_CHECKPOINTS.size)
)


def add_records(connection: Connection, rows: Sequence[RecordRow]) -> None:
    """Append records."""
    connection.execute(_ADD_RECORD, [row._asdict() for row in rows])


def add_checkpoint(connection: Connection, row: CheckpointRow) -> None:
    """Append a checkpoint."""
    connection.execute(_ADD_CHECKPOINT, row._asdict())


def record_bounds(connection: Connection) -> Bounds:
    """Return the lowest and highest sequence number."""
    return Bounds(*connection.execute(_RECORD_BOUNDS).one())


def checkpoint_bounds(connection: Connection) -> Bounds:
    """Return the lowest and highest size with a checkpoint."""
    return Bounds(*connection.execute(_CHECKPOINT_BOUNDS).one())


def records_between(connection: Connection, low: int, high: int) -> list[RecordRow]:
    """Return the records numbered ``low`` to below ``high``, in order."""
    query = (
        select(AUDIT_RECORDS).where(low <= _RECORDS.seq, _RECORDS.seq < high).order_by(_RECORDS.seq)
    )
    return [RecordRow._make(row) for row in connection.execute(query)]


def packed_between(
    connection: Connection, low: int, high: int, *, salt: int, nonce: int, leaf: int
) -> PackedRecords | None:
    """Return the records numbered ``low`` to below ``high`` in one piece.

    Args:
        connection: An open transaction.
        low: The first record's number.
        high: The number after the last one's.
        salt: How many bytes each salt has to have.
        nonce: How many each nonce.
        leaf: How many each leaf.

    Returns:
        None where a record is missing, or a part of one is no bytes or of another length.
    """
    asked = {"low": low, "high": high, "salt": salt, "nonce": nonce, "leaf": leaf}
    count, *parts = connection.execute(_PACKED, asked).one()
    return PackedRecords(*parts) if count == high - low else None


def checkpoints_between(connection: Connection, low: int, high: int) -> list[CheckpointRow]:
    """Return the checkpoints over ``low`` to below ``high`` records, in order."""
    rows = connection.execute(_CHECKPOINTS_BETWEEN, {"low": low, "high": high})
    return [CheckpointRow._make(row) for row in rows]


def newest_checkpoint(connection: Connection) -> CheckpointRow | None:
    """Return the checkpoint over most records, or None before the first."""
    row = connection.execute(_NEWEST_CHECKPOINT).one_or_none()
    return None if row is None else CheckpointRow._make(row)


def checkpoint_at(connection: Connection, size: int) -> CheckpointRow | None:
    """Return the checkpoint over exactly ``size`` records, or None."""
    query = select(AUDIT_CHECKPOINTS).where(_CHECKPOINTS.size == size)
    row = connection.execute(query).one_or_none()
    return None if row is None else CheckpointRow._make(row)


def record_at(connection: Connection, seq: int) -> RecordRow | None:
    """Return the record numbered ``seq``, or None."""
    row = connection.execute(select(AUDIT_RECORDS).where(_RECORDS.seq == seq)).one_or_none()
    return None if row is None else RecordRow._make(row)


def newest_headers(
    connection: Connection, *, before: int | None, holding: bytes, limit: int
) -> list[HeaderRow]:
    """Return headers, newest first.

    Args:
        connection: An open transaction.
        before: Only records with a lower number; None for all.
        holding: Only headers in which these bytes stand; empty for all.
        limit: How many at most.
    """
    query = select(_RECORDS.seq, _RECORDS.header).order_by(_RECORDS.seq.desc()).limit(limit)
    if before is not None:
        query = query.where(_RECORDS.seq < before)
    if holding:
        query = query.where(func.instr(_RECORDS.header, holding) > 0)
    return [HeaderRow._make(row) for row in connection.execute(query)]


def newest_epochs(connection: Connection, *, until: int, limit: int) -> list[HeaderRow]:
    """Return the headers that start an epoch, numbered ``until`` or less, newest first."""
    query = (
        select(_RECORDS.seq, _RECORDS.header)
        # Word for word the index's own condition, or SQLite would not use the index.
        .where(text(EPOCH_RECORDS), _RECORDS.seq <= until)
        .order_by(_RECORDS.seq.desc())
        .limit(limit)
    )
    return [HeaderRow._make(row) for row in connection.execute(query)]
