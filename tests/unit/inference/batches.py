"""A service that answers files, with a journal in memory and a watch that may stop it."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.errors import ReportableError
from engine.inference.batch import BatchJob, BatchReport, BatchService
from engine.inference.predictor import Predictor
from engine.inference.service import Entry
from engine.models.signatures import Validation
from tests.unit.inference.made import linear, made
from tests.unit.learning.contracts import small_contract

ACTOR = {"person": "1", "name": "clara"}
PATIENT = {"name": "who", "label": "Patient", "help": "Who it is."}
STANDING = Validation("validated", not_for_care=True, sentence="Validated; not for care.")
FORM = linear(5, weight=(3, 0, 1.1), table=(0.1, -7, 30, 0.3, 99))
GOOD = "P-1,1,red,3,x\nP-2,,blue,9,y\n,-10,,0,z\n"
MIXED = "P-1,1,red,3,x\nP-2,11,pink,9,y\nP-3,2\n,-10,,0,z\n"
HEADER = "who,width,colour,steps,extra"


class Book:
    """A journal in memory that looks at what can be seen when it is written to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fails: Callable[[Entry], bool] = lambda _entry: False
        self.batches: list[tuple[bool, dict[str, Any]]] = []
        self.rows: list[list[dict[str, Any]]] = []
        self.seen_then: list[list[str]] = []

    def record(self, entries: Sequence[Entry]) -> list[str]:
        self.rows.append([json.loads(json.dumps(entry.body)) for entry in entries])
        self.seen_then.append(visible(self.folder))
        return ["row"] * len(entries)

    def record_batch(self, entry: Entry) -> str:
        if self.fails(entry):
            raise ReportableError("The log is full.")
        self.batches.append((entry.answered, json.loads(json.dumps(entry.body))))
        self.seen_then.append(visible(self.folder))
        return "receipt"


class Watch:
    def __init__(self, stop_after: int = 10**9) -> None:
        self.heard: list[tuple[int, float]] = []
        self._stop_after = stop_after

    def advanced(self, rows: int, share: float) -> None:
        self.heard.append((rows, share))
        if rows >= self._stop_after:
            raise KeyboardInterrupt


def visible(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if not p.name.startswith("."))


class Desk:
    """A service, and a folder with a file of cases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "files"
        self.folder.mkdir()
        self.book = Book(self.folder)
        self.model = made(FORM, contract=small_contract(patient=PATIENT))
        self.notes = folder / "notes"
        self.service = BatchService(Predictor(self.model), STANDING, self.book, self.notes)

    def job(self, text: str | bytes, **options: Any) -> BatchJob:
        source = self.folder / "in.csv"
        source.write_bytes(text.encode() if isinstance(text, str) else text)
        return BatchJob(source, **{"out": self.folder / "out.csv", **options})

    def run(self, text: str | bytes, watch: Watch | None = None, **options: Any) -> BatchReport:
        return self.service.run(self.job(text, **options), ACTOR, watch or Watch())

    def rows(self, name: str = "out.csv", separator: str = ",") -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file, delimiter=separator, strict=True))
