"""Columns of bytes hold bytes, also when somebody else wrote to the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from engine.errors import DamagedStoreError
from engine.store.database import Database
from engine.store.failures import StoreConflictError
from engine.store.schema import PEOPLE, SITE, TRUST_LISTS


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.create(tmp_path / "site.db") as database:
        yield database


def loosen(connection: Connection) -> None:
    """Make the tables as permissive as a hand with a hex editor does."""
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.exec_driver_sql(
        "UPDATE sqlite_schema SET sql = replace(replace(sql, 'STRICT', ''), 'NOT NULL', '')"
    )
    connection.exec_driver_sql("PRAGMA writable_schema=RESET")


@pytest.mark.parametrize("value", [5, "text", 1.5, None])
def test_a_value_of_another_type_is_damage_and_never_turned_into_bytes(
    database: Database, value: object
) -> None:
    with database.write() as connection:
        loosen(connection)
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO trust_lists VALUES (1, ?)", (value,))
    with pytest.raises(DamagedStoreError), database.read() as connection:
        connection.execute(select(TRUST_LISTS)).all()


def test_a_column_that_may_be_empty_reads_as_none(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(PEOPLE), {"id": "a", "name": "Ada", "signing_wrap": b"\x00"})
    with database.read() as connection:
        row = connection.execute(select(PEOPLE)).one()
    assert (row.signing_wrap, row.reading_wrap, row.handover) == (b"\x00", None, None)


def test_sqlite_itself_refuses_another_type(database: Database) -> None:
    with pytest.raises(StoreConflictError), database.write() as connection:
        connection.exec_driver_sql("INSERT INTO trust_lists VALUES (1, 'text')")


def test_there_is_one_site_only(database: Database) -> None:
    with pytest.raises(StoreConflictError) as refusal, database.write() as connection:
        connection.execute(insert(SITE), {"id": 2, "root_document": b""})
    assert isinstance(refusal.value.__cause__, IntegrityError)
