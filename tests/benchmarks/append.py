"""An answer recorded and safe on the disk, beside the bare insert and commit of the same rows."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.store.audit_rows import checkpoints_between, records_between
from engine.store.database import Database
from tests.benchmarks.logs import answered, open_log, plain_connection
from tests.benchmarks.measure import Goal, Pair, Result, interleave
from tests.benchmarks.setting import Setting

_GOAL = Goal("at most", 2.2)

Rows = tuple[Sequence[object], Sequence[object]]


def measure(setting: Setting) -> list[Result]:
    """Commit one record with its checkpoint at a time, on both sides."""
    pair = _compare(setting, rounds=setting.scaled(15, 2), units=setting.scaled(20, 3))
    return [
        Result(
            name="append",
            what="one answer sealed, signed and committed",
            peer="sqlite3 insert and commit of the same rows",
            reads="time",
            figure=pair.time,
            goal=_GOAL,
            ours=pair.ours,
            theirs=pair.theirs,
            rounds=pair.rounds,
            notes={
                "our_cpu_s": pair.ours.cpu_s,
                "peer_cpu_s": pair.theirs.cpu_s,
                "one_fsync_s": _fsync_s(setting.folder),
            },
        )
    ]


def _compare(setting: Setting, *, rounds: int, units: int) -> Pair:
    paths = [setting.folder / f"append-{name}.sqlite3" for name in ("rows", "ours", "peer")]
    for path in paths:
        Database.create(path).close()
    event = answered(setting)
    rows = iter(_rows(paths[0], (rounds + 1) * units, setting))
    with Database.open(paths[1]) as database, plain_connection(paths[2]) as connection:
        log = open_log(database)

        def ours() -> None:
            for _ in range(units):
                log.append(event)

        def peer() -> None:
            for _ in range(units):
                record, checkpoint = next(rows)
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO audit_records VALUES (?,?,?,?,?,?)", record)
                connection.execute("INSERT INTO audit_checkpoints VALUES (?,?,?)", checkpoint)
                connection.execute("COMMIT")

        return interleave(ours, peer, rounds=rounds, units=units)


def _rows(path: Path, count: int, setting: Setting) -> list[Rows]:
    """Rows as the log itself writes them; they are kept, and written again by the peer."""
    event = answered(setting)
    with Database.open(path) as database:
        log = open_log(database)
        # The first transaction also starts the epoch: its checkpoint is over two records.
        for _ in range(count + 1):
            log.append(event)
        with database.read() as connection:
            records = records_between(connection, 2, count + 2)
            checkpoints = checkpoints_between(connection, 3, count + 3)
    return list(zip(records, checkpoints, strict=True))


def _fsync_s(folder: Path) -> float:
    """What the disk takes to make one page safe; next to nothing where it does not really sync."""
    path = folder / "fsync"
    with path.open("wb", buffering=0) as file:

        def write() -> None:
            file.write(bytes(4096))
            os.fsync(file.fileno())

        return statistics.median(_seconds(write) for _ in range(50))


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
