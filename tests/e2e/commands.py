"""The installed command, run as its user runs it: a child process with a home of its own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

INSTALLED = shutil.which("wardcast", path=str(Path(sys.executable).parent))
TOO_LONG_S = 120
"""No command may need this long; a hanging one fails its test instead of stopping the run."""


@dataclass(frozen=True)
class Ran:
    """What became of a command."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one line on stdout, read as JSON."""
        (line,) = self.out.splitlines()
        return json.loads(line)

    def done(self) -> "Ran":
        assert self.status == 0, self.err
        return self

    def refused(self, code: str) -> "Ran":
        """Demand a refusal with this code, an advice, and nothing that could pass for a result."""
        assert (self.status, self.out) == (1, ""), self.err
        assert f"[{code}]" in self.err
        assert "What to do: " in self.err
        return self


@dataclass(frozen=True)
class Wardcast:
    """A person at a machine: where their files lie, and the site they work at."""

    folder: Path
    home: Path
    variables: dict[str, str] = field(default_factory=dict)

    def __call__(
        self, *words: str | Path, password: str | None = None, stdin: str = "", **variables: str
    ) -> Ran:
        secret = {} if password is None else {"WARDCAST_PASSWORD": password}
        child = subprocess.run(
            self.command(*words),
            cwd=self.folder,
            env=self.environment() | secret | variables,
            input=stdin.encode(),
            capture_output=True,
            timeout=TOO_LONG_S,
            check=False,
        )
        return Ran(child.returncode, child.stdout.decode(), child.stderr.decode())

    def as_(self, role: str, *words: str | Path, stdin: str = "") -> Ran:
        """Run a command as one of the demo's people, with their password in the environment."""
        return self(*words, "--as", role, password=demo_password(role), stdin=stdin)

    def command(self, *words: str | Path) -> list[str]:
        """The words of a command as the system is given them."""
        assert INSTALLED is not None, "install the project: make setup"
        return [INSTALLED, "--home", str(self.home), *map(str, words)]

    def environment(self) -> dict[str, str]:
        """What a command of this person's finds set."""
        # Nothing of whoever runs the tests may reach the command: no site, no policy, no secret.
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("WARDCAST_", "XDG_"))}
        nowhere = str(self.folder / "no-policy.json")
        return (
            kept
            | {"HOME": str(self.folder), "WARDCAST_POLICY": nowhere, "OMP_NUM_THREADS": "1"}
            | self.variables
        )


def demo_password(role: str) -> str:
    return f"demo-password-{role}"


def case_file(folder: Path, **values: Any) -> Path:
    """Write a case of the sample with some values changed; ``None`` stands for a missing one."""
    case = {
        "Age": 56,
        "Gender": "Female",
        "Condition": "Diabetes",
        "Drug_Name": "Metformin",
        "Dosage_mg": 500,
        "Treatment_Duration_days": 30,
        "Side_Effects": "Nausea",
    }
    path = folder / "case.json"
    path.write_text(json.dumps({**case, **values}), encoding="utf-8")
    return path


def sequence_of(home: Path, kind: str) -> int:
    """The number of the newest record of a kind."""
    return max(seq for seq, found in _headers(home) if found == kind)


def kinds(home: Path) -> list[str]:
    """What the log's clear headers say happened, oldest first; every run's own start left out."""
    return [kind for _, kind in _headers(home) if kind != "epoch-started"]


def _headers(home: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(home / "wardcast.sqlite3")) as connection:
        rows = connection.execute("SELECT seq, header FROM audit_records ORDER BY seq").fetchall()
    return [(seq, json.loads(header)["kind"]) for seq, header in rows]
