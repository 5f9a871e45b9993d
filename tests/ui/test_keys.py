"""The keyboard reaches everything in the order in which it is seen; no key means two things."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QRadioButton,
    QScrollBar,
    QWidget,
)

from app.viewmodels.session import Stage
from app.widgets.buttons import Button
from app.widgets.table import Table
from tests.ui.conftest import OpenWindow
from tests.ui.pages.window import WindowPage
from tests.ui.scenes import first_run, scenes

_ROW = 12
"""Controls whose middles are so near each other in height stand in one row."""


def keys_of(root: QWidget) -> Iterator[str]:
    """Every key that does something while a window is as it is."""
    for shortcut in root.findChildren(QShortcut):
        owner = shortcut.parent()
        if isinstance(owner, QWidget) and _in_use(owner, root):
            yield shortcut.key().toString()
    for button in root.findChildren(QAbstractButton):
        if _in_use(button, root) and not button.shortcut().isEmpty():
            yield button.shortcut().toString()
    for label in root.findChildren(QLabel):
        letter = _mnemonic(label.text())
        if label.buddy() is not None and _in_use(label, root) and letter:
            yield f"Alt+{letter}"


def _in_use(widget: QWidget, root: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and widget.window() is root


def _mnemonic(text: str) -> str:
    _, marked, rest = text.replace("&&", "").partition("&")
    return rest[:1].upper() if marked else ""


def stops(page: WindowPage) -> list[QWidget]:
    """What Tab goes through, once around."""
    found: list[QWidget] = []
    while (now := QApplication.focusWidget()) is not None and now not in found:
        found.append(now)
        page.keys.press("Tab")
    return found


def seen_order(widgets: list[QWidget]) -> list[QWidget]:
    """From top to bottom, and from left to right within a row."""
    middle = {one: one.mapToGlobal(one.rect().center()) for one in widgets}
    rows: list[list[QWidget]] = []
    for one in sorted(widgets, key=lambda one: middle[one].y()):
        if rows and abs(middle[rows[-1][0]].y() - middle[one].y()) <= _ROW:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [one for row in rows for one in sorted(row, key=lambda one: middle[one].x())]


def reachable(root: QWidget) -> set[QWidget]:
    """Every control that a person can see and operate; one of a group of radio buttons."""
    found = set()
    for one in root.findChildren(QWidget):
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        spare = isinstance(one, QRadioButton) and not _stands_for_its_group(one)
        if takes and not spare and _in_use(one, root):
            found.add(one)
    return found


def _stands_for_its_group(button: QRadioButton) -> bool:
    """Tab stops at the one that is picked, or at the first."""
    group = button.parentWidget()
    assert group is not None
    picked = [one for one in group.findChildren(QRadioButton) if one.isChecked()]
    return button in picked or (not picked and button.x() == 0)


def test_no_key_means_two_things_on_any_page(window: WindowPage) -> None:
    for name, root in scenes(window):
        twice = {keys: n for keys, n in Counter(keys_of(root)).items() if n > 1}
        assert not twice, name


@pytest.mark.usefixtures("german")
def test_no_key_means_two_things_on_any_page_in_german(window: WindowPage) -> None:
    for name, root in scenes(window):
        twice = {keys: n for keys, n in Counter(keys_of(root)).items() if n > 1}
        assert not twice, name


def test_no_key_means_two_things_at_the_first_run(open_window: OpenWindow, tmp_path: Path) -> None:
    for name, root in first_run(open_window(tmp_path / "site")):
        twice = {keys: n for keys, n in Counter(keys_of(root)).items() if n > 1}
        assert not twice, name


def test_every_field_of_the_form_has_an_alt_key_that_goes_to_it(workplace: WindowPage) -> None:
    for label in workplace.form.labels:
        workplace.form.go_to(label)
        assert workplace.form.focused == label


def test_the_alt_key_of_segments_goes_to_the_one_that_is_picked(workplace: WindowPage) -> None:
    workplace.form.enter({"Sex": "Male"})

    workplace.form.go_to("Sex")
    workplace.keys.press("Space")

    assert workplace.form.value("Sex") == "Male"


def test_tab_reaches_every_control_and_goes_through_each_part_as_it_is_seen(
    workplace: WindowPage,
) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    workplace.form.go_to("Patient reference")

    reached = stops(workplace)

    assert reachable(workplace.window) - set(reached) == set()
    view = workplace.workplace.predict
    assert view is not None
    for part in (view.form, view.answer, workplace.workplace.sidebar, workplace.workplace.header):
        inside = [one for one in reached if part.isAncestorOf(one)]
        assert inside
        assert inside == seen_order(inside)
    first_of = [
        next(place for place, one in enumerate(reached) if part.isAncestorOf(one))
        for part in (view.form, view.answer)
    ]
    assert first_of == sorted(first_of)


def test_shift_tab_goes_the_same_way_back(workplace: WindowPage) -> None:
    there = stops(workplace)

    back = []
    for _ in there:
        back.append(QApplication.focusWidget())
        workplace.keys.press("Shift+Tab")

    assert back[1:] == there[:0:-1]


def test_at_the_door_tab_goes_from_the_name_down(window: WindowPage) -> None:
    window.wait_for_the_door()

    reached = stops(window)

    assert reached == seen_order(reached)
    assert set(reached) == reachable(window.window)


def test_every_place_is_gone_to_by_its_key(workplace: WindowPage) -> None:
    for number, place in enumerate(workplace.workplace.sidebar.buttons, start=1):
        workplace.keys.press(f"Ctrl+{number}")

        assert workplace.workplace.sidebar.buttons[place].isChecked()
        assert workplace.workplace.page is workplace.workplace._of_place[place]


def test_the_keyboard_is_on_the_page_that_was_gone_to(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)

    workplace.go("sitting")
    assert isinstance(QApplication.focusWidget(), Table)
    workplace.go("predict")
    assert workplace.form.focused == "Patient reference"
    workplace.go("status")
    page = workplace.workplace.page
    focused = QApplication.focusWidget()
    assert page is not None
    assert focused is not None
    assert page.isAncestorOf(focused) or focused is workplace.workplace.sidebar.buttons["status"]


def test_every_button_says_its_keys_where_it_has_some(workplace: WindowPage) -> None:
    for button in workplace.window.findChildren(Button):
        if button.isVisible() and not button._keys.isEmpty():
            assert button.keys_text or "Ctrl" in button.toolTip(), button.text()


def test_locking_by_its_key_works_on_every_page(workplace: WindowPage) -> None:
    for number in (1, 2, 3):
        workplace.keys.press(f"Ctrl+{number}")
        workplace.keys.press("Ctrl+L")
        assert workplace.stage is Stage.LOCKED
        workplace.window.session._go(Stage.WORKING)


def test_a_page_is_gone_to_at_its_top(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    workplace.workplace.go("sitting")
    assert isinstance(QApplication.focusWidget(), Table)

    workplace.workplace.go("status")

    bars = workplace.workplace.page_of("status").findChildren(QScrollBar)
    reaching = [bar for bar in bars if bar.maximum() > 0]
    assert reaching
    assert [bar.value() for bar in reaching] == [0] * len(reaching)
