"""How a search is watched and who works for it: options that several commands share."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from engine.durable import CannotWriteError, os_reason

Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="Let a Dask cluster do the fits: tcp://host:port, or tls:// by Dask's own settings. "
        "The coded rows travel there: only one that the site trusts. Same bytes out.",
    ),
]
CurveFile = Annotated[
    Path | None,
    typer.Option(
        "--curve",
        metavar="FILE",
        help="Write each candidate of a search here as it is done: one JSON object per line.",
    ),
]


@contextmanager
def curve(path: Path | None) -> Iterator[Callable[[Mapping[str, object]], None]]:
    """Write lines that another program can follow as they come; nothing where no file is named.

    What was written stays when a run is stopped: each line is whole.

    Raises:
        CannotWriteError: The file is there, or cannot be made.
    """
    if path is None:
        yield lambda _: None
        return
    try:
        # Not aside and renamed as results are: it is read while it grows.
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
    except FileExistsError as error:
        raise CannotWriteError(
            f"{path} already exists.", advice="Name another file with --curve."
        ) from error
    except OSError as error:
        raise CannotWriteError(f"Cannot write {path}: {os_reason(error)}.") from error

    def write(line: Mapping[str, object]) -> None:
        # One write for one line, past every buffer: whoever follows sees no half of it.
        os.write(file, json.dumps(line, allow_nan=False).encode() + b"\n")

    try:
        yield write
    finally:
        os.close(file)
