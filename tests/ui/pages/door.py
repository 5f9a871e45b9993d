"""The door as a person sees and operates it."""

from app.shell.door import Door
from tests.ui.demo_site import password_of
from tests.ui.pages.keyboard import Keyboard


class DoorPage:
    def __init__(self, door: Door, keys: Keyboard) -> None:
        self._door, self._keys = door, keys

    @property
    def is_shown(self) -> bool:
        return self._door.isVisible()

    @property
    def title(self) -> str:
        return self._door._title.text()

    @property
    def lead(self) -> str:
        return self._door._lead.text()

    @property
    def file(self) -> str:
        """What is said of a file that is being answered; empty where none is."""
        return self._door.file.text() if self._door.file.isVisible() else ""

    @property
    def message(self) -> str:
        return self._door.message.message

    @property
    def asks_for_a_name(self) -> bool:
        return self._door.name.isVisible()

    @property
    def typed(self) -> tuple[str, str]:
        """What stands in the fields, name and password."""
        return self._door.name.text(), self._door.password.text()

    @property
    def has_keyboard(self) -> bool:
        """Whether the next key goes into one of its fields."""
        return self._door.name.hasFocus() or self._door.password.hasFocus()

    def sign_in(self, name: str, password: str = "") -> None:
        """Type name and password, and press Enter; the demo's password unless told."""
        self._door.name.setFocus()
        self._keys.empty()
        self._keys.type(name)
        self._keys.press("Tab")
        self._keys.type(password or password_of(name))
        self._keys.press("Return")

    def unlock(self, password: str) -> None:
        self._keys.type(password)
        self._keys.press("Return")

    def let_somebody_else_in(self) -> None:
        """Go from the password to the button below and press it."""
        self._keys.press("Tab", "Tab")
        assert self._door.another.hasFocus()
        self._keys.press("Space")
