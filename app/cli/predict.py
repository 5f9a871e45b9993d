"""``wardcast predict``: answer one case."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from app.bootstrap import Site, open_site
from app.cli.cases import read_case_file
from app.cli.output import plain, say, say_json
from app.cli.session import As, PasswordFile, sign_in
from app.cli.stream import stream
from app.journal import LogJournal
from engine.accounts.access import SignedIn, identity
from engine.accounts.roles import Permission
from engine.inference.predictor import Predictor
from engine.inference.service import Answer, PredictionService


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
        typer.Option("--stream", help="A case on each line of stdin, an answer on each of stdout."),
    ] = False,
    contributions: Annotated[
        bool, typer.Option("--contributions", help="With --stream: say what moved each score.")
    ] = False,
) -> None:
    """Answer one case, or a stream of them; each is in the log before it is shown."""
    if as_stream:
        if case is not None:
            raise typer.BadParameter("--case and --stream exclude each other.")
        with open_site(context.obj) as site:
            stream(site, sign_in(site, name, password_file), explain=contributions)
        return
    if case is None or contributions:
        raise typer.BadParameter(
            "Name a --case, or give --stream, with or without --contributions."
        )
    raw = read_case_file(case)
    with open_site(context.obj) as site:
        answer = answer_case(site, sign_in(site, name, password_file), raw)
    if as_json:
        say_json({**answer.reply, "receipt": answer.receipt})
        return
    _say(answer)


def answer_case(site: Site, session: SignedIn, raw: Mapping[str, Any]) -> Answer:
    """Answer a case as somebody who is signed in.

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
    return service.answer(raw, identity(actor))


def _say(answer: Answer) -> None:
    reply = answer.reply
    low, high = reply["interval"]
    say(f"Score     {reply['score']:.1f}   ({plain(reply['band'])})")
    say(
        f"Interval  {low:.1f} to {high:.1f}; ranges made this way held the observed score in "
        f"{reply['interval_level']:.0%} of cases."
    )
    if reply["contributions"]:
        say(f"What moved the score from the average patient's {reply['baseline']:.1f}:")
        for part in sorted(reply["contributions"], key=lambda part: -abs(part["points"])):
            say(f"  {part['points']:+6.2f}  {plain(part['label'])}: {plain(part['value'])}")
    say(
        f"Domain    {reply['domain']['status']}: {' '.join(map(plain, reply['domain']['reasons']))}"
    )
    say(f"Model     {reply['model_version']}. {plain(reply['statement'])}")
    say(f"Receipt   {answer.receipt}")
    say(reply["disclaimer"])
