"""The rows of the site's settings, one document each."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from engine.store.schema import SETTINGS


def setting(connection: Connection, name: str) -> bytes | None:
    """Return a setting's document, or nothing where it was never set."""
    query = select(SETTINGS.c.document).where(SETTINGS.c.name == name)
    return connection.execute(query).scalar_one_or_none()


def put_setting(connection: Connection, name: str, document: bytes) -> None:
    """Store a setting's document, in place of an older one."""
    row = insert(SETTINGS).values(name=name, document=document)
    connection.execute(
        row.on_conflict_do_update(index_elements=["name"], set_={"document": document})
    )
