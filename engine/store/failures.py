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
from engine.phrases import Phrase, phrase


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
        return DamagedStoreError(
            phrase("{path} is damaged.", path=path), detail="a column of text is no text"
        )
    by_code = _by_code(path)
    kind, summary = by_code.get(
        code,
        by_code.get(code & _PRIMARY, (StoreError, phrase("{path} could not be used.", path=path))),
    )
    # SQLite's messages name tables and columns, never values: safe for the log.
    return kind(summary, detail=f"{type(origin).__name__} {code}: {origin}")


def _by_code(path: Path) -> dict[int, tuple[type[ReportableError], Phrase]]:
    """What SQLite's codes mean; an extended one that is not here goes by its lowest byte."""
    in_use = phrase("{path} is in use by other work.", path=path)
    closed = phrase("{path} cannot be opened.", path=path)
    return {
        sqlite3.SQLITE_FULL: (
            StoreFullError,
            phrase("The disk is full: nothing was saved to {path}.", path=path),
        ),
        sqlite3.SQLITE_READONLY: (
            StoreReadOnlyError,
            phrase("{path} cannot be written.", path=path),
        ),
        sqlite3.SQLITE_READONLY_DBMOVED: (
            StoreMovedError,
            phrase("{path} was replaced while it was in use.", path=path),
        ),
        sqlite3.SQLITE_READONLY_ROLLBACK: (
            StoreInterruptedError,
            phrase("The last write to {path} was cut off.", path=path),
        ),
        sqlite3.SQLITE_BUSY: (StoreBusyError, in_use),
        sqlite3.SQLITE_LOCKED: (StoreBusyError, in_use),
        sqlite3.SQLITE_NOTADB: (
            NotAStoreError,
            phrase("{path} is not a store of Wardcast's.", path=path),
        ),
        sqlite3.SQLITE_CORRUPT: (DamagedStoreError, phrase("{path} is damaged.", path=path)),
        sqlite3.SQLITE_IOERR: (
            StoreDeviceError,
            phrase("The disk failed while {path} was in use.", path=path),
        ),
        sqlite3.SQLITE_CANTOPEN: (StoreUnreachableError, closed),
        sqlite3.SQLITE_PERM: (StoreUnreachableError, closed),
        sqlite3.SQLITE_CONSTRAINT: (
            StoreConflictError,
            phrase("This contradicts what is stored already."),
        ),
    }
