"""The migrations make what schema.py says, and refuse what they do not know."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, insert, inspect, select

from engine.store.database import Database
from engine.store.failures import NewerStoreError, NotAStoreError, OlderStoreError
from engine.store.revisions import MIGRATIONS, current_revision, downgrade, upgrade
from engine.store.schema import HEAD, METADATA, PEOPLE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.create(path) as database:
        yield database


def definitions(path: Path) -> set[str]:
    """Return every table and index as SQLite knows it."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE sql NOT NULL AND tbl_name != 'alembic_version'"
        )
        return {" ".join(sql.split()) for (sql,) in rows}


def say_revision(path: Path, *revisions: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM alembic_version")
        connection.executemany("INSERT INTO alembic_version VALUES (?)", [(r,) for r in revisions])


def tables(database: Database) -> set[str]:
    with database.read() as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_the_migrations_make_the_tables_that_the_schema_describes(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_they_make_them_to_the_letter_with_checks_and_strictness(
    database: Database, tmp_path: Path
) -> None:
    # What the comparison above does not see: STRICT, CHECK, and the condition of an index.
    with Database.create(tmp_path / "direct.db") as direct:
        with direct.write() as connection:
            found = MetaData()
            found.reflect(connection)
            found.drop_all(connection)
            METADATA.create_all(connection)
        assert definitions(direct.path) == definitions(database.path)
    assert all(
        "STRICT" in sql for sql in definitions(database.path) if sql.startswith("CREATE TABLE")
    )


def test_the_newest_migration_is_the_one_that_the_schema_names() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_going_back_and_forward_again_works_with_rows_in_the_tables(database: Database) -> None:
    row = {"id": "a", "name": "Ada", "signing_wrap": b"x", "reading_wrap": None, "handover": None}
    with database.write() as connection:
        connection.execute(insert(PEOPLE), row)

    downgrade(database, "base")
    assert tables(database) == set()
    upgrade(database)

    assert tables(database) == set(METADATA.tables)
    with database.read() as connection:
        assert connection.execute(select(PEOPLE)).all() == []


def test_an_upgrade_of_a_store_in_order_changes_nothing(database: Database, path: Path) -> None:
    before = path.read_bytes()
    upgrade(database)
    assert path.read_bytes() == before


def test_a_newer_store_is_refused_and_named_as_such(database: Database, path: Path) -> None:
    database.close()
    say_revision(path, "9999")
    with pytest.raises(NewerStoreError, match="made by a newer Wardcast") as refusal:
        Database.open(path)
    assert "newer" in refusal.value.advice


@pytest.mark.parametrize("revisions", [(), ("0001", "0002")])
def test_a_store_that_does_not_say_one_revision_is_refused(
    database: Database, path: Path, revisions: tuple[str, ...]
) -> None:
    database.close()
    say_revision(path, *revisions)
    with pytest.raises(NotAStoreError, match="which form"):
        Database.open(path)


def test_an_older_store_is_brought_forward_by_opening_it_and_keeps_what_it_held(
    database: Database, path: Path
) -> None:
    row = {"id": "a", "name": "Ada", "signing_wrap": b"x", "reading_wrap": None, "handover": None}
    with database.write() as connection:
        connection.execute(insert(PEOPLE), row)
    downgrade(database, "0001")
    assert "settings" not in tables(database)
    database.close()

    with Database.open(path) as opened:
        assert tables(opened) == set(METADATA.tables)
        with opened.read() as connection:
            assert current_revision(connection) == HEAD
            assert connection.execute(select(PEOPLE.c.name)).scalar_one() == "Ada"


def test_an_older_store_that_may_only_be_read_is_left_alone(database: Database, path: Path) -> None:
    downgrade(database, "0001")
    database.close()
    before = path.read_bytes()

    with pytest.raises(OlderStoreError) as refusal:
        Database.open(path, read_only=True)
    assert "write access" in refusal.value.advice
    assert path.read_bytes() == before
