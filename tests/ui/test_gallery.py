"""The developers' page holds every widget there is, and each of them is named."""

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

import app.widgets
from app.gallery import Gallery
from app.theme.theme import Theme
from app.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Palette

# Laid out by others, or drawn by them; nothing to see by itself. The dialog for files is Qt's.
NOT_BY_ITSELF = {"CellDelegate", "Columns", "FileDialog", "OptionDelegate", "TableModel"}


@pytest.fixture
def gallery(qtbot: QtBot, theme: Theme) -> Gallery:  # noqa: ARG001
    made = Gallery()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def widgets_that_there_are() -> set[str]:
    """Classes of app/widgets that stand on a class of Qt or on another of them."""
    found = set()
    for path in Path(app.widgets.__path__[0]).glob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and node.bases and not node.name.startswith("_"):
                found.add(node.name)
    return found


def test_it_shows_every_widget(gallery: Gallery, qtbot: QtBot) -> None:
    dialog = gallery.open_dialog()
    qtbot.waitUntil(dialog.isVisible)

    shown = {kind.__name__ for one in gallery.findChildren(QWidget) for kind in type(one).__mro__}
    dialog.reject()

    assert widgets_that_there_are() - shown - NOT_BY_ITSELF == set()


@pytest.mark.parametrize("kind", [QAbstractButton, QLineEdit, QPlainTextEdit, QProgressBar])
def test_every_control_has_a_name_and_a_role(gallery: Gallery, kind: type[QWidget]) -> None:
    for control in gallery.findChildren(kind):
        # The line within a choice is reached through the choice.
        if not control.isVisible() or isinstance(control.parentWidget(), QComboBox):
            continue
        found = QAccessible.queryAccessibleInterface(control)
        assert found.text(QAccessible.Text.Name), control
        assert found.role() != QAccessible.Role.NoRole, control


@pytest.mark.parametrize("palette", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda one: one.name)
def test_it_is_drawn_in_every_palette(gallery: Gallery, theme: Theme, palette: Palette) -> None:
    theme.demand(palette)

    drawn = gallery.grab().toImage()
    theme.demand(LIGHT)

    ground = drawn.pixelColor(drawn.width() // 2, 4).name()
    assert ground == palette.ground
