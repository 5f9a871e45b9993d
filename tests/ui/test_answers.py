"""What stands on the screen after asking, and what must never stand there."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QFileDialog
from typing_extensions import override

from app.views.voiding import VoidDialog
from tests.ui import records
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage


class LooksAtEveryPaint(QObject):
    """Notes what the screen said whenever the answer was painted after a key."""

    def __init__(self, page: WindowPage) -> None:
        super().__init__()
        self._page, self.seen = page, []  # type: ignore[var-annotated]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            answer = self._page.answer
            self.seen.append((answer.score, answer.is_dimmed, self._page.form.value("Age")))
        return False


def answered(page: WindowPage) -> WindowPage:
    page.answer_a_case()
    page.wait(lambda: page.answer.is_shown)
    return page


def test_an_answer_says_score_interval_reasons_limits_and_where_it_is_recorded(
    workplace: WindowPage,
) -> None:
    answered(workplace)

    answer = workplace.answer
    assert answer.score == "6.8"
    assert answer.band == "Moderate to High"
    assert answer.sentence.startswith("Between 5.4 and 8.1. Made to hold 90 ")
    assert "Lies in a group of " in answer.trust
    assert "Dose 500 to 850 mg\nmean error 0.68" in answer.trust
    assert "for all 48 groups at once" in answer.trust
    assert "Receipt" in answer.facts
    assert "no diagnosis" in answer.facts
    assert answer.can_be_handed_out


def test_the_first_keystroke_dims_the_answer_and_says_so(workplace: WindowPage) -> None:
    answered(workplace)
    workplace.form.go_to("Age")

    workplace.keys.press("Backspace")

    assert workplace.answer.is_dimmed
    assert workplace.answer.says_it_is_stale
    assert not workplace.answer.can_be_handed_out


def test_no_key_hands_out_an_answer_that_is_dimmed(workplace: WindowPage, home: Path) -> None:
    answered(workplace)
    workplace.form.go_to("Age")
    workplace.keys.press("Backspace")

    workplace.keys.press("Ctrl+P", "Ctrl+S", "Ctrl+Shift+C")

    assert QApplication.activeModalWidget() is None
    assert workplace.clipboard == ""
    assert "answer-handed-out" not in records.kinds(home)


def test_no_answer_of_the_case_before_is_ever_painted_undimmed(workplace: WindowPage) -> None:
    answered(workplace)
    workplace.form.go_to("Age")
    watcher = LooksAtEveryPaint(workplace)
    assert workplace.workplace.predict is not None
    workplace.workplace.predict.answer.installEventFilter(watcher)

    workplace.form.fill("71")
    workplace.window.grab()

    assert watcher.seen
    assert all(dimmed for score, dimmed, age in watcher.seen if score and age != "56")


def test_an_answer_to_a_case_that_was_changed_meanwhile_is_dropped_but_kept_on_record(
    workplace: WindowPage, home: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()

    with workplace.busy_desk():
        workplace.form.predict()
        workplace.form.replace("Age", "71")
    workplace.wait(lambda: len(workplace.rows_of_the_sitting) == 1)

    assert not workplace.answer.is_shown
    assert records.kinds(home)[-1] == "prediction"
    assert workplace.form.value("Age") == "71"


def test_the_answer_to_a_changed_case_does_not_take_the_place_of_an_older_one(
    workplace: WindowPage,
) -> None:
    answered(workplace)
    older = workplace.answer.facts
    workplace.form.replace("Age", "60")

    with workplace.busy_desk():
        workplace.form.predict()
        workplace.form.replace("Age", "71")
    workplace.wait(lambda: len(workplace.rows_of_the_sitting) == 2)

    assert workplace.answer.facts == older
    assert workplace.answer.is_dimmed


def test_a_cleared_form_shows_no_answer_that_comes_late(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()

    with workplace.busy_desk():
        workplace.form.predict()
        workplace.form.clear()
    workplace.wait(lambda: len(workplace.rows_of_the_sitting) == 1)

    assert not workplace.answer.is_shown


def test_a_cleared_form_says_nothing_of_the_answer_before(workplace: WindowPage) -> None:
    answered(workplace)
    workplace.form.replace("Age", "57")

    workplace.form.clear()

    assert not workplace.answer.says_it_is_stale


def test_in_a_small_window_the_answer_is_brought_into_sight(workplace: WindowPage) -> None:
    workplace.window.resize(960, 600)
    answered(workplace)

    workplace.wait(lambda: workplace.answer.is_in_sight)


def test_in_a_small_window_the_first_error_is_brought_into_sight(workplace: WindowPage) -> None:
    workplace.window.resize(960, 600)
    workplace.form.enter({**CASE, "Age": "17"})
    workplace.wait_for_the_keyboard()

    workplace.form.predict()

    field = workplace.form.field("Age")
    workplace.wait(lambda: field.visibleRegion().boundingRect() == field.rect())


def test_a_second_press_while_an_answer_is_on_its_way_asks_nothing_more(
    workplace: WindowPage, home: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()

    with workplace.busy_desk():
        for _ in range(3):
            workplace.form.predict()
    workplace.wait(lambda: workplace.answer.is_shown)

    assert records.kinds(home).count("prediction") == 1


def test_an_answer_of_the_sitting_is_shown_again_with_its_case(workplace: WindowPage) -> None:
    answered(workplace)
    first = workplace.answer.facts
    workplace.form.clear()

    workplace.go("sitting")
    workplace.sitting.table.setFocus()
    workplace.keys.press("Return")

    assert workplace.workplace.page is workplace.workplace.predict
    assert workplace.answer.facts == first
    assert workplace.form.values == CASE
    assert not workplace.answer.is_dimmed


def test_a_pdf_is_saved_by_keys_and_recorded_before(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    answered(workplace)
    paper = tmp_path / "answer.pdf"

    workplace.keys.press("Ctrl+S")
    dialog = workplace.wait_for_dialog(QFileDialog)
    proposed = dialog.selectedFiles()[0]
    workplace.keys.empty()
    workplace.keys.type(str(paper))
    workplace.keys.press("Return")
    workplace.wait(lambda: workplace.word == "Saved as answer.pdf.")

    assert paper.read_bytes().startswith(b"%PDF")
    assert records.bodies(home, "answer-handed-out")[-1]["how"] == "pdf"
    assert CASE["Patient reference"] not in Path(proposed).name


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(
    workplace: WindowPage, tmp_path: Path
) -> None:
    answered(workplace)
    workplace.keys.press("Ctrl+S")
    dialog = workplace.wait_for_dialog(QFileDialog)

    dialog.fileSelected.emit(str(tmp_path / "missing" / "answer.pdf"))
    dialog.reject()
    workplace.wait(lambda: bool(workplace.problem))

    assert "Cannot write" in workplace.problem
    assert not (tmp_path / "missing").exists()


def test_an_answer_is_copied_as_plain_text(workplace: WindowPage, home: Path) -> None:
    answered(workplace)

    workplace.keys.press("Ctrl+Shift+C")
    workplace.wait(lambda: workplace.word == "Copied as plain text.")

    assert "6.8 of 10" in workplace.clipboard
    assert QApplication.clipboard().mimeData().hasHtml() is False
    assert records.bodies(home, "answer-handed-out")[-1]["how"] == "copy"


def test_it_is_said_that_an_answer_is_awaited(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()
    before = workplace.form.words

    with workplace.busy_desk():
        workplace.form.predict()
        workplace.wait(lambda: workplace.form.words == "Answering\N{HORIZONTAL ELLIPSIS}")
        assert workplace.answer.nothing == "Answering\N{HORIZONTAL ELLIPSIS}"
    workplace.wait(lambda: workplace.answer.is_shown)

    assert workplace.form.words == before
    assert workplace.word == ""


def test_a_changed_case_is_asked_for_while_the_one_before_is_awaited(
    workplace: WindowPage, home: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()

    with workplace.busy_desk():
        workplace.form.predict()
        workplace.form.replace("Age", "71")
        workplace.form.predict()
    workplace.wait(lambda: workplace.answer.is_shown)

    assert not workplace.answer.is_dimmed
    assert [row[1] for row in workplace.rows_of_the_sitting] == ["P-2041"] * 2
    assert records.kinds(home)[-2:] == ["prediction"] * 2
    assert "the answer to the case before is in This sitting" in workplace.word


def test_what_is_dropped_after_emptying_leaves_the_way_back(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()

    with workplace.busy_desk():
        workplace.form.predict()
        workplace.form.clear()
    workplace.wait(lambda: "is in This sitting" in workplace.word)
    workplace.workplace.word.button.setFocus()
    workplace.keys.press("Space")

    assert workplace.form.values == CASE


def test_a_key_that_is_held_down_asks_once(workplace: WindowPage, home: Path) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()

    workplace.form.predict()
    workplace.wait(lambda: workplace.answer.is_shown)
    for _ in range(3):
        workplace.keys.repeat("Ctrl+Return")
    workplace.form.replace("Age", "57")
    workplace.predict()

    assert records.kinds(home).count("prediction") == 2


def test_beside_a_long_form_the_answer_is_gone_to_and_the_warning_stays(
    workplace: WindowPage,
) -> None:
    workplace.window.resize(1280, 600)
    view = workplace.workplace.predict
    assert view is not None

    answered(workplace)

    workplace.wait(lambda: workplace.answer.is_in_sight)
    bar = view._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert view.warning.message
    assert view.warning.visibleRegion().boundingRect() == view.warning.rect()


def said_of_voiding(page: WindowPage) -> str:
    """What stands above an answer that does not count, in sight wherever the page is scrolled."""
    assert page.workplace.predict is not None
    banner = page.workplace.predict.void
    assert banner.visibleRegion().boundingRect() == banner.rect() or not banner.isVisible()
    return banner.message if banner.isVisible() else ""


def test_an_answer_that_was_voided_says_so_above_its_score(workplace: WindowPage) -> None:
    answered(workplace)
    workplace.go("sitting")
    workplace.keys.press("Del")
    workplace.wait_for_dialog(VoidDialog)
    workplace.keys.type("wrong patient")
    workplace.keys.press("Ctrl+Return")
    workplace.wait(lambda: workplace.sitting.dialog is None)

    workplace.go("predict")
    assert "wrong patient" in said_of_voiding(workplace)
    workplace.form.clear()
    assert said_of_voiding(workplace) == ""
    workplace.go("sitting")
    workplace.keys.press("Return")

    assert "wrong patient" in said_of_voiding(workplace)
    workplace.form.replace("Age", "57")
    workplace.predict()
    assert said_of_voiding(workplace) == ""
