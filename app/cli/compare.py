"""``wardcast compare``: one case under the options that its contract permits."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from app.bootstrap import open_site
from app.cli.cases import read_case_file
from app.cli.output import plain, say, say_json, say_table
from app.cli.refusals import refusals_said
from app.cli.session import As, PasswordFile, sign_in
from app.journal import LogJournal
from engine.accounts.access import identity
from engine.accounts.roles import Permission
from engine.contract.model import Outcome
from engine.contract.rules import permitted_text
from engine.inference.comparison import ComparisonService
from engine.inference.predictor import Predictor
from engine.inference.service import Answer


def compare(
    context: typer.Context,
    case: Annotated[
        str,
        typer.Option("--case", metavar="FILE", help="A JSON object by column name; - is stdin."),
    ],
    name: As,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            "--vary",
            metavar="COLUMN",
            help="An input to vary, once for each; else those that are a choice of treatment.",
        ),
    ] = None,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Compare the options that a case permits; all of it is in the log before it is shown."""
    with refusals_said(as_json=as_json):
        raw = read_case_file(case)
        with open_site(context.obj) as site:
            session = sign_in(site, name, password_file)
            actor = site.access.require(session, Permission.PREDICT)
            active = site.models.load_active()
            service = ComparisonService(
                Predictor(active.model), active.validation, LogJournal(site.log)
            )
            answer = service.compare(raw, identity(actor), vary or ())
            outcome = active.model.contract.outcome
    if as_json:
        say_json({**answer.reply, "receipt": answer.receipt})
        return
    _say(answer, outcome)


def _say(answer: Answer, outcome: Outcome) -> None:
    reply = answer.reply
    say(plain(reply["meaning"]))
    say()
    say(f"Outcome   {plain(outcome.label)}, {plain(permitted_text(outcome))}")
    header = ("group", *(plain(one["label"]) for one in reply["varied"]), "score", "interval", "")
    say_table(header, _rows(reply, outcome.decimals))
    say()
    for sentence in (
        reply["finding"],
        reply["judged"],
        *(one["sentence"] for one in reply["late"]),
        reply["interval_promise"],
    ):
        say(plain(sentence))
    if reply["as_entered"]:
        say(_as_entered(reply["as_entered"], outcome.decimals))
    say(f"Model     {reply['model_version']}. {plain(reply['statement'])}")
    say(f"Receipt   {answer.receipt}")
    say(reply["disclaimer"])


def _as_entered(answer: Mapping[str, Any], decimals: int) -> str:
    what = ", ".join(plain(f"{one['label']} {one['value']}") for one in answer["with"])
    low, high = answer["interval"]
    return (
        f"As entered, with {what}: score {answer['score']:.{decimals}f}, interval "
        f"{low:.{decimals}f} to {high:.{decimals}f}, {answer['domain']['status']}."
    )


def _rows(reply: Mapping[str, Any], decimals: int) -> Iterator[tuple[object, ...]]:
    """One row for each option; an empty one between two groups."""
    width = 4 + len(reply["varied"])
    before: int | None = reply["options"][0]["group"]
    unused = [one["label"] for one in (reply["as_entered"] or {}).get("with", ())]
    entered = f"as entered but for {', '.join(unused)}" if unused else "as entered"
    for option in reply["options"]:
        if option["group"] != before:
            yield ("",) * width
        before = option["group"]
        low, high = option["interval"]
        status = option["domain"]["status"]
        notes = [
            entered if option["entered"] else "",
            status if status != "inside" and not option["mark"] else "",
            option["mark"],
        ]
        yield (
            "-" if before is None else before + 1,
            *option["texts"],
            f"{option['score']:.{decimals}f}",
            f"{low:.{decimals}f} to {high:.{decimals}f}",
            "; ".join(note for note in notes if note),
        )
