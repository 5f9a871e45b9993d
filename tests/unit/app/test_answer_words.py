"""How far an answer can be trusted, in words: the same on the screen, on paper and in the copy."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.desk import GivenAnswer
from app.language import signed
from app.viewmodels.answer import AnswerSheet, answer_sheet
from engine.contract.case import read_case
from engine.contract.model import Contract
from engine.inference.predictor import Predictor
from engine.inference.service import reply_of
from tests.unit.inference.made import TYPICAL, density, linear, made, reference
from tests.unit.inference.test_service import STANDING
from tests.unit.inference.test_trust import GROUPS, MEASURED
from tests.unit.learning.contracts import small_contract

RED = {"rows": 40, "bins": [[2], [0], None]}
CONTRACT = small_contract(combination=["colour"])


def sheet_of(case: dict[str, Any], **parts: Any) -> AnswerSheet:
    seen = reference(combinations=[[0, 60], [1, 20]], density=density(regions=[RED]))
    model = made(linear(0, (1, 0, 0)), contract=CONTRACT, seen=seen, **parts)
    return worded(Predictor(model), CONTRACT, case)


def worded(predictor: Predictor, contract: Contract, case: dict[str, Any]) -> AnswerSheet:
    reply = reply_of(predictor.predict(read_case(contract, case)), STANDING)
    at = datetime(2026, 11, 24, 20, 14, tzinfo=UTC)
    return answer_sheet(GivenAnswer(1, case, reply, "17 · X9DY", at, contract))


def test_a_case_inside_is_told_the_group_it_lies_in_and_no_figure_of_others() -> None:
    sheet = sheet_of({**TYPICAL, "width": 5}, reliability=MEASURED)

    assert sheet.domain.context == (
        "Lies in a group of 40 patients of training: Width at least 3, Colour red.",
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"width": 8.5}, "Ranges held in 33 of 40 cases at the rim (0 to 100 %)."),
        (
            {"colour": "blue"},
            (
                "Ranges held in 240 of 300 cases whose combination was kept from training as a "
                "test (0 to 100 %)."
            ),
        ),
        (
            {"steps": 9},
            (
                "Ranges held in 61 of 100 cases beyond a range that was cut from training as a "
                "test (0 to 100 %)."
            ),
        ),
    ],
)
def test_a_case_that_is_not_inside_is_told_how_often_ranges_hold_there(
    case: dict[str, Any], words: str
) -> None:
    sheet = sheet_of({**TYPICAL, **case}, reliability=MEASURED)

    assert sheet.domain.context[-1] == words
    assert words in sheet.text


def test_a_figure_of_another_reason_is_told_as_such() -> None:
    sheet = sheet_of({**TYPICAL, "colour": None}, reliability=MEASURED)

    assert sheet.domain.context[-1] == (
        "Such a case was not tested. The worst that was tested: Ranges held in 61 of 100 cases "
        "beyond a range that was cut from training as a test (0 to 100 %)."
    )


def test_the_sentence_says_what_the_interval_was_made_for_and_what_it_did() -> None:
    inside = sheet_of({**TYPICAL}, reliability=MEASURED)
    outside = sheet_of({**TYPICAL, "steps": 9}, reliability=MEASURED)

    assert inside.sentence.endswith("held 455 of 500 kept aside.")
    assert outside.sentence.endswith(". No promise: the case is unlike those of training.")


def test_what_could_not_be_measured_is_said_to_be_so() -> None:
    sheet = sheet_of({**TYPICAL, "colour": "blue"})

    assert sheet.domain.context[-1].endswith("could not be measured.")


def test_subgroups_are_told_with_their_bounds_and_how_many_there_are() -> None:
    sheet = sheet_of({**TYPICAL, "width": 1}, subgroups=GROUPS)

    assert [one.text for one in sheet.subgroups] == [
        "Colour red: mean error 1.50 (0.00 to 9.00), ranges held in 50 of 60 (0 to 100 %)",
        "Width 0 to 10: mean error 2.00 (0.00 to 9.00), ranges held in 46 of 50 (0 to 100 %)",
    ]
    assert "for all 6 groups at once" in sheet.subgroups_words
    assert sheet.subgroups_words in sheet.text


def test_without_subgroups_nothing_is_said_of_them() -> None:
    assert sheet_of({**TYPICAL}).subgroups == ()
    assert "groups at once" not in sheet_of({**TYPICAL}).text


def test_the_bar_of_an_unknown_input_is_explained() -> None:
    known, unknown = sheet_of({**TYPICAL}), sheet_of({**TYPICAL, "width": None})

    assert "not knowing" not in known.baseline
    assert unknown.baseline.endswith("; the bar of an unknown input is what not knowing it does")


@pytest.mark.parametrize(
    ("error", "bar", "words"),
    [
        (0.25, " \N{PLUS-MINUS SIGN} 0.25", "sampled, \N{PLUS-MINUS SIGN} one standard error"),
        (0.004, "", "sampled, each standard error below 0.01"),
    ],
)
def test_sampled_contributions_are_told_with_their_error(
    error: float, bar: str, words: str
) -> None:
    model = made(linear(0, (1, 0, 0)))
    case = {**TYPICAL, "width": 5}
    reply = reply_of(Predictor(model).predict(read_case(model.contract, case)), STANDING)
    for part in reply["contributions"]:
        part["error"] = error

    at = datetime(2026, 11, 24, 20, 14, tzinfo=UTC)
    sheet = answer_sheet(GivenAnswer(1, case, reply, "17", at, model.contract))

    assert sheet.baseline.endswith(f"; {words}")
    assert all(one.text == f"{signed(one.points, 2)}{bar}" for one in sheet.bars)
