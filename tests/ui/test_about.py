"""The about box."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.viewmodels.libraries import libraries
from app.viewmodels.session import SessionModel
from app.viewmodels.status import StatusModel
from app.views.about import AboutDialog
from app.widgets.buttons import Button
from app.widgets.surfaces import Surface
from app.widgets.text import Text
from engine.inference.service import DISCLAIMER


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Surface:  # noqa: ARG001
    made = Surface("ground")
    qtbot.addWidget(made)
    return made


@pytest.fixture
def opener(qtbot: QtBot, page: Surface) -> Button:
    """A button on a page, with the focus."""
    button = Button("About", "Open it.", parent=page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    return button


def texts(dialog: AboutDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(Text)]


def test_it_says_what_the_answers_are_not_and_whose_work_it_stands_on(opener: Button) -> None:
    dialog = AboutDialog(opener)

    shown = texts(dialog)
    assert str(DISCLAIMER) in shown
    assert any("Lesser General Public License" in one for one in shown)
    assert {"numpy", "cryptography", "PySide6_Essentials"} & set(shown)
    dialog.deleteLater()


def test_every_library_names_its_licence() -> None:
    found = libraries()

    assert {"numpy", "pydantic", "shiboken6"} <= {one.name for one in found}
    assert [one.name for one in found if not one.licence] == []


def test_it_names_the_model_of_the_installation(
    qtbot: QtBot, clinician: SessionModel, opener: Button
) -> None:
    status = StatusModel(clinician)
    status.refresh()
    qtbot.waitUntil(lambda: status.model is not None and status.verifying is None)
    assert status.model is not None

    dialog = AboutDialog(opener, status)

    assert status.model.model.sha256 in [one.replace(" ", "") for one in texts(dialog)]
    dialog.deleteLater()


def test_escape_takes_it_away_and_gives_the_focus_back(qtbot: QtBot, opener: Button) -> None:
    dialog = AboutDialog(opener.window())
    dialog.open()
    qtbot.waitUntil(dialog.secondary.hasFocus)

    QTest.keyClick(dialog.secondary, Qt.Key.Key_Escape)

    qtbot.waitUntil(opener.hasFocus)
