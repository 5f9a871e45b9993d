"""Counting what was answered and refused, so that nothing of a case can be read from the counts.

:class:`ModelTally` is the observer of ``PredictionService(observer=...)`` for single cases and the
stream. What scores blocks of coded rows takes a :class:`BatchTally` from it, calls its
``observe(coded, scores)`` for each block, and ``recorded()`` once the batch is in the log.

Cases are counted once they are recorded in the audit log. They wait in memory, since writing for
each of them would cost as much as the record itself, and are written some at a time: a crash loses
what was waiting, and never invents a case.
"""

import secrets
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.clock import Clock
from engine.errors import DamagedStoreError
from engine.models.package import Model
from engine.monitoring.counters import (
    ANSWERS,
    LATENCY,
    LATENCY_BOUNDS_S,
    LATENCY_SUM_US,
    REFUSALS,
    known_rule,
)
from engine.monitoring.drift import LEAST_SHOWN
from engine.monitoring.histograms import Layout
from engine.monitoring.statistics import Counts
from engine.phrases import phrase
from engine.store import monitor_rows
from engine.store.database import Connection, Database
from engine.store.failures import StoreError

AT_ONCE = 4096
"""So many waiting cases are written without being asked to."""

SOME, SOME_AFTER_S = 64, 10
"""So many are, once the last writing is so long ago."""

Places = NDArray[np.int64]
Counters = Mapping[tuple[str, str], int]


class ModelTally:
    """Counts the cases of one model.

    Args:
        tally: Keeps and writes what is counted.
        layout: The model's columns.
    """

    def __init__(self, tally: "Tally", layout: Layout) -> None:
        self._tally, self._layout = tally, layout

    def answered(
        self, coded: NDArray[np.float64], scores: NDArray[np.float64], seconds: float
    ) -> None:
        """Count cases that were answered one by one and are in the log.

        Args:
            coded: Shape (cases, inputs).
            scores: Shape (cases,).
            seconds: How long each of them took.
        """
        bucket = str(bisect_left(LATENCY_BOUNDS_S, seconds))
        counters = {
            (ANSWERS, "single"): scores.size,
            (LATENCY, bucket): scores.size,
            (LATENCY_SUM_US, ""): round(seconds * 1e6) * scores.size,
        }
        self._tally.add(self._layout, list(self._layout.places(coded, scores)), counters)

    def batch(self) -> "BatchTally":
        """What counts one batch; nothing of it counts before the batch is recorded."""
        return BatchTally(self._tally, self._layout)

    def refused(self, rules: Sequence[str]) -> None:
        """Count one refused case, once under each rule that it broke."""
        self._tally.count({(REFUSALS, known_rule(rule)): 1 for rule in rules})


class BatchTally:
    """Counts one batch of coded rows, in memory that does not grow with it.

    Args:
        tally: Keeps and writes what is counted.
        layout: The model's columns.
    """

    def __init__(self, tally: "Tally", layout: Layout) -> None:
        self._tally, self._layout = tally, layout
        self._few: list[Places] = []
        self._sums = np.zeros(layout.size, np.int64)
        self._cases = 0

    def observe(self, coded: NDArray[np.float64], scores: NDArray[np.float64]) -> None:
        """Take a block of cases that was scored.

        Args:
            coded: Shape (cases, inputs).
            scores: Shape (cases,).
        """
        places = self._layout.places(coded, scores)
        self._sums += np.bincount(places.ravel(), minlength=self._layout.size)
        self._cases += scores.size
        self._few.extend(places[: LEAST_SHOWN - len(self._few)])

    def recorded(self, broken: Mapping[str, int]) -> None:
        """Count all of it: the batch is in the log.

        Args:
            broken: How often which rule was broken, in rows without an answer.
        """
        counters = Counter({(ANSWERS, "batch"): self._cases})
        for rule, times in broken.items():
            counters[REFUSALS, known_rule(rule)] += times
        if self._cases < LEAST_SHOWN:
            self._tally.add(self._layout, self._few, counters)
        else:
            self._tally.add_sums(self._layout, self._sums, counters)
        self._tally.settle()


