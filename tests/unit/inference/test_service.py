"""An answer is recorded before it is given; a refused case leaves only its refusal."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from engine.contract.case import CaseRefusedError
from engine.errors import ReportableError
from engine.inference.predictor import Predictor
from engine.inference.service import PredictionService
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

    def record_prediction(self, body: Mapping[str, Any]) -> str:
        if self.full:
            raise ReportableError("The disk is full.")
        self.written.append(("prediction", json.loads(json.dumps(body))))
        return f"receipt {len(self.written)}"

    def record_refusal(self, body: Mapping[str, Any]) -> None:
        self.written.append(("refusal", json.loads(json.dumps(body))))


def service(book: Book) -> PredictionService:
    model = made(linear(5), contract=small_contract(patient=PATIENT))
    return PredictionService(Predictor(model), STANDING, book)


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
    assert body["actor"] == ACTOR
    assert not {"987654", "SECRET", "P-1"} & set(json.dumps(body).replace('"', " ").split())
