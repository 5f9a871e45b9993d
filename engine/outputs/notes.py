"""Notes of files that lie aside, so that a writer that dies leaves nothing behind for good.

A note is locked as long as its writer lives. :func:`sweep` finds the notes of those that died:
files that had been told to appear appear, all others are removed.
"""

import json
import os
import secrets
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from engine.durable import CannotWriteError, os_reason
from engine.phrases import phrase

_MOST_BYTES = 1 << 16
_TOLD = b"\ntold to appear\n"


class Pair(NamedTuple):
    """A file on its way.

    Attributes:
        aside: Where it is written.
        target: Where it belongs.
    """

    aside: Path
    target: Path


class Note:
    """What lies aside and where it belongs; locked as long as this process has it.

    Attributes:
        pairs: The files, in the order in which they appear.
        replace: Whether what stands in their places may go.
    """

    def __init__(
        self, path: Path, file: BinaryIO, pairs: Sequence[Pair], *, replace: bool, told: bool
    ) -> None:
        self._path, self._file, self._told = path, file, told
        self.pairs, self.replace = tuple(pairs), replace

    @classmethod
    def write(cls, folder: Path, targets: Sequence[Path], *, replace: bool) -> Self:
        """Note what is about to be written.

        Raises:
            CannotWriteError: There is no room for a note, or no right to make one.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number, path, file = _locked_file(folder)
            placed = [target.absolute() for target in targets]
            pairs = [Pair(t.with_name(f".{t.name}.{number}.wardcast"), t) for t in placed]
            said = {"files": [[str(a), str(t)] for a, t in pairs], "replace": replace}
            _add(file, json.dumps(said).encode())
        except OSError as error:
            raise CannotWriteError(
                phrase("Cannot write {path}: {reason}.", path=folder, reason=os_reason(error))
            ) from error
        return cls(path, file, pairs, replace=replace, told=False)

    @classmethod
    def of_the_dead(cls, path: Path) -> Self | None:
        """Read a note that nobody holds any more; None where its writer lives."""
        try:
            file = path.open("r+b")
        except OSError:
            return None
        if not _lock(file):
            file.close()
            return None
        said, told, _ = file.read(_MOST_BYTES).partition(_TOLD)
        try:
            value = json.loads(said)
            pairs = [Pair(Path(aside), Path(target)) for aside, target in value["files"]]
            return cls(path, file, pairs, replace=value["replace"], told=bool(told))
        except (ValueError, TypeError, KeyError):
            # Its writer died before the note was whole, and so before anything lay aside.
            return cls(path, file, (), replace=False, told=False)

    def appear(self) -> None:
        """Give all files their names, in order.

        Raises:
            OSError: One cannot have its name; then none has.
        """
        _add(self._file, _TOLD)
        try:
            for aside, target in self.pairs:
                aside.replace(target)
        except BaseException:
            for aside, target in self.pairs:
                if not aside.exists():
                    target.unlink(missing_ok=True)
            raise

    def settle(self) -> None:
        """Finish what had been told to appear; remove what had not."""
        for aside, target in self.pairs:
            with suppress(OSError):
                if self._told and aside.exists() and (self.replace or not target.exists()):
                    aside.replace(target)
                else:
                    aside.unlink(missing_ok=True)

    def close(self) -> None:
        """Leave it to whoever sweeps."""
        with suppress(OSError):
            self._file.close()

    def remove(self) -> None:
        """Forget it."""
        self.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Settle what writers left that died; what cannot be reached now is left for later."""
    with suppress(OSError):
        for path in sorted(folder.glob("*.json")):
            note = Note.of_the_dead(path)
            if note is not None:
                note.settle()
                note.remove()


def left_aside(folder: Path) -> list[Path]:
    """Name what lies aside of writers that died, and change nothing."""
    found: list[Path] = []
    with suppress(OSError):
        for path in sorted(folder.glob("*.json")):
            note = Note.of_the_dead(path)
            if note is not None:
                found += [pair.aside for pair in note.pairs if pair.aside.exists()]
                note.close()
    return found


def _locked_file(folder: Path) -> tuple[str, Path, BinaryIO]:
    while True:
        number = secrets.token_hex(6)
        path = folder / f"{number}.json"
        file = path.open("xb")
        # A sweep may have seen it in the moment before it was locked, and removed it.
        if _lock(file) and path.exists():
            return number, path, file
        file.close()


def _add(file: BinaryIO, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        file.seek(_MOST_BYTES)  # beyond what is written: there a lock keeps nobody from reading
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            file.seek(0)
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
