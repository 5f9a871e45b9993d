"""Two folders have the same digest when they hold the same, whenever they were made."""

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "one")


def made(where: Path) -> Path:
    (where / "in").mkdir(parents=True)
    (where / "in" / "file").write_bytes(b"bytes")
    (where / "link").symlink_to("in/file")
    return where


def test_dates_do_not_count(script: Load, folder: Path, tmp_path: Path) -> None:
    digest = script("tree_digest")
    other = made(tmp_path / "other")
    os.utime(other / "in" / "file", (1, 1))

    assert digest.digest_of(folder) == digest.digest_of(other)
    assert digest.differences(folder, other) == []


def change_a_byte(where: Path) -> str:
    (where / "in" / "file").write_bytes(b"bytez")
    return "in/file"


def let_it_run(where: Path) -> str:
    (where / "in" / "file").chmod(0o755)
    return "in/file"


def turn_the_link(where: Path) -> str:
    (where / "link").unlink()
    (where / "link").symlink_to("in/other")
    return "link"


def add_a_file(where: Path) -> str:
    (where / "more").touch()
    return "more"


@pytest.mark.parametrize("change", [change_a_byte, let_it_run, turn_the_link, add_a_file])
def test_every_change_shows(
    script: Load, folder: Path, tmp_path: Path, change: Callable[[Path], str]
) -> None:
    digest = script("tree_digest")
    other = made(tmp_path / "other")

    name = change(other)

    assert digest.digest_of(folder) != digest.digest_of(other)
    assert digest.differences(folder, other) == [name]
