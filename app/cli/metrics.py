"""``wardcast metrics``: what is counted, whether cases drift, and serving both on this machine."""

import threading
from importlib.metadata import version
from typing import Annotated, Any

import typer

from app.bootstrap import metrics_forbidden, open_site, open_watch
from app.cli.output import plain, say, say_json, say_table, tell
from app.cli.session import As, PasswordFile, sign_in
from app.cli.stopping import first_signal
from engine.errors import ReportableError
from engine.monitoring.drift import LEAST_JUDGED, ColumnDrift, Level
from engine.monitoring.endpoint import HEALTHY, METRICS, READY, MetricsEndpoint
from engine.monitoring.exposition import exposition
from engine.monitoring.settings import (
    LAST_PORT,
    LEAST_PORT,
    USUAL_PORT,
    MetricsForbiddenError,
    MetricsSettings,
    metrics_settings,
)
from engine.monitoring.watch import Look
from engine.phrases import phrase

app = typer.Typer(
    help="What was counted, whether cases drift, and serving both on this machine.",
    no_args_is_help=True,
)

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
_LEVEL_WORDS = {
    Level.TOO_FEW: phrase("too few"),
    Level.STEADY: phrase("steady"),
    Level.WATCH: phrase("watch"),
    Level.ALARM: phrase("alarm"),
}


@app.command("serve")
def serve(
    context: typer.Context,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=0, max=LAST_PORT, help="Else the one that is set; 0 takes any free one."
        ),
    ] = None,
) -> None:
    """Serve the metrics on 127.0.0.1 and ::1, nowhere else; reads the store only.

    Ctrl+C and SIGTERM end it with status 0.
    """
    if metrics_forbidden():
        raise MetricsForbiddenError(phrase("This machine's policy keeps the metrics off."))
    ended = threading.Event()
    with open_watch(context.obj) as watch:
        chosen = metrics_settings(watch.database).port if port is None else port
        endpoint = MetricsEndpoint(watch.look, version("wardcast"))
        endpoint.start(chosen)
        try:
            # A server that is stopped has ended well, whichever signal said so.
            with first_signal(lambda _: ended.set()):
                # Not before it listens: whoever waits for these lines may ask at once.
                for address in endpoint.addresses:
                    say_json({"metrics": address})
                tell(f"Serving {METRICS}, {HEALTHY} and {READY}; Ctrl+C ends it.")
                ended.wait()
        finally:
            endpoint.stop()


@app.command("show")
def show(context: typer.Context, as_json: AsJson = False) -> None:
    """Say what the endpoint says: counts, drift, model and log; nothing of a case."""
    look = _look(context)
    if not as_json:
        say(exposition(look, version("wardcast")).decode().rstrip("\n"))
        return
    say_json(
        {
            "ready": look.problem is None,
            "problem": None if look.problem is None else look.problem.code,
            "model": None if look.model is None else look.model.model.version,
            "log": None
            if look.log is None
            else {"records": look.log.records, "root": look.log.root},
            "answers": dict(look.counted.answers),
            "refusals": dict(look.counted.refusals),
            "seconds": look.counted.latency.seconds,
            "drift": _windows(look),
        }
    )


@app.command("drift")
def drift(context: typer.Context, as_json: AsJson = False) -> None:
    """Say whether the cases of late are like those of training, input by input."""
    look = _look(context)
    if look.model is None:
        raise look.model_problem or ReportableError(phrase("No model is active at this site."))
    if as_json:
        say_json(_windows(look))
        return
    for window in look.drift:
        say(f"The last {window.days} days beside training:")
        head = ("column", "cases", "verdict", "PSI", "KS", "mean", "in training")
        say_table(head, (_row(column) for column in window.columns))
        say()
    limits = look.model.model.contract.drift
    say(
        f"PSI is the population stability index less what chance adds: from {limits.watch:g} on "
        f"watch, from {limits.alarm:g} on alarm, where chance alone hardly gives it. A column is "
        f"judged from {LEAST_JUDGED} cases on. KS and means come from binned counts."
    )


@app.command("on")
def switch_on(
    context: typer.Context,
    name: As,
    port: Annotated[
        int,
        typer.Option(
            "--port",
            min=LEAST_PORT,
            max=LAST_PORT,
            help="Where the window serves them; one that no system keeps for itself.",
        ),
    ] = USUAL_PORT,
    password_file: PasswordFile = None,
) -> None:
    """Let the window serve metrics while it is open, as administrator; this is recorded."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        site.metrics.change(session, MetricsSettings(on=True, port=port))
    say(f"The window serves the metrics at port {port} from its next start on.")


@app.command("off")
def switch_off(context: typer.Context, name: As, password_file: PasswordFile = None) -> None:
    """Let the window serve no metrics, as administrator; this is recorded."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        port = metrics_settings(site.database).port
        site.metrics.change(session, MetricsSettings(on=False, port=port))
    say("The window serves no metrics from its next start on.")


def _look(context: typer.Context) -> Look:
    with open_watch(context.obj) as watch:
        return watch.look()


def _windows(look: Look) -> list[dict[str, Any]]:
    return [
        {"days": window.days, "columns": [_facts(column) for column in window.columns]}
        for window in look.drift
    ]


def _facts(column: ColumnDrift) -> dict[str, Any]:
    now, then = column.moments, column.reference
    return {
        "column": column.name or None,
        "cases": column.cases,
        "level": _LEVEL_WORDS[column.level],
        "psi": column.psi,
        "psi_chance": column.psi_chance,
        "ks": column.ks,
        "ks_chance": column.ks_chance,
        "mean": None if now is None else now.mean,
        "variance": None if now is None else now.variance,
        "reference_mean": None if then is None else then.mean,
        "reference_variance": None if then is None else then.variance,
    }


def _row(column: ColumnDrift) -> tuple[object, ...]:
    now, then = column.moments, column.reference
    return (
        plain(column.name) if column.name else "(the score)",
        column.cases,
        _LEVEL_WORDS[column.level],
        _figure(column.psi),
        _figure(column.ks),
        _figure(None if now is None else now.mean),
        _figure(None if then is None else then.mean),
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"
