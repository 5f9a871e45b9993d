"""``wardcast predict``: answer one case."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import Site, open_site
from app.cli.output import plain, say, say_json
from app.cli.session import As, PasswordFile, sign_in
from app.journal import LogJournal
from engine.accounts.access import SignedIn, identity
from engine.accounts.roles import Permission
from engine.durable import read_file
from engine.errors import ReportableError
from engine.inference.predictor import Predictor
from engine.inference.service import Answer, PredictionService

_MAX_CASE_BYTES = 1 << 20


class BadCaseFileError(ReportableError):
    """The file with the case is no JSON object."""

    code = "case-unreadable"
    default_advice = 'Write one JSON object, such as {"column": value}, in UTF-8.'


def predict(
    context: typer.Context,
    case: Annotated[
        str,
        typer.Option("--case", metavar="FILE", help="A JSON object by column name; - is stdin."),
    ],
    name: As,
    password_file: PasswordFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Answer one case with the active model; it is in the log before it is shown."""
    raw = read_case_file(case)
    with open_site(context.obj) as site:
        answer = answer_case(site, sign_in(site, name, password_file), raw)
    if as_json:
        say_json({**answer.reply, "receipt": answer.receipt})
        return
    _say(answer)


def read_case_file(name: str) -> Mapping[str, Any]:
    """Read a case from a file, or from standard input where the name is ``-``.

    Raises:
        BadCaseFileError: It is no JSON object, or a key stands twice in it.
        CannotReadError: The file cannot be read.
    """
    if name == "-":
        data = sys.stdin.buffer.read(_MAX_CASE_BYTES + 1)
    else:
        data = read_file(Path(name), limit=_MAX_CASE_BYTES)
    try:
        value = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        # The parser's own words may quote the file, so they are not repeated.
        raise BadCaseFileError("The case is no JSON object with each key once.") from error
    if not isinstance(value, dict) or len(data) > _MAX_CASE_BYTES:
        raise BadCaseFileError("The case is no JSON object.")
    return value


def answer_case(site: Site, session: SignedIn, raw: Mapping[str, Any]) -> Answer:
    """Answer a case as somebody who is signed in.

    Raises:
        DeniedError: Their roles do not permit it.
        CaseRefusedError: The case does not fit the model's contract.
        ReportableError: There is no model, or the answer could not be recorded.
    """
    actor = site.access.require(session, Permission.PREDICT)
    active = site.models.load_active()
    service = PredictionService(Predictor(active.model), active.validation, LogJournal(site.log))
    return service.answer(raw, identity(actor))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key stands twice"
        raise ValueError(message)
    return found


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
