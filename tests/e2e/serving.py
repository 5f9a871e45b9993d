"""Programs that serve, run as their users run them, and asked over the network of this machine."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.e2e.commands import INSTALLED, Wardcast

PATIENCE_S = 60.0
"""How long something may take to happen; a test that waits longer fails."""

_PAUSE_S = 0.1


@contextmanager
def metrics_of(site: Wardcast, *options: str) -> Iterator[tuple[str, ...]]:
    """Serve a site's metrics; yields the addresses, and demands that ending it is no failure."""
    assert INSTALLED is not None, "install the project: make setup"
    child = subprocess.Popen(
        [INSTALLED, "--home", str(site.home), "metrics", "serve", "--port", "0", *options],
        cwd=site.folder,
        env=site.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    with child:
        try:
            # Ends with the message that says it serves: then every address was said before.
            told = child.stderr.readline().decode()
            assert told.startswith("Serving"), told + child.stderr.read().decode()
            os.set_blocking(child.stdout.fileno(), False)
            yield tuple(json.loads(line)["metrics"] for line in child.stdout.readlines())
        finally:
            child.send_signal(signal.SIGTERM)
            status = child.wait(PATIENCE_S)
        assert status == 0


@contextmanager
def program(command: list[str], folder: Path) -> Iterator[None]:
    """Run a program until the block ends; what it says is in a file in its folder."""
    with (
        (folder / "said").open("wb") as said,
        subprocess.Popen(command, cwd=folder, stdout=said, stderr=said) as child,
    ):
        try:
            yield
        finally:
            child.terminate()
            child.wait(PATIENCE_S)


def free_port() -> int:
    """A port that nobody listens at just now."""
    with closing(socket.create_server(("127.0.0.1", 0))) as one:
        port: int = one.getsockname()[1]
        return port


def text_at(url: str) -> str:
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own machine
        data: bytes = answer.read()
    return data.decode()


def json_at(url: str) -> Any:
    return json.loads(text_at(url))


def until(happens: Callable[[], Any], what: str) -> Any:
    """Ask again and again until there is an answer that is no error and not empty."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        try:
            found = happens()
        except OSError:
            found = None
        if found:
            return found
        time.sleep(_PAUSE_S)
    message = f"waited in vain for {what}"
    raise AssertionError(message)
