"""What monitoring counts adds up, whoever writes it, and settings replace each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store import monitor_rows, setting_rows
from engine.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.create(tmp_path / "site.db") as database:
        yield database


def test_a_counter_adds_up_under_its_name_and_label(database: Database) -> None:
    for name, label, by in (("a", "x", 2), ("a", "x", 3), ("a", "y", 1), ("b", "x", 7)):
        with database.write() as connection:
            monitor_rows.add_to_counter(connection, name, label, by)

    with database.read() as connection:
        assert monitor_rows.counters(connection) == {("a", "x"): 5, ("a", "y"): 1, ("b", "x"): 7}


def test_days_are_found_by_model_and_from_the_first_to_the_last(database: Database) -> None:
    days = (("m", "2026-02-27"), ("m", "2026-02-28"), ("m", "2026-03-01"), ("other", "2026-02-28"))
    with database.write() as connection:
        for model, day in days:
            monitor_rows.put_day_counts(connection, model, day, f"{model} {day}".encode())
        monitor_rows.put_day_counts(connection, "m", "2026-03-01", b"newer")

    with database.read() as connection:
        assert monitor_rows.counts_between(connection, "m", "2026-02-28", "2026-03-01") == [
            b"m 2026-02-28",
            b"newer",
        ]
        assert monitor_rows.day_counts(connection, "other", "2026-02-28") == b"other 2026-02-28"
        assert monitor_rows.day_counts(connection, "other", "2026-03-01") is None


def test_a_setting_is_what_it_was_set_to_last(database: Database) -> None:
    with database.write() as connection:
        assert setting_rows.setting(connection, "metrics") is None
        setting_rows.put_setting(connection, "metrics", b"{}")
        setting_rows.put_setting(connection, "metrics", b"[]")

    with database.read() as connection:
        assert setting_rows.setting(connection, "metrics") == b"[]"
