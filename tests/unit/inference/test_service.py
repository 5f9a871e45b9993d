"""An answer is recorded before it is given; a refused case leaves only its refusal."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.contract.case import CaseRefusedError
from engine.errors import ReportableError
from engine.inference.predictor import Predictor
from engine.inference.service import Answer, Entry, Observer, PredictionService
from engine.models.signatures import Validation
from tests.unit.inference.made import TYPICAL, linear, made
from tests.unit.learning.contracts import small_contract

ACTOR = {"person": "1", "name": "clara"}
PATIENT = {"name": "who", "label": "Patient", "help": "Who it is."}
STANDING = Validation("validated", not_for_care=True, sentence="Validated; not for care.")


class Book:
    """A journal in memory; a full one takes nothing."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full
        self.written: list[tuple[str, dict[str, Any]]] = []

    def record(self, entries: Sequence[Entry]) -> list[str]:
        if self.full:
            raise ReportableError("The disk is full.")
        for answered, body in entries:
            kind = "prediction" if answered else "refusal"
            self.written.append((kind, json.loads(json.dumps(body))))
        return [f"receipt {number}" for number in range(1, len(entries) + 1)]


def service(book: Book, observer: Observer | None = None) -> PredictionService:
    model = made(linear(5), contract=small_contract(patient=PATIENT))
    return PredictionService(Predictor(model), STANDING, book, observer)


def test_what_is_shown_is_what_was_recorded() -> None:
    book = Book()
    answering = service(book)

    answer = answering.answer({**TYPICAL, "who": "P-1"}, ACTOR)

    ((kind, body),) = book.written
    assert (kind, answer.receipt) == ("prediction", "receipt 1")
    assert body["reply"] == answer.reply
    assert body["inputs"] == {"width": 1, "colour": "red", "steps": 3}
    assert (body["actor"], body["reference"]) == (ACTOR, "P-1")
    assert body["model"] == answering.predictor.model.sha256
    assert answer.reply["statement"] == "Validated; not for care."
    assert "recommends no treatment" in answer.reply["disclaimer"]


def test_there_is_no_answer_that_could_not_be_recorded() -> None:
    with pytest.raises(ReportableError, match="The disk is full"):
        service(Book(full=True)).answer(TYPICAL, ACTOR)


def test_a_refused_case_is_recorded_by_field_and_rule_and_without_its_values() -> None:
    book = Book()

    with pytest.raises(CaseRefusedError):
        service(book).answer({"width": 987654, "colour": "SECRET", "who": "P-1"}, ACTOR)

    ((kind, body),) = book.written
    assert kind == "refusal"
    assert body["problems"] == [
        {"field": "width", "rule": "range"},
        {"field": "colour", "rule": "value"},
        {"field": "steps", "rule": "missing"},
    ]
    assert (body["actor"], body["code"]) == (ACTOR, "case-refused")
    assert not {"987654", "SECRET", "P-1"} & set(json.dumps(body).replace('"', " ").split())


class Watcher:
    """An observer that remembers, and looks into the journal at that moment."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.seen: list[tuple[object, ...]] = []

    def answered(
        self, coded: NDArray[np.float64], scores: NDArray[np.float64], seconds: float
    ) -> None:
        assert seconds > 0
        self.seen.append((coded.tolist(), scores.tolist(), len(self.book.written)))

    def refused(self, rules: Sequence[str]) -> None:
        self.seen.append((list(rules), len(self.book.written)))


WRONG = {**TYPICAL, "colour": 1, "steps": 99}


class UnreadableError(ReportableError):
    code = "unreadable"


def test_a_group_is_answered_in_order_and_recorded_together_with_what_was_refused() -> None:
    book = Book()
    answering = service(book)
    unread = UnreadableError("No case.")
    asked: list[Mapping[str, Any] | ReportableError] = [
        TYPICAL,
        {**TYPICAL, "steps": 99},
        unread,
        TYPICAL,
    ]

    first, refused, unreadable, last = answering.answer_many(asked, ACTOR, explain=False)

    assert isinstance(first, Answer)
    assert isinstance(last, Answer)
    assert (first.receipt, last.receipt) == ("receipt 1", "receipt 4")
    assert first.reply == last.reply
    assert isinstance(refused, CaseRefusedError)
    assert unreadable is unread
    assert [kind for kind, _ in book.written] == ["prediction", "refusal", "refusal", "prediction"]
    codes = [body.get("code") for _, body in book.written]
    assert codes == [None, "case-refused", "unreadable", None]
    single = answering.answer(TYPICAL, ACTOR).reply
    left_out = {"contributions", "baseline", "subgroups", "domain"}
    assert first.reply.keys() == single.keys() - left_out | {"domain"}
    assert all(first.reply[key] == single[key] for key in single.keys() - left_out)
    assert (refused.receipt, unread.receipt) == ("receipt 2", "receipt 3")


def test_a_group_without_cases_is_answered_with_nothing() -> None:
    assert service(Book()).answer_many([], ACTOR) == []


def test_an_observer_is_told_after_the_record_what_was_answered_and_refused() -> None:
    book = Book()
    watcher = Watcher(book)
    answering = service(book, watcher)

    answers = answering.answer_many(
        [TYPICAL, WRONG, UnreadableError("No case."), {**TYPICAL, "steps": 4}], ACTOR
    )

    scores = [answer.reply["score"] for answer in answers if isinstance(answer, Answer)]
    assert watcher.seen == [
        ([[1.0, 0.0, 3.0], [1.0, 0.0, 4.0]], scores, 4),
        (["value", "range"], 4),
        (["unreadable"], 4),
    ]


def test_an_observer_hears_nothing_of_what_could_not_be_recorded() -> None:
    book = Book(full=True)
    watcher = Watcher(book)

    with pytest.raises(ReportableError):
        service(book, watcher).answer_many([TYPICAL, {"steps": 99}], ACTOR)

    assert watcher.seen == []
