"""The page that compares, as a person sees and operates it."""

from PySide6.QtCore import Qt

from app.views.compare import CompareView
from tests.ui.pages.window import WindowPage


class ComparePage:
    def __init__(self, window: WindowPage) -> None:
        self._window = window
        self.keys = window.keys

    @property
    def view(self) -> CompareView:
        page = self._window.workplace.page_of("compare")
        assert isinstance(page, CompareView)
        return page

    def go(self) -> None:
        """By the key of its place."""
        self._window.go("compare")
        self._window.wait(self.view.isVisible)

    def ask(self) -> None:
        """By its key, and wait for what comes."""
        before = self.view._model.sheet
        self._window.wait_for_the_keyboard()
        self.keys.press("Ctrl+Return")
        assert self.view._model.asking
        self._window.wait(lambda: not self.view._model.asking)
        assert self.view._model.sheet is not before
        self._window.wait(self.view.sheet.options.hasFocus)

    def tick(self, label: str) -> None:
        """Go to a box by Tab and press it."""
        check = next(one for one in self.view.checks.values() if one.text() == label)
        check.setFocus(Qt.FocusReason.TabFocusReason)
        self.keys.press("Space")

    @property
    def ticked(self) -> list[str]:
        return [one.text() for one in self.view.checks.values() if one.isChecked()]

    @property
    def values(self) -> dict[str, str]:
        """What stands beside each box."""
        return {one.text(): one.value for one in self.view.checks.values()}

    @property
    def obstacle(self) -> str:
        return self.view.obstacle.text() if self.view.obstacle.isVisible() else ""

    @property
    def is_shown(self) -> bool:
        return self.view.sheet.isVisible()

    def is_dimmed(self) -> bool:
        # No property: mypy would not believe that it changes.
        dim = self.view.sheet._dim
        return dim.isEnabled() and dim.opacity() < 1

    @property
    def rows(self) -> list[tuple[str, bool]]:
        """What is read out of each row, and whether it can be chosen."""
        model = self.view.sheet.options.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        spoken, enabled = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemFlag.ItemIsEnabled
        return [(str(row.data(spoken)), bool(row.flags() & enabled)) for row in rows]

    @property
    def options(self) -> list[str]:
        """What is read out of each option."""
        return [words for words, enabled in self.rows if enabled]

    @property
    def standings(self) -> list[str]:
        """How each option stands to the chosen one, as it is read out."""
        model = self.view.sheet.options.model()
        described = Qt.ItemDataRole.AccessibleDescriptionRole
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [str(row.data(described)) for row in rows if row.flags() & Qt.ItemFlag.ItemIsEnabled]

    @property
    def chosen(self) -> str:
        """What is said of the chosen option."""
        card = self.view.chosen
        return "\n".join([card.heading.text(), card.score.text(), card.standing.text()])
