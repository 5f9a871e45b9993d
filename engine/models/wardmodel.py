"""A package as one file: a zip without compression whose every byte follows from its content.

Only what :func:`write_wardmodel` writes is read: names in rising order, no date, no attribute, no
comment, nothing between the entries or behind the last one. Each header is made anew from what it
stands before and compared, so there is no second way to say the same, and nothing to be said twice.

Source:
    PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
"""

import re
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from engine.durable import CannotReadError, read_file
from engine.models import refusals
from engine.models.package import MAX_FILE_BYTES, MAX_FILES, MAX_PACKAGE_BYTES, read_folder
from engine.phrases import phrase

SUFFIX = ".wardmodel"

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_VERSION = 10  # 1.0: neither folders nor compression
_UNIX = 3 << 8
_DATE = 0x21  # 1 January 1980, the first there is
_MODE = 0o100644 << 16
_NAME = re.compile(r"(?:predictor/)?[A-Za-z0-9_][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*", re.ASCII)
_MAX_NAME = 100
# What headers add at most.
_MAX_BYTES = (
    MAX_PACKAGE_BYTES + MAX_FILES * (_LOCAL.size + _CENTRAL.size + 2 * _MAX_NAME) + _END.size
)


class BadArchiveError(refusals.PackageRefusedError):
    """The file is no package in one file, or not byte by byte as one is written."""

    code = "package-archive-invalid"
    default_advice = (
        "Take the file as 'wardcast models export' wrote it: packed again by another program, or "
        "cut short on its way, it is another file."
    )


class BadPathError(refusals.PackageRefusedError):
    """An entry that would lie outside the package's folders."""

    code = "package-path"


class DuplicateNameError(refusals.PackageRefusedError):
    """Two entries of one name: two readers could take either."""

    code = "package-duplicate-name"


class CompressedError(refusals.PackageRefusedError):
    """An entry is compressed, so that its size could not be known before it is unpacked."""

    code = "package-compressed"
    default_advice = (
        "Take the file as 'wardcast models export' wrote it: nothing in it is compressed."
    )


def write_wardmodel(files: Mapping[str, bytes]) -> bytes:
    """Write a package as one file; the same files give the same bytes, everywhere.

    Args:
        files: Content by path, as :func:`engine.models.package.read_folder` reads it.

    Raises:
        ValueError: A name that no package has.
    """
    parts: list[bytes] = []
    directory: list[tuple[str, bytes, int]] = []
    at = 0
    for name, data in sorted(files.items()):
        if not _is_name(name):
            message = "no name of a package's file"
            raise ValueError(message)
        header = _local_header(name, data)
        directory.append((name, data, at))
        parts += (header, data)
        at += len(header) + len(data)
    return b"".join((*parts, _directory(directory, at)))


def read_package(path: Path) -> dict[str, bytes]:
    """Read a package once, under limits, from its folder or from one file.

    Returns:
        Content by relative path with ``/``.

    Raises:
        PackageRefusedError: It is neither, or beyond what a package may be.
    """
    if path.is_symlink() or not path.is_file():
        return read_folder(path)
    try:
        size = path.stat().st_size
        if size > _MAX_BYTES:
            raise refusals.TooLargeError(
                phrase(
                    "{name} has {size:,} bytes, more than a package may.", name=path.name, size=size
                )
            )
        data = read_file(path, limit=_MAX_BYTES, follow_links=False)
    except (CannotReadError, OSError) as error:
        raise refusals.UnreadablePackageError(
            phrase("{path} cannot be read.", path=path), detail=str(error)
        ) from error
    return read_wardmodel(data, path.name)


def read_wardmodel(data: bytes, called: str) -> dict[str, bytes]:
    """Take a package out of the bytes of one file; see :func:`check_files` for what follows.

    Args:
        data: The whole file.
        called: How it is called in messages.

    Raises:
        PackageRefusedError: It is not byte by byte what :func:`write_wardmodel` writes.
    """
    files: dict[str, bytes] = {}
    directory: list[tuple[str, bytes, int]] = []
    at, last = 0, ""
    while data.startswith(_LOCAL_MARK, at):
        name, size = _entry(data, at, called)
        if name in files:
            raise DuplicateNameError(
                phrase("{file} holds {name} more than once.", file=called, name=name)
            )
        if size > MAX_FILE_BYTES or len(files) == MAX_FILES:
            raise refusals.TooLargeError(
                phrase("{file} holds more than a package may.", file=called)
            )
        start = at + _LOCAL.size + len(name)
        content = data[start : start + size]
        if name < last or len(content) != size or data[at:start] != _local_header(name, content):
            raise _damaged(called)
        files[name] = content
        directory.append((name, content, at))
        at, last = start + size, name
    if not files or data[at:] != _directory(directory, at):
        raise _damaged(called)
    return files


def _entry(data: bytes, at: int, called: str) -> tuple[str, int]:
    """The name and the size that the header at ``at`` claims, once both are of the right kind."""
    if at + _LOCAL.size > len(data):
        raise _damaged(called)
    _, _, _, method, _, _, _, _, size, length, _ = _LOCAL.unpack_from(data, at)
    start = at + _LOCAL.size
    name = data[start : start + length].decode("ascii", "replace")
    if not _is_name(name):
        raise BadPathError(
            phrase("{file} holds an entry whose name no file of a package has.", file=called),
            detail=repr(name[:_MAX_NAME]),
        )
    if method:
        raise CompressedError(phrase("{name} in {file} is compressed.", name=name, file=called))
    return name, size


def _is_name(name: str) -> bool:
    return len(name) <= _MAX_NAME and _NAME.fullmatch(name) is not None


def _damaged(called: str) -> BadArchiveError:
    return BadArchiveError(phrase("{file} is not a package as it was written.", file=called))


def _common(name: str, data: bytes) -> tuple[int, ...]:
    """Flags to length of the name: what both headers of an entry say."""
    return 0, 0, 0, _DATE, zlib.crc32(data), len(data), len(data), len(name)


def _local_header(name: str, data: bytes) -> bytes:
    return _LOCAL.pack(_LOCAL_MARK, _VERSION, *_common(name, data), 0) + name.encode("ascii")


def _directory(entries: Iterable[tuple[str, bytes, int]], start: int) -> bytes:
    """The directory of the entries, given with their places, and the end of the file."""
    lines = [
        _CENTRAL.pack(
            *(_CENTRAL_MARK, _UNIX | _VERSION, _VERSION, *_common(name, data)),
            *(0, 0, 0, 0, _MODE, at),
        )
        + name.encode("ascii")
        for name, data, at in entries
    ]
    size, count = sum(map(len, lines)), len(lines)
    return b"".join((*lines, _END.pack(_END_MARK, 0, 0, count, count, size, start, 0)))
