"""Files appear together or not at all, whatever ends the writing."""

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.durable import CannotWriteError
from engine.outputs.notes import sweep
from engine.outputs.together import AlreadyThereError, writing_together

ROOT = Path(__file__).parents[3]
HELD = Path(__file__).with_name("held.py")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "results"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write(targets: list[Path], notes: Path, *, replace: bool = False) -> list[str]:
    with writing_together(targets, notes, replace=replace) as outputs:
        for file in outputs.files:
            file.write(b"new ")
            file.write(file.target.name.encode())
        outputs.complete()
        assert all(not target.exists() for target in targets) or replace
        outputs.appear()
        return [file.sha256 for file in outputs.files]


def test_all_appear_whole_with_their_digests_and_nothing_else_is_left(
    folder: Path, notes: Path
) -> None:
    digests = write([folder / "a", folder / "b"], notes)

    assert names(folder) == ["a", "b"]
    assert names(notes) == []
    for name, digest in zip("ab", digests, strict=True):
        assert (folder / name).read_bytes() == b"new " + name.encode()
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest


def test_what_was_asked_for_is_for_its_owner_only(folder: Path, notes: Path) -> None:
    write([folder / "a"], notes)

    if os.name != "nt":
        assert (folder / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_nothing_is_left_where_the_work_ends_early(
    folder: Path, notes: Path, error: type[BaseException]
) -> None:
    def work() -> None:
        targets = [folder / "a", folder / "b"]
        with writing_together(targets, notes, replace=False) as outputs:
            outputs.files[0].write(b"half")
            assert len(names(folder)) == 2
            raise error

    with pytest.raises(error):
        work()

    assert names(folder) == names(notes) == []


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_none_has_its_name_where_one_cannot_have_it(
    folder: Path, notes: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "b":
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises((CannotWriteError, KeyboardInterrupt)):
        write([folder / "a", folder / "b"], notes)

    assert names(folder) == names(notes) == []


def test_what_is_there_stays_unless_it_may_go(folder: Path, notes: Path) -> None:
    (folder / "b").write_text("old")

    with pytest.raises(AlreadyThereError, match="is there already"):
        write([folder / "a", folder / "b"], notes)
    assert names(folder) == ["b"]
    assert (folder / "b").read_text() == "old"

    write([folder / "a", folder / "b"], notes, replace=True)
    assert (folder / "b").read_text() == "new b"


def test_a_file_that_came_meanwhile_stays_too(folder: Path, notes: Path) -> None:
    def work() -> None:
        targets = [folder / "a", folder / "b"]
        with writing_together(targets, notes, replace=False) as outputs:
            outputs.complete()
            (folder / "b").write_text("somebody else's")
            outputs.appear()

    with pytest.raises(AlreadyThereError):
        work()

    assert names(folder) == ["b"]
    assert (folder / "b").read_text() == "somebody else's"


@pytest.mark.parametrize(
    ("place", "said"), [(".", "is a folder"), ("none/a", "There is no folder"), ("link", "regular")]
)
def test_a_place_where_no_file_can_be_put_is_named(
    folder: Path, notes: Path, place: str, said: str
) -> None:
    (folder / "link").symlink_to(folder / "elsewhere")

    with pytest.raises(CannotWriteError, match=said):
        write([folder / place], notes, replace=True)
    assert names(folder) == ["link"]


@contextmanager
def held(notes: Path, moment: str, *targets: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that waits with its files aside; it is dead at the end."""
    child = subprocess.Popen(
        [sys.executable, str(HELD), str(notes), moment, *map(str, targets)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == b"here\n"
        yield child
        child.kill()


def test_what_a_killed_writer_left_aside_is_cleared_away(folder: Path, notes: Path) -> None:
    with held(notes, "aside", folder / "a", folder / "b") as child:
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert len(names(folder)) == 2
        assert all(name.startswith(".") for name in names(folder))

        sweep(notes)

    assert names(folder) == names(notes) == []


def test_what_a_killed_writer_had_told_to_appear_appears(folder: Path, notes: Path) -> None:
    with held(notes, "between", folder / "a", folder / "b") as child:
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert "a" in names(folder)
        assert "b" not in names(folder)

        sweep(notes)

    assert names(folder) == ["a", "b"]
    assert (folder / "b").read_bytes() == b"whole 1\n"
    assert names(notes) == []


def test_what_a_living_writer_has_aside_is_left_alone(folder: Path, notes: Path) -> None:
    with held(notes, "aside", folder / "a", folder / "b"):
        before = names(folder), names(notes)
        sweep(notes)

        assert (names(folder), names(notes)) == before
        assert len(before[0]) == 2


@pytest.mark.parametrize("said", [b"", b"{", b"[]", b'{"files": 3}'])
def test_a_note_that_is_not_whole_is_removed(notes: Path, said: bytes) -> None:
    notes.mkdir()
    (notes / "x.json").write_bytes(said)

    sweep(notes)

    assert names(notes) == []


def test_without_notes_there_is_nothing_to_do(notes: Path) -> None:
    sweep(notes)

    assert not notes.exists()
