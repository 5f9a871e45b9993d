"""Sentences of the engine: plain English text wherever text is wanted, and still phrases after."""

import copy
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

import pytest
from pydantic import BaseModel, ConfigDict

from engine.canonical import canonical_json
from engine.phrases import Phrase, phrase, reason_of, row_of, row_of_numbers


@dataclass(frozen=True)
class Carrier:
    text: str


class StrictText(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str


def nested() -> Phrase:
    inner = phrase("{low:.15g} to {high:.15g}", low=0.5, high=10.0)
    return phrase("{label} must be {inner}", label="Dose", inner=inner)


def test_a_phrase_is_its_english_sentence() -> None:
    said = nested()

    assert said == "Dose must be 0.5 to 10"
    assert hash(said) == hash("Dose must be 0.5 to 10")
    assert f"{said}." == "Dose must be 0.5 to 10."


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy])
def test_a_copy_remembers_how_it_was_made(again: Callable[[Phrase], Phrase]) -> None:
    made = again(nested())

    assert made == nested()
    assert (made.template, made.values) == (nested().template, nested().values)


def test_a_phrase_survives_a_dataclass_taken_apart() -> None:
    assert isinstance(asdict(Carrier(nested()))["text"], Phrase)


def test_records_and_json_hold_the_english_sentence() -> None:
    plain = str(nested())

    assert canonical_json({"said": nested()}) == canonical_json({"said": plain})
    assert json.loads(json.dumps([nested()])) == [plain]
    assert StrictText(text=nested()).text == plain


def test_a_row_of_thousands_is_no_deeper_than_it_must_be() -> None:
    numbers = [place / 2 for place in range(4096)]

    assert str(row_of_numbers(numbers)) == ", ".join(f"{one:.15g}" for one in numbers)
    assert str(row_of(["a", "b", "c"])) == "a, b, c"


def test_an_exception_gives_back_the_phrase_it_was_raised_with() -> None:
    assert isinstance(reason_of(ValueError(nested())), Phrase)
    assert reason_of(ValueError("plain", 2)) == "('plain', 2)"
    assert reason_of(ValueError()) == ""
