"""The ``wardcast`` command: global options, the groups, and what becomes of failures."""

import io
import os
import sys
import traceback
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from app.cli import (
    accounts,
    audit,
    batch,
    check,
    cohort,
    compare,
    contract,
    demo,
    doctor,
    evaluate,
    metrics,
    models,
    pipeline,
    predict,
    report,
    reproduce,
    setup,
    train,
)
from app.cli.output import plain, tell
from app.places import default_home
from engine.contract.case import FieldProblem
from engine.durable import os_reason
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
app.add_typer(check.app, name="data")
app.add_typer(metrics.app, name="metrics")
app.add_typer(models.app, name="models")
models.app.command("report")(report.report)
models.app.command("reproduce")(reproduce.reproduce)
app.add_typer(pipeline.app, name="pipeline")
app.command("batch")(batch.batch)
app.command("cohort")(cohort.cohort)
app.command("compare")(compare.compare)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)
app.command("evaluate")(evaluate.evaluate)
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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A pipe may have another encoding: what was recorded must not fail to be said.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = _run()
    except ReportableError as error:
        _tell_failure(error)
        status = REFUSED
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError as error:
        _tell_refusal(error)
        status = REFUSED
    except Exception as error:  # noqa: BLE001 - the last line of defence: no values on the screen
        _tell_surprise(error)
        status = REFUSED
    if status == INTERRUPTED:
        tell("Stopped. Nothing half-written is left.")
    sys.exit(status)


def _run() -> int:
    """Run the command; what it said is out when this returns."""
    try:
        app()
    except SystemExit as ended:
        sys.stdout.flush()
        return ended.code if isinstance(ended.code, int) else REFUSED
    return 0


def _tell_failure(error: ReportableError) -> None:
    tell(f"{plain(error.summary)} [{error.code}]")
    for problem in getattr(error, "problems", ()):
        if isinstance(problem, FieldProblem):
            tell(f"  {plain(problem.label)} ({plain(problem.field)}): {plain(problem.message)}")
        else:
            tell(f"  {plain(problem.sentence)}")
    tell(f"What to do: {plain(error.advice)}")


def _tell_refusal(error: OSError) -> None:
    """Say that the system refused; to a reader that has gone there is nothing to say."""
    if not isinstance(error, BrokenPipeError):
        where = f" ({plain(error.filename)})" if error.filename else ""
        tell(f"The system refused: {os_reason(error)}{where}. [system]")
        tell("What to do: check that there is room, and that you may read and write there.")
    with suppress(OSError):
        # Else the interpreter would try once more to write what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
