"""When the log cannot, or must not, be written: nothing half-written, and a word on what to do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.audit.log import AuditLog
from engine.audit.receipt import Receipt
from engine.audit.refusals import TamperedLogError
from engine.errors import DamagedStoreError
from engine.keys.signing import SigningKey
from engine.store.database import Database
from engine.store.failures import (
    StoreBusyError,
    StoreDeviceError,
    StoreFullError,
    StoreMovedError,
    StoreReadOnlyError,
)
from tests.unit.audit.logs import open_log, prediction, verified

posix_only = pytest.mark.skipif(os.name == "nt", reason="limits and locks of POSIX")


@contextmanager
def file_size_limit(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond ``size``; Python ignores the signal for it."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def edit(database: Database, *statements: str) -> None:
    with database.write() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def append_some(log: AuditLog, count: int) -> Receipt:
    return [log.append(prediction(number)) for number in range(count)][-1]


def append_batch(log: AuditLog, count: int) -> None:
    with log.transaction() as work:
        for number in range(count):
            work.append(prediction(number))


def test_a_full_disk_records_nothing_and_the_log_goes_on_when_there_is_room(
    database: Database, path: Path
) -> None:
    log = open_log(database)
    before = append_some(log, 3)
    edit(database, "PRAGMA max_page_count=1")  # SQLite takes this as: not one page more

    with pytest.raises(StoreFullError) as refusal:
        append_some(log, 100)
    full = verified(path, receipt=before.note)

    assert "Make room" in refusal.value.advice
    assert full.sound
    edit(database, "PRAGMA max_page_count=1000000")
    after = log.append(prediction())
    assert after.size == full.size + 1
    assert verified(path, receipt=after.note).sound


def test_an_epoch_that_found_no_room_is_started_again(database: Database, path: Path) -> None:
    log = open_log(database)
    edit(database, "PRAGMA max_page_count=1")
    with pytest.raises(StoreFullError):
        append_batch(log, 100)
    edit(database, "PRAGMA max_page_count=1000000")

    log.append(prediction())

    report = verified(path)
    assert (report.sound, report.size) == (True, 2)


@posix_only
def test_a_limit_on_the_files_size_records_nothing_and_says_so(
    database: Database, path: Path
) -> None:
    log = open_log(database)
    before = append_some(log, 3)

    with file_size_limit(path.stat().st_size), pytest.raises(StoreDeviceError) as refusal:
        append_some(log, 100)

    assert "quota" in refusal.value.advice
    full = verified(path, receipt=before.note)
    assert full.sound
    assert log.append(prediction()).size == full.size + 1


def test_a_log_that_may_only_be_read_takes_no_record(database: Database, path: Path) -> None:
    append_some(open_log(database), 1)
    with Database.open(path, read_only=True) as reading:
        with pytest.raises(StoreReadOnlyError, match="cannot be written") as refusal:
            append_some(open_log(reading), 1)
        assert "IT" in refusal.value.advice
    assert verified(path).size == 2


def test_a_log_that_another_program_holds_too_long_takes_no_record(path: Path) -> None:
    Database.create(path).close()
    with Database.open(path) as holding, Database.open(path, busy_timeout_s=0) as hurried:
        log = open_log(hurried)
        with holding.write(), pytest.raises(StoreBusyError):
            append_some(log, 1)
        assert append_some(log, 1).size == 2


CUTS = {
    "the newest checkpoint's note": "UPDATE audit_checkpoints SET note = x'00' WHERE size = 4",
    "its peaks": "UPDATE audit_checkpoints SET peaks = zeroblob(length(peaks)) WHERE size = 4",
    "their length": "UPDATE audit_checkpoints SET peaks = x'' WHERE size = 4",
    "an older note in its place": "UPDATE audit_checkpoints SET note ="
    " (SELECT note FROM audit_checkpoints WHERE size = 3) WHERE size = 4",
    "the newest checkpoint gone": "DELETE FROM audit_checkpoints WHERE size = 4",
    "all checkpoints gone": "DELETE FROM audit_checkpoints",
    "the last record gone": "DELETE FROM audit_records WHERE seq = 3",
    "all records gone": "DELETE FROM audit_records",
    "a record too many": "INSERT INTO audit_records SELECT 9, header, salt, nonce, ciphertext,"
    " leaf FROM audit_records WHERE seq = 2",
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS.keys())
@pytest.mark.parametrize("running", [True, False], ids=["in a running program", "at its start"])
def test_nothing_is_signed_on_top_of_an_end_that_does_not_hold(
    database: Database, cut: str, *, running: bool
) -> None:
    log = open_log(database)
    append_some(log, 3)
    edit(database, cut)

    with pytest.raises(TamperedLogError, match="The audit log holds") as refusal:
        (log if running else open_log(database)).append(prediction())

    assert "auditor" in refusal.value.advice
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT max(size) FROM audit_checkpoints").scalar() != 5


def test_a_last_record_whose_header_was_changed_is_not_built_on(database: Database) -> None:
    append_some(open_log(database), 3)
    edit(database, "UPDATE audit_records SET header = x'7b7d' WHERE seq = 3")
    with pytest.raises(TamperedLogError, match="last record"):
        open_log(database).append(prediction())


def test_an_end_of_another_type_is_not_built_on(database: Database) -> None:
    append_some(open_log(database), 1)
    edit(
        database,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '')",
        "PRAGMA writable_schema=RESET",
    )
    edit(database, "UPDATE audit_checkpoints SET note = 5 WHERE size = 2")
    with pytest.raises(DamagedStoreError):
        open_log(database).append(prediction())


def test_a_log_that_another_key_signed_is_not_built_on(database: Database) -> None:
    append_some(open_log(database, key=SigningKey(bytes(32))), 1)
    with pytest.raises(TamperedLogError):
        append_some(open_log(database), 1)


@pytest.mark.parametrize(
    "kept",
    [0, 2, 3],
    ids=["to nothing", "to an earlier state", "to an earlier state and built on again"],
)
def test_a_log_cut_back_under_a_running_program_is_noticed(database: Database, kept: int) -> None:
    log = open_log(database)
    append_some(log, 3)
    # Each of these states is sound in itself: only who saw the later one can tell.
    edit(
        database,
        f"DELETE FROM audit_records WHERE seq >= {kept}",  # noqa: S608 - a number of ours
        f"DELETE FROM audit_checkpoints WHERE size > {kept}",  # noqa: S608 - a number of ours
    )
    if kept == 3:
        append_some(open_log(database), 3)

    with pytest.raises(TamperedLogError, match="what this program wrote"):
        log.append(prediction())


@posix_only
def test_a_backup_put_back_under_a_running_program_takes_no_record(
    database: Database, path: Path
) -> None:
    log = open_log(database)
    append_some(log, 1)
    database.close()
    backup = shutil.copyfile(path, path.with_name("backup.db"))
    append_some(log, 1)

    backup.replace(path)

    with pytest.raises(StoreMovedError):
        log.append(prediction())
    # Opening the file anew does not help: this program knows of a record that it does not hold.
    database.close()
    with pytest.raises(TamperedLogError, match="what this program wrote"):
        log.append(prediction())
