"""What folders somebody chose files in is kept nowhere: their names may tell of patients."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QSettings

from app.viewmodels.batch import Step
from app.widgets import filedialog
from tests.ui.pages.batch import BatchPage, write_cases
from tests.ui.pages.window import WindowPage

USER = QSettings.Scope.UserScope


@pytest.fixture(autouse=True)
def settings_lie_nowhere_again() -> Iterator[None]:
    yield
    QSettings.setPath(QSettings.Format.NativeFormat, USER, filedialog._NOWHERE)


def choose(workplace: WindowPage, folder: Path) -> None:
    """Choose a file by keys, in a folder of its own, and wait until the dialog is gone."""
    folder.mkdir()
    page = BatchPage(workplace)
    page.go()
    page.choose_by_keys(write_cases(folder / "ward.csv"))
    page.wait_for(Step.MATCH)
    page.elsewhere(folder / "answers.csv")
    workplace.wait(lambda: not page.view.findChildren(filedialog.FileDialog))


def test_no_settings_are_written(workplace: WindowPage, tmp_path: Path) -> None:
    choose(workplace, tmp_path / "about-a-patient")

    assert not Path(QSettings(USER, "QtProject").fileName()).exists()


def test_settings_that_are_written_all_the_same_name_no_folder(
    workplace: WindowPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filedialog, "_NOWHERE", str(tmp_path))

    choose(workplace, tmp_path / "about-a-patient")

    written = (tmp_path / "QtProject.conf").read_text()
    assert f"history=file://{QDir.homePath()}\n" in written
    assert "about-a-patient" not in written
    assert Path.cwd().name not in written
