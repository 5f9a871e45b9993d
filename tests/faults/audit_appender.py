"""Child process of the tests that kill or crowd the log's writers.

``append PATH COUNT``: append COUNT records and say each receipt on a line of its own.
``nursery PATH``: for each line on standard input, fork a child that appends until it is killed;
the children share one start, since importing takes longer than they live.
"""

import os
import sys
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from engine.audit.log import AuditLog
from engine.clock import SystemClock
from engine.store.database import Database
from tests.unit.audit.logs import AUDITOR, KEY, LOG_ID, prediction


def say(*words: object) -> None:
    # One write for each line: two writers share the pipe, and a line must be whole or absent.
    os.write(sys.stdout.fileno(), (" ".join(map(str, words)) + "\n").encode())


def append(path: Path, numbers: Iterable[int]) -> None:
    with Database.open(path) as database:
        log = AuditLog(database, SystemClock(), KEY, LOG_ID, lambda: [AUDITOR.public])
        for number in numbers:
            receipt = log.append(prediction(number))
            say("receipt", receipt.seq, receipt.root)


def nursery(path: Path) -> None:
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            say("child", os.getpid())
            append(path, count())
        os.waitpid(child, 0)
        say("dead", child)


if __name__ == "__main__":
    if sys.argv[1] == "nursery":
        nursery(Path(sys.argv[2]))
    else:
        append(Path(sys.argv[2]), range(int(sys.argv[3])))
