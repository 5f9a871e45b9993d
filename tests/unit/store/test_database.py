"""The store's file: how it is made, opened, shared, and what it says when it cannot be used."""

import os
import sqlite3
import stat
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import ProgrammingError

from engine.durable import CannotWriteError
from engine.errors import DamagedStoreError
from engine.store.database import Database
from engine.store.failures import (
    NotAStoreError,
    StoreBusyError,
    StoreConflictError,
    StoreFullError,
    StoreInterruptedError,
    StoreMissingError,
    StoreMovedError,
    StoreReadOnlyError,
    StoreUnreachableError,
)
from engine.store.schema import MODELS, TRUST_LISTS

MODEL = {"sha256": "00" * 32, "state": "active", "added_at": "2026-11-02T09:15:00.000000Z"}

posix_only = pytest.mark.skipif(os.name == "nt", reason="file modes and locks of POSIX")


def modes_are_kept() -> bool:
    """Say whether a file's mode stops this process; it does not stop root."""
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).chmod(0)
        return not os.access(file.name, os.R_OK)


not_for_root = pytest.mark.skipif(not modes_are_kept(), reason="root may write everywhere")


class StumblingError(Exception):
    """What a caller's own work fails with."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.create(path) as database:
        yield database


def pragma(connection: Connection, name: str) -> object:
    return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


def models(database: Database) -> int:
    with database.read() as connection:
        return len(connection.execute(select(MODELS)).all())


def stumble(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(MODELS), MODEL)
        raise StumblingError


def add_model(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(MODELS), MODEL)


def add_big_document(database: Database, megabytes: int) -> None:
    with database.write() as connection:
        document = bytes(megabytes * 2**20)
        connection.execute(insert(TRUST_LISTS), {"number": 1, "document": document})


@posix_only
def test_a_new_store_is_for_its_owner_only_and_nothing_is_left_beside_it(path: Path) -> None:
    before = os.umask(0)
    try:
        Database.create(path).close()
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@posix_only
def test_the_journal_is_for_the_owner_only_too(database: Database, path: Path) -> None:
    with database.write() as connection:
        connection.execute(insert(MODELS), MODEL)
        journal = path.with_name("site.db-journal")
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "hash#.db", "käse.db", "%41.db"])
def test_a_store_may_have_any_name(tmp_path: Path, name: str) -> None:
    if os.name == "nt" and "?" in name:
        pytest.skip("no such name on Windows")
    Database.create(tmp_path / name).close()
    Database.open(tmp_path / name).close()
    assert [child.name for child in tmp_path.iterdir()] == [name]


def test_a_store_is_not_made_where_something_stands(path: Path) -> None:
    path.write_bytes(b"precious")
    with pytest.raises(CannotWriteError, match="already exists"):
        Database.create(path)
    assert path.read_bytes() == b"precious"


@posix_only
def test_a_store_is_not_put_over_one_that_appears_meanwhile(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"precious")
    exists = Path.exists
    monkeypatch.setattr(Path, "exists", lambda asked: asked != path and exists(asked))
    with pytest.raises(CannotWriteError, match="already exists"):
        Database.create(path)
    assert path.read_bytes() == b"precious"
    assert list(path.parent.iterdir()) == [path]


def test_a_store_is_not_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError, match="Cannot write"):
        Database.create(tmp_path / "nowhere" / "site.db")


def test_the_file_is_used_with_the_settings_that_survive_a_power_cut(database: Database) -> None:
    with database.read() as connection:
        assert pragma(connection, "journal_mode") == "delete"
        assert pragma(connection, "synchronous") == 3  # EXTRA
        assert pragma(connection, "fullfsync") == 1
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "trusted_schema") == 0
        assert pragma(connection, "busy_timeout") == 10_000


def test_what_was_written_is_there_after_opening_again(database: Database, path: Path) -> None:
    add_model(database)
    database.close()
    with Database.open(path) as again:
        assert models(again) == 1


def test_a_closed_store_opens_itself_when_it_is_used_again(database: Database) -> None:
    database.close()
    add_model(database)
    assert models(database) == 1


def test_any_exception_undoes_the_whole_transaction(database: Database) -> None:
    with pytest.raises(StumblingError):
        stumble(database)
    assert models(database) == 0


def test_a_reading_transaction_sees_one_state_from_its_first_query_on(
    database: Database, path: Path
) -> None:
    with Database.open(path, busy_timeout_s=0) as other, database.read() as connection:
        assert connection.execute(select(MODELS)).all() == []
        # A rollback journal lets no writer commit under a reader: it is told, and may try again.
        with pytest.raises(StoreBusyError):
            add_model(other)
        assert connection.execute(select(MODELS)).all() == []


def test_writers_take_turns_from_the_first_statement_on(database: Database, path: Path) -> None:
    with Database.open(path, busy_timeout_s=0) as other, database.write():
        with pytest.raises(StoreBusyError) as refusal:
            add_model(other)
        assert refusal.value.code == "store-busy"
    assert models(database) == 0


def test_a_writer_waits_for_another_to_end(database: Database, path: Path) -> None:
    with Database.open(path) as other:
        with database.write():
            waiting = threading.Thread(target=add_model, args=(other,))
            waiting.start()
        waiting.join()
    assert models(database) == 1


def test_a_transaction_larger_than_the_cache_leaves_readers_alone(
    database: Database, path: Path
) -> None:
    with Database.open(path, busy_timeout_s=0) as other, database.write() as connection:
        for number in range(8):
            document = bytes(2**20)
            connection.execute(insert(TRUST_LISTS), {"number": number, "document": document})
        assert models(other) == 0


def test_a_second_thing_of_one_name_is_a_conflict_and_shows_no_value(database: Database) -> None:
    add_model(database)
    with pytest.raises(StoreConflictError) as refusal:
        add_model(database)
    assert MODEL["sha256"] not in f"{refusal.value.summary} {refusal.value.detail}"
    assert MODEL["sha256"] not in repr(refusal.value.__cause__)


def test_a_mistake_in_our_own_code_is_no_message_for_people(database: Database) -> None:
    with pytest.raises(ProgrammingError), database.read() as connection:
        connection.exec_driver_sql("SELECT ?", (1, 2))


def test_a_store_that_is_not_there_is_not_made_by_opening(path: Path) -> None:
    with pytest.raises(StoreMissingError, match=r"no store at .*site\.db"):
        Database.open(path)
    assert not path.exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError):
        Database.open(tmp_path)


@pytest.mark.parametrize("content", [b"patient;score\n1;2\n" * 100, bytes(4096), b"x"])
def test_another_kind_of_file_is_no_store(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotAStoreError):
        Database.open(path)
    assert path.read_bytes() == content


def test_an_emptied_file_is_no_store_and_stays_empty(path: Path) -> None:
    path.touch()
    with pytest.raises(NotAStoreError):
        Database.open(path)
    assert path.stat().st_size == 0


def test_another_programs_database_is_no_store(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")
    with pytest.raises(NotAStoreError, match="not a store"):
        Database.open(path)


def test_a_damaged_page_is_reported_as_damage(database: Database, path: Path) -> None:
    database.close()
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError), Database.open(path) as damaged:
        models(damaged)


def test_a_text_that_is_no_text_is_reported_as_damage(database: Database) -> None:
    with database.write() as connection:
        connection.execute(
            text("INSERT INTO models VALUES ('a', CAST(x'ff' AS TEXT), 'Patient Zero')")
        )
    with pytest.raises(DamagedStoreError) as refusal:
        models(database)
    assert "Patient" not in refusal.value.detail


def test_a_full_disk_saves_nothing_and_the_store_goes_on_when_there_is_room(
    database: Database,
) -> None:
    with database.write() as connection:
        pages = pragma(connection, "page_count")
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreFullError) as refusal:
        add_big_document(database, 1)
    assert "room" in refusal.value.advice

    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")
    add_big_document(database, 1)


def test_a_store_opened_for_reading_refuses_every_change(database: Database, path: Path) -> None:
    add_model(database)
    with Database.open(path, read_only=True) as reading:
        with pytest.raises(StoreReadOnlyError, match="cannot be written"):
            add_model(reading)
        assert models(reading) == 1


@posix_only
@not_for_root
def test_a_file_that_may_not_be_written_can_still_be_read(database: Database, path: Path) -> None:
    database.close()
    path.chmod(0o400)
    with Database.open(path) as locked:
        assert models(locked) == 0
        with pytest.raises(StoreReadOnlyError):
            add_model(locked)


@posix_only
@not_for_root
def test_a_file_that_may_not_be_read_says_so(database: Database, path: Path) -> None:
    database.close()
    path.chmod(0)
    with pytest.raises(StoreUnreachableError):
        Database.open(path)


@posix_only
@not_for_root
def test_a_folder_that_may_not_be_entered_says_so(database: Database, path: Path) -> None:
    database.close()
    path.parent.chmod(0)
    try:
        with pytest.raises(StoreUnreachableError, match="Cannot open"):
            Database.open(path)
    finally:
        path.parent.chmod(0o700)


@posix_only
def test_a_file_exchanged_under_an_open_store_is_not_written_past(
    database: Database, path: Path
) -> None:
    add_model(database)
    restored = path.with_name("restored.db")
    Database.create(restored).close()
    restored.replace(path)

    with pytest.raises(StoreMovedError, match="was replaced") as refusal:
        add_big_document(database, 1)
    assert "start again" in refusal.value.advice


@posix_only
def test_a_half_written_transaction_is_left_for_a_writer_to_undo(
    database: Database, path: Path
) -> None:
    # What a power cut in the middle of a commit leaves: pages written, and the journal to undo it.
    add_model(database)
    journal = path.with_name("site.db-journal")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA cache_size=1")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM models")
        writer.execute("INSERT INTO trust_lists VALUES (1, zeroblob(400000))")
        cut = path.with_name("cut.db")
        cut.write_bytes(path.read_bytes())
        cut.with_name("cut.db-journal").write_bytes(journal.read_bytes())

    with pytest.raises(StoreInterruptedError) as refusal:
        Database.open(cut, read_only=True)
    assert "write access" in refusal.value.advice

    with Database.open(cut) as mended:
        assert models(mended) == 1
    Database.open(cut, read_only=True).close()
