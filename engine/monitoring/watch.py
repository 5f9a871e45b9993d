"""One look at a site: what was counted, whether cases drift, which model answers, the log's end."""

import threading
from dataclasses import dataclass
from datetime import date

import numpy as np

from engine.accounts.repository import TrustRepository
from engine.audit.checkpoint import origin_of
from engine.audit.head import Head, read_head
from engine.audit.merkle import Frontier
from engine.clock import Clock
from engine.errors import ReportableError
from engine.models.active import ActiveModel
from engine.models.package import Model
from engine.models.verification import VerifiedModel
from engine.monitoring.counters import Counted, read_counters
from engine.monitoring.drift import WINDOWS_DAYS, WindowDrift, first_day, judge_window
from engine.monitoring.histograms import Layout
from engine.monitoring.statistics import Counts
from engine.monitoring.tally import unpacked
from engine.store import monitor_rows
from engine.store.database import Database


@dataclass(frozen=True, slots=True)
class LogEnd:
    """How far the log goes.

    Attributes:
        records: How many records it holds.
        root: The root over them, in hex.
    """

    records: int
    root: str


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen at one moment.

    Attributes:
        counted: What was answered and refused.
        model: The model that answers cases, or nothing.
        model_problem: Why none does.
        drift: One per window of ``WINDOWS_DAYS``; none without a model.
        log: The log's end, or nothing where it does not hold.
        log_problem: Why it does not.
    """

    counted: Counted
    model: VerifiedModel | None
    model_problem: ReportableError | None
    drift: tuple[WindowDrift, ...]
    log: LogEnd | None
    log_problem: ReportableError | None

    @property
    def problem(self) -> ReportableError | None:
        """Why cases are not answered or recorded here; nothing where all is well."""
        return self.log_problem or self.model_problem


class Watch:
    """Looks at a site through a store that need only be readable; several threads may share one.

    What it knows of the log's end it keeps from look to look, so that a log that was cut or
    replaced meanwhile is noticed as it is by those who write to it.

    Args:
        database: The site's store.
        trust: Who is who; says which key signs the log.
        active: The model that answers cases.
        clock: Says which day it is.
    """

    def __init__(
        self, database: Database, trust: TrustRepository, active: ActiveModel, clock: Clock
    ) -> None:
        self.database, self._trust, self._active, self._clock = database, trust, active, clock
        self._layout: Layout | None = None
        self._head = Head()
        self._turn = threading.Lock()

    def look(self) -> Look:
        """See how things stand now.

        Raises:
            StoreError: The store cannot be read.
            DamagedStoreError: What it holds is not what Wardcast wrote.
        """
        with self._turn:
            model, model_problem = self._model()
            log, log_problem = self._log_end()
            with self.database.read() as connection:
                counted = read_counters(monitor_rows.counters(connection))
            drift = () if model is None else self._drift(model.model)
        return Look(counted, model, model_problem, drift, log, log_problem)

    def _model(self) -> tuple[VerifiedModel | None, ReportableError | None]:
        try:
            return self._active.current(), None
        except ReportableError as error:
            return None, error

    def _log_end(self) -> tuple[LogEnd | None, ReportableError | None]:
        try:
            trust = self._trust.current()
            origin = origin_of(trust.log_id)
            with self.database.read() as connection:
                self._head = head = read_head(connection, origin, trust.log_key, self._head)
        except ReportableError as error:
            return None, error
        return LogEnd(head.size, Frontier.from_peaks(head.size, head.peaks).root.hex()), None

    def _drift(self, model: Model) -> tuple[WindowDrift, ...]:
        if self._layout is None or self._layout.model_sha256 != model.sha256:
            self._layout = Layout.of(model)
        layout, today, limits = self._layout, self._clock.now().date(), model.contract.drift
        return tuple(
            judge_window(layout, self._counts(layout, today, days), days, limits)
            for days in WINDOWS_DAYS
        )

    def _counts(self, layout: Layout, today: date, days: int) -> Counts:
        first, last = first_day(today, days).isoformat(), today.isoformat()
        with self.database.read() as connection:
            stored = monitor_rows.counts_between(connection, layout.model_sha256, first, last)
        counts = np.zeros(layout.size, np.int64)
        for day in stored:
            counts += unpacked(day, layout)
        return counts
