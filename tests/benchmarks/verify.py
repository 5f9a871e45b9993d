"""A whole log verified, beside a bare loop that reads and hashes the same bytes."""

import base64
import hashlib
import sqlite3
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.verify import verify_log
from engine.progress import Silent
from engine.store.database import Database
from tests.benchmarks.logs import KEY, LOG_ID, answered, open_log, plain_connection
from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Setting

_GOAL = Goal("at least", 0.85)
_BATCH = 256
_SELECT = "SELECT header, salt, nonce, ciphertext FROM audit_records ORDER BY seq"


def measure(setting: Setting) -> list[Result]:
    """Verify a log of batches, and one of single answers, each with a checkpoint of its own."""
    grown = _grown(setting, {1_000: 64, 100_000: 1000, 1_000_000: 1000})
    batches = _compare(setting, records=setting.scaled(256 * 80, 256), batch=_BATCH, notes=grown)
    return [batches, _compare(setting, records=setting.scaled(500, 50), batch=1, notes={})]


def _grown(setting: Setting, sizes: Mapping[int, int]) -> Mapping[str, float]:
    """Verify logs of growing size, of small bodies so that a million fits a disk."""
    event = Event(EventKind.SETTINGS_CHANGED, Outcome.DONE, {})
    notes = {}
    for records, batch in {256: 64}.items() if setting.quick else sizes.items():
        path = setting.folder / f"verify-grown-{records}.sqlite3"
        size = _write(path, event, records, batch)
        with Database.open(path, read_only=True) as database:
            start = time.perf_counter()
            assert verify_log(database, KEY.public, LOG_ID, Silent()).size == size
            seconds = time.perf_counter() - start
        path.unlink()
        notes[f"records_per_second_of_{records}_small_ones"] = size / seconds
    return notes


def _compare(setting: Setting, *, records: int, batch: int, notes: Mapping[str, float]) -> Result:
    path = setting.folder / f"verify-{batch}.sqlite3"
    size = _write(path, answered(setting), records, batch)
    with Database.open(path, read_only=True) as database, plain_connection(path) as connection:

        def ours() -> None:
            report = verify_log(database, KEY.public, LOG_ID, Silent())
            assert report.sound
            assert report.size == size

        # A checkpoint over each record: its signature takes so long that nothing else would show.
        peer = partial(_hash_and_check if batch == 1 else _hash, connection)
        pair = interleave(ours, peer, rounds=setting.scaled(7, 2), units=size)
    each = f"a checkpoint over each {batch}" if batch > 1 else "a checkpoint over each record"
    and_signatures = " and checks the same signatures" if batch == 1 else ""
    return Result(
        name="verify",
        what=f"a record of {size:,} verified, {each}",
        peer=f"a bare loop that reads and hashes the same bytes{and_signatures}",
        reads="speed",
        figure=pair.speed,
        goal=_GOAL,
        ours=pair.ours,
        theirs=pair.theirs,
        rounds=pair.rounds,
        notes={
            "our_records_per_second": 1 / pair.ours.wall_s,
            "our_cpu_s": pair.ours.cpu_s,
            "one_signature_checked_s": _signature_s(),
            **notes,
        },
    )


def _hash(connection: sqlite3.Connection) -> None:
    for parts in connection.execute(_SELECT):
        hashlib.sha256(b"".join(parts)).digest()


def _hash_and_check(connection: sqlite3.Connection) -> None:
    _hash(connection)
    for (note,) in connection.execute("SELECT note FROM audit_checkpoints"):
        text, _, signed = note.partition(b"\n\n")
        signature = base64.b64decode(signed.split()[-1])[4:]
        assert KEY.public.verifies(signature, text + b"\n")


def _signature_s() -> float:
    """What checking one checkpoint's signature takes, which nothing can make less."""
    text = bytes(100)
    signature, times = KEY.sign(text), 200
    start = time.perf_counter()
    for _ in range(times):
        KEY.public.verifies(signature, text)
    return (time.perf_counter() - start) / times


def _write(path: Path, event: Event, records: int, batch: int) -> int:
    """Write a log and return how many records it holds, the epoch's own among them."""
    with Database.create(path) as database:
        log = open_log(database)
        for _ in range(records // batch):
            with log.transaction() as work:
                for _ in range(batch):
                    work.append(event)
    # One more than was asked for: the first transaction also starts the epoch.
    return records // batch * batch + 1
