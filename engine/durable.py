"""Files that are whole or absent: written aside, flushed to the disk, then renamed."""

import os
import secrets
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.errors import ReportableError
from engine.phrases import phrase


class CannotWriteError(ReportableError):
    """A result could not be put where it was wanted; nothing half-written is left."""

    code = "cannot-write"
    default_advice = "Check that the folder exists, is writable and has room, then try again."


class CannotReadError(ReportableError):
    """A file that was named could not be read."""

    code = "cannot-read"
    default_advice = "Check the path and that you may read it, then try again."


# The commonest of what the system says; anything else is said as the system says it.
_SYSTEM_SAYS = {
    str(reason): reason
    for reason in (
        phrase("No such file or directory"),
        phrase("Permission denied"),
        phrase("Operation not permitted"),
        phrase("No space left on device"),
        phrase("Disk quota exceeded"),
        phrase("Read-only file system"),
        phrase("Input/output error"),
        phrase("File exists"),
        phrase("File name too long"),
        phrase("Is a directory"),
        phrase("Not a directory"),
        phrase("Directory not empty"),
        phrase("Too many levels of symbolic links"),
    )
}


def os_reason(error: OSError) -> str:
    """Say in words why the system refused."""
    reason = str(error.strerror)
    return _SYSTEM_SAYS.get(reason, reason)


def write_file(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put ``data`` at ``path`` in one step; an older file there is replaced only when all is safe.

    Raises:
        CannotWriteError: The folder is missing, read-only or full, or a link or a device is there.
    """
    aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        require_replaceable(path)
        try:
            _write_new(aside, data, mode)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise CannotWriteError(
            phrase("Cannot write {path}: {reason}.", path=path, reason=os_reason(error))
        ) from error


def require_replaceable(path: Path) -> None:
    """Refuse a link or a device: a rename would put a file in its place, as of /dev/stdout.

    Raises:
        CannotWriteError: There is one.
        OSError: It cannot be looked at.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise CannotWriteError(phrase("{path} is not a regular file.", path=path))


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder of files at ``path`` in one step.

    Args:
        path: Where the folder shall stand; nothing, or an empty folder, may be there.
        files: Content by relative path with ``/``.

    Raises:
        CannotWriteError: Something stands there already, or it cannot be written.
    """

    def fill(aside: Path) -> None:
        for name, data in files.items():
            target = aside.joinpath(*name.split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_new(target, data, 0o644)

    build_folder(path, fill)


def build_folder(path: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` make a folder aside, then move it to ``path`` in one step.

    Raises:
        CannotWriteError: Something stands at ``path`` already, or it cannot be written.
    """
    if path.exists() and not (path.is_dir() and not any(path.iterdir())):
        raise CannotWriteError(
            phrase("{path} already exists.", path=path),
            advice="Choose another place, or remove it first.",
        )
    aside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.mkdir()
            fill(aside)
            for folder in (aside, *(child for child in aside.rglob("*") if child.is_dir())):
                sync_folder(folder)
            if path.exists():
                path.rmdir()
            aside.rename(path)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise CannotWriteError(
            phrase("Cannot write {path}: {reason}.", path=path, reason=os_reason(error))
        ) from error


def read_file(path: Path, *, limit: int, follow_links: bool = True) -> bytes:
    """Read a regular file once, whole, refusing anything above ``limit`` bytes.

    Raises:
        CannotReadError: Missing, unreadable, not a regular file, too large, or a link where
            links are not followed.
    """
    flags = os.O_RDONLY | _READ_FLAGS | (0 if follow_links else _NO_LINKS)
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise CannotReadError(phrase("{path} is not a regular file.", path=path))
            data = file.read(limit + 1)
    except OSError as error:
        raise CannotReadError(
            phrase("Cannot read {path}: {reason}.", path=path, reason=os_reason(error))
        ) from error
    if len(data) > limit:
        raise CannotReadError(
            phrase(
                "{path} is larger than {limit:,} bytes, the most that is read here.",
                path=path,
                limit=limit,
            )
        )
    return data


# O_NONBLOCK so that a pipe in a file's place cannot hang the reader; 0 where there is no such flag.
_READ_FLAGS = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


def _write_new(path: Path, data: bytes, mode: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, mode), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Flush a folder's own entries, where the system can (Windows has no such call)."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
