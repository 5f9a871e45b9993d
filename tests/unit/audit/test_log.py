"""Appending: receipts, transactions, epochs, the clock, and several writers at once."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from engine.audit.checkpoint import origin_of, read_checkpoint
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog
from engine.audit.reader import AuditReader
from engine.audit.receipt import short_code
from engine.audit.refusals import NoReadersError, NotSealedToYouError
from engine.errors import ReportableError
from engine.keys.reading import ReadingKey, SealingKey
from engine.store.database import Database
from engine.store.schema import MODELS
from tests.unit.audit.logs import AUDITOR, KEY, LOG_ID, SetClock, open_log, prediction, verified

MODEL = {"sha256": "00" * 32, "state": "active", "added_at": "2026-11-02T09:15:00.000000Z"}


class StumblingError(Exception):
    """What a service's own work fails with."""


def stumble(log: AuditLog) -> None:
    """Fail after a row and more records than an epoch of three may have."""
    with log.transaction() as work:
        work.connection.execute(insert(MODELS), MODEL)
        for number in range(5):
            work.append(prediction(number))
        raise StumblingError


def kinds(database: Database) -> list[str]:
    headers = AuditReader(database, LOG_ID, AUDITOR).headers(limit=1000)
    return [header.kind.value for header in reversed(headers)]


def test_a_record_comes_with_a_receipt_that_the_log_has_signed(database: Database) -> None:
    log = open_log(database)

    receipt = log.append(prediction())

    # The first record of a run starts its epoch.
    assert (receipt.seq, receipt.size) == (1, 2)
    signed = read_checkpoint(receipt.note, origin_of(LOG_ID), KEY.public)
    assert (signed.size, signed.root.hex()) == (2, receipt.root)


def test_a_receipt_has_a_short_form_that_can_be_read_aloud(database: Database) -> None:
    receipt = open_log(database).append(prediction())
    assert receipt.text == f"1 · {short_code(receipt.root)}"
    assert short_code("00" * 32) == "0000-0000"
    assert short_code("ff" * 32) == "ZZZZ-ZZZZ"
    # 0x08421084210 in groups of five bits counts 1, 1, 1, ...
    assert short_code("0842108421" + "00" * 27) == "1111-1111"


def test_what_was_appended_is_sound_and_opens_for_the_auditor(
    database: Database, path: Path
) -> None:
    log = open_log(database)
    for number in range(5):
        log.append(prediction(number))

    report = verified(path)
    opened = AuditReader(database, LOG_ID, AUDITOR).open(5)

    assert (report.sound, report.size) == (True, 6)
    assert opened.body == {"patient": "P-4", "score": 6.5}
    assert opened.header.kind is EventKind.PREDICTION


def test_a_services_rows_and_its_records_are_committed_together(
    database: Database, path: Path
) -> None:
    log = open_log(database)

    with log.transaction() as work:
        work.connection.execute(insert(MODELS), MODEL)
        first = work.append(Event(EventKind.MODEL_SUBMITTED, Outcome.DONE, {}))
        second = work.append(Event(EventKind.MODEL_APPROVED, Outcome.DONE, {}))

    assert (first, second) == (1, 2)
    assert (work.receipt.seq, work.receipt.size) == (2, 3)
    assert verified(path, receipt=work.receipt.note).sound
    with database.read() as connection:
        assert connection.execute(select(MODELS.c.state)).scalar_one() == "active"


def test_a_transaction_has_one_checkpoint_for_all_its_records(database: Database) -> None:
    with open_log(database).transaction() as work:
        for number in range(10):
            work.append(prediction(number))
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT size FROM audit_checkpoints").all() == [(11,)]


def test_a_transaction_that_fails_leaves_neither_rows_nor_records(
    database: Database, path: Path
) -> None:
    log = open_log(database)

    with pytest.raises(StumblingError):
        stumble(log)

    assert verified(path).size == 0
    with database.read() as connection:
        assert connection.execute(select(MODELS)).all() == []


