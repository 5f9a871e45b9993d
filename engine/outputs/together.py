"""Files that are written aside, in the folders where they will stand, and appear together."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from engine.durable import CannotWriteError, os_reason, require_replaceable, sync_folder
from engine.outputs.notes import Note
from engine.phrases import phrase


class AlreadyThereError(CannotWriteError):
    """A result would take the place of a file that nobody said could go."""

    code = "already-there"
    default_advice = "Name another file, or let this one be replaced (--force)."


class Output:
    """One file that is being written; keeps its digest.

    Attributes:
        target: Where it will stand.
        size: How many bytes were written.
    """

    def __init__(self, aside: Path, target: Path) -> None:
        self._aside, self.target = aside, target
        self._digest = hashlib.sha256()
        self.size = 0
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        # For its owner only: what a person asked for may be about patients.
        self._file: BinaryIO = os.fdopen(os.open(aside, flags, 0o600), "wb")

    @property
    def sha256(self) -> str:
        """Digest of what was written."""
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        """Write on.

        Raises:
            CannotWriteError: There is no room, or the disk failed.
        """
        try:
            self._file.write(data)
        except OSError as error:
            raise _cannot_write(self.target, error) from error
        self._digest.update(data)
        self.size += len(data)

    def complete(self) -> None:
        """Have everything on the disk.

        Raises:
            CannotWriteError: There is no room, or the disk failed.
        """
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
        except OSError as error:
            raise _cannot_write(self.target, error) from error

    def discard(self) -> None:
        """Leave nothing of it aside."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._aside.unlink(missing_ok=True)


class Outputs:
    """What :func:`writing_together` hands out.

    Attributes:
        files: One for each target, in their order.
    """

    def __init__(self, note: Note) -> None:
        self._note = note
        self.files: list[Output] = []

    def begin(self) -> None:
        """Make all files, still empty."""
        for pair in self._note.pairs:
            try:
                self.files.append(Output(*pair))
            except OSError as error:
                raise _cannot_write(pair.target, error) from error

    def complete(self) -> None:
        """Have all of them whole on the disk, still aside; their digests stand now.

        Raises:
            CannotWriteError: One cannot be.
        """
        for file in self.files:
            file.complete()

    def appear(self) -> None:
        """Give all of them their names.

        Raises:
            AlreadyThereError: Somebody put a file there meanwhile that may not go.
            CannotWriteError: One cannot have its name; then none has.
        """
        targets = [file.target for file in self.files]
        require_free(targets, replace=self._note.replace)
        try:
            self._note.appear()
            for folder in {target.parent for target in targets}:
                sync_folder(folder)
        except OSError as error:
            raise _cannot_write(targets[-1], error) from error

    def discard(self) -> None:
        """Leave nothing of what still lies aside."""
        for file in self.files:
            file.discard()


@contextmanager
def writing_together(targets: Sequence[Path], notes: Path, *, replace: bool) -> Iterator[Outputs]:
    """Write files aside; those that were not told to appear are gone at the end.

    Args:
        targets: Where they will stand. They appear in this order: the one that says that all is
            there comes last.
        notes: The folder for the note of what lies aside; see :func:`engine.outputs.notes.sweep`.
        replace: Whether files that stand there may go.

    Raises:
        AlreadyThereError: A file stands there and may not go.
        CannotWriteError: One cannot be written.
    """
    require_free(targets, replace=replace)
    note = Note.write(notes, targets, replace=replace)
    outputs = Outputs(note)
    try:
        outputs.begin()
        yield outputs
    finally:
        outputs.discard()
        note.remove()


def require_free(targets: Sequence[Path], *, replace: bool) -> None:
    """Refuse places where no file can, or may, be put.

    Raises:
        AlreadyThereError: A file stands there and may not go.
        CannotWriteError: A folder, a link or a device stands there, or there is no folder for it.
    """
    for target in targets:
        try:
            require_replaceable(target)
            there, folder = target.exists(), target.is_dir()
            missing = not target.absolute().parent.is_dir()
        except OSError as error:
            raise _cannot_write(target, error) from error
        if folder:
            raise CannotWriteError(phrase("{path} is a folder.", path=target))
        if missing:
            raise CannotWriteError(phrase("There is no folder {path}.", path=target.parent))
        if there and not replace:
            raise AlreadyThereError(phrase("{path} is there already.", path=target))


def _cannot_write(path: Path, error: OSError) -> CannotWriteError:
    return CannotWriteError(
        phrase("Cannot write {path}: {reason}.", path=path, reason=os_reason(error))
    )
