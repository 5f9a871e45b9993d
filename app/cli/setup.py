"""``wardcast setup``: make a site."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import create_site
from app.cli.output import plain, say, say_json, tell
from engine.accounts.answers import SetupAnswersError, read_answers
from engine.contract.source import read_source
from engine.durable import CannotWriteError, read_file, write_file

_MAX_ANSWERS_BYTES = 1 << 20


def setup(
    context: typer.Context,
    answers: Annotated[
        Path, typer.Option("--answers", metavar="FILE", help="YAML or JSON: site_name, people.")
    ],
    recovery_out: Annotated[
        Path | None,
        typer.Option("--recovery-out", metavar="FILE", help="Write the recovery words there."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Make a site without questions. The recovery words are shown once and kept nowhere."""
    home: Path = context.obj
    asked = read_answers(_read(answers))
    with _place_for_words(recovery_out):
        made = create_site(home, asked)
    words = _kept_or_shown(made.recovery_words, recovery_out)
    if as_json:
        result = {"home": str(home), "site": made.trust.site_name, "site_root": made.fingerprint}
        say_json(result if words is None else {**result, "recovery_words": words})
        return
    say(f"The site {plain(made.trust.site_name)} is ready in {home}.")
    say(f"Fingerprint of its root, to be pinned on every machine: {made.fingerprint}")
    if words is None:
        say(f"The recovery words are in {recovery_out}.")
    else:
        say(f"Recovery words:\n\n  {words}\n")
    tell("Keep the recovery words off this machine: without them nothing lost comes back.")
    tell(f"Delete {answers}, which holds the passwords, once everybody has theirs.")


@contextmanager
def _place_for_words(path: Path | None) -> Iterator[None]:
    """Take the file before the site is made: words that find no place would be lost for good."""
    if path is None:
        yield
        return
    if path.exists():
        # It may hold the words of another site.
        raise CannotWriteError(
            f"{path} already exists.", advice="Name another file with --recovery-out."
        )
    write_file(path, b"", mode=0o600)
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _kept_or_shown(words: str, path: Path | None) -> str | None:
    """Write the words to the file; returns them where they must be shown instead."""
    if path is None:
        return words
    try:
        write_file(path, f"{words}\n".encode(), mode=0o600)
    except CannotWriteError as error:
        tell(f"{plain(error.summary)} The recovery words are shown here instead, this once.")
        return words
    return None


def _read(path: Path) -> object:
    source = read_source(read_file(path, limit=_MAX_ANSWERS_BYTES))
    if source.problems:
        # The reader's own reason may quote the line, and passwords stand in this file.
        raise SetupAnswersError(
            f"{path} is neither YAML nor JSON as it is read here: see line "
            f"{source.problems[0].line}.",
            advice="Each key once, quotes closed, no tabs, anchors (&, *) or tags (!); "
            "nothing was made.",
        )
    return source.value