def test_an_epoch_whose_first_record_was_undone_is_started_again(
    database: Database, path: Path
) -> None:
    log = open_log(database)
    with pytest.raises(StumblingError):
        stumble(log)

    log.append(prediction(1))

    assert kinds(database) == ["epoch-started", "prediction"]
    assert verified(path).sound
    assert AuditReader(database, LOG_ID, AUDITOR).open(1).body["patient"] == "P-1"


def test_an_epoch_that_was_open_before_goes_on_after_a_transaction_that_failed(
    database: Database, path: Path
) -> None:
    log = open_log(database, epoch_records=3)
    log.append(prediction())
    with pytest.raises(StumblingError):
        stumble(log)

    log.append(prediction(1))

    assert kinds(database) == ["epoch-started", "prediction", "prediction"]
    assert verified(path).sound


def test_there_is_no_receipt_before_the_commit_nor_for_nothing(database: Database) -> None:
    log = open_log(database)
    with log.transaction() as work:
        work.append(prediction())
        with pytest.raises(RuntimeError, match="nothing was recorded"):
            _ = work.receipt
    with log.transaction() as empty:
        pass
    with pytest.raises(RuntimeError, match="nothing was recorded"):
        _ = empty.receipt


def test_a_transaction_that_has_ended_takes_no_more_records(database: Database) -> None:
    with open_log(database).transaction() as work:
        work.append(prediction())
    with pytest.raises(RuntimeError, match="has ended"):
        work.append(prediction())


def test_transactions_of_one_log_do_not_nest(database: Database) -> None:
    log = open_log(database)
    with log.transaction() as work:
        with pytest.raises(RuntimeError, match="open in this thread"):
            log.append(prediction())
        work.append(prediction())
    assert log.append(prediction()).size == 3


def test_a_body_that_is_no_json_is_refused_and_the_log_goes_on(
    database: Database, path: Path
) -> None:
    log = open_log(database)
    with pytest.raises(ValueError, match="not representable"):
        log.append(Event(EventKind.PREDICTION, Outcome.DONE, {"score": float("inf")}))
    log.append(prediction())
    assert verified(path).size == 2


def test_a_new_epoch_starts_after_as_many_records_as_one_may_have(
    database: Database, path: Path
) -> None:
    log = open_log(database, epoch_records=3)
    for number in range(4):
        log.append(prediction(number))

    assert kinds(database) == ["epoch-started", "prediction", "prediction"] * 2
    assert verified(path).sound


def test_a_new_epoch_is_sealed_to_those_who_may_read_then(database: Database) -> None:
    second = ReadingKey.generate()
    readers: list[SealingKey] = [AUDITOR.public]
    log = open_log(database, readers=lambda: readers)
    log.append(prediction(0))

    readers.append(second.public)
    receipt = log.append(prediction(1))

    assert AuditReader(database, LOG_ID, second).open(receipt.seq).body["patient"] == "P-1"
    assert AuditReader(database, LOG_ID, AUDITOR).open(receipt.seq).body["patient"] == "P-1"


def test_a_reader_who_is_removed_opens_nothing_of_what_follows(database: Database) -> None:
    second = ReadingKey.generate()
    readers: list[SealingKey] = [AUDITOR.public, second.public]
    log = open_log(database, readers=lambda: readers)
    before = log.append(prediction(0))

    readers.remove(second.public)
    after = log.append(prediction(1))

    late = AuditReader(database, LOG_ID, second)
    assert late.open(before.seq).body["patient"] == "P-0"
    with pytest.raises(NotSealedToYouError):
        late.open(after.seq)


def test_the_same_readers_in_another_order_start_no_epoch(database: Database) -> None:
    second = ReadingKey.generate()
    readers = [AUDITOR.public, second.public]
    log = open_log(database, readers=lambda: readers)
    log.append(prediction(0))
    readers.reverse()
    readers.append(second.public)
    log.append(prediction(1))

    assert kinds(database) == ["epoch-started", "prediction", "prediction"]


def test_readers_who_change_inside_a_transaction_count_after_it(database: Database) -> None:
    readers = [AUDITOR.public]
    log = open_log(database, readers=lambda: readers)
    with log.transaction() as work:
        work.append(prediction(0))
        readers.append(ReadingKey.generate().public)
        work.append(prediction(1))
    log.append(prediction(2))

    assert kinds(database)[2:] == ["prediction", "epoch-started", "prediction"]


