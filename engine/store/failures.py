"""What can go wrong with the store's file, said for people.

Source:
    Result and error codes: https://www.sqlite.org/rescode.html
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from engine.errors import DamagedStoreError, ReportableError


class StoreError(ReportableError):
    """The store's file could not be used; what was under way was not saved."""

    code = "store-failed"
    default_advice = "Try again. If it stays so, send the support bundle to your site's IT."


class StoreMissingError(StoreError):
    """There is no file where the store should be."""

    code = "store-missing"
    default_advice = "Check the site's folder, or set the site up first."


class StoreFullError(StoreError):
    """The disk has no room for what was to be saved."""

    code = "store-full"
    default_advice = "Make room on this disk, then try again; nothing was lost."


class StoreReadOnlyError(StoreError):
    """The file, or its folder, may not be written."""

    code = "store-read-only"
    default_advice = "Ask your site's IT to allow writing to the site's folder, then try again."


class StoreMovedError(StoreError):
    """Another file stands now where the open one stood."""

    code = "store-moved"
    default_advice = "Close every Wardcast on this machine and start again."


class StoreBusyError(StoreError):
    """Another program held the store for too long."""

    code = "store-busy"
    default_advice = "Wait until other work on this site has ended, then try again."


class StoreInterruptedError(StoreError):
    """The last program to write was stopped half-way, and a reader may not undo its half."""

    code = "store-interrupted"
    default_advice = "Start Wardcast once with write access to the site's folder, then try again."


class StoreDeviceError(StoreError):
    """The disk, or a limit set on it, refused to read or write."""

    code = "store-device"
    default_advice = "Check the disk for room, quota and errors, then try again."


class StoreUnreachableError(StoreError):
    """The file, or the journal beside it, cannot be opened."""

    code = "store-unreachable"
    default_advice = "Check that you may read and write the site's folder, then try again."


class StoreConflictError(StoreError):
    """What was to be saved contradicts what is there, such as a second thing of one name."""

    code = "store-conflict"
    default_advice = "Look at what is there already, then choose another name or number."


class NewerStoreError(StoreError):
    """The store has a form that this version does not know."""

    code = "store-newer"
    default_advice = "Install the newer Wardcast on this machine too."


class OlderStoreError(StoreError):
    """The store has an older form, and may only be read here."""

    code = "store-older"
    default_advice = "Start Wardcast once with write access to the site's folder, then try again."


class NotAStoreError(DamagedStoreError):
    """The file is no store of Wardcast's."""

    code = "store-not-a-store"
    default_advice = "Check the path. If a store was there, restore it from a backup."


# By SQLite's code; an extended code that is not here goes by the primary one in its lowest byte.
_BY_CODE: dict[int, tuple[type[ReportableError], str]] = {
    sqlite3.SQLITE_FULL: (StoreFullError, "The disk is full: nothing was saved to {path}."),
    sqlite3.SQLITE_READONLY: (StoreReadOnlyError, "{path} cannot be written."),
    sqlite3.SQLITE_READONLY_DBMOVED: (StoreMovedError, "{path} was replaced while it was in use."),
    sqlite3.SQLITE_READONLY_ROLLBACK: (
        StoreInterruptedError,
        "The last write to {path} was cut off.",
    ),
    sqlite3.SQLITE_BUSY: (StoreBusyError, "{path} is in use by other work."),
    sqlite3.SQLITE_LOCKED: (StoreBusyError, "{path} is in use by other work."),
    sqlite3.SQLITE_NOTADB: (NotAStoreError, "{path} is not a store of Wardcast's."),
    sqlite3.SQLITE_CORRUPT: (DamagedStoreError, "{path} is damaged."),
    sqlite3.SQLITE_IOERR: (StoreDeviceError, "The disk failed while {path} was in use."),
    sqlite3.SQLITE_CANTOPEN: (StoreUnreachableError, "{path} cannot be opened."),
    sqlite3.SQLITE_PERM: (StoreUnreachableError, "{path} cannot be opened."),
    sqlite3.SQLITE_CONSTRAINT: (StoreConflictError, "This contradicts what is stored already."),
}
_PRIMARY = 0xFF


@contextmanager
def reported(path: Path) -> Iterator[None]:
    """Turn what SQLite says about ``path`` into an error for people.

    A misuse of the library is nothing that people could act on, and goes through as it is.

    Raises:
        StoreError: The file cannot be used as asked; the subclass says why.
        DamagedStoreError: The file's content is not what Wardcast wrote.
    """
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(origin, sqlite3.ProgrammingError | sqlite3.InterfaceError):
            raise
        raise _translated(origin, path) from error


def _translated(origin: BaseException | None, path: Path) -> ReportableError:
    code: int | None = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        # From the driver and not from SQLite: a text that is no UTF-8. Its message quotes the text.
        return DamagedStoreError(f"{path} is damaged.", detail="a column of text is no text")
    kind, summary = _BY_CODE.get(
        code, _BY_CODE.get(code & _PRIMARY, (StoreError, "{path} could not be used."))
    )
    # SQLite's messages name tables and columns, never values: safe for the log.
    return kind(summary.format(path=path), detail=f"{type(origin).__name__} {code}: {origin}")
