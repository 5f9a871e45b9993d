"""The page "This sitting": what stands in it, reopening and voiding by keys."""

import html
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.desk import GivenAnswer
from app.viewmodels.problem import Problem
from app.viewmodels.session import SessionModel
from app.viewmodels.sitting import SittingModel
from app.views.sitting import SittingView
from app.views.voiding import VoidDialog
from app.widgets.table import Cell
from app.widgets.text import ElidedText
from resources import resource

MARKUP = "<b>A</b>&B"


@dataclass
class SittingPage:
    """The page as a person sees and operates it."""

    qtbot: QtBot
    session: SessionModel
    sitting: SittingModel
    view: SittingView

    def answer(self, reference: str) -> GivenAnswer:
        case: dict[str, Any] = json.loads(resource("demo/case.json").read_bytes())
        given = self.session.desk.answer(1, {**case, "Patient_ID": reference})
        self.sitting.add(given)
        return given

    def row(self, number: int) -> list[Cell]:
        model = self.view.table.model()
        return [self.view._model.cell(model.index(number, c)) for c in range(model.columnCount())]

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view.table, key)

    @property
    def dialog(self) -> VoidDialog:
        assert self.view.dialog is not None
        return self.view.dialog

    def ask_to_void(self) -> None:
        self.press(Qt.Key.Key_Delete)
        self.qtbot.waitUntil(self.dialog.reason.hasFocus)

    def type_reason(self, reason: str) -> None:
        QTest.keyClicks(self.dialog.reason, reason)

    def confirm(self) -> None:
        QTest.keyClick(self.dialog.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def page(qtbot: QtBot, clinician: SessionModel) -> Iterator[SittingPage]:
    sitting = SittingModel(clinician)
    view = SittingView(sitting)
    qtbot.addWidget(view)
    view.resize(1080, 740)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.table.setFocus()
    yield SittingPage(qtbot, clinician, sitting, view)
    sitting.forget()


def test_an_empty_sitting_says_what_to_do(page: SittingPage) -> None:
    assert page.view.empty.isVisible()
    assert "Predict" in page.view.empty.advice.text()
    assert not page.view.reopen.isEnabled()
    assert not page.view.void.isEnabled()


def test_the_newest_answer_stands_first_and_the_chosen_one_stays_chosen(page: SittingPage) -> None:
    first = page.answer("P-1")

    page.answer("P-2")

    assert [page.row(n)[1].text for n in (0, 1)] == ["P-2", "P-1"]
    assert page.row(1)[4].text == first.receipt
    assert page.view.table.row == 1


def test_enter_reopens_the_chosen_answer(page: SittingPage, qtbot: QtBot) -> None:
    older = page.answer("P-1")
    page.answer("P-2")
    page.view.table.choose_row(0)

    page.press(Qt.Key.Key_Down)
    with qtbot.waitSignal(page.view.reopen_wanted) as asked:
        page.press(Qt.Key.Key_Return)

    assert asked.args == [older]


def test_a_reference_is_shown_as_typed_wherever_it_is_said(page: SittingPage) -> None:
    page.answer(MARKUP)

    index = page.view.table.model().index(0, 1)
    role = Qt.ItemDataRole
    assert index.data(role.DisplayRole) == MARKUP
    assert html.escape(MARKUP) in index.data(role.ToolTipRole)
    assert MARKUP not in index.data(role.ToolTipRole)
    assert index.data(role.AccessibleTextRole).endswith(MARKUP)


def test_voiding_without_a_reason_is_refused_beside_the_field(page: SittingPage) -> None:
    page.answer("P-1")
    page.ask_to_void()

    page.confirm()

    assert page.dialog.field.message == "Say why this answer shall not count."
    assert page.dialog.reason.accessibleDescription().startswith(page.dialog.field.message[:-1])
    assert page.dialog.isVisible()


def test_a_reason_of_more_than_500_characters_is_refused(page: SittingPage) -> None:
    page.answer("P-1")
    page.ask_to_void()

    page.dialog.reason.setPlainText("x" * 501)
    page.confirm()

    assert "501" in page.dialog.field.message


def test_a_voided_answer_is_struck_through_and_says_so(page: SittingPage, qtbot: QtBot) -> None:
    page.answer("P-1")
    page.ask_to_void()

    page.type_reason("wrong patient")
    page.confirm()
    qtbot.waitUntil(lambda: page.view.dialog is None)

    cells = page.row(0)
    assert all(cell.struck for cell in cells[:-1])
    assert cells[-1].text == "Void"
    assert "wrong patient" in cells[-1].more
    assert not page.view.void.isEnabled()


def test_a_voided_answer_is_not_voided_twice_but_can_be_reopened(
    page: SittingPage, qtbot: QtBot
) -> None:
    given = page.answer("P-1")
    with qtbot.waitSignal(page.sitting.entries_changed):
        page.sitting.void(given.receipt, "wrong")

    page.press(Qt.Key.Key_Delete)

    assert page.view.dialog is None
    with qtbot.waitSignal(page.view.reopen_wanted):
        page.press(Qt.Key.Key_Return)


def test_escape_leaves_the_answer_and_gives_the_focus_back(page: SittingPage, qtbot: QtBot) -> None:
    page.answer("P-1")
    page.ask_to_void()

    QTest.keyClick(page.dialog.reason, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: page.view.dialog is None)
    qtbot.waitUntil(page.view.table.hasFocus)
    assert not page.sitting.entries[0].void_reason


def test_a_failure_is_said_in_the_dialog_and_the_reason_is_kept(page: SittingPage) -> None:
    page.answer("P-1")
    page.ask_to_void()
    page.type_reason("wrong patient")

    page.sitting.void_failed.emit(Problem("No room.", "Make some.", "store-full"))

    assert page.dialog.problem == "No room. Make some."
    assert page.dialog.reason.toPlainText() == "wrong patient"
    assert page.dialog.confirm.isEnabled()


def test_the_question_hides_with_its_page_and_comes_back_with_what_was_typed(
    page: SittingPage,
) -> None:
    page.answer("P-1")
    page.ask_to_void()
    page.type_reason("wrong pat")

    page.view.hide()
    hidden = not page.dialog.isVisible()
    page.view.show()

    assert hidden
    assert page.dialog.isVisible()
    assert page.dialog.reason.toPlainText() == "wrong pat"


def test_the_question_goes_when_its_person_signs_out(page: SittingPage) -> None:
    page.answer("P-1")
    page.ask_to_void()

    page.sitting.forget()

    assert page.view.dialog is None
    assert page.view.empty.isVisible()


def test_everything_stays_when_the_page_is_said_again(page: SittingPage) -> None:
    page.answer("P-1")

    page.view.reword()

    assert page.row(0)[1].text == "P-1"
    page.qtbot.waitUntil(page.view.table.isVisible)


@pytest.mark.usefixtures("theme")
def test_the_tip_of_a_shortened_text_says_it_as_typed(qtbot: QtBot) -> None:
    label = ElidedText(f"{MARKUP} and more than there is room for")
    qtbot.addWidget(label)
    label.resize(60, 20)

    label.show()
    label.grab()

    assert html.escape(MARKUP) in label.toolTip()


def test_a_screen_reader_hears_every_cell_with_its_column(page: SittingPage) -> None:
    page.answer("P-1")

    table = QAccessible.queryAccessibleInterface(page.view.table)
    said = [table.child(place).text(QAccessible.Text.Name) for place in range(table.childCount())]

    assert "Patient reference: P-1" in said
