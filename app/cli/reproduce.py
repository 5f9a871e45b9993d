"""``wardcast models reproduce``: make a package again from its data, and compare the bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.output import ProgressLine, plain, say, say_json
from app.cli.packages import Expect, PackageName, named_package
from app.cli.session import PasswordFile
from app.cli.store import StoreFolder, open_store

if TYPE_CHECKING:  # the trainer is imported when training starts
    from trainer.pipeline import Reproduction


# long: most of it declares the options.
def reproduce(
    context: typer.Context,
    package: PackageName,
    data: Annotated[
        Path, typer.Option("--data", metavar="CSV", help="The rows that it was made of.")
    ],
    name: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who you are, for a version.")
    ] = None,
    expect: Expect = None,
    threads: Annotated[
        int, typer.Option("--threads", min=1, max=256, help="They change no byte.")
    ] = 1,
    store: StoreFolder = None,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Train as the package says it was trained; exit status 1 where a byte differs."""
    from trainer.pipeline import reproduce as run

    found = named_package(context.obj, package, name, password_file, expect)
    kept = None if store is None else open_store(context.obj, store)
    made = run(found.model.files, data, ProgressLine(), threads=threads, store=kept)
    if as_json:
        say_json(_facts(made))
    else:
        _say(made)
    if not made.same:
        raise typer.Exit(1)


def _facts(made: "Reproduction") -> dict[str, Any]:
    return {
        "version": made.version,
        "again": made.again,
        "same": made.same,
        "partings": [{"stage": one.stage, "what": one.what} for one in made.partings],
        "changed": [{"what": c.what, "then": c.then, "now": c.now} for c in made.changed],
        "processor": list(made.processor),
    }


def _say(made: "Reproduction") -> None:
    if made.same:
        say(f"{made.version} is reproduced: every byte is the same.")
        return
    first = made.partings[0]
    say(f"{made.version} came out as {made.again}: other bytes, first in the stage {first.stage}.")
    for one in made.partings:
        say(f"  {one.stage:<10} {plain(one.what)}")
    for changed in made.changed:
        say(f"{changed.what} was {plain(changed.then)} and is {plain(changed.now)} here.")
    if not made.changed:
        say("The same versions of the libraries, the same system and family of processors.")
    say(f"Extensions of this processor that NumPy uses: {' '.join(made.processor)}")
