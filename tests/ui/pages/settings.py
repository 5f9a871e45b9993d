"""The page of settings as an administrator sees and operates it."""

from app.views.settings import SettingsView
from app.widgets.buttons import Button
from tests.ui.pages.keyboard import Keyboard


class SettingsPage:
    def __init__(self, view: SettingsView, keys: Keyboard) -> None:
        self._view, self._keys = view, keys

    @property
    def is_known(self) -> bool:
        return self._view.switch.isEnabled() and self._view.save.isEnabled()

    @property
    def chosen(self) -> str:
        chosen = self._view.switch.chosen
        return chosen.label if chosen else ""

    @property
    def port(self) -> str:
        return self._view.port.text()

    @property
    def message(self) -> str:
        """What is said to be wrong with the port."""
        return self._view._port_field.message

    @property
    def word(self) -> str:
        return self._view.chip.word

    @property
    def sentence(self) -> str:
        return self._view.sentence.text()

    @property
    def addresses(self) -> tuple[str, ...]:
        return self._view.addresses

    def offers_to_try_again(self) -> bool:
        return self._view.again.isVisible()

    def choose(self, label: str) -> None:
        """Go to the switch by its Alt key, and with the arrows to an option."""
        self._keys.press("Alt+M")
        self._keys.press("Left" if label == "Off" else "Right")
        self._keys.press("Space")
        assert self.chosen == label

    def type_port(self, text: str) -> None:
        """Go to the port by its Alt key and type over what is there."""
        self._keys.press("Alt+P")
        self._keys.empty()
        self._keys.type(text)

    def save(self) -> None:
        self._keys.press("Ctrl+Return")

    def try_again(self) -> None:
        self._view.again.setFocus()
        self._keys.press("Space")

    def copy(self, place: int) -> None:
        """Copy an address by the button beside it."""
        button = self._view._address_rows()[place].findChild(Button)
        assert button is not None
        button.setFocus()
        self._keys.press("Space")
