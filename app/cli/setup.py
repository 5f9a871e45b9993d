"""``wardcast setup``: make a site."""

from pathlib import Path
from typing import Annotated

import typer
import yaml

from app.bootstrap import create_site
from app.cli.output import plain, say, say_json, tell
from engine.accounts.answers import SetupAnswersError, read_answers
from engine.durable import read_file, write_file

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
    made = create_site(home, read_answers(_read(answers)))
    words: str | None = made.recovery_words
    if recovery_out is not None:
        write_file(recovery_out, f"{made.recovery_words}\n".encode(), mode=0o600)
        words = None
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


def _read(path: Path) -> object:
    try:
        return yaml.safe_load(read_file(path, limit=_MAX_ANSWERS_BYTES))
    except yaml.YAMLError as error:
        raise SetupAnswersError(f"{path} is neither YAML nor JSON.") from error