class Tally:
    """Keeps counts in memory and adds them to the store's; several threads may share one.

    Args:
        database: The site's store.
        clock: Says which day it is.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._turn = threading.Lock()
        self._of_model: dict[str, ModelTally] = {}
        self._counters: Counter[tuple[str, str]] = Counter()
        self._few: dict[Layout, list[Places]] = {}
        self._sums: dict[Layout, Counts] = {}
        self._waiting = 0
        self._settled_ns = clock.monotonic_ns()

    def of(self, model: Model) -> ModelTally:
        """What counts the cases of a model."""
        made = self._of_model.get(model.sha256)
        if made is None:
            made = self._of_model.setdefault(model.sha256, ModelTally(self, Layout.of(model)))
        return made

    def add(self, layout: Layout, places: Sequence[Places], counters: Counters) -> None:
        """Count cases by their places in a layout, shape (columns,) each."""
        with self._turn:
            self._counters.update(counters)
            few = self._few.setdefault(layout, [])
            few.extend(places)
            if len(few) >= LEAST_SHOWN:
                self._sum_up(layout, np.stack(few))
                few.clear()
            self._waiting += len(places)
            long_ago = self._clock.monotonic_ns() - self._settled_ns >= SOME_AFTER_S * 10**9
            due = self._waiting >= (SOME if long_ago else AT_ONCE)
        if due:
            self.settle()

    def add_sums(self, layout: Layout, sums: Counts, counters: Counters) -> None:
        """Count many cases at once by their histograms, shape (layout.size,)."""
        with self._turn:
            self._counters.update(counters)
            before = self._sums.setdefault(layout, np.zeros(layout.size, np.int64))
            before += sums

    def count(self, counters: Counters) -> None:
        """Count what is no case."""
        with self._turn:
            self._counters.update(counters)

    def settle(self, *, last: bool = False) -> None:
        """Add what waits to the store; what cannot be written now waits on.

        Fewer than five cases go on waiting, for the counts of so few would be those cases. At the
        end there is nothing to wait for: then each of them counts in one column only, drawn by
        lot, and no two inputs of one patient ever stand together.

        Args:
            last: Whether this process ends.
        """
        with self._turn:
            if last:
                self._scatter()
            self._waiting, self._settled_ns = 0, self._clock.monotonic_ns()
            if not self._counters and not self._sums:
                return
            try:
                with self._database.write() as connection:
                    self._write(connection)
            except (StoreError, DamagedStoreError):
                # Answers must not fail for being counted; the sums take no more room by waiting.
                return
            self._counters.clear()
            self._sums.clear()

    def _sum_up(self, layout: Layout, places: Places) -> None:
        sums = self._sums.setdefault(layout, np.zeros(layout.size, np.int64))
        sums += np.bincount(places.ravel(), minlength=layout.size)

    def _scatter(self) -> None:
        for layout, few in self._few.items():
            if few:
                drawn = [places[secrets.randbelow(places.size)] for places in few]
                self._sum_up(layout, np.array(drawn, np.int64))
        self._few.clear()

    def _write(self, connection: Connection) -> None:
        for (name, label), by in self._counters.items():
            monitor_rows.add_to_counter(connection, name, label, by)
        day = self._clock.now().date().isoformat()
        for layout, counts in self._sums.items():
            model = layout.model_sha256
            before = monitor_rows.day_counts(connection, model, day)
            total = counts if before is None else counts + unpacked(before, layout)
            monitor_rows.put_day_counts(connection, model, day, total.astype("<i8").tobytes())


def unpacked(stored: bytes, layout: Layout) -> Counts:
    """Read counts as they were stored, shape (layout.size,).

    Raises:
        DamagedStoreError: They are not those of this layout.
    """
    counts = np.frombuffer(stored[: len(stored) // 8 * 8], "<i8").astype(np.int64)
    if len(stored) != 8 * layout.size or (counts < 0).any():
        raise DamagedStoreError(
            phrase("The store holds something else where Wardcast wrote the counts of monitoring.")
        )
    return counts
