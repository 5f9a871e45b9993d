"""Signing in, the lock, and the next person: who gets in, and what of whom is left."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from app.viewmodels.session import Stage
from tests.ui import records
from tests.ui.conftest import OpenWindow
from tests.ui.demo_site import password_of
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage

PLACES = {
    "clinician": ["Predict", "Compare", "Batch", "This sitting", "Status"],
    "engineer": ["Status"],
    "approver": ["Status"],
    "auditor": ["Status"],
    "administrator": ["Status", "Settings"],
}


def test_the_first_thing_that_has_the_keyboard_is_the_name(window: WindowPage) -> None:
    window.wait_for_the_door()

    window.keys.type("clinician")

    assert window.door.typed == ("clinician", "")
    assert "Wardcast demo" in window.door.lead


def test_a_wrong_password_is_refused_without_saying_which_part_is_wrong(
    window: WindowPage, home: Path
) -> None:
    window.wait_for_the_door()

    window.door.sign_in("clinician", "not the password")
    window.wait(lambda: bool(window.door.message))
    known = window.door.message
    window.door.sign_in("nobody", "not the password")
    window.wait(lambda: not window.window.session.busy and bool(window.door.message))

    assert window.stage is Stage.SIGN_IN
    assert window.door.typed == ("nobody", "")
    assert window.door.message == known
    assert window.window.workplace is None
    assert records.kinds(home)[-2:] == ["sign-in-refused"] * 2


def test_after_a_refusal_the_keyboard_is_where_the_password_is_typed_again(
    window: WindowPage,
) -> None:
    window.wait_for_the_door()
    window.door.sign_in("clinician", "not the password")
    window.wait(lambda: bool(window.door.message))

    window.door.unlock(password_of("clinician"))

    window.wait_for_the_workplace()
    assert window.window.session.visitor is not None


def test_nobody_is_signed_in_without_a_name(window: WindowPage) -> None:
    window.wait_for_the_door()

    window.keys.press("Tab")
    window.keys.type("something")
    window.keys.press("Return")

    assert window.door.message == "Enter your name."
    window.keys.type("clinician")
    assert window.door.typed[0] == "clinician"


def test_a_missing_password_is_asked_for_and_not_recorded_as_refused(
    window: WindowPage, home: Path
) -> None:
    window.wait_for_the_door()
    before = records.kinds(home)

    window.keys.type("clinician")
    window.keys.press("Return", "Return")

    assert window.door.message == "Enter your password."
    assert not window.window.session.busy
    assert records.kinds(home) == before


@pytest.mark.parametrize("role", PLACES)
def test_each_role_sees_its_own_places_and_no_other(window: WindowPage, role: str) -> None:
    window.enter(role)

    assert window.places == PLACES[role]
    assert (window.workplace.predict is not None) == ("Predict" in PLACES[role])


def test_the_lock_hides_everything_and_asks_for_the_password_only(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)

    workplace.lock()

    assert not workplace.workplace.isVisible()
    assert workplace.door.title == "Locked"
    assert not workplace.door.asks_for_a_name
    assert workplace.door.has_keyboard
    assert "clinician" in workplace.door.lead


def test_another_persons_password_does_not_open_the_lock(workplace: WindowPage) -> None:
    workplace.lock()

    workplace.door.unlock(password_of("engineer"))
    workplace.wait(lambda: bool(workplace.door.message))

    assert workplace.stage is Stage.LOCKED
    assert not workplace.workplace.isVisible()


def test_who_takes_over_at_the_lock_finds_nothing_of_the_one_before(
    workplace: WindowPage, home: Path
) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    workplace.form.replace("Age", "57")
    workplace.lock()

    workplace.door.let_somebody_else_in()
    workplace.door.sign_in("colleague")
    workplace.wait_for_the_workplace()

    assert workplace.window.session.visitor is not None
    assert workplace.window.session.visitor.name == "colleague"
    assert workplace.form.values == dict.fromkeys(CASE, "")
    assert not workplace.answer.is_shown
    assert workplace.rows_of_the_sitting == []
    assert records.kinds(home)[-3:] == ["locked", "sign-in", "signed-out"]


def test_who_only_looks_whether_to_take_over_loses_nothing(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.lock()

    workplace.door.let_somebody_else_in()
    workplace.keys.press("Shift+Tab", "Shift+Tab", "Shift+Tab")
    workplace.door.sign_in("engineer", "not the password")
    workplace.wait(lambda: bool(workplace.door.message))
    workplace.door.let_somebody_else_in()
    workplace.door.unlock(password_of("clinician"))
    workplace.wait(lambda: workplace.stage is Stage.WORKING)

    assert workplace.form.values == CASE


def test_after_signing_out_nothing_of_the_sitting_is_left(workplace: WindowPage) -> None:
    workplace.answer_a_case()

    workplace.sign_out()
    workplace.enter("clinician")

    assert workplace.form.values == dict.fromkeys(CASE, "")
    assert workplace.rows_of_the_sitting == []


def test_an_answer_that_comes_after_its_person_has_left_is_shown_to_nobody(
    workplace: WindowPage, home: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.form.predict()

    workplace.window.session.sign_out()
    workplace.enter("colleague")

    assert "prediction" in records.kinds(home)
    assert not workplace.answer.is_shown
    assert workplace.rows_of_the_sitting == []


def test_an_idle_window_locks_itself_and_keeps_what_was_entered(
    open_window: OpenWindow, home: Path
) -> None:
    soon_idle = open_window(home, idle_lock_s=1)
    soon_idle.enter("clinician")
    soon_idle.form.enter({"Age": "56"})

    soon_idle.wait(lambda: soon_idle.stage is Stage.LOCKED)
    soon_idle.wait(lambda: records.kinds(home)[-1] == "locked")

    assert not soon_idle.workplace.isVisible()
    soon_idle.door.unlock(password_of("clinician"))
    soon_idle.wait(lambda: soon_idle.stage is Stage.WORKING)
    assert soon_idle.form.value("Age") == "56"


@pytest.mark.parametrize("keys", ["Ctrl+P", "Ctrl+S"])
def test_no_dialog_and_no_list_stays_open_above_the_lock(workplace: WindowPage, keys: str) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    workplace.keys.press(keys)
    workplace.wait(lambda: isinstance(QApplication.activeWindow(), QPrintDialog | QFileDialog))

    workplace.window.session.lock("idle")

    open_now = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert open_now == [workplace.window]


def test_an_open_menu_closes_when_the_window_locks(workplace: WindowPage) -> None:
    workplace.workplace.header.person.setFocus()
    workplace.keys.press("Space")
    assert QApplication.activePopupWidget() is not None

    workplace.window.session.lock("idle")

    assert QApplication.activePopupWidget() is None


def test_keys_of_the_workplace_do_nothing_while_it_is_locked(
    workplace: WindowPage, home: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.lock()

    workplace.keys.press("Ctrl+Return", "Esc", "Ctrl+2", "Ctrl+L")
    assert workplace.door.message == "Enter your password."
    workplace.door.unlock(password_of("clinician"))
    workplace.wait(lambda: workplace.stage is Stage.WORKING)

    assert workplace.form.values == CASE
    assert "prediction" not in records.kinds(home)


def test_who_reads_and_moves_only_the_mouse_is_here(
    workplace: WindowPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[bool] = []
    monkeypatch.setattr(workplace.window.session, "person_is_here", lambda: heard.append(True))

    QTest.mouseMove(workplace.window, QPoint(300, 300))
    QTest.mouseMove(workplace.window, QPoint(301, 300))
    workplace.wait(lambda: bool(heard))

    heard.clear()
    handle = workplace.window.windowHandle()
    QTest.wheelEvent(handle, QPointF(300, 300), QPoint(0, -120))
    workplace.wait(lambda: bool(heard))
