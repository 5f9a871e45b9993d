"""Where the log ends now, checked before anything is signed on top of it."""

from dataclasses import dataclass

from engine.audit.checkpoint import BadCheckpointError, read_checkpoint
from engine.audit.merkle import Frontier
from engine.audit.records import BadHeaderError, parse_header
from engine.audit.refusals import TamperedLogError
from engine.keys.signing import PublicKey
from engine.phrases import phrase
from engine.store import audit_rows
from engine.store.audit_rows import CheckpointRow
from engine.store.database import Connection


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a log.

    Attributes:
        size: How many records there are.
        note: The newest checkpoint; empty before the first.
        peaks: The tree's peaks at that size.
        at: When the last record was made; empty before the first.
    """

    size: int = 0
    note: bytes = b""
    peaks: bytes = b""
    at: str = ""


def read_head(connection: Connection, origin: str, key: PublicKey, known: Head) -> Head:
    """Read where the log ends, and check it as far as that costs little.

    The newest checkpoint must be signed, must give the root that the stored peaks give, and must
    cover the last record. The log must also still hold what this program last knew of it, so that
    a log cut or replaced under a running program is noticed.

    Args:
        connection: A writing transaction, so that the head cannot move.
        origin: The log's name.
        key: The key that signs it.
        known: The head that this program has last seen or made.

    Raises:
        TamperedLogError: Something of this does not hold.
    """
    row = audit_rows.newest_checkpoint(connection)
    last = audit_rows.record_bounds(connection).high
    if row is None:
        _require(last is None, phrase("records, but no checkpoint over them"))
        _require(known.size == 0, phrase("nothing of what this program wrote to it"))
        return known
    _require(last == row.size - 1, phrase("a checkpoint that does not end at its last record"))
    if (row.size, row.note, row.peaks) == (known.size, known.note, known.peaks):
        return known
    _check_signed(row, origin, key)
    _check_extends(connection, row, known)
    return Head(row.size, row.note, row.peaks, _time_of_last(connection, row.size - 1))


def _check_signed(row: CheckpointRow, origin: str, key: PublicKey) -> None:
    try:
        checkpoint = read_checkpoint(row.note, origin, key)
        root = Frontier.from_peaks(row.size, row.peaks).root
    except (BadCheckpointError, ValueError) as error:
        raise _refusal(
            phrase("a newest checkpoint that does not hold"), detail=str(error)
        ) from error
    _require(
        (checkpoint.size, checkpoint.root) == (row.size, root),
        phrase("a newest checkpoint that does not fit what is stored with it"),
    )


def _check_extends(connection: Connection, row: CheckpointRow, known: Head) -> None:
    if known.size == 0:
        return
    then = audit_rows.checkpoint_at(connection, known.size) if row.size > known.size else None
    _require(
        then is not None and then.note == known.note,
        phrase("no longer what this program wrote to it"),
    )


def _time_of_last(connection: Connection, seq: int) -> str:
    record = audit_rows.record_at(connection, seq)
    try:
        # There is such a record: its number was just read in this transaction.
        return parse_header(record.header).at if record else ""
    except BadHeaderError as error:
        raise _refusal(phrase("a last record that cannot be read"), detail=str(error)) from error


def _require(holds: bool, found: str) -> None:  # noqa: FBT001 - reads like an assertion
    if not holds:
        raise _refusal(found)


def _refusal(found: str, *, detail: str = "") -> TamperedLogError:
    return TamperedLogError(phrase("The audit log holds {found}.", found=found), detail=detail)
