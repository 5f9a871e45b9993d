"""Verification of logs that nobody touched; tests/faults holds those that somebody did."""

from pathlib import Path

import pytest

from engine.audit import verify
from engine.audit.checkpoint import Checkpoint, origin_of, sign_checkpoint
from engine.audit.merkle import EMPTY_ROOT
from engine.audit.refusals import BadReceiptError
from engine.audit.verify import verify_log
from engine.keys.signing import SigningKey
from engine.progress import Silent
from engine.store.database import Database
from tests.unit.audit.logs import KEY, LOG_ID, open_log, prediction, verified


class Watching:
    """Progress that remembers what it was told."""

    def __init__(self) -> None:
        self.shares: list[float] = []

    def report(self, stage: str, share: float) -> None:
        assert stage == "Verifying the log"
        self.shares.append(share)


def test_a_log_without_records_is_sound(database: Database, path: Path) -> None:
    report = verified(path)
    assert report.sound
    assert (report.size, report.root) == (0, EMPTY_ROOT.hex())
    assert database.path == path


def test_a_log_is_sound_with_each_of_its_receipts(database: Database, path: Path) -> None:
    log = open_log(database)
    receipts = [log.append(prediction(number)) for number in range(5)]
    for receipt in receipts:
        report = verified(path, receipt=receipt.note)
        assert (report.sound, report.size, report.root) == (True, 6, receipts[-1].root)


@pytest.mark.parametrize("stretch", [1, 2, 5, 7])
def test_it_does_not_matter_how_many_records_are_read_at_once(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch, stretch: int
) -> None:
    monkeypatch.setattr(verify, "STRETCH", stretch)
    log = open_log(database)
    with log.transaction() as work:
        for number in range(4):
            work.append(prediction(number))
    log.append(prediction(5))
    assert verified(path).size == 6


def test_whoever_waits_is_told_how_far_it_is(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "STRETCH", 2)
    log = open_log(database)
    for number in range(5):
        log.append(prediction(number))
    watching = Watching()

    verify_log(database, KEY.public, LOG_ID, watching)

    assert watching.shares == [0.0, pytest.approx(1 / 3), pytest.approx(2 / 3), 1.0]


def test_records_appended_while_it_runs_are_left_to_the_next_time(database: Database) -> None:
    log = open_log(database)
    receipt = log.append(prediction(0))

    class Appending:
        def report(self, stage: str, share: float) -> None:
            assert stage
            log.append(prediction(int(share)))

    report = verify_log(database, KEY.public, LOG_ID, Appending())

    assert (report.sound, report.size, report.root) == (True, receipt.size, receipt.root)


@pytest.mark.parametrize(
    "receipt",
    [
        b"",
        b"not a receipt",
        sign_checkpoint(Checkpoint(origin_of(LOG_ID), 2, bytes(32)), SigningKey(bytes(32))),
        sign_checkpoint(Checkpoint(origin_of("77" * 16), 2, bytes(32)), KEY),
    ],
)
def test_a_receipt_that_is_none_of_this_log_is_refused(database: Database, receipt: bytes) -> None:
    with pytest.raises(BadReceiptError, match="This receipt cannot be used"):
        verify_log(database, KEY.public, LOG_ID, Silent(), receipt=receipt)
