"""The ring around what has the keyboard outlives every page that it was on."""

from PySide6.QtWidgets import QLineEdit
from shiboken6 import isValid

from app.viewmodels.session import Stage
from tests.ui.pages.window import WindowPage


def test_a_page_that_goes_while_another_window_is_used_does_not_take_the_ring_along(
    workplace: WindowPage,
) -> None:
    window, page = workplace.window, workplace.workplace
    workplace.form.go_to("Dose")
    assert window._ring.isVisible()
    other = QLineEdit()
    workplace.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    other.setFocus()
    workplace.wait(other.hasFocus)
    assert not window._ring.isVisible()

    window.session.sign_out()
    workplace.wait(lambda: workplace.stage is Stage.SIGN_IN and not isValid(page))
    workplace.wait_for_the_keyboard()
    window.door.name.setFocus()

    assert window._ring.widget() is window.door.name
    assert window._ring.isVisible()
