"""What an auditor sees, and what stays closed."""

from pathlib import Path

import pytest

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.reader import AuditReader
from engine.audit.refusals import NoSuchRecordError, NotSealedToYouError, TamperedLogError
from engine.keys.reading import ReadingKey, SealingKey
from engine.store.database import Database
from tests.unit.audit.logs import AUDITOR, LOG_ID, open_log, prediction

DENIED = Event(EventKind.DENIED, Outcome.REFUSED, {"who": "a clinician"})


@pytest.fixture
def reader(database: Database) -> AuditReader:
    """A log of an epoch's start, three predictions, a denial and two predictions."""
    log = open_log(database)
    for event in (*(prediction(n) for n in range(3)), DENIED, prediction(3), prediction(4)):
        log.append(event)
    return AuditReader(database, LOG_ID, AUDITOR)


def test_headers_come_newest_first_and_page_by_page(reader: AuditReader) -> None:
    first = reader.headers(limit=4)
    second = reader.headers(limit=4, before=first[-1].seq)
    assert [header.seq for header in first] == [6, 5, 4, 3]
    assert [header.seq for header in second] == [2, 1, 0]


def test_headers_of_one_kind_can_be_asked_for(reader: AuditReader) -> None:
    assert [header.seq for header in reader.headers(kind=EventKind.DENIED)] == [4]
    assert [header.seq for header in reader.headers(kind=EventKind.PREDICTION, limit=2)] == [6, 5]
    assert reader.headers(kind=EventKind.MODEL_REFUSED) == []


def test_a_record_opens_to_its_header_and_body(reader: AuditReader) -> None:
    opened = reader.open(4)
    assert (opened.header.kind, opened.header.outcome) == (EventKind.DENIED, Outcome.REFUSED)
    assert opened.body == {"who": "a clinician"}


def test_both_of_two_auditors_can_open_a_record(database: Database) -> None:
    second = ReadingKey.generate()
    open_log(database, readers=lambda: [AUDITOR.public, second.public]).append(prediction(7))
    for key in (AUDITOR, second):
        assert AuditReader(database, LOG_ID, key).open(1).body["patient"] == "P-7"


def test_an_auditor_named_twice_gets_one_sealed_key(database: Database) -> None:
    open_log(database, readers=lambda: [AUDITOR.public, AUDITOR.public]).append(prediction())
    header = AuditReader(database, LOG_ID, AUDITOR).headers()[-1]
    assert [sealed.key for sealed in header.sealed_keys] == [AUDITOR.public.id]


def test_a_record_from_before_an_auditors_time_stays_closed_and_says_so(
    database: Database,
) -> None:
    second = ReadingKey.generate()
    readers: list[SealingKey] = [AUDITOR.public]
    log = open_log(database, readers=lambda: readers)
    log.append(prediction(0))
    readers.append(second.public)
    log.append(prediction(1))

    late = AuditReader(database, LOG_ID, second)
    with pytest.raises(NotSealedToYouError, match="Record 1 was sealed to others") as refusal:
        late.open(1)
    assert "recovery" in refusal.value.advice
    assert late.open(3).body["patient"] == "P-1"


def test_records_of_runs_side_by_side_open_each_with_its_own_epoch(path: Path) -> None:
    Database.create(path).close()
    with Database.open(path) as one, Database.open(path) as two:
        first, second = open_log(one), open_log(two)
        for number in range(3):
            first.append(prediction(number))
            second.append(prediction(10 + number))
        reader = AuditReader(one, LOG_ID, AUDITOR)
        opened = [reader.open(seq).body.get("patient") for seq in range(8)]
    assert opened == [None, "P-0", None, "P-10", "P-1", "P-11", "P-2", "P-12"]


def test_the_epoch_of_an_old_record_is_found_behind_many_newer_ones(database: Database) -> None:
    open_log(database).append(prediction(0))
    long_running = open_log(database)
    long_running.append(prediction(1))
    for number in range(40):
        open_log(database).append(prediction(number))
    receipt = long_running.append(prediction(2))

    opened = AuditReader(database, LOG_ID, AUDITOR).open(receipt.seq)

    assert opened.body["patient"] == "P-2"


@pytest.mark.parametrize("seq", [7, -1, 10**9])
def test_a_number_that_no_record_has_is_answered(reader: AuditReader, seq: int) -> None:
    with pytest.raises(NoSuchRecordError, match=f"no record {seq}"):
        reader.open(seq)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_records SET ciphertext = zeroblob(length(ciphertext)) WHERE seq = 2",
        "UPDATE audit_records SET salt = zeroblob(32) WHERE seq = 2",
        "UPDATE audit_records SET nonce = x'' WHERE seq = 2",
        "UPDATE audit_records SET header = x'7b7d' WHERE seq = 2",
        (
            "UPDATE audit_records SET header = (SELECT header FROM audit_records WHERE seq = 3)"
            " WHERE seq = 2"
        ),
        "DELETE FROM audit_records WHERE seq = 0",
    ],
)
def test_a_record_that_was_changed_does_not_open(
    database: Database, reader: AuditReader, change: str
) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(change)
    with pytest.raises(TamperedLogError, match="Record 2 of the log is not what was recorded"):
        reader.open(2)


def test_a_sealed_key_that_was_exchanged_is_noticed(
    database: Database, reader: AuditReader
) -> None:
    open_log(database).append(prediction())
    first, second = reader.headers(kind=EventKind.EPOCH_STARTED)[::-1]
    with database.write() as connection:
        # The second epoch's key, sealed to the same reader, in the place of the first one's.
        connection.exec_driver_sql(
            "UPDATE audit_records SET header ="
            " CAST(replace(CAST(header AS TEXT), ?, ?) AS BLOB) WHERE seq = 0",
            (first.sealed_keys[0].sealed, second.sealed_keys[0].sealed),
        )
    with pytest.raises(NotSealedToYouError):
        reader.open(2)
