"""Every page in every look: nothing cut, nothing over anything else, nothing out of its place.

tests/ui/test_drawn_larger.py runs these tests at twice the size.
"""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from app.shell.window import MainWindow
from app.theme.theme import Theme
from app.theme.theme import palette as in_force
from app.theme.tokens import DARK, HIGH_CONTRAST, LIGHT
from tests.ui import drawn
from tests.ui.conftest import OpenWindow
from tests.ui.pages.window import WindowPage
from tests.ui.scenes import Scene, first_run, scenes

_SIZES = ((1280, 820), (960, 600))
_PICTURES = os.environ.get("WARDCAST_TEST_PICTURES", "")


def faults_of(theme: Theme, shown: Iterable[Scene]) -> set[str]:
    """Look at each scene in both sizes, and in every palette in one of them."""
    found: set[str] = set()
    for name, root in shown:
        looks = [(LIGHT, size) for size in _SIZES]
        if name in ("door", "predict, answer", "sitting, void", "set-up"):
            looks += [(palette, _SIZES[0]) for palette in (DARK, HIGH_CONTRAST)]
        for palette, size in looks:
            if palette is not in_force():
                theme.demand(palette)
            if isinstance(root, MainWindow):
                root.resize(*size)
            drawn.settle(root)
            where = f"{name}, {palette.name}, {size[0]}x{size[1]}"
            _keep_picture(root, where)
            found |= {f"{where}: {fault}" for fault in drawn.faults(root)}
    theme.demand(LIGHT)
    return found


def _keep_picture(root: QWidget, name: str) -> None:
    """For whoever wants to see with their own eyes what was found."""
    if _PICTURES:
        language = os.environ.get("PYTEST_CURRENT_TEST", "").split("[")[-1].split("]")[0]
        root.grab().save(str(Path(_PICTURES) / f"{language} {name}.png"))


@pytest.fixture(params=["english", "german"])
def spoken(request: pytest.FixtureRequest) -> QTranslator | None:
    """Each of the languages in turn."""
    made: QTranslator | None = request.getfixturevalue(request.param)
    return made


def test_the_scale_is_the_one_that_was_asked_for(qapp: QApplication) -> None:
    assert qapp.devicePixelRatio() == float(os.environ.get("QT_SCALE_FACTOR", "1"))


@pytest.mark.usefixtures("spoken")
def test_nothing_is_cut_or_covered_on_any_page(window: WindowPage, theme: Theme) -> None:
    faults = faults_of(theme, scenes(window))

    assert not faults, "\n".join(sorted(faults))


@pytest.mark.usefixtures("spoken")
def test_nothing_is_cut_or_covered_at_the_first_run(
    open_window: OpenWindow, tmp_path: Path, theme: Theme
) -> None:
    faults = faults_of(theme, first_run(open_window(tmp_path / "site")))

    assert not faults, "\n".join(sorted(faults))
