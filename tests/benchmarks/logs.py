"""Audit logs to measure: real answers, sealed, signed and stored as at a site."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog
from engine.clock import SystemClock
from engine.inference.predictor import Predictor
from engine.inference.service import Entry, PredictionService
from engine.keys.reading import ReadingKey
from engine.keys.signing import SigningKey
from engine.models.verification import verify_package
from engine.store.database import Database
from resources import resource
from tests.benchmarks.setting import Setting

LOG_ID = "be" * 16
KEY = SigningKey.generate()

# The settings of the store's own writing connections, for a peer on the same terms.
_SETTINGS = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=ON",
    "PRAGMA cache_spill=OFF",
    "PRAGMA foreign_keys=ON",
    "PRAGMA temp_store=MEMORY",
)


def open_log(database: Database) -> AuditLog:
    """Open a log that an auditor and the recovery holder may read."""
    readers = [ReadingKey.generate().public, ReadingKey.generate().public]
    return AuditLog(database, SystemClock(), KEY, LOG_ID, lambda: readers)


def plain_connection(path: Path) -> "closing[sqlite3.Connection]":
    """Open a store by the standard library alone, with the settings that ours has."""
    connection = sqlite3.connect(path, isolation_level=None)
    for setting in _SETTINGS:
        connection.execute(setting)
    return closing(connection)


@dataclass
class _Kept:
    """A journal that keeps what would be recorded."""

    body: Mapping[str, Any] = field(default_factory=dict)

    def record(self, entries: Sequence[Entry]) -> list[str]:
        (entry,) = entries
        assert entry.answered
        self.body = entry.body
        return [""]


def answered(setting: Setting) -> Event:
    """What is recorded of one answer of the bundled model."""
    kept = _Kept()
    sha256 = json.loads(resource("model.json").read_bytes())["manifest_sha256"]
    found = verify_package(resource("model"), None, expect=sha256)
    service = PredictionService(Predictor(found.model), found.validation, kept)
    service.answer(setting.cases(setting.cohort(1))[0], {"person": "0" * 32, "name": "clinician"})
    return Event(EventKind.PREDICTION, Outcome.DONE, kept.body)
