"""How far an answer can be trusted, in words: the same on the screen, on paper and in the copy."""

from datetime import UTC, datetime
from typing import Any

import pytest

from app.desk import GivenAnswer
from app.viewmodels.answer import AnswerSheet, answer_sheet
from engine.contract.case import read_case
from engine.contract.model import Contract
from engine.inference.predictor import Predictor
from engine.inference.service import reply_of
from engine.models.forms import Form
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
        "The nearest group of training (40 cases): Width 3 to 9, Colour red.",
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


def test_sampled_contributions_are_told_with_their_error() -> None:
    inputs = small_contract().model_dump(mode="json")["inputs"]
    contract = small_contract(inputs=[{**inputs[0], "name": f"w{i}"} for i in range(13)])
    seen = reference()
    seen["inputs"] = seen["inputs"][:1] * 13
    seen["prototypes"] = [{"codes": [1] * 13, "rows": 9}]
    seen["density"]["inputs"] = seen["density"]["inputs"][:1] * 13
    form = Form("mean", (0,) * 13, 4.0, 1.0, {})
    predictor = Predictor(made(form, contract=contract, seen=seen))

    sheet = worded(predictor, contract, {f"w{i}": 2 for i in range(13)})

    assert sheet.baseline.endswith("; sampled, ± one standard error")
    assert sheet.bars[0].text == "+0.00 ± 0.00"
