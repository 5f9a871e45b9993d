"""The ``wardcast`` command: global options, the groups, and what becomes of failures."""

import os
import sys
import traceback
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

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
from app.cli.pipes import drop_output, prepare
from app.cli.stopping import Stopped, stop_at_signals
from app.places import default_home
from engine.contract.case import FieldProblem
from engine.durable import os_reason
from engine.errors import ReportableError

REFUSED = 1


class BadSettingError(ReportableError):
    """The environment asks for something that there is not."""

    code = "setting-unknown"


class _Group(TyperGroup):
    """Tells by the exit status which signal ended a command; typer makes Ctrl+C of all of them."""

    @override
    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stop:
            raise typer.Exit(_stopped(stop)) from stop


app = typer.Typer(
    name="wardcast",
    cls=_Group,
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
    try:
        prepare()
        stop_at_signals()
        _check_settings()
        status = _run()
    except ReportableError as error:
        _tell_failure(error)
        status = REFUSED
    except KeyboardInterrupt as stop:
        status = _stopped(stop)
    except OSError as error:
        _tell_refusal(error)
        status = REFUSED
    except Exception as error:  # noqa: BLE001 - the last line of defence: no values on the screen
        _tell_surprise(error)
        status = REFUSED
    sys.exit(status)


def _check_settings() -> None:
    asked = os.environ.get("WARDCAST_KERNEL", "")
    if asked not in {"", "twin"}:
        summary = f"WARDCAST_KERNEL is {asked!r}, which is nothing that scores."
        raise BadSettingError(summary, advice="Unset it, or set it to twin.")


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
            where = f"{plain(problem.label)} ({plain(problem.field)})" * bool(problem.field)
            tell(f"  {where or plain(problem.label)}: {plain(problem.message)}")
        else:
            tell(f"  {plain(problem.sentence)}")
    tell(f"What to do: {plain(error.advice)}")


def _tell_refusal(error: OSError) -> None:
    """Say that the system refused; to a reader that has gone there is nothing to say."""
    if not isinstance(error, BrokenPipeError):
        where = f" ({plain(error.filename)})" if error.filename else ""
        tell(f"The system refused: {os_reason(error)}{where}. [system]")
        tell("What to do: check that there is room, and that you may read and write there.")
    drop_output()


def _stopped(stop: KeyboardInterrupt) -> int:
    """Say that a command was stopped; a terminal that has closed may hear nothing any more."""
    cut = isinstance(stop, Stopped) and stop.cut
    left = "The last line of the output may be cut off." if cut else "Nothing half-written is left."
    with suppress(OSError):
        tell(f"Stopped. {left}")
    return stop.status if isinstance(stop, Stopped) else Stopped().status


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
