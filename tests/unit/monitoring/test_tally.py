"""What is counted adds up over processes and restarts, and no case can be read from it."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typing_extensions import override

from engine.errors import DamagedStoreError
from engine.models.package import Model
from engine.monitoring.counters import LATENCY_BOUNDS_S, RULES, Counted, read_counters
from engine.monitoring.drift import LEAST_SHOWN
from engine.monitoring.histograms import Layout
from engine.monitoring.tally import AT_ONCE, SOME, Tally, unpacked
from engine.store import monitor_rows
from engine.store.database import Database
from tests.unit.audit.logs import SetClock
from tests.unit.inference.made import linear, made

CONTRACT = Path(__file__).parents[3] / "engine" / "contract"
COLUMNS = 4


class TickingClock(SetClock):
    """A clock whose seconds a test lets pass."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 1.0

    @override
    def monotonic_ns(self) -> int:
        return round(self.seconds * 1e9)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.create(path) as database:
        yield database


@pytest.fixture(scope="module")
def model() -> Model:
    return made(linear(5))


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


def cases(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.tile([4.0, 1, 7], (count, 1)), np.full(count, 5.0)


def answer(tally: Tally, model: Model, count: int, seconds: float = 0.002) -> None:
    tally.of(model).answered(*cases(count), seconds)


def stored(database: Database, model: Model, day: str = "2026-11-02") -> list[int]:
    """How many cases each column holds, on a day."""
    layout = Layout.of(model)
    with database.read() as connection:
        counts = monitor_rows.day_counts(connection, model.sha256, day)
    if counts is None:
        return [0] * COLUMNS
    return [int(part.sum()) for _, part in layout.parts(unpacked(counts, layout))]


def counted(database: Database) -> Counted:
    with database.read() as connection:
        return read_counters(monitor_rows.counters(connection))


def test_nothing_is_written_before_it_is_settled_and_all_of_it_then(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    answer(tally, model, 7)
    assert (stored(database, model), counted(database).answers["single"]) == ([0] * COLUMNS, 0)

    tally.settle()

    assert (stored(database, model), counted(database).answers["single"]) == ([7] * COLUMNS, 7)


def test_counts_go_on_after_a_restart_and_over_processes(
    path: Path, database: Database, model: Model, clock: TickingClock
) -> None:
    with Database.open(path) as other:
        for one in (database, other, database):
            tally = Tally(one, clock)
            answer(tally, model, LEAST_SHOWN)
            tally.settle()

    assert stored(database, model) == [3 * LEAST_SHOWN] * COLUMNS
    assert counted(database).answers == {"single": 3 * LEAST_SHOWN, "batch": 0}


def test_several_threads_lose_nothing(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)

    def work() -> None:
        for _ in range(50):
            answer(tally, model, 3)
            tally.settle()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert stored(database, model) == [600] * COLUMNS
    assert counted(database).answers["single"] == 600


@pytest.mark.parametrize("few", range(1, LEAST_SHOWN))
def test_so_few_cases_that_they_could_be_read_are_not_written_but_how_many_is(
    database: Database, model: Model, clock: TickingClock, few: int
) -> None:
    tally = Tally(database, clock)
    answer(tally, model, few)

    tally.settle()

    assert stored(database, model) == [0] * COLUMNS
    assert counted(database).answers["single"] == few


@pytest.mark.parametrize("few", range(1, LEAST_SHOWN))
def test_at_the_end_each_of_a_few_cases_counts_in_one_column_only(
    database: Database, model: Model, clock: TickingClock, few: int
) -> None:
    tally = Tally(database, clock)
    answer(tally, model, few)

    tally.settle(last=True)
    tally.settle(last=True)

    assert sum(stored(database, model)) == few


def test_over_many_runs_of_one_case_every_column_gets_its_share(
    database: Database, model: Model, clock: TickingClock
) -> None:
    for _ in range(200):
        tally = Tally(database, clock)
        answer(tally, model, 1)
        tally.settle(last=True)

    assert sum(stored(database, model)) == 200
    assert min(stored(database, model)) > 20  # 50 are to be expected; 20 are five deviations away


def test_each_day_and_each_model_has_counts_of_its_own(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally, other = Tally(database, clock), made(linear(6))
    answer(tally, model, 5)
    answer(tally, other, 6)
    tally.settle()
    clock.at += timedelta(days=1)
    answer(tally, model, 8)
    tally.settle()

    assert stored(database, model) == [5] * COLUMNS
    assert stored(database, model, "2026-11-03") == [8] * COLUMNS
    assert stored(database, other) == [6] * COLUMNS


def test_many_are_written_without_being_asked_to(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    answer(tally, model, AT_ONCE - LEAST_SHOWN)
    assert counted(database).answers["single"] == 0

    answer(tally, model, LEAST_SHOWN)

    assert stored(database, model) == [AT_ONCE] * COLUMNS


def test_some_are_written_when_the_last_writing_is_long_ago(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    answer(tally, model, SOME)
    assert counted(database).answers["single"] == 0

    clock.seconds += 60
    answer(tally, model, 1)

    assert counted(database).answers["single"] == SOME + 1


def test_a_batch_counts_when_it_is_recorded_and_not_before(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    broken_off, recorded = tally.of(model).batch(), tally.of(model).batch()
    for batch in (broken_off, recorded):
        batch.observe(*cases(300))
        batch.observe(*cases(300))
    tally.settle()
    assert counted(database).answers["batch"] == 0

    recorded.recorded({"range": 3, "not-ours": 2})

    assert stored(database, model) == [600] * COLUMNS
    assert counted(database).answers == {"single": 0, "batch": 600}
    assert counted(database).refusals["range"] == 3
    assert counted(database).refusals["other"] == 2


def test_a_batch_of_a_few_rows_waits_for_company_as_single_cases_do(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    batch = tally.of(model).batch()
    batch.observe(*cases(LEAST_SHOWN - 1))
    batch.recorded({})
    assert stored(database, model) == [0] * COLUMNS

    answer(tally, model, 1)
    tally.settle()

    assert stored(database, model) == [LEAST_SHOWN] * COLUMNS


def test_refusals_count_under_their_rules_and_strange_ones_under_other(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    tally.of(model).refused(["range", "missing"])
    tally.of(model).refused(["range"])
    tally.of(model).refused(["Jane Doe, born 1950"])
    tally.settle()

    found = {rule: count for rule, count in counted(database).refusals.items() if count}
    assert found == {"range": 2, "missing": 1, "other": 1}
    with database.read() as connection:
        assert all("Jane" not in label for _, label in monitor_rows.counters(connection))


def test_every_rule_by_which_the_contract_refuses_has_a_label_of_its_own() -> None:
    named = [
        match
        for name in ("case.py", "rules.py")
        for match in re.findall(
            r'Violation\(\s*"([a-z-]+)"|FieldProblem\(\s*[^"]*?"([a-z-]+)"',
            (CONTRACT / name).read_text("utf-8"),
        )
    ]
    rules = {first or second for first, second in named}

    assert {"missing", "range", "formulary", "unknown-field"} <= rules
    assert rules <= set(RULES)


def test_latency_falls_into_the_bucket_that_ends_at_it_or_above(
    database: Database, model: Model, clock: TickingClock
) -> None:
    tally = Tally(database, clock)
    for seconds in (0.001, 0.00101, 99):
        answer(tally, model, 1, seconds)
    tally.settle()

    latency = counted(database).latency
    bucket = LATENCY_BOUNDS_S.index(0.001)
    assert latency.counts[bucket : bucket + 2] == (1, 1)
    assert latency.counts[-1] == 1
    assert latency.seconds == pytest.approx(99.00201)


def test_a_store_that_cannot_be_written_fails_no_answer_and_loses_nothing(
    path: Path, database: Database, model: Model, clock: TickingClock
) -> None:
    with Database.open(path, busy_timeout_s=0) as busy:
        tally = Tally(busy, clock)
        answer(tally, model, 9)
        with database.write():
            tally.settle()
        assert counted(database).answers["single"] == 0

        tally.settle()

    assert stored(database, model) == [9] * COLUMNS
    assert counted(database).answers["single"] == 9


@pytest.mark.parametrize("change", [b"", b"\x00", bytes(8), b"\xff" * 8])
def test_counts_that_are_not_those_of_the_model_are_damage(model: Model, change: bytes) -> None:
    layout = Layout.of(model)
    sound = bytes(8 * layout.size)

    damaged = (sound[: -len(change)] if change.startswith(b"\xff") else sound) + (change or b"x")
    with pytest.raises(DamagedStoreError):
        unpacked(damaged, layout)
    assert not unpacked(sound, layout).any()
