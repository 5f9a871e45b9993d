"""Bringing a store's tables to the form this version knows.

Alembic is imported where it is used: a start-up that finds its store in order need not pay for it.
"""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import Connection, inspect, text

from engine.phrases import phrase
from engine.store.failures import NotAStoreError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


class Writable(Protocol):
    """A store that can be written in one transaction."""

    def write(self) -> AbstractContextManager[Connection]:
        """Open a writing transaction."""
        ...


def upgrade(database: Writable, revision: str = "head") -> None:
    """Bring the tables forward to ``revision``, in one transaction: wholly or not at all."""
    from alembic import command

    with database.write() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Writable, revision: str) -> None:
    """Take the tables back to ``revision``; what only newer ones hold is lost."""
    from alembic import command

    with database.write() as connection:
        command.downgrade(_config(connection), revision)


def current_revision(connection: Connection) -> str:
    """Return the revision that the store says it has.

    Raises:
        NotAStoreError: It says none: the file is some other database, or an emptied one.
    """
    if not inspect(connection).has_table("alembic_version"):
        raise NotAStoreError(phrase("This file is a database, but not a store of Wardcast's."))
    revisions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    if len(revisions) != 1 or not isinstance(revisions[0], str):
        raise NotAStoreError(
            phrase("This store does not say which form it has."),
            detail=f"{len(revisions)} revisions",
        )
    return revisions[0]


def is_known(revision: str) -> bool:
    """Say whether a migration of this version leads to ``revision``."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(MIGRATIONS))
    return any(script.revision == revision for script in scripts.walk_revisions())


def _config(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    # The value is a ConfigParser's: a percent sign in the path would be read as a reference.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
