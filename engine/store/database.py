"""The store's file: how it is made, opened, read and written.

A rollback journal with ``synchronous=EXTRA``: what ``write`` has returned from survives a power
cut. Writers take turns from the first statement on (``BEGIN IMMEDIATE``), so that none finds out at
its end that another was faster.

Nothing else may open and close this file in a process that uses it, not even to copy it: POSIX
drops all of a process's locks on a file when any descriptor of it is closed.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event

from engine.durable import CannotWriteError, os_reason, sync_folder
from engine.errors import DamagedStoreError
from engine.phrases import phrase
from engine.store.failures import (
    NewerStoreError,
    OlderStoreError,
    StoreMissingError,
    StoreUnreachableError,
    reported,
)
from engine.store.revisions import current_revision, is_known, upgrade
from engine.store.schema import HEAD

# Connection stands here for those who pass one on and know nothing else of SQLAlchemy.
__all__ = ["BUSY_TIMEOUT_S", "Connection", "Database"]

BUSY_TIMEOUT_S = 10.0

_EVERY_CONNECTION = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    # No file beside the store may hold a part of it.
    "PRAGMA temp_store=MEMORY",
)
_WRITING_CONNECTION = (
    "PRAGMA journal_mode=DELETE",
    "PRAGMA synchronous=EXTRA",
    # macOS: an ordinary fsync leaves the data in the disk's own cache.
    "PRAGMA fullfsync=ON",
    # A transaction that outgrows the cache must not lock readers out before it commits.
    "PRAGMA cache_spill=OFF",
)
_READING_CONNECTION = ("PRAGMA query_only=ON",)


class Database:
    """One store file, open for reading and writing or for reading only.

    Several threads, and several processes, may use one file at once. A thread must not open a
    writing transaction inside another: the inner one would wait for the outer until it gives up.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        shown_as: Path | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._shown_as = shown_as or path
        self._engine = _engine(path, read_only=read_only, busy_timeout_s=busy_timeout_s)
        self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new store at ``path``, readable for its owner only; whole or not at all.

        Raises:
            CannotWriteError: Something stands there already, or the folder cannot be written.
            StoreError: The disk is full or fails.
        """
        if path.exists():
            raise _exists(path)
        aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
        try:
            try:
                os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                with cls(aside, read_only=False, shown_as=path) as made:
                    upgrade(made)
                _put_in_place(aside, path)
            finally:
                aside.unlink(missing_ok=True)
            sync_folder(path.parent)
        except FileExistsError as error:
            raise _exists(path) from error
        except OSError as error:
            raise CannotWriteError(
                phrase("Cannot write {path}: {reason}.", path=path, reason=os_reason(error))
            ) from error
        return cls.open(path)

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, busy_timeout_s: float = BUSY_TIMEOUT_S
    ) -> Self:
        """Open the store at ``path``; an older one is brought forward first.

        Args:
            path: The file; it must be there.
            read_only: Open it so that SQLite itself refuses every change.
            busy_timeout_s: How long to wait for other programs' writing.

        Raises:
            StoreMissingError: There is no such file.
            NewerStoreError: A newer Wardcast made it.
            OlderStoreError: It is older, and may only be read.
            NotAStoreError: It is something else.
            StoreError: It cannot be used for another reason.
        """
        _require_file(path)
        database = cls(path, read_only=read_only, busy_timeout_s=busy_timeout_s)
        try:
            database._require_head()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open a transaction that may write; commits at the end, undoes all on any exception.

        Raises:
            StoreError: It could not begin, write or commit; nothing of it is kept.
            DamagedStoreError: What it read is not what Wardcast wrote.
        """
        with reported(self._shown_as), self._writer.begin() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the store from its first query on.

        Raises:
            StoreError: The file cannot be read.
            DamagedStoreError: What it read is not what Wardcast wrote.
        """
        with reported(self._shown_as), self._engine.connect() as connection:
            yield connection

    def close(self) -> None:
        """Close the file; a later transaction opens it again."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _require_head(self) -> None:
        with self.read() as connection:
            revision = current_revision(connection)
        if revision == HEAD:
            return
        if not is_known(revision):
            raise NewerStoreError(
                phrase("{path} was made by a newer Wardcast.", path=self.path),
                detail=f"revision {revision[:40]!r}",
            )
        if self.read_only:
            raise OlderStoreError(phrase("{path} was made by an older Wardcast.", path=self.path))
        upgrade(self)


def _engine(path: Path, *, read_only: bool, busy_timeout_s: float) -> Engine:
    # rw, not the default rwc: opening never makes a file.
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    pragmas = _EVERY_CONNECTION + (_READING_CONNECTION if read_only else _WRITING_CONNECTION)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_timeout_s, isolation_level=None, check_same_thread=False
        )
        try:
            for pragma in pragmas:
                connection.execute(pragma).close()
        except UnicodeDecodeError as error:
            connection.close()
            raise _unreadable(error) from error
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, max_overflow=-1, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _on_error)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN DEFERRED"))


def _on_error(context: ExceptionContext) -> None:
    # The driver fails like this over SQLite's own message where that quotes a damaged file.
    if isinstance(context.original_exception, UnicodeDecodeError):
        raise _unreadable(context.original_exception)


def _unreadable(error: UnicodeDecodeError) -> DamagedStoreError:
    return DamagedStoreError(phrase("The store is damaged."), detail=error.reason)


def _put_in_place(aside: Path, path: Path) -> None:
    # Unlike a rename, a link never replaces what another program put there meanwhile.
    # Windows' rename does not either.
    if os.name == "nt":
        aside.rename(path)
    else:
        path.hardlink_to(aside)


def _require_file(path: Path) -> None:
    try:
        found = path.is_file()
    except OSError as error:
        raise StoreUnreachableError(
            phrase("Cannot open {path}: {reason}.", path=path, reason=os_reason(error))
        ) from error
    if not found:
        raise StoreMissingError(phrase("There is no store at {path}.", path=path))


def _exists(path: Path) -> CannotWriteError:
    return CannotWriteError(
        phrase("{path} already exists.", path=path),
        advice="Choose another place, or remove it first.",
    )
