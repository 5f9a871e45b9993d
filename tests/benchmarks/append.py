"""An answer recorded and safe on the disk, beside the bare insert and commit of the same rows."""

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from engine.audit.events import Event
from engine.store.audit_rows import checkpoints_between, records_between
from engine.store.database import Database
from tests.benchmarks.logs import answered, open_log, plain_connection
from tests.benchmarks.measure import Goal, Pair, Result, interleave
from tests.benchmarks.setting import Setting

_GOAL = Goal("at most", 2.2)
_GROUP = 256

Rows = tuple[Sequence[Sequence[object]], Sequence[object]]


def measure(setting: Setting) -> list[Result]:
    """Commit one record with its checkpoint at a time, and a group of them under one checkpoint."""
    return [
        _compare(setting, group=1, rounds=setting.scaled(15, 2), groups=setting.scaled(20, 3)),
        _compare(setting, group=_GROUP, rounds=setting.scaled(9, 2), groups=setting.scaled(4, 1)),
    ]


def _compare(setting: Setting, *, group: int, rounds: int, groups: int) -> Result:
    """Do both sides in turn; only the goal of single answers is a promise."""
    pair = _pair(setting, group=group, rounds=rounds, groups=groups)
    alone = group == 1
    return Result(
        name="append",
        what="one answer sealed, signed and committed"
        if alone
        else f"one answer of {group} sealed and committed together",
        peer="sqlite3 insert and commit of the same rows",
        reads="time",
        figure=pair.time,
        goal=_GOAL if alone else None,
        ours=pair.ours,
        theirs=pair.theirs,
        rounds=pair.rounds,
        notes={
            "our_cpu_s": pair.ours.cpu_s,
            "peer_cpu_s": pair.theirs.cpu_s,
            "cpu_over_the_peers_s": pair.ours.cpu_s - pair.theirs.cpu_s,
            "our_records_per_second": 1 / pair.ours.wall_s,
            "one_fsync_s": _fsync_s(setting.folder),
        },
    )


def _pair(setting: Setting, *, group: int, rounds: int, groups: int) -> Pair:
    paths = [setting.folder / f"append-{group}-{name}.sqlite3" for name in ("rows", "ours", "peer")]
    for path in paths:
        Database.create(path).close()
    event = answered(setting)
    rows = iter(_rows(paths[0], (rounds + 1) * groups, group, event))
    with Database.open(paths[1]) as database, plain_connection(paths[2]) as connection:
        log = open_log(database)

        def ours() -> None:
            for _ in range(groups):
                with log.transaction() as work:
                    for _ in range(group):
                        work.append(event)

        def peer() -> None:
            for _ in range(groups):
                records, checkpoint = next(rows)
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany("INSERT INTO audit_records VALUES (?,?,?,?,?,?)", records)
                connection.execute("INSERT INTO audit_checkpoints VALUES (?,?,?)", checkpoint)
                connection.execute("COMMIT")

        return interleave(ours, peer, rounds=rounds, units=groups * group)


def _rows(path: Path, count: int, group: int, event: Event) -> list[Rows]:
    """Rows as the log itself writes them; they are kept, and written again by the peer."""
    with Database.open(path) as database:
        log = open_log(database)
        # The first transaction also starts the epoch; it is left out.
        for number in range(count + 1):
            with log.transaction() as work:
                for _ in range(group if number else 1):
                    work.append(event)
        with database.read() as connection:
            records = records_between(connection, 2, 2 + count * group)
            checkpoints = checkpoints_between(connection, 3, 3 + count * group)
    starts = range(0, len(records), group)
    groups = [records[start : start + group] for start in starts]
    return list(zip(groups, checkpoints, strict=True))


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
