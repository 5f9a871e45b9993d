"""``wardcast predict --stream``: how a local program asks without a port.

One case on each line of standard input, one answer or error on each line of standard output, in
the same order. What is ready is answered as one group: checked, scored, recorded and committed
together, and only then written out.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from typing_extensions import TypeIs

from app.bootstrap import Site
from app.cli.cases import HALF, HALF_ADVICE, MAX_CASE_BYTES, holds_half, json_object
from app.cli.lines import Line, LineGroups, TooLong
from app.cli.output import tell
from app.cli.pipes import drop_output
from app.cli.refusals import refusal_facts
from app.cli.stopping import Stopped, first_signal
from app.journal import LogJournal
from engine.accounts.access import SignedIn, identity
from engine.accounts.roles import Permission
from engine.canonical import canonical_json
from engine.errors import ReportableError
from engine.inference.predictor import Predictor
from engine.inference.service import Answer, PredictionService

MAX_ID = 200

_ID, _CASE = "id", "case"
_LONG_ADVICE = "Write one case on a line, each value once."
_ID_ADVICE = "Shorten the id, or number the lines."
_BESIDE_ADVICE = 'Write {"id": ..., "case": {...}}, and what belongs to the case within it.'
_LARGEST_ID = 2**53 - 1

Id = str | int | None


class BadLineError(ReportableError):
    """A line of the stream is no case."""

    code = "line-unreadable"
    default_advice = 'Write one JSON object on each line, such as {"column": value}, in UTF-8.'


class Question(NamedTuple):
    """One line of the stream.

    Attributes:
        id: What the answer is to carry, so that its asker knows it again.
        case: Typed values by column name, or why the line holds none.
    """

    id: Id
    case: Mapping[str, Any] | ReportableError


def stream(site: Site, session: SignedIn, *, explain: bool) -> None:
    """Answer the cases of standard input until it ends, then end the sitting.

    Raises:
        ReportableError: The person may no longer ask, there is no model any more, or answers could
            not be recorded: none of that group is given then.
        Stopped: It was asked to; what was answered is in the log.
        OSError: Standard input or output failed.
    """
    lines = LineGroups(sys.stdin.fileno())
    desk = _Desk(site, session)
    try:
        # Asked before the first line comes, so that who may not ask need not find out by a case.
        desk.service()
        with first_signal(lines.stop):
            for group in lines:
                questions = [question for line in group if (question := read_question(line))]
                if not questions:
                    continue
                service, actor = desk.service()
                cases = [question.case for question in questions]
                outcomes = service.answer_many(cases, actor, explain=explain)
                _write(questions, outcomes)
    except BaseException:
        # What went wrong has to be told, not that the log could not take this as well.
        with suppress(ReportableError):
            site.sittings.signed_out(session)
        raise
    site.sittings.signed_out(session)
    if lines.stopped:
        raise Stopped(lines.stopped)


def read_question(line: Line) -> Question | None:
    """Read one line: a case, or ``{"id": ..., "case": {...}}``; nothing of a blank one.

    A value of a case is never an object, so no column can be taken for the second form.
    """
    if isinstance(line, TooLong):
        return _unreadable(f"The line has more than {MAX_CASE_BYTES} bytes.", _LONG_ADVICE)
    try:
        value = json_object(line)
    except ValueError:
        if not line.strip():
            return None
        return _unreadable("The line is no JSON object with each key once.")
    question = _question_in(value)
    return _unreadable(HALF, HALF_ADVICE, question.id) if holds_half(line, value) else question


def _question_in(value: dict[str, Any]) -> Question:
    case = value.get(_CASE)
    if not isinstance(case, dict):
        return Question(None, value)
    given = value.get(_ID)
    if not _may_be_id(given):
        summary = f"An id is a whole number or text of up to {MAX_ID} characters."
        return _unreadable(summary, _ID_ADVICE)
    if not value.keys() <= {_ID, _CASE}:
        summary = "Beside a case in a line there may be an id and nothing else."
        return _unreadable(summary, _BESIDE_ADVICE, given)
    return Question(given, case)


def _unreadable(summary: str, advice: str = "", given: Id = None) -> Question:
    return Question(given, BadLineError(summary, advice=advice))


def _may_be_id(given: object) -> TypeIs[Id]:
    if isinstance(given, int):
        return not isinstance(given, bool) and abs(given) <= _LARGEST_ID
    if isinstance(given, str):
        return len(given) <= MAX_ID and not any("\ud800" <= c <= "\udfff" for c in given)
    return given is None


class _Desk:
    """Who asks and which model answers, looked up anew for each group."""

    def __init__(self, site: Site, session: SignedIn) -> None:
        self._site = site
        self._session = session
        self._kept: PredictionService | None = None

    def service(self) -> tuple[PredictionService, Mapping[str, Any]]:
        """Return what answers now, and who asks as it shall stand in the records.

        Raises:
            DeniedError: They may not, or no longer; that is recorded.
            ReportableError: There is no model that may answer.
        """
        site, kept = self._site, self._kept
        actor = site.access.require(self._session, Permission.PREDICT)
        active = site.active.current()
        if kept is None or kept.predictor.model is not active.model:
            if kept is not None:
                tell(f"Another model was activated: {active.model.version} answers from here on.")
            kept = PredictionService(
                Predictor(active.model),
                active.validation,
                LogJournal(site.log),
                site.tally.of(active.model),
            )
            self._kept = kept
        return kept, identity(actor)


def _write(questions: Sequence[Question], outcomes: Sequence[Answer | ReportableError]) -> None:
    """Write a line for each question, and have them out before anything else happens."""
    lines = [
        _line(question.id, outcome) for question, outcome in zip(questions, outcomes, strict=True)
    ]
    try:
        sys.stdout.write("\n".join([*lines, ""]))
        sys.stdout.flush()
    except Stopped as stop:
        # A second signal: whoever sent it does not wait for a reader that does not read.
        drop_output()
        raise Stopped(stop.number, cut=True) from stop


def _line(asked: Id, outcome: Answer | ReportableError) -> str:
    """Write one answer as it was recorded, with what only its asker is told around it."""
    opening = "{" if asked is None else f'{{"{_ID}":{_ENCODER.encode(asked)},'
    if isinstance(outcome, Answer):
        answer = canonical_json(outcome.reply).decode()
        return f'{opening}{answer[1:-1]},"receipt":{_ENCODER.encode(outcome.receipt)}}}'
    return opening + _ENCODER.encode(refusal_facts(outcome))[1:]


_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)
