"""``wardcast doctor``: what is well here and what is not."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.output import plain, say, say_json

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Look over this installation and its site; exit status 1 when something is broken."""
    # Imported here: looking needs the models and numpy, other commands may not.
    from app.checkup import State, look_over

    findings = list(look_over(context.obj))
    if as_json:
        say_json({"checks": [asdict(one) for one in findings]})
    else:
        for one in findings:
            say(f"{one.state:<10} {one.name:<9} {plain(one.says)}")
            if one.advice:
                say(f"{'':<20} What to do: {plain(one.advice)}")
    if any(one.state is State.BROKEN for one in findings):
        raise typer.Exit(1)
