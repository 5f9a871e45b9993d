"""The page "Status": the model, the log, this installation."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.viewmodels.problem import Problem
from app.viewmodels.session import SessionModel
from app.viewmodels.status import StatusModel
from app.views.status import StatusView
from app.widgets.chip import Chip
from app.widgets.text import SelectableText, Text
from engine.audit.verify import LogReport
from engine.progress import Progress


@dataclass
class StatusPage:
    """The page as a person sees and operates it."""

    status: StatusModel
    view: StatusView

    def texts(self) -> list[str]:
        """Every text and chip that can be seen."""
        texts = [one.text() for one in self.view.findChildren(Text) if one.isVisible()]
        return texts + [one.word for one in self.view.findChildren(Chip) if one.isVisible()]

    def press_verify(self) -> None:
        self.view.log.verify.setFocus()
        QTest.keyClick(self.view.log.verify, Qt.Key.Key_Space)

    def press_cancel(self) -> None:
        QTest.keyClick(self.view.log.cancel, Qt.Key.Key_Space)

    @property
    def log_word(self) -> str:
        return self.view.log.chip.word


@pytest.fixture
def page(qtbot: QtBot, clinician: SessionModel) -> Iterator[StatusPage]:
    status = StatusModel(clinician)
    view = StatusView(status)
    qtbot.addWidget(view)
    view.resize(1080, 740)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    yield StatusPage(status, view)
    status.cancel()


@pytest.fixture
def known(qtbot: QtBot, page: StatusPage) -> StatusPage:
    """The page once the model was loaded and the log verified."""
    page.status.refresh()
    qtbot.waitUntil(lambda: page.status.model is not None and page.status.report is not None)
    qtbot.waitUntil(lambda: "Release gates" in page.texts())
    return page


def test_the_model_is_shown_with_its_hash_its_signers_and_every_gate(known: StatusPage) -> None:
    assert known.status.model is not None
    model, texts = known.status.model.model, known.texts()

    digests = known.view.findChildren(SelectableText)
    assert model.sha256 in [one.text().replace(" ", "") for one in digests]
    assert model.version in texts
    assert any(one.startswith("Submitted by engineer") for one in texts)
    assert any(one.startswith("Approved by approver") for one in texts)
    for gate in model.manifest.gates:
        assert gate.sentence in texts
    assert texts.count("Passed") == len(model.manifest.gates)


def test_without_a_model_it_says_what_to_do(qtbot: QtBot, page: StatusPage) -> None:
    page.status.looked_for_model = True
    page.status.model_changed.emit()

    qtbot.waitUntil(lambda: "No active model" in page.texts())
    assert any("An engineer submits one" in one for one in page.texts())


def test_a_refused_model_is_named_with_what_to_do_and_its_code(
    qtbot: QtBot, page: StatusPage
) -> None:
    page.status.model_problem = Problem("It does not hold.", "Import it again.", "package-changed")
    page.status.model_changed.emit()

    qtbot.waitUntil(lambda: "Model refused" in page.texts())
    texts = page.texts()
    assert {"It does not hold.", "Import it again.", "Code: package-changed"} <= set(texts)


def test_verifying_shows_how_far_it_is_and_what_it_found(qtbot: QtBot, page: StatusPage) -> None:
    page.press_verify()
    began = page.log_word
    qtbot.waitUntil(lambda: page.status.report is not None)

    assert began == "Log is being verified"
    assert page.log_word.startswith("Log sound")
    assert page.view.log.verify.isVisible()
    assert page.view.log.verify.hasFocus()


def test_verifying_can_be_cancelled_by_keys(
    qtbot: QtBot, page: StatusPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(progress: Progress) -> LogReport:
        while True:
            progress.report("Verifying the log", 0.25)

    monkeypatch.setattr(page.status.session.desk, "verify_log", endless)
    page.press_verify()
    qtbot.waitUntil(lambda: page.view.log.progress.value() > 0)
    assert page.view.log.cancel.hasFocus()

    page.press_cancel()
    qtbot.waitUntil(lambda: page.status.verifying is None)

    assert page.log_word == "Log not verified"
    assert page.view.log.verify.isVisible()


def test_a_log_that_does_not_hold_is_said_with_its_first_bad_record(page: StatusPage) -> None:
    page.status.report = LogReport(3, "ab" * 32, 3, "record 3 is missing")
    page.status.log_changed.emit()

    assert page.log_word == "Log does not hold"
    assert any("found first: record 3 is missing." in one for one in page.texts())


def test_the_installation_names_folder_site_and_roles(page: StatusPage) -> None:
    texts = page.texts()

    assert str(page.status.session.home) in texts
    assert {"Wardcast demo", "Demo", "clinician", "Clinician"} <= set(texts)


@pytest.mark.parametrize(("width", "beside"), [(1080, True), (800, False)])
def test_cards_stand_beside_each_other_where_there_is_room(
    qtbot: QtBot,
    known: StatusPage,
    width: int,
    beside: bool,  # noqa: FBT001 - a case of the table
) -> None:
    known.view.resize(width, 740)

    def left() -> int:
        card = known.view.log
        return card.mapTo(known.view, card.rect().topLeft()).x()

    qtbot.waitUntil(lambda: (left() > width // 2) == beside)


def test_it_can_be_said_again(qtbot: QtBot, known: StatusPage) -> None:
    before = sorted(known.texts())

    known.view.reword()

    qtbot.waitUntil(lambda: sorted(known.texts()) == before)
