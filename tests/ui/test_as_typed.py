"""Whatever a patient's reference contains, it is shown as it was typed, and never as markup."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QWidget

from app.printing.handout import Handout
from app.printing.items import Words
from app.printing.page import pages_of
from app.printing.paper import A4
from tests.ui import records
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage
from tests.ui.scenes import scenes

MARKUP = "<b>A</b>&B"


def answered(page: WindowPage) -> WindowPage:
    page.form.enter({**CASE, "Patient reference": MARKUP})
    page.wait_for_the_keyboard()
    page.predict()
    page.wait(lambda: page.answer.is_shown)
    return page


def test_the_field_the_sitting_and_the_log_hold_it_as_typed(
    workplace: WindowPage, home: Path
) -> None:
    answered(workplace)

    assert workplace.form.value("Patient reference") == MARKUP
    assert workplace.rows_of_the_sitting[0][1] == MARKUP
    body = records.bodies(home, "prediction")[-1]
    assert MARKUP in str(body)


def test_a_screen_reader_hears_it_as_typed(workplace: WindowPage) -> None:
    answered(workplace)

    control = workplace.form.field("Patient reference").control
    heard = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Value)

    assert heard == MARKUP


def test_it_comes_back_as_typed_when_the_answer_is_reopened(workplace: WindowPage) -> None:
    answered(workplace)
    workplace.form.clear()

    workplace.go("sitting")
    workplace.keys.press("Return")

    assert workplace.form.value("Patient reference") == MARKUP


def test_it_is_printed_and_copied_as_typed(workplace: WindowPage) -> None:
    answered(workplace)
    model = workplace.workplace.predict_model
    assert model is not None
    assert model.sheet is not None
    handout = Handout(model.sheet, "Wardcast demo", "v-1")

    printed = [item.text for page in pages_of(handout, A4) for item in page.items
               if isinstance(item, Words)]  # fmt: skip

    assert MARKUP in printed


def test_no_label_and_no_tip_of_any_page_takes_text_for_markup(window: WindowPage) -> None:
    for name, root in scenes(window):
        for label in root.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText or not label.text(), name
        for tip in {widget.toolTip() for widget in root.findChildren(QWidget)} - {""}:
            # Marked and escaped by us, or nothing that Qt could take for more than it is.
            marked = tip.startswith("<qt>") and tip.endswith("</qt>")
            assert MARKUP not in tip, name
            assert marked or not set("<&") & set(tip), (name, tip)
