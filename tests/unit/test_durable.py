"""Files that are whole or absent, and nothing else in their place."""

import os
from pathlib import Path

import pytest

from engine.durable import CannotWriteError, write_file


def test_an_older_file_is_replaced_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "result"
    path.write_bytes(b"older")

    write_file(path, b"newer", mode=0o600)

    assert path.read_bytes() == b"newer"
    assert list(tmp_path.iterdir()) == [path]
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only some accounts make links")
@pytest.mark.parametrize("target", ["there", "nowhere"])
def test_a_link_is_neither_followed_nor_replaced(tmp_path: Path, target: str) -> None:
    (tmp_path / "there").write_bytes(b"kept")
    link = tmp_path / "link"
    link.symlink_to(tmp_path / target)

    with pytest.raises(CannotWriteError, match="not a regular file"):
        write_file(link, b"lost")

    assert link.is_symlink()
    assert (tmp_path / "there").read_bytes() == b"kept"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(CannotWriteError):
        write_file(pipe, b"lost")

    assert pipe.is_fifo()


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        write_file(tmp_path, b"lost")

    assert list(tmp_path.iterdir()) == []
