"""Entering a case: what is offered, what is refused, and how it is undone."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage

EMPTY = dict.fromkeys(CASE, "")


def test_the_form_asks_in_the_order_of_the_contract(workplace: WindowPage) -> None:
    assert workplace.form.labels == list(CASE)
    assert workplace.form.focused == "Patient reference"


def test_tab_goes_through_the_form_as_it_is_seen(workplace: WindowPage) -> None:
    seen = []
    for _ in CASE:
        seen.append(workplace.form.focused)
        workplace.keys.press("Tab")

    assert seen == list(CASE)


def test_nothing_is_complained_about_before_somebody_asks(workplace: WindowPage) -> None:
    for _ in CASE:
        workplace.keys.press("Tab")

    assert not workplace.form.messages


def test_an_empty_form_is_refused_field_by_field(workplace: WindowPage) -> None:
    workplace.form.predict()

    assert list(workplace.form.messages) == [
        "Age", "Sex", "Condition", "Drug", "Dose", "Duration"
    ]  # fmt: skip
    assert workplace.form.focused == "Age"


def test_a_value_out_of_range_is_said_when_its_field_is_left(workplace: WindowPage) -> None:
    workplace.form.replace("Duration", "60")
    assert not workplace.form.messages

    workplace.keys.press("Tab")

    assert workplace.form.messages == {"Duration": "Only 5\N{EN DASH}59 days"}
    assert "Only 5" in workplace.form.field("Duration").control.accessibleDescription()


def test_a_message_moves_nothing(workplace: WindowPage) -> None:
    before = [workplace.form.field(label).geometry() for label in CASE]

    workplace.form.predict()
    QApplication.sendPostedEvents()

    assert workplace.form.messages
    assert [workplace.form.field(label).geometry() for label in CASE] == before


def test_escape_empties_the_form_and_undo_brings_everything_back(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)

    workplace.form.clear()
    assert workplace.form.values == EMPTY
    assert not workplace.answer.is_shown
    assert workplace.word == "The form was emptied."

    workplace.workplace.word.button.setFocus()
    workplace.keys.press("Space")
    workplace.wait(lambda: workplace.answer.is_shown)
    assert workplace.form.values == CASE
    assert not workplace.answer.is_dimmed


def test_undo_can_be_reached_by_the_keyboard_alone(workplace: WindowPage) -> None:
    workplace.form.enter({"Age": "56"})
    workplace.form.clear()

    for _ in range(40):
        if workplace.workplace.word.button.hasFocus():
            break
        workplace.keys.press("Tab")
    workplace.keys.press("Space")

    assert workplace.form.value("Age") == "56"


def test_undo_has_a_key_also_out_of_the_field_where_the_next_case_begins(
    workplace: WindowPage,
) -> None:
    workplace.form.enter(CASE)
    workplace.form.clear()
    assert workplace.form.focused == "Patient reference"

    workplace.keys.press("Ctrl+Z")

    assert workplace.form.values == CASE
    assert not workplace.word


def test_undo_of_clearing_never_takes_the_place_of_what_was_typed_since(
    workplace: WindowPage,
) -> None:
    workplace.form.enter(CASE)
    workplace.form.clear()

    workplace.keys.type("P-7")
    assert not workplace.word
    workplace.keys.press("Ctrl+Z")

    assert workplace.form.values == EMPTY, "the field's own undo"
    workplace.keys.press("Ctrl+Z")
    assert workplace.form.values == EMPTY
    assert workplace.workplace.predict_model is not None
    workplace.workplace.predict_model.undo_clear()
    assert workplace.form.values == EMPTY


def test_escape_on_an_empty_form_says_nothing(workplace: WindowPage) -> None:
    workplace.form.clear()

    assert not workplace.word


def test_a_list_narrows_while_it_is_typed_into(workplace: WindowPage) -> None:
    workplace.form.replace("Condition", "press")

    assert [row for row, _ in workplace.form.offered] == ["Depression", "High blood pressure"]


def test_arrows_and_enter_take_an_option_from_the_list(workplace: WindowPage) -> None:
    workplace.form.replace("Condition", "press")

    workplace.keys.press("Down", "Down", "Return")

    assert workplace.form.value("Condition") == "High blood pressure"
    assert workplace.form.field("Drug").hint == "3 of 15 for High blood pressure"


def test_escape_closes_an_open_list_and_keeps_the_entries(workplace: WindowPage) -> None:
    workplace.form.enter({"Age": "56"})
    workplace.form.replace("Condition", "press")

    workplace.keys.press("Esc")

    assert QApplication.activePopupWidget() is None
    assert workplace.form.value("Age") == "56"
    assert workplace.form.value("Condition") == "press"


def test_escape_closes_the_list_that_an_arrow_opened(workplace: WindowPage) -> None:
    workplace.form.enter({"Age": "56"})
    workplace.form.go_to("Condition")

    workplace.keys.press("Down")
    assert len(workplace.form.offered) == 5
    workplace.keys.press("Esc")

    assert QApplication.activePopupWidget() is None
    assert workplace.form.value("Age") == "56"


def test_an_excluded_drug_is_offered_with_its_reason_and_cannot_be_taken(
    workplace: WindowPage,
) -> None:
    workplace.form.enter({"Condition": "Diabetes mellitus"})
    workplace.form.replace("Drug", "pro")

    assert workplace.form.offered == [
        ("Bupropion: not for Diabetes mellitus", False),
        ("Metoprolol: not for Diabetes mellitus", False),
        ("Ciprofloxacin: not for Diabetes mellitus", False),
        ("Ibuprofen: not for Diabetes mellitus", False),
    ]
    workplace.keys.press("Down", "Down", "Return")
    assert workplace.form.value("Drug") == "pro"


def test_an_excluded_drug_typed_in_full_gets_its_message(workplace: WindowPage) -> None:
    workplace.form.enter({**CASE, "Drug": "Ibuprofen"})

    assert workplace.form.messages == {"Drug": "Not given for Diabetes mellitus"}
    workplace.wait_for_the_keyboard()
    workplace.form.predict()
    assert workplace.form.focused == "Drug"


def test_another_condition_makes_the_drug_before_wrong_at_once(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)

    workplace.form.replace("Condition", "Pain")
    workplace.keys.press("Tab")

    assert workplace.form.messages == {"Drug": "Not given for Pain"}


def test_text_that_is_no_option_is_refused(workplace: WindowPage) -> None:
    workplace.form.replace("Condition", "Gout")
    workplace.keys.press("Tab")

    assert workplace.form.messages == {"Condition": "Not in the list"}


def test_a_side_effect_that_is_not_known_is_left_empty(workplace: WindowPage) -> None:
    workplace.form.enter({**CASE, "Side effect": ""})
    workplace.wait_for_the_keyboard()

    workplace.predict()

    workplace.wait(lambda: workplace.answer.is_shown)
    assert workplace.answer.score


def test_not_known_can_be_chosen_for_a_side_effect(workplace: WindowPage) -> None:
    workplace.form.enter({**CASE, "Side effect": "Not known"})
    workplace.wait_for_the_keyboard()

    workplace.predict()

    workplace.wait(lambda: workplace.answer.is_shown)
    assert workplace.form.value("Side effect") == "Not known"


def test_the_last_field_can_be_typed_and_the_answer_asked_for_at_once(
    workplace: WindowPage,
) -> None:
    workplace.form.enter({**CASE, "Side effect": ""})

    workplace.form.replace("Side effect", "Nausea")
    workplace.form.predict()

    assert QApplication.activePopupWidget() is None
    workplace.wait(lambda: workplace.answer.is_shown)


def test_a_mark_between_thousands_is_no_number(workplace: WindowPage) -> None:
    workplace.form.replace("Age", "1,000")
    workplace.keys.press("Tab")

    assert workplace.form.messages == {"Age": "No thousands marks"}


@pytest.mark.usefixtures("german")
def test_in_german_a_comma_is_understood_and_a_mark_between_thousands_is_not(
    workplace: WindowPage,
) -> None:
    workplace.form.replace("Alter", "56,0")
    workplace.form.replace("Dauer", "1.000")
    workplace.keys.press("Tab")

    assert list(workplace.form.messages) == ["Dauer"]
    assert workplace.workplace.predict_model is not None
    assert workplace.workplace.predict_model.entered["Age"] == 56


def test_more_than_200_characters_of_a_reference_are_refused_and_none_is_lost(
    workplace: WindowPage,
) -> None:
    workplace.form.enter({**CASE, "Patient reference": "x" * 201})

    workplace.form.predict()

    assert workplace.form.messages == {"Patient reference": "At most 200 characters"}
    assert workplace.form.value("Patient reference") == "x" * 201


def test_a_reference_with_what_cannot_be_seen_is_refused_and_what_it_is_said(
    workplace: WindowPage,
) -> None:
    workplace.form.enter({**CASE, "Patient reference": ""})
    workplace.form.go_to("Patient reference")
    QGuiApplication.clipboard().setText("evil\u202e")

    workplace.keys.press("Ctrl+V")
    workplace.form.predict()

    words = "Holds the character U+202E: type it anew"
    assert workplace.form.messages == {"Patient reference": words}
    workplace.keys.press("Ctrl+A")
    workplace.keys.type("P-1")
    assert workplace.form.messages == {}
