"""The first run, by keys: the site and its people, then the recovery words."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.jobs.runner import JobRunner
from app.places import site_exists
from app.theme.theme import Theme
from app.viewmodels.first_people import SITE, name_of, password_of
from app.viewmodels.session import SessionModel, Stage
from app.views.set_up import SetUpView
from app.views.set_up_people import PeopleStep
from app.views.set_up_words import WordsStep
from engine.accounts.roles import Role
from engine.keys.recovery import RecoverySecret

STRONG = "quartz-lemon-biscuit-harbour"
ADMINISTRATOR, CLINICIAN = Role.ADMINISTRATOR, Role.CLINICIAN


@dataclass
class SetUpPage:
    """The page as a person sees and operates it."""

    qtbot: QtBot
    session: SessionModel
    view: SetUpView
    file: Path

    def type_into(self, place: str, text: str) -> None:
        control = self._people.fields[place].control
        control.setFocus()
        QTest.keyClicks(control, text)

    def message(self, place: str) -> str:
        return self._people.fields[place].message

    def hint(self, place: str) -> str:
        return self._people.fields[place].hint

    def make(self) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def make_a_site(self) -> tuple[str, ...]:
        """Set up with an administrator alone; returns the words as they are shown."""
        self.fill()
        self.make()
        self.qtbot.waitUntil(lambda: self.view.words is not None, timeout=20_000)
        self.qtbot.waitUntil(self.words.grid.isVisible)
        return self.words.grid.shown

    def fill(self) -> None:
        self.type_into(SITE, "St Mary's")
        self.type_into(name_of(ADMINISTRATOR), "site.it")
        self.type_into(password_of(ADMINISTRATOR), STRONG)

    @property
    def words(self) -> WordsStep:
        assert self.view.words is not None
        return self.view.words

    @property
    def asked_labels(self) -> list[str]:
        return [line.accessibleName() for line in self.words.answers]

    def press(self, button: QWidget) -> None:
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)

    def type_words(self, words: list[str]) -> None:
        for line, word in zip(self.words.answers, words, strict=True):
            line.clear()
            QTest.keyClicks(line, word)
            QTest.keyClick(line, Qt.Key.Key_Return)

    @property
    def _people(self) -> PeopleStep:
        assert self.view.people is not None
        return self.view.people


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[SetUpPage]:  # noqa: ARG001
    session = SessionModel(tmp_path / "site", JobRunner())
    file = tmp_path / "words.txt"
    view = SetUpView(session, choose_file=lambda _: file)
    qtbot.addWidget(view)
    view.resize(1080, 900)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    yield SetUpPage(qtbot, session, view, file)
    # Else the window could not be closed.
    view.model.forget()
    session.close()


def test_it_begins_at_the_name_of_the_site(page: SetUpPage) -> None:
    assert page.view.people is not None
    assert page.view.people.fields[SITE].control.hasFocus()


def test_tab_goes_through_every_field_in_order(page: SetUpPage) -> None:
    assert page.view.people is not None
    page.type_into(SITE, "")
    seen = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(focused, QLineEdit):
            seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert seen == [field.control for field in page.view.people.fields.values()]


def test_every_problem_stands_beside_its_field_and_the_first_gets_the_focus(
    page: SetUpPage,
) -> None:
    page.type_into(SITE, "St Mary's")
    page.type_into(password_of(ADMINISTRATOR), "abcabcabc")
    page.type_into(name_of(CLINICIAN), "an na")

    page.make()
    page.qtbot.waitUntil(lambda: bool(page.message(name_of(ADMINISTRATOR))), timeout=20_000)

    assert page.message(SITE) == ""
    assert page.message(name_of(ADMINISTRATOR)) == "A site needs an administrator."
    assert page.message(password_of(ADMINISTRATOR)).startswith("This password could be guessed.")
    assert page.message(name_of(CLINICIAN)).startswith("Use 1 to 64 of these")
    assert page.message(password_of(CLINICIAN)) == "Choose a password."
    assert page.message(name_of(Role.AUDITOR)) == ""
    assert page.view.people is not None
    assert page.view.people.fields[name_of(ADMINISTRATOR)].control.hasFocus()
    assert not site_exists(page.session.home)


def test_a_password_is_judged_while_it_is_typed(page: SetUpPage) -> None:
    place = password_of(ADMINISTRATOR)
    page.type_into(place, "password")
    page.qtbot.waitUntil(lambda: bool(page.message(place)), timeout=20_000)
    weak = page.message(place)

    page.type_into(place, STRONG)
    page.qtbot.waitUntil(lambda: page.hint(place) == "strong enough", timeout=20_000)

    assert weak.startswith("This password could be guessed.")
    assert page.message(place) == ""
    assert page.message(name_of(ADMINISTRATOR)) == ""


def test_two_people_cannot_have_the_same_name(page: SetUpPage) -> None:
    page.type_into(name_of(ADMINISTRATOR), "anna")
    page.type_into(name_of(CLINICIAN), "Anna")

    page.make()

    page.qtbot.waitUntil(
        lambda: page.message(name_of(CLINICIAN)) == "Two people cannot have the same name.",
        timeout=20_000,
    )


def test_passwords_are_covered_until_they_are_to_be_shown(page: SetUpPage) -> None:
    people = page.view.people
    assert people is not None
    line = people.fields[password_of(CLINICIAN)].control
    assert isinstance(line, QLineEdit)
    before = line.echoMode()

    page.press(people.show_passwords)

    assert before == QLineEdit.EchoMode.Password
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    assert people.show_passwords.accessibleName() == "Hide passwords"


def test_the_words_are_shown_once_and_confirmed_by_two_of_them(page: SetUpPage) -> None:
    words = page.make_a_site()
    root = RecoverySecret.from_words(" ".join(words)).site_root.public.id
    assert root == page.view.model.fingerprint
    assert page.view.has_unsaved_words
    page.press(page.words.written)
    covered = page.words.grid.shown
    numbers = page.view.model.asked
    assert page.asked_labels == [f"Word {number}" for number in numbers]

    page.type_words([words[number - 1].upper() for number in numbers])

    assert not set(covered) & set(words)
    assert page.session.stage is Stage.SIGN_IN
    assert not page.view.has_unsaved_words


def test_after_that_no_widget_holds_a_word(page: SetUpPage) -> None:
    words = page.make_a_site()
    page.press(page.words.written)

    page.type_words([words[number - 1] for number in page.view.model.asked])

    held = {
        text
        for widget in page.view.findChildren(QWidget)
        for text in (
            widget.property("text"),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.toolTip(),
        )
        if isinstance(text, str)
    }
    # A sentence of ours may hold one by chance, such as "door".
    assert not held & set(words)
    assert not any(sum(word in text.split() for word in words) > 2 for text in held)


def test_a_wrong_word_is_named_beside_its_field_and_nothing_goes_on(page: SetUpPage) -> None:
    words = page.make_a_site()
    page.press(page.words.written)
    first, second = page.view.model.asked

    page.type_words([words[first - 1], "nothing"])

    assert page.words.messages == ("", f"This is not word {second}.")
    assert page.words.answers[1].hasFocus()
    assert page.view.has_unsaved_words


def test_the_words_can_be_shown_again_before_they_are_confirmed(page: SetUpPage) -> None:
    words = page.make_a_site()
    page.press(page.words.written)

    page.press(page.words.again)

    assert page.words.grid.shown == words


def test_saving_writes_a_file_for_its_owner_only(page: SetUpPage) -> None:
    words = page.make_a_site()

    with page.qtbot.waitSignal(page.view.model.saved):
        page.press(page.words.save)

    assert page.file.read_text().split() == list(words)
    assert stat.S_IMODE(page.file.stat().st_mode) == 0o600
    assert str(page.file) in page.words.note.message
    assert page.view.has_unsaved_words


def test_a_file_that_cannot_be_written_is_said(page: SetUpPage) -> None:
    page.make_a_site()
    page.file.mkdir()

    with page.qtbot.waitSignal(page.view.model.refused):
        page.press(page.words.save)

    assert page.words.banner.message.startswith("Cannot write")


def test_closing_before_that_warns_and_escape_stays(page: SetUpPage) -> None:
    words = page.make_a_site()

    page.view.warn_of_unsaved_words()
    assert page.view.dialog is not None
    dialog = page.view.dialog
    page.qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    page.qtbot.waitUntil(lambda: page.view.dialog is None)
    assert page.words.grid.shown == words
    assert page.view.has_unsaved_words


def test_the_request_to_wait_goes_when_the_words_are_there(page: SetUpPage) -> None:
    page.fill()
    page.make()
    page.view.warn_of_unsaved_words()
    asked = page.view.dialog is not None

    page.qtbot.waitUntil(lambda: page.view.words is not None, timeout=20_000)

    assert asked
    assert page.view.dialog is None
    page.qtbot.waitUntil(page.words.grid.isVisible)


def test_who_closes_all_the_same_loses_the_words(page: SetUpPage) -> None:
    page.make_a_site()
    page.view.warn_of_unsaved_words()
    assert page.view.dialog is not None
    page.qtbot.waitUntil(page.view.dialog.isActiveWindow)

    page.press(page.view.dialog.secondary)

    page.qtbot.waitUntil(lambda: not page.view.isVisible())
    assert not page.view.has_unsaved_words


def test_what_was_typed_stays_when_the_page_is_said_again(page: SetUpPage) -> None:
    page.type_into(SITE, "<b>St Mary's</b>")

    page.view.reword()

    assert page.view.people is not None
    line = page.view.people.fields[SITE].control
    assert isinstance(line, QLineEdit)
    assert line.text() == "<b>St Mary's</b>"


def test_the_fingerprint_is_copied_as_a_policy_holds_it(page: SetUpPage) -> None:
    page.make_a_site()

    page.press(page.words.copy_root)

    assert QApplication.clipboard().text() == page.view.model.fingerprint
    assert len(page.view.model.fingerprint) == 64
