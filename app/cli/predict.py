"""``wardcast predict``: answer one case."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from app.bootstrap import Site, open_site
from app.cli.cases import read_case_file
from app.cli.output import plain, say, say_json
from app.cli.pipes import require_input
from app.cli.refusals import refusals_said
from app.cli.session import As, PasswordFile, sign_in
from app.cli.stream import stream
from app.journal import LogJournal
from engine.accounts.access import SignedIn, identity
from engine.accounts.roles import Permission
from engine.contract.model import Outcome
from engine.contract.rules import permitted_text
from engine.inference.predictor import Predictor
from engine.inference.service import Answer, PredictionService


# long: most of it declares the options.
def predict(
    context: typer.Context,
    name: As,
    case: Annotated[
        str | None,
        typer.Option("--case", metavar="FILE", help="A JSON object by column name; - is stdin."),
    ] = None,
    password_file: PasswordFile = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
    as_stream: Annotated[
        bool,
        typer.Option(
            "--stream",
            help="A JSON object on each line of stdin, an answer or error on each of stdout, in "
            'their order; {"id": ..., "case": {...}} gets its id back; blank lines get nothing. '
            "Ctrl+C and SIGTERM let what was recorded be written first.",
        ),
    ] = False,
    contributions: Annotated[
        bool,
        typer.Option(
            "--contributions",
            help="With --stream: say what moved each score, and how the model did in subgroups; "
            "else those keys are left out. A --case always has them.",
        ),
    ] = False,
) -> None:
    """Answer one case, or a stream of them; each is in the log before it is shown."""
    if as_stream:
        if case is not None:
            raise typer.BadParameter("--case and --stream exclude each other.")
        require_input()
        with open_site(context.obj) as site:
            stream(site, sign_in(site, name, password_file), explain=contributions)
        return
    if case is None:
        raise typer.BadParameter("Name a file with --case, or give --stream.")
    if contributions:
        raise typer.BadParameter("--contributions goes with --stream; a --case always has them.")
    with refusals_said(as_json=as_json):
        raw = read_case_file(case)
        with open_site(context.obj) as site:
            answer, outcome = _answered(site, sign_in(site, name, password_file), raw)
    if as_json:
        say_json({**answer.reply, "receipt": answer.receipt})
        return
    _say(answer, outcome)


def _answered(site: Site, session: SignedIn, raw: Mapping[str, Any]) -> tuple[Answer, Outcome]:
    """Answer a case as somebody who is signed in, and say what is predicted.

    Raises:
        DeniedError: Their roles do not permit it.
        CaseRefusedError: The case does not fit the model's contract.
        ReportableError: There is no model, or the answer could not be recorded.
    """
    actor = site.access.require(session, Permission.PREDICT)
    active = site.models.load_active()
    service = PredictionService(
        Predictor(active.model),
        active.validation,
        LogJournal(site.log),
        site.tally.of(active.model),
    )
    return service.answer(raw, identity(actor)), service.contract.outcome


def _say(answer: Answer, outcome: Outcome) -> None:
    reply, decimals = answer.reply, outcome.decimals
    low, high = (f"{end:.{decimals}f}" for end in reply["interval"])
    unit = f" {plain(outcome.unit.label)}" if outcome.unit else ""
    say(f"Outcome   {plain(outcome.label)}, {plain(permitted_text(outcome))}")
    say(f"Score     {reply['score']:.{decimals}f}{unit}   ({plain(reply['band'])})")
    say(f"Interval  {low} to {high}{unit}. {plain(reply['interval_promise'])}")
    _say_contributions(reply, decimals)
    domain = reply["domain"]
    say(f"Domain    {domain['status']}: {' '.join(map(plain, _told_of_domain(domain)))}")
    for group in reply["subgroups"]["groups"]:
        say(f"Group     {_told_of(group, decimals + 1)}")
    if reply["subgroups"]["groups"]:
        say(
            "          Of this case's groups: where ranges held least often, and where the error\n"
            "          was largest. From cases held out; the bounds hold for all "
            f"{reply['subgroups']['told']} groups at once."
        )
    say(f"Model     {reply['model_version']}. {plain(reply['statement'])}")
    say(f"Receipt   {answer.receipt}")
    say(reply["disclaimer"])


def _say_contributions(reply: Mapping[str, Any], decimals: int) -> None:
    parts = sorted(reply["contributions"], key=lambda part: -abs(part["points"]))
    if not parts:
        return
    sampled = any(part["error"] is not None for part in parts)
    note = " (sampled, +- one standard error)" if sampled else ""
    say(f"What moved the score from a typical patient's {reply['baseline']:.{decimals}f}{note}:")
    finer = decimals + 1
    for part in parts:
        error = "" if part["error"] is None else f" +-{part['error']:.{finer}f}"
        # Without the sign of what rounds to nothing.
        points = round(part["points"], finer) + 0.0
        moved = f"{points:+{finer + 4}.{finer}f}{error}"
        say(f"  {moved}  {plain(part['label'])}: {plain(part['value'])}")


def _told_of_domain(domain: Mapping[str, Any]) -> Iterator[str]:
    yield from domain["reasons"]
    if domain["nearest"]:
        yield domain["nearest"]
    held = domain["held"]
    if held is not None:
        kind = {
            "borderline": "cases at the rim",
            "outside": "cases outside",
            "combination": "cases whose combination was kept from training as a test",
            "range": "cases beyond a range that was cut from training as a test",
        }[held["kind"]]
        before = "" if held["tested"] else "Such a case was not tested; the worst that was tested: "
        told = f"Ranges held in {held['held']} of {held['rows']} {kind} ({_bounds(held)})."
        yield before + told
    elif domain["status"] != "inside":
        yield "How often ranges hold for such cases could not be measured."


def _told_of(group: Mapping[str, Any], decimals: int) -> str:
    mae, low, high = (f"{error:.{decimals}f}" for error in (group["mae"], *group["mae_interval"]))
    return (
        f"{plain(group['label'])} {plain(group['value'])}: mean error {mae} "
        f"({low} to {high}), ranges held in {group['held']} of {group['rows']} "
        f"({_bounds(group)})."
    )


def _bounds(held: Mapping[str, Any]) -> str:
    low, high = held["held_interval"]
    return f"{low:.0%} to {high:.0%}"
