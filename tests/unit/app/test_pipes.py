"""Standard output as it may be: full, never waiting, or interrupted while it is written."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.pipes import WholeFile

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no such pipes and signals there")

# Several times what a pipe holds.
DATA = os.urandom(1 << 20)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        os.close(end)


def rest_of(descriptor: int, found: bytes) -> bytes:
    while len(found) < len(DATA):
        found += os.read(descriptor, 1 << 16)
    return found


@pytest.mark.parametrize("waits", [True, False])
def test_all_of_it_comes_out_whatever_interrupts_and_however_full_the_pipe_is(
    pipe: tuple[int, int], *, waits: bool
) -> None:
    reading, writing = pipe
    os.set_blocking(writing, waits)
    writer, found = threading.get_ident(), [b""]

    def read() -> None:
        first = os.read(reading, 1)
        # The pipe is full or about to be: a write that sleeps is cut short by this.
        signal.pthread_kill(writer, signal.SIGUSR1)
        found[0] = rest_of(reading, first)

    before = signal.signal(signal.SIGUSR1, lambda *_: None)
    reader = threading.Thread(target=read)
    try:
        reader.start()
        assert WholeFile(writing).write(DATA) == len(DATA)
        reader.join()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert found[0] == DATA


@pytest.mark.parametrize(("closed", "pipe_name"), [("<&-", "input"), (">&-", "output")])
def test_a_pipe_that_is_closed_is_told_before_anything_is_asked(
    tmp_path: Path, closed: str, pipe_name: str
) -> None:
    code = "from app.cli.main import main; main()"
    words = "--home . predict --stream --as nobody"
    ran = subprocess.run(
        ["sh", "-c", f'exec "$0" -c "$1" {words} {closed}', sys.executable, code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    first = f"Standard {pipe_name} is closed. [pipe-closed]"
    assert (ran.returncode, ran.stdout, ran.stderr.splitlines()[0]) == (1, "", first)
