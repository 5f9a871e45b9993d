"""What every test of the window needs: a screen that nobody sees, a theme, a site to work at."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.jobs.runner import JobRunner
from app.theme.theme import Theme
from app.theme.tokens import LIGHT
from app.viewmodels.session import SessionModel
from tests.ui.demo_site import make_demo_site, password_of


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The application's look, the light one."""
    return Theme(qapp, demanded=LIGHT)


@pytest.fixture(scope="session")
def prepared_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo site with an active model; to be copied, never worked at."""
    folder = tmp_path_factory.mktemp("prepared") / "site"
    make_demo_site(folder)
    return folder


@pytest.fixture
def home(prepared_site: Path, tmp_path: Path) -> Path:
    """A demo site of the test's own."""
    return Path(shutil.copytree(prepared_site, tmp_path / "site"))


@pytest.fixture
def session(qtbot: QtBot, theme: Theme, home: Path) -> Iterator[SessionModel]:  # noqa: ARG001
    """An open session at the demo site, nobody signed in; closed at the end."""
    made = SessionModel(home, JobRunner())
    with qtbot.waitSignal(made.site_changed, timeout=20_000):
        made.open()
    yield made
    made.close()


@pytest.fixture
def clinician(qtbot: QtBot, session: SessionModel) -> SessionModel:
    """The session with the clinician signed in."""
    qtbot.waitUntil(lambda: not session.busy, timeout=20_000)
    with qtbot.waitSignal(session.visitor_changed, timeout=20_000):
        session.sign_in("clinician", password_of("clinician"))
    return session
