"""Choosing by the keyboard: what stands in a field is what is taken, and nothing changes unseen."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.widgets.choice import Choice
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage

_HALFWAY = 100
"""The page scrolled so far that every choice is seen, and can be scrolled on."""


def choice(page: WindowPage, label: str) -> Choice:
    control = page.form.field(label).control
    assert isinstance(control, Choice)
    return control


def entered(page: WindowPage, name: str) -> object:
    model = page.workplace.predict_model
    assert model is not None
    return model.entered.get(name)


def turn_the_wheel(over: QWidget) -> None:
    """One notch down, from the window system, with the pointer over a widget."""
    window = over.window()
    at = over.mapTo(window, over.rect().center())
    QTest.wheelEvent(window.windowHandle(), at, QPoint(0, -120))


def scroll_area(page: WindowPage) -> QScrollArea:
    view = page.workplace.predict
    assert view is not None
    return view._scroll


def test_the_beginning_of_a_number_stands_for_no_other_number(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)

    for typed, leave in (("10", "Tab"), ("25", "Ctrl+Return"), ("85", "Tab"), ("8", "Tab")):
        workplace.wait_for_the_keyboard()
        workplace.form.replace("Dose", typed)
        workplace.wait_for_the_keyboard()
        workplace.keys.press(leave)

        assert workplace.form.value("Dose") == typed
        assert workplace.form.messages == {"Dose": "Not in the list"}


def test_a_number_is_the_option_that_it_is_equal_to(workplace: WindowPage) -> None:
    for typed in ("100.0", "1e2", "100 mg", "100mg"):
        workplace.wait_for_the_keyboard()
        workplace.form.replace("Dose", typed)
        workplace.wait_for_the_keyboard()
        workplace.keys.press("Tab")

        assert workplace.form.value("Dose") == "100"
        assert entered(workplace, "Dosage_mg") == 100
        assert not workplace.form.messages

    workplace.form.replace("Dose", "100 g")
    workplace.wait_for_the_keyboard()
    workplace.keys.press("Tab")
    assert workplace.form.messages == {"Dose": "Not in the list"}


def test_the_only_option_that_begins_so_is_seen_while_it_is_typed(workplace: WindowPage) -> None:
    workplace.form.replace("Condition", "di")

    assert workplace.form.value("Condition") == "diabetes mellitus"
    assert entered(workplace, "Condition") == "Diabetes"
    assert workplace.form.field("Drug").hint == "3 of 15 for Diabetes mellitus"

    workplace.wait_for_the_keyboard()
    workplace.keys.press("Tab")
    assert workplace.form.value("Condition") == "Diabetes mellitus"
    assert workplace.form.focused == "Drug"


def test_words_of_an_input_method_are_written_on_as_well(workplace: WindowPage) -> None:
    workplace.form.go_to("Condition")
    event = QInputMethodEvent()
    event.setCommitString("di")

    QApplication.sendEvent(choice(workplace, "Condition"), event)

    assert workplace.form.value("Condition") == "diabetes mellitus"


def test_what_is_typed_on_takes_the_place_of_what_was_written_ahead(workplace: WindowPage) -> None:
    workplace.form.replace("Condition", "p")
    assert workplace.form.value("Condition") == "pain"

    workplace.keys.type("ress")

    assert workplace.form.value("Condition") == "press"
    assert [row for row, _ in workplace.form.offered] == ["Depression", "High blood pressure"]


def test_a_beginning_that_is_left_as_such_stands_for_nothing(workplace: WindowPage) -> None:
    # Taken back to it, or shared by several.
    for keys in (("D", "i", "Backspace"), ("D",)):
        workplace.form.go_to("Condition")
        workplace.keys.empty()
        workplace.keys.press(*keys)
        workplace.wait_for_the_keyboard()
        left = workplace.form.value("Condition")
        workplace.keys.press("Tab")

        assert left.casefold() == "".join(keys[:2]).casefold()
        assert workplace.form.value("Condition") == left
        assert workplace.form.messages == {"Condition": "Not in the list"}


def test_an_excluded_option_may_be_what_was_begun(workplace: WindowPage) -> None:
    workplace.form.enter({"Condition": "Diabetes mellitus"})

    workplace.form.replace("Drug", "met")  # Metformin can be taken, Metoprolol cannot
    assert workplace.form.value("Drug") == "met"
    workplace.keys.type("f")

    assert workplace.form.value("Drug") == "metformin"


def test_an_option_that_the_arrows_went_to_is_taken_when_its_list_is_closed(
    workplace: WindowPage,
) -> None:
    workplace.form.replace("Condition", "press")

    workplace.keys.press("Down", "Esc")
    workplace.wait_for_the_keyboard()
    workplace.keys.press("Tab")

    assert workplace.form.value("Condition") == "Depression"
    assert entered(workplace, "Condition") == "Depression"
    assert not workplace.form.messages


def test_arrows_open_the_list_of_a_filled_field_at_what_is_chosen(workplace: WindowPage) -> None:
    workplace.form.enter({"Dose": "250"})
    workplace.form.go_to("Dose")

    for key in ("Up", "Down"):
        workplace.keys.press(key)

        assert len(workplace.form.offered) == 5
        assert choice(workplace, "Dose").view().currentIndex().data() == "250"
        workplace.keys.press("Esc")
        assert workplace.form.value("Dose") == "250"


def test_page_keys_scroll_the_page_and_choose_nothing(workplace: WindowPage) -> None:
    workplace.window.resize(960, 600)
    workplace.form.enter({"Dose": "250"})
    workplace.form.go_to("Dose")
    bar = scroll_area(workplace).verticalScrollBar()
    bar.setValue(0)

    workplace.keys.press("PgDown")

    assert bar.value() > 0
    assert workplace.form.value("Dose") == "250"
    assert entered(workplace, "Dosage_mg") == 250


def test_the_wheel_scrolls_the_page_and_changes_no_case(workplace: WindowPage) -> None:
    workplace.window.resize(960, 600)
    workplace.form.enter(CASE)
    bar = scroll_area(workplace).verticalScrollBar()

    for label in ("Condition", "Drug", "Dose", "Duration"):
        workplace.form.go_to("Age")
        bar.setValue(_HALFWAY)

        turn_the_wheel(workplace.form.field(label).control)

        assert bar.value() > _HALFWAY
        assert workplace.form.focused == "Age"
    assert workplace.form.values == CASE


def test_undo_brings_back_what_cannot_be_read_as_it_was_typed(workplace: WindowPage) -> None:
    wrong = {**CASE, "Age": "fifty", "Condition": "Gout", "Dose": "25"}
    workplace.form.enter(wrong)
    workplace.wait_for_the_keyboard()
    workplace.form.clear()

    workplace.workplace.word.button.click()

    assert workplace.form.values == wrong
    workplace.form.predict()
    assert workplace.form.messages == {
        "Age": "Not a number", "Condition": "Not in the list", "Dose": "Not in the list"
    }  # fmt: skip
