"""``predict --stream`` as a program uses it: a child process, a pipe in, a pipe out."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import IO, Any

from tests.e2e.commands import TOO_LONG_S, Wardcast, demo_password

CASE: dict[str, Any] = {
    "Age": 56,
    "Gender": "Female",
    "Condition": "Diabetes",
    "Drug_Name": "Metformin",
    "Dosage_mg": 500,
    "Treatment_Duration_days": 30,
    "Side_Effects": "Nausea",
}


@dataclass
class Stream:
    """A running stream.

    Attributes:
        child: The process.
        demo: Whose it is.
        answers: What came out so far.
    """

    child: "subprocess.Popen[bytes]"
    demo: Wardcast
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def stdin(self) -> IO[bytes]:
        assert self.child.stdin is not None
        return self.child.stdin

    @property
    def stdout(self) -> IO[bytes]:
        assert self.child.stdout is not None
        return self.child.stdout

    def ask(self, *lines: object) -> list[dict[str, Any]]:
        """Send lines, and wait for as many answers while the pipe stays open."""
        self.send(*lines)
        return [self.next_answer() for _ in lines]

    def send(self, *lines: object) -> None:
        texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        self.stdin.write("".join(f"{text}\n" for text in texts).encode())
        self.stdin.flush()

    def next_answer(self) -> dict[str, Any]:
        """Read one answer, and demand that its record was there before."""
        line = self.stdout.readline()
        assert line.endswith(b"\n"), self.stopped()
        answer: dict[str, Any] = json.loads(line)
        if "receipt" in answer:
            self.require_recorded(answer)
        self.answers.append(answer)
        return answer

    def require_recorded(self, answer: dict[str, Any]) -> None:
        """Demand that the log holds an answer's record now."""
        assert kind_at(self.demo, int(answer["receipt"].split()[0])) == "prediction"

    def end(self) -> tuple[int, str]:
        """End the stream from this side; its exit status, and what it said to people."""
        self.stdin.close()
        return self.stopped()

    def stopped(self) -> tuple[int, str]:
        """Wait until it has ended; what came out until then is among the answers."""
        for line in iter(self.stdout.readline, b""):
            # What a kill cut off is no answer.
            if line.endswith(b"\n"):
                self.answers.append(json.loads(line))
        assert self.child.stderr is not None
        said = self.child.stderr.read().decode()
        return self.child.wait(TOO_LONG_S), said


@contextmanager
def streaming(demo: Wardcast, *options: str, role: str = "clinician") -> Iterator[Stream]:
    command = demo.command("predict", "--stream", "--as", role, *options)
    secret = {"WARDCAST_PASSWORD": demo_password(role)}
    with subprocess.Popen(
        command,
        cwd=demo.folder,
        env=demo.environment() | secret,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        try:
            yield Stream(child, demo)
        finally:
            child.kill()


def kind_at(demo: Wardcast, seq: int) -> str | None:
    """What the log says happened at a number; nothing where there is no such record."""
    with closing(sqlite3.connect(demo.home / "wardcast.sqlite3")) as connection:
        query = "SELECT header FROM audit_records WHERE seq = ?"
        row = connection.execute(query, (seq,)).fetchone()
    return None if row is None else json.loads(row[0])["kind"]


def group_sizes(demo: Wardcast) -> list[int]:
    """How many records each checkpoint covers beyond the one before it."""
    with closing(sqlite3.connect(demo.home / "wardcast.sqlite3")) as connection:
        query = "SELECT size FROM audit_checkpoints ORDER BY size"
        sizes = [0, *(size for (size,) in connection.execute(query))]
    return [after - before for before, after in pairwise(sizes)]
