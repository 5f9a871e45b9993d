"""Writers that are killed, and writers that crowd: nothing acknowledged is lost, nothing forks."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from engine.audit.checkpoint import origin_of, read_checkpoint
from engine.store import audit_rows
from engine.store.database import Database
from tests.unit.audit.logs import KEY, LOG_ID, verified

ROOT = Path(__file__).resolve().parents[2]
APPENDER = Path(__file__).with_name("audit_appender.py")
KILLS = int(os.environ.get("WARDCAST_AUDIT_KILLS", "100"))
SEED = 20261102


def start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, str(APPENDER), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


class Nursery:
    """Grows children that append, and kills them at moments drawn from ``chance``."""

    def __init__(self, orders: IO[bytes], lines: Iterator[bytes], chance: random.Random) -> None:
        self._orders = orders
        self._lines = lines
        self._chance = chance
        # How long a start and an append took the last time: kills are to fall inside one.
        self._start_s = self._append_s = 0.01

    def kill_one(self) -> dict[int, str]:
        """Let one child append, kill it, and return the roots it said were committed, by size."""
        self._orders.write(b"go\n")
        child = int(next(self._lines).split()[1])
        promised = dict(self._receipts(self._chance.randrange(4)))
        span = self._append_s if promised else self._start_s
        until = time.perf_counter() + self._chance.uniform(0, 1.5 * span)
        while time.perf_counter() < until:
            pass
        os.kill(child, signal.SIGKILL)
        # What it still said before it died counts as well.
        return promised | dict(self._receipts(sys.maxsize))

    def _receipts(self, count: int) -> Iterator[tuple[int, str]]:
        for number in range(count):
            began = time.perf_counter()
            word, *words = next(self._lines).decode().split()
            if word == "dead":
                return
            if number:
                self._append_s = time.perf_counter() - began
            yield int(words[0]) + 1, words[1]


@contextmanager
def nursery(path: Path) -> Iterator[Nursery]:
    process = start("nursery", str(path))
    assert process.stdin is not None
    assert process.stdout is not None
    chance = random.Random(SEED)  # noqa: S311 - to be repeatable, not to be secret
    try:
        yield Nursery(process.stdin, iter(process.stdout.readline, b""), chance)
    finally:
        process.communicate()


def require_kept(path: Path, promised: dict[int, str]) -> None:
    with Database.open(path) as database, database.read() as connection:
        for size, root in promised.items():
            row = audit_rows.checkpoint_at(connection, size)
            assert row is not None, f"the acknowledged record {size - 1} is lost"
            signed = read_checkpoint(row.note, origin_of(LOG_ID), KEY.public)
            assert signed.root.hex() == root, f"there are two logs of {size} records"


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forked from one start")
def test_no_acknowledged_record_is_lost_however_often_the_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "site.db"
    Database.create(path).close()
    promised: dict[int, str] = {}
    cut_off = 0

    with nursery(path) as children:
        for kill in range(KILLS):
            new = children.kill_one()
            assert not promised.keys() & new.keys(), "a number was given out twice"
            promised |= new
            # A journal that is still there is a transaction that the kill has cut off.
            cut_off += path.with_name("site.db-journal").exists()
            require_kept(path, new)
            if kill % 10 == 0:
                assert verified(path).sound

    report = verified(path)
    assert report.sound, report.reason
    assert report.size >= max(promised)
    require_kept(path, promised)
    assert cut_off, "no kill fell into a transaction: the test shows nothing"


@pytest.mark.parametrize("writers", [2, 4])
def test_several_processes_at_once_lose_nothing_and_make_one_log(
    tmp_path: Path, writers: int
) -> None:
    path = tmp_path / "site.db"
    Database.create(path).close()
    each = 25

    processes = [start("append", str(path), str(each)) for _ in range(writers)]
    said = [process.communicate()[0].decode().splitlines() for process in processes]

    receipts = [line.split()[1:] for lines in said for line in lines]
    promised = {int(seq) + 1: root for seq, root in receipts}
    assert [process.returncode for process in processes] == [0] * writers
    assert len(promised) == writers * each
    report = verified(path)
    # Each process also starts an epoch of its own.
    assert (report.sound, report.size) == (True, writers * (each + 1))
    require_kept(path, promised)
