"""What leaves the window, and what leaving the window stops."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication

from app.shell.leaving import StopDialog
from app.shell.uncaught import Uncaught
from app.viewmodels.batch import Step
from app.viewmodels.session import Stage
from tests.ui import records
from tests.ui.demo_site import password_of
from tests.ui.pages.batch import BatchPage, write_cases
from tests.ui.pages.window import WindowPage

MANY = 200_000
SECRET = "Metformin for P-2041"


def outcomes(home: Path) -> list[str]:
    """How it went with what was handed out, as the log has it."""
    return [one["outcome"] for one in records.headers(home) if one["kind"] == "answer-handed-out"]


def test_what_was_asked_for_before_the_lock_does_not_leave_after_it(
    workplace: WindowPage, home: Path
) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)

    with workplace.busy_desk():
        workplace.keys.press("Ctrl+Shift+C", "Ctrl+L")
    workplace.wait(lambda: outcomes(home) == ["done", "refused"])

    assert workplace.stage is Stage.LOCKED
    assert workplace.clipboard == ""
    workplace.door.unlock(password_of("clinician"))
    workplace.wait(lambda: workplace.stage is Stage.WORKING)
    workplace.keys.press("Ctrl+Shift+C")
    workplace.wait(lambda: bool(workplace.clipboard))


def test_what_was_asked_for_before_signing_out_does_not_leave_after_it(
    workplace: WindowPage, home: Path
) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)

    with workplace.busy_desk():
        workplace.keys.press("Ctrl+Shift+C")
        workplace.sign_out()
        workplace.window.session.sign_in("colleague", password_of("colleague"))
    workplace.wait_for_the_workplace()
    workplace.wait(lambda: outcomes(home) == ["done", "refused"])

    assert workplace.clipboard == ""


def test_the_lock_key_locks_in_front_of_a_menu_and_of_the_print_dialog(
    workplace: WindowPage,
) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    workplace.workplace.header.person.setFocus()
    workplace.keys.press("Space")
    assert QApplication.activePopupWidget() is not None

    workplace.keys.press("Ctrl+L")

    assert workplace.stage is Stage.LOCKED
    assert QApplication.activePopupWidget() is None
    workplace.door.unlock(password_of("clinician"))
    workplace.wait(lambda: workplace.stage is Stage.WORKING)
    workplace.wait_for_the_keyboard()
    workplace.keys.press("Ctrl+P")
    dialog = workplace.wait_for_dialog(QPrintDialog)
    assert dialog.isModal()

    workplace.keys.press("Ctrl+L")

    assert workplace.stage is Stage.LOCKED
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == [workplace.window]


@pytest.fixture
def running(workplace: WindowPage, tmp_path: Path) -> BatchPage:
    """The window with a file that is being answered."""
    folder = tmp_path / "ward"
    folder.mkdir()
    page = BatchPage(workplace)
    page.go()
    page.look_at(write_cases(folder / "ward.csv", MANY))
    page.keys.press("Ctrl+Return")
    workplace.wait(lambda: page.model.rows > 0)
    return page


def test_a_file_is_stopped_by_leaving_only_when_that_is_wanted(
    running: BatchPage, workplace: WindowPage, home: Path
) -> None:
    workplace.window.close()
    workplace.wait_for_dialog(StopDialog)
    workplace.keys.press("Return")
    workplace.wait_for_the_keyboard()
    assert workplace.window.isVisible()
    workplace.sign_out_by_the_menu()
    workplace.wait_for_dialog(StopDialog)
    workplace.keys.press("Esc")
    workplace.wait_for_the_keyboard()
    assert workplace.stage is Stage.WORKING
    assert running.model.step is Step.RUN

    workplace.sign_out_by_the_menu()
    workplace.wait_for_dialog(StopDialog)
    workplace.keys.press("Shift+Tab", "Space")

    workplace.wait(lambda: workplace.stage is Stage.SIGN_IN)
    workplace.wait(lambda: records.kinds(home)[-2:].count("batch-refused") == 1)


def test_whoever_takes_over_is_told_that_it_stops_a_file(
    running: BatchPage, workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    assert running.model.step is Step.RUN
    workplace.lock()
    assert workplace.door.file == "A file goes on being answered."

    workplace.door.let_somebody_else_in()
    assert "it is stopped when another person signs in" in workplace.door.file
    workplace.door.sign_in("colleague")
    workplace.wait_for_dialog(StopDialog)
    assert workplace.stage is Stage.LOCKED
    workplace.keys.press("Shift+Tab", "Space")
    workplace.wait_for_the_workplace()

    workplace.wait(lambda: "batch-refused" in records.kinds(home))
    assert [one.name for one in (tmp_path / "ward").iterdir()] == ["ward.csv"]


@pytest.fixture
def heard(window: WindowPage) -> Iterator[Uncaught]:
    """What ``wardcast-desktop`` does with what nobody caught."""
    before = sys.excepthook, threading.excepthook
    uncaught = Uncaught(window.window)
    uncaught.failed.connect(window.window.show_problem)
    uncaught.listen()
    yield uncaught
    sys.excepthook, threading.excepthook = before


def breaks() -> None:
    raise ValueError(SECRET)


@pytest.mark.usefixtures("heard")
def test_what_nobody_caught_is_told_without_its_text(
    window: WindowPage, capfd: pytest.CaptureFixture[str]
) -> None:
    window.wait_for_the_door()
    QTimer.singleShot(0, breaks)
    window.wait(lambda: "internal" in window.door.message)

    window.enter("clinician")
    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()
    window.wait(lambda: "Code: internal" in window.problem)
    window.keys.press("Shift+Tab", "Space")

    assert "ValueError" in window.clipboard
    assert "test_leaving.py" in window.clipboard
    told = capfd.readouterr()
    assert "ValueError" in told.err
    for text in (window.clipboard, window.problem, told.out, told.err):
        assert SECRET not in text
