"""What stages made, kept by the digest of its content; what is made of patients' rows is sealed.

A store is a folder::

    objects/ab/ab12...   bytes in the clear, named by their SHA-256
    sealed/cd/cd34...    bytes under the store's key, named by a keyed digest of their SHA-256
    runs/VERSION.json    every digest that a finished run rests on and went through: its lock
    stages/NAME/KEY.json what a stage made of these inputs, parameters and code, below a line by
                         which the store's key vouches for it

Everything is written aside and renamed, and a stage's note last: a run that is killed leaves a
store in which every note that is there holds.
"""

import hmac
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from engine.canonical import canonical_json, parse_canonical, sha256_hex
from engine.contract.model import Name, Strict
from engine.durable import CannotReadError, read_file, write_file
from engine.keys.storekey import CannotUnsealError, StoreKey
from engine.models.content import Sha256

MAX_OBJECT = 2**33
_MAX_NOTE = 2**22
# What a run has written but not yet noted is younger than this.
_GRACE_S = 3600.0


class Made(Strict):
    """One output of a stage.

    Attributes:
        sha256: Digest of its content.
        size: Its length in bytes.
        sealed: Whether it is made of patients' rows, and therefore kept under the store's key.
    """

    sha256: Sha256
    size: Annotated[int, Field(ge=0, le=MAX_OBJECT)]
    sealed: bool


class Note(Strict):
    """What a stage made, and of what: all that its key covers, in the clear.

    Attributes:
        stage: The stage's name.
        key: The digest of everything below but the outputs.
        inputs: Digest of each input, by name.
        parameters: What the stage was told, as the digest of its canonical form.
        code: Digest of the code that it runs through.
        software: Versions of the libraries, system and processor family that its bytes rest on.
        outputs: What came out, by name.
    """

    format: Literal[1]
    stage: Name
    key: Sha256
    inputs: dict[str, Sha256]
    parameters: Sha256
    code: Sha256
    software: dict[str, str]
    outputs: dict[str, Made]


@dataclass(frozen=True, slots=True)
class Reclaimed:
    """What a clean-up took away.

    Attributes:
        files: How many files.
        size: Their bytes together.
    """

    files: int
    size: int


@dataclass(frozen=True)
class Store:
    """A folder of stages' outputs.

    Attributes:
        folder: Where it lies; made when something is first kept.
        key: Seals what is made of patients' rows.
    """

    folder: Path
    key: StoreKey = field(repr=False)

    def find(self, stage: str, key: str) -> Note | None:
        """What a stage made under this key, if all of it is still there.

        A note that does not hold counts as none: the stage runs again and writes it anew.
        """
        path = self._note(stage, key)
        if not path.exists():
            return None
        try:
            vouched, _, text = read_file(path, limit=_MAX_NOTE).partition(b"\n")
            if not hmac.compare_digest(vouched, self.key.vouch(text).encode("ascii")):
                return None
            note = Note.model_validate(parse_canonical(text))
        except (CannotReadError, ValidationError, ValueError):
            return None
        there = all(self._object(made).exists() for made in note.outputs.values())
        return note if there and note.key == key else None

    def keep(self, data: bytes, *, sealed: bool) -> Made:
        """Keep one output.

        Raises:
            CannotWriteError: The folder cannot be written.
        """
        made = Made(sha256=sha256_hex(data), size=len(data), sealed=sealed)
        path = self._object(made)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_file(path, self.key.seal(made.sha256, data) if sealed else data, mode=0o600)
        return made

    def load(self, made: Made) -> bytes | None:
        """Return an output, or nothing where it is gone or not what was kept."""
        try:
            # A sealed object is longer than its content by a nonce and a tag.
            data = read_file(self._object(made), limit=made.size + 64)
            if made.sealed:
                data = self.key.unseal(made.sha256, data)
        except (CannotReadError, CannotUnsealError):
            return None
        return data if sha256_hex(data) == made.sha256 else None

    def write(self, note: Note) -> None:
        """Note what a stage made; its outputs have been kept.

        Raises:
            CannotWriteError: The folder cannot be written.
        """
        path = self._note(note.stage, note.key)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        text = canonical_json(note.model_dump(mode="json"))
        write_file(path, self.key.vouch(text).encode("ascii") + b"\n" + text, mode=0o600)

    def finish(self, version: str, lock: Mapping[str, Any]) -> Path:
        """Write the lock of a finished run, and say where.

        Raises:
            CannotWriteError: The folder cannot be written.
        """
        path = self.folder / "runs" / f"{version}.json"
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_file(path, canonical_json(lock), mode=0o600)
        return path

    def forget(self, made: Made) -> None:
        """Remove an output that proved not to be what was kept."""
        self._object(made).unlink(missing_ok=True)

    def notes(self) -> Iterator[Note]:
        """Every note that holds, by stage."""
        for path in sorted(self.folder.glob("stages/*/*.json")):
            note = self.find(path.parent.name, path.stem)
            if note is not None:
                yield note

    def collect(self, keep: int) -> Reclaimed:
        """Remove whatever the newest finished runs do not need.

        What is younger than an hour stays: another run may be about to note it.

        Args:
            keep: How many runs.
        """
        runs = sorted(self.folder.glob("runs/*.json"), key=lambda path: -path.stat().st_mtime_ns)
        wanted = {key for path in runs[:keep] for key in _keys_in(path)}
        kept = [note for note in self.notes() if note.key in wanted]
        needed = {self._note(note.stage, note.key) for note in kept}
        needed |= {self._object(made) for note in kept for made in note.outputs.values()}
        old = [*runs[keep:], *(set(self.folder.glob("*/*/*")) - needed)]
        files = size = 0
        oldest = time.time() - _GRACE_S
        for path in sorted(old):
            facts = path.stat()
            if path.is_file() and facts.st_mtime < oldest:
                path.unlink(missing_ok=True)
                files, size = files + 1, size + facts.st_size
        return Reclaimed(files, size)

    def _note(self, stage: str, key: str) -> Path:
        return self.folder / "stages" / stage / f"{key}.json"

    def _object(self, made: Made) -> Path:
        name = self.key.name_of(made.sha256) if made.sealed else made.sha256
        return self.folder / ("sealed" if made.sealed else "objects") / name[:2] / name


def _keys_in(lock: Path) -> Iterator[str]:
    """The keys of the notes that a run went through; none where its lock cannot be read."""
    try:
        stages = parse_canonical(read_file(lock, limit=_MAX_NOTE))["stages"]
        yield from [stage["key"] for stage in stages]
    except (CannotReadError, ValueError, KeyError, TypeError):
        return
