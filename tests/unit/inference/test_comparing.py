"""Options of one case by models made by hand: scored, ranked, told apart, recorded."""

import json
from typing import Any

import pytest

from engine.errors import ReportableError
from engine.inference.alternatives import BadComparisonError
from engine.inference.comparing import Comparator, Comparison, Rank
from engine.inference.comparison import ComparisonService
from engine.inference.predictor import Predictor
from engine.inference.service import Entry
from engine.models.package import Model
from engine.models.signatures import Validation
from tests.unit.inference.made import TYPICAL, differences, linear, made, reference
from tests.unit.learning.contracts import VALUES, small_contract

ACTOR = {"person": "1", "name": "clara"}
STANDING = Validation("validated", not_for_care=True, sentence="Validated; not for care.")
TABLE = (1.0, 4.0, 2.0, 8.0, 6.0)  # points of red, green, blue, grey, teal


def knowing(
    *codes: int, variance: float = 1e-4, error: dict[int, float] | None = None, **changes: Any
) -> dict[str, Any]:
    """The mean error of these colours is known alike, each to within the variance."""
    contract = small_contract()
    known = differences(contract)
    known["inputs"][1] = {"type": "values", "values": list(codes), "rest": False}
    known["error"] = [(error or {}).get(code, 0) for code in codes]
    known["covariance"] = [
        variance * (row == column) for row in range(len(codes)) for column in range(row + 1)
    ]
    return {**known, **changes}


def model(known: dict[str, Any], **seen: Any) -> Model:
    return made(linear(5, table=TABLE), known=known, seen=reference(**seen))


def compared(known: dict[str, Any], **case: Any) -> Comparison:
    return Comparator(Predictor(model(known))).compare({**TYPICAL, **case}, ["colour"])


def colours(comparison: Comparison, rank: Rank) -> list[Any]:
    return [option.values[0] for option in comparison.options if option.rank is rank]


def test_options_stand_from_the_highest_score_down_and_keep_their_interval() -> None:
    found = compared(knowing(0, 1, 2, 3))

    assert colours(found, Rank.RANKED) == ["grey", "green", "blue", "red"]
    assert [option.score for option in found.options] == [13, 9, 7, 6, 11]
    for option in found.options:
        assert (option.low, option.high) == (option.score - 10, option.score + 10)
    assert [option.group for option in found.options] == [0, 1, 2, 3, None]
    assert [option.entered for option in found.options] == [False, False, False, True, False]


def test_what_training_never_saw_is_listed_below_and_not_ranked_however_high() -> None:
    found = compared(knowing(0, 1, 2, 3, 4))

    assert colours(found, Rank.OUTSIDE) == ["teal"]
    teal = found.options[-1]
    assert (teal.group, teal.apart_from) == (None, None)
    assert teal.score > found.options[1].score


def test_a_value_with_too_few_cases_to_check_by_is_not_ranked() -> None:
    found = compared(knowing(0, 1, 2))

    assert colours(found, Rank.TOO_RARE) == ["grey"]
    assert colours(found, Rank.RANKED) == ["green", "blue", "red"]


@pytest.mark.parametrize(
    ("known", "groups"),
    [
        # The standard error of a difference is 1.4; the four lie 4, 2 and 1 apart.
        (knowing(0, 1, 2, 3, variance=1), [0, 1, 1, 1]),
        # Both kinds of variance blur options of other combinations, and of one fit, as well.
        (knowing(0, 1, 2, 3, between_fits=1.0), [0, 1, 1, 1]),
        (knowing(0, 1, 2, 3, between_combinations=1.0), [0, 1, 1, 1]),
        (knowing(0, 1, 2, 3, variance=100), [0, 0, 0, 0]),
        # Grey scores 4 more than green, but was seen to do 5 less than it scores.
        (knowing(0, 1, 2, 3, error={3: -5.0}), [0, 0, 1, 2]),
    ],
)
def test_what_is_known_of_differences_decides_what_is_told_apart(
    known: dict[str, Any], groups: list[int]
) -> None:
    ranked = [option.group for option in compared(known).options if option.rank is Rank.RANKED]

    assert ranked == groups


class Book:
    """A journal in memory; a full one takes nothing."""

    def __init__(self, *, full: bool = False) -> None:
        self.full = full
        self.written: list[Entry] = []

    def record_comparison(self, entry: Entry) -> str:
        if self.full:
            raise ReportableError("The disk is full.")
        self.written.append(json.loads(json.dumps(entry)))
        return f"receipt {len(self.written)}"


def service(book: Book) -> ComparisonService:
    return ComparisonService(Predictor(model(knowing(0, 1, 2, 3))), STANDING, book)


def test_what_is_shown_is_what_was_recorded_with_everything_said_beside_it() -> None:
    book = Book()
    comparing = service(book)

    answer = comparing.compare(TYPICAL, ACTOR, ["colour"])

    ((answered, body),) = book.written
    assert (answered, answer.receipt) == (True, "receipt 1")
    assert body["reply"] == answer.reply
    assert body["inputs"] == {"width": 1, "colour": "red", "steps": 3}
    assert (body["actor"], body["model"]) == (ACTOR, comparing.predictor.model.sha256)
    assert answer.reply["meaning"].startswith("Association, not effect")
    assert "recommends no treatment" in answer.reply["disclaimer"]
    assert "Steps is known only after treatment began" in answer.reply["late"][0]["sentence"]
    assert answer.reply["finding"].startswith("4 ranked options in 4 groups")
    assert [option["texts"] for option in answer.reply["options"]] == [
        ["grey"],
        ["green"],
        ["blue"],
        ["red"],
        ["teal"],
    ]
    assert "not ranked" in answer.reply["options"][-1]["mark"]


def test_where_there_is_no_pair_nothing_is_said_of_pairs() -> None:
    alone = ComparisonService(Predictor(model(knowing(0))), STANDING, Book())

    reply = alone.compare(TYPICAL, ACTOR, ["colour"]).reply

    assert reply["finding"].startswith("Only one option can be ranked")
    assert reply["judged"] == "There was no pair of options to judge."


def test_there_is_no_comparison_that_could_not_be_recorded() -> None:
    with pytest.raises(ReportableError, match="The disk is full"):
        service(Book(full=True)).compare(TYPICAL, ACTOR, ["colour"])


@pytest.mark.parametrize(
    ("raw", "vary", "code", "rules"),
    [
        ({"width": 987654}, ["colour"], "case-refused", ["range", "missing"]),
        (TYPICAL, ["nothing"], BadComparisonError.code, []),
    ],
)
def test_a_refusal_is_recorded_without_what_was_typed(
    raw: dict[str, Any], vary: list[str], code: str, rules: list[str]
) -> None:
    book = Book()

    with pytest.raises(ReportableError):
        service(book).compare(raw, ACTOR, vary)

    ((answered, body),) = book.written
    assert not answered
    assert body["code"] == code
    assert [problem["rule"] for problem in body["problems"]] == rules
    assert "987654" not in json.dumps(body)


def test_all_values_of_the_category_are_options() -> None:
    assert {option.values[0] for option in compared(knowing(0)).options} == set(VALUES)