def test_an_epoch_for_new_readers_that_was_undone_is_started_again(database: Database) -> None:
    readers = [AUDITOR.public]
    log = open_log(database, readers=lambda: readers)
    log.append(prediction(0))
    readers.append(ReadingKey.generate().public)
    with pytest.raises(StumblingError):
        stumble(log)
    log.append(prediction(2))

    assert kinds(database) == ["epoch-started", "prediction"] * 2


def test_nothing_is_recorded_once_nobody_is_left_to_read(database: Database, path: Path) -> None:
    readers = [AUDITOR.public]
    log = open_log(database, readers=lambda: readers)
    log.append(prediction(0))
    readers.clear()
    with pytest.raises(NoReadersError):
        log.append(prediction(1))
    assert verified(path).size == 2


def test_nothing_is_recorded_that_nobody_could_read(database: Database, path: Path) -> None:
    readers: Sequence[SealingKey] = ()
    with pytest.raises(NoReadersError) as refusal:
        open_log(database, readers=lambda: readers).append(prediction())
    assert "auditor" in refusal.value.advice
    assert verified(path).size == 0


def test_readers_may_be_looked_up_in_the_store_itself(database: Database) -> None:
    def readers() -> list[SealingKey]:
        with database.read() as connection:
            assert connection.execute(select(MODELS)).all() == []
        return [AUDITOR.public]

    assert open_log(database, readers=readers).append(prediction()).size == 2


def test_a_clock_that_was_set_back_is_recorded_once_and_the_order_stays(
    database: Database, path: Path
) -> None:
    clock = SetClock()
    log = open_log(database, clock=clock)
    log.append(prediction(0))
    before = clock.at

    clock.turn(-3600)
    log.append(prediction(1))
    log.append(prediction(2))

    assert kinds(database) == ["epoch-started", "prediction", "clock-set-back"] + ["prediction"] * 2
    opened = AuditReader(database, LOG_ID, AUDITOR).open(2)
    assert opened.body["last"].startswith(before.strftime("%Y-%m-%dT%H:%M"))
    assert opened.header.at < opened.body["last"]
    assert verified(path).sound


def test_a_clock_that_was_set_back_between_two_runs_is_recorded(database: Database) -> None:
    clock = SetClock()
    open_log(database, clock=clock).append(prediction(0))
    clock.turn(-2)
    open_log(database, clock=clock).append(prediction(1))
    assert kinds(database)[2:] == ["epoch-started", "clock-set-back", "prediction"]


def test_a_clock_that_a_time_service_corrects_is_nothing_to_record(database: Database) -> None:
    clock = SetClock()
    log = open_log(database, clock=clock)
    log.append(prediction(0))
    clock.turn(-0.5)
    log.append(prediction(1))
    assert "clock-set-back" not in kinds(database)


def test_two_logs_over_one_store_take_turns(path: Path) -> None:
    Database.create(path).close()
    with Database.open(path) as one, Database.open(path) as two:
        first, second = open_log(one), open_log(two)
        for number in range(4):
            first.append(prediction(number))
            second.append(prediction(number))
    report = verified(path)
    assert (report.sound, report.size) == (True, 10)


def test_threads_share_one_log_and_lose_nothing(database: Database, path: Path) -> None:
    log = open_log(database)
    with ThreadPoolExecutor(4) as pool:
        receipts = list(pool.map(lambda number: log.append(prediction(number)), range(40)))
    assert sorted(receipt.seq for receipt in receipts) == list(range(1, 41))
    assert verified(path).sound


@pytest.mark.parametrize("log_id", ["", "5a5a", "not hex!", "5A" * 16, "5a" * 33])
def test_a_log_needs_a_name_in_hex(database: Database, log_id: str) -> None:
    with pytest.raises(ValueError, match="hex digits"):
        AuditLog(database, SetClock(), KEY, log_id, lambda: [AUDITOR.public])


def test_every_refusal_says_what_to_do() -> None:
    for refusal in ReportableError.__subclasses__():
        assert refusal.default_advice
