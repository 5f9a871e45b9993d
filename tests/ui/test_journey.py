"""The main job by keyboard alone, from the closed door to the closed door."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog

from app.viewmodels.session import Stage
from tests.ui import records
from tests.ui.demo_site import password_of
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage


def test_the_main_job_is_done_by_keyboard_alone(
    window: WindowPage, home: Path, tmp_path: Path
) -> None:
    sign_in(window)
    run_into_an_error(window)
    correct_it_and_predict(window)
    predict_for_another_age(window)
    print_to(window, tmp_path / "answer.pdf")
    lock_and_unlock(window)
    sign_out(window)

    assert records.kinds(home)[-8:] == [
        "sign-in", "prediction", "prediction", "answer-handed-out", "locked", "sign-in", "unlocked",
        "signed-out",
    ]  # fmt: skip


def sign_in(window: WindowPage) -> None:
    window.wait_for_the_door()
    window.door.sign_in("clinician")
    window.wait_for_the_workplace()
    assert window.form.focused == "Patient reference"


def run_into_an_error(window: WindowPage) -> None:
    window.form.enter({**CASE, "Age": "17"})
    window.form.predict()
    assert window.form.messages == {"Age": "Only 18\N{EN DASH}79 years"}
    assert window.form.focused == "Age"
    assert not window.answer.is_shown


def correct_it_and_predict(window: WindowPage) -> None:
    window.form.fill("56")
    assert not window.form.messages
    window.predict()
    window.wait(lambda: window.answer.is_shown)
    assert window.answer.score == "6.8"


def predict_for_another_age(window: WindowPage) -> None:
    before = window.answer.facts
    window.form.replace("Age", "57")
    window.predict()
    window.wait(lambda: window.answer.facts != before)
    assert not window.answer.is_dimmed


def print_to(window: WindowPage, paper: Path) -> None:
    window.keys.press("Ctrl+P")
    window.wait_for_dialog(QPrintDialog)
    window.keys.press("Tab", "Tab")
    window.keys.empty()
    window.keys.type(str(paper))
    window.keys.press("Return")
    window.wait(lambda: window.word == "Handed to the printer.")
    assert paper.read_bytes().startswith(b"%PDF")
    window.wait_for_the_keyboard()


def lock_and_unlock(window: WindowPage) -> None:
    before = window.form.values
    window.lock()
    assert window.door.title == "Locked"
    assert not window.workplace.isVisible()
    window.door.unlock(password_of("clinician"))
    window.wait(lambda: window.stage is Stage.WORKING)
    assert window.form.values == before == {**CASE, "Age": "57"}
    assert window.answer.is_shown


def sign_out(window: WindowPage) -> None:
    window.sign_out()
    assert window.door.title == "Sign in"
    assert window.window.workplace is None
    window.wait(lambda: not window.window.session.runner._running)
