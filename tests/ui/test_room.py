"""Little room and long names: nothing is cut, and what is shortened is told in full."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from app.bootstrap import create_site
from engine.accounts.answers import read_answers
from tests.ui.conftest import OpenWindow
from tests.ui.pages.window import WindowPage

NAME = "w" * 64
SMALL = 960, 480


@pytest.fixture
def long_named(open_window: OpenWindow, tmp_path: Path) -> WindowPage:
    person = {"name": NAME, "roles": ["administrator", "clinician"], "password": "p"}
    answers = {"site_name": "Site", "people": [person], "demo": True}
    create_site(tmp_path / "long", read_answers(answers))
    page = open_window(tmp_path / "long")
    page.window.resize(*SMALL)
    return page


def whole(widget: QWidget) -> bool:
    """Whether all of a widget lies within all that it lies in."""
    above = widget.parentWidget()
    while above is not None:
        top_left = widget.mapTo(above, widget.rect().topLeft())
        if not above.rect().contains(QRect(top_left, widget.size())):
            return False
        above = above.parentWidget()
    return True


def test_a_long_name_leaves_the_words_beside_it_whole_and_its_roles(
    long_named: WindowPage,
) -> None:
    long_named.wait_for_the_door()
    long_named.window.session.sign_in(NAME, "p")
    long_named.wait_for_the_workplace()

    header = long_named.workplace.header

    for chip in (header.model, header.log):
        assert chip.width() >= chip.sizeHint().width()
    shown = header.person.text()
    assert shown.startswith("www")
    assert "\N{HORIZONTAL ELLIPSIS}" in shown
    assert shown.endswith("(Clinician, Administrator)")
    assert header.person.width() >= header.person.sizeHint().width()
    assert whole(header.lock)
    assert header.person.accessibleName() == f"{NAME} (Clinician, Administrator)"
    assert NAME in header.person.toolTip()
    long_named.window.resize(1900, 600)
    long_named.wait(lambda: header.person.text().startswith(NAME))


def test_a_long_name_is_shortened_on_the_lock_and_told_in_full(long_named: WindowPage) -> None:
    long_named.wait_for_the_door()
    long_named.window.session.sign_in(NAME, "p")
    long_named.wait_for_the_workplace()

    long_named.lock()

    lead = long_named.window.door._lead
    longest = max(QFontMetrics(lead.font()).horizontalAdvance(word) for word in lead.text().split())
    assert longest <= lead.width()
    assert NAME in lead.accessibleName()
    assert NAME in lead.toolTip()


def test_a_refusal_at_the_door_squeezes_nothing(window: WindowPage) -> None:
    window.window.resize(*SMALL)
    window.wait_for_the_door()

    window.door.sign_in("clinician", "not the password")
    window.wait(lambda: bool(window.door.message))

    door = window.window.door
    window.wait(lambda: door.message.height() >= door.message.sizeHint().height())
    assert door.name.height() >= door.name.sizeHint().height()
    window.wait(lambda: whole(door.enter))
    assert all(whole(one) for one in (door.message, door.password, door._foot))


def test_a_window_is_at_first_no_larger_than_its_screen(
    window: WindowPage,
) -> None:
    room = window.window.screen().availableSize()

    window.window.fit_to_screen()

    assert window.window.height() < room.height()
    assert window.window.minimumHeight() <= 480
