"""The ``wardcast`` command: global options, the groups, and what becomes of failures."""

import os
import sys
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from app.cli import accounts, audit, cohort, contract, demo, models, predict, setup, train
from app.cli.output import plain, tell
from app.places import default_home
from engine.contract.case import CaseRefusedError
from engine.contract.problems import ContractError
from engine.errors import ReportableError

REFUSED, INTERRUPTED = 1, 130

app = typer.Typer(
    name="wardcast",
    help="Predicts how much a treatment is likely to help. Gives no diagnosis, recommends nothing.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(accounts.app, name="accounts")
app.add_typer(audit.app, name="audit")
app.add_typer(contract.app, name="contract")
app.add_typer(models.app, name="models")
app.command("cohort")(cohort.cohort)
app.command("demo")(demo.demo)
app.command("predict")(predict.predict)
app.command("setup")(setup.setup)
app.command("train")(train.train)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer hands the flag over this way
    if wanted:
        sys.stdout.write(f"wardcast {version('wardcast')}\n")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="The site's folder.")
    ] = None,
    show_version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    context.obj = home or default_home()


def main() -> None:
    """Run the command line; every failure ends in words, a code and an exit status."""
    try:
        app()
    except ReportableError as error:
        _tell_failure(error)
        sys.exit(REFUSED)
    except KeyboardInterrupt:
        tell("\nStopped. Nothing half-written is left.")
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(REFUSED)
    except Exception as error:  # noqa: BLE001 - the last line of defence: no values on the screen
        _tell_surprise(error)
        sys.exit(REFUSED)


def _tell_failure(error: ReportableError) -> None:
    tell(f"{plain(error.summary)} [{error.code}]")
    if isinstance(error, ContractError):
        for problem in error.problems:
            tell(f"  {plain(problem.sentence)}")
    elif isinstance(error, CaseRefusedError):
        for field in error.problems:
            tell(f"  {plain(field.label)} ({plain(field.field)}): {plain(field.message)}")
    tell(f"What to do: {plain(error.advice)}")


def _tell_surprise(error: Exception) -> None:
    """Name the class and the place only: the text of a foreign error may quote a patient's data."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    tell(f"An error that Wardcast does not know: {type(error).__name__} at {place}. [internal]")
    tell("What to do: tell support this line; WARDCAST_TRACEBACK=1 shows where it came from.")
    if os.environ.get("WARDCAST_TRACEBACK") == "1":
        tell("".join(traceback.format_tb(error.__traceback__)))


if __name__ == "__main__":
    main()
