"""What the tests of the audit log need to make one."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog
from engine.audit.verify import LogReport, verify_log
from engine.clock import Clock
from engine.keys.reading import ReadingKey, SealingKey
from engine.keys.signing import SigningKey
from engine.progress import Silent
from engine.store.database import Database

LOG_ID = "5a" * 16
KEY = SigningKey(bytes(range(32)))
AUDITOR = ReadingKey(bytes(range(96)))


class SetClock:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 9, 15, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def monotonic_ns(self) -> int:
        return 2**60

    def boot_id(self) -> str:
        return "boot-1"

    def turn(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def prediction(number: int = 0) -> Event:
    return Event(EventKind.PREDICTION, Outcome.DONE, {"patient": f"P-{number}", "score": 6.5})


def open_log(
    database: Database,
    *,
    clock: Clock | None = None,
    readers: Callable[[], Sequence[SealingKey]] = lambda: [AUDITOR.public],
    key: SigningKey = KEY,
    epoch_records: int = 2**20,
) -> AuditLog:
    return AuditLog(
        database, clock or SetClock(), key, LOG_ID, readers, epoch_records=epoch_records
    )


def verified(path: Path, *, receipt: bytes | None = None) -> LogReport:
    with Database.open(path, read_only=True) as database:
        return verify_log(database, KEY.public, LOG_ID, Silent(), receipt=receipt)
