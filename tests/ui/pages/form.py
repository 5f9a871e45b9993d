"""The form of a case as a person sees and operates it, field by field by its label."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget

from app.views.form import FormView
from app.widgets.choice import Choice
from app.widgets.fields import Field, TextField
from app.widgets.segments import Segments
from tests.ui.pages.keyboard import Keyboard

CASE = {
    "Patient reference": "P-2041",
    "Age": "56",
    "Sex": "Female",
    "Condition": "Diabetes mellitus",
    "Drug": "Metformin",
    "Dose": "500",
    "Duration": "30",
    "Side effect": "Nausea",
}
"""A case that is inside the training data, as it is typed, from top to bottom."""


class FormPage:
    def __init__(self, view: FormView, keys: Keyboard) -> None:
        self._view, self._keys = view, keys

    @property
    def labels(self) -> list[str]:
        """From top to bottom."""
        return [field.control.accessibleName() for field in self._view._fields.values()]

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, by label."""
        return {label: self.value(label) for label in self.labels}

    @property
    def messages(self) -> dict[str, str]:
        """What is said to be wrong, by label."""
        return {label: said for label in self.labels if (said := self.field(label).message)}

    @property
    def focused(self) -> str:
        """The label of the field that has the keyboard; empty where none has."""
        now = QApplication.focusWidget()
        inside = (label for label in self.labels if _has(self.field(label), now))
        return next(inside, "")

    def field(self, label: str) -> Field:
        fields = self._view._fields.values()
        return next(one for one in fields if one.control.accessibleName() == label)

    def value(self, label: str) -> str:
        control = self.field(label).control
        if isinstance(control, TextField):
            return control.text()
        if isinstance(control, Choice):
            return control.typed
        assert isinstance(control, Segments)
        return control.chosen.label if control.chosen else ""

    def go_to(self, label: str) -> None:
        """Go to a field by its Alt key."""
        self._keys.press(f"Alt+{self.field(label).mnemonic.upper()}")
        assert self.focused == label

    def enter(self, case: Mapping[str, str]) -> None:
        """Type into every field that ``case`` names, on the way that Tab takes from the first."""
        self.go_to(next(iter(self.labels)))
        for label in self.labels:
            assert self.focused == label
            if label in case:
                self.fill(case[label])
            self._keys.press("Tab")

    def fill(self, text: str) -> None:
        """Enter something into the field that has the keyboard."""
        control = self.field(self.focused).control
        if isinstance(control, Segments):
            self._keys.press("Space")
            steps = [option.label for option in control.options].index(text)
            self._keys.press(*["Right"] * steps)
            return
        self._keys.empty()
        self._keys.type(text)

    def replace(self, label: str, text: str) -> None:
        """Go to a field and enter something else."""
        self.go_to(label)
        self.fill(text)

    @property
    def words(self) -> str:
        """What stands on the button that asks."""
        return self._view.predict.text()

    def predict(self) -> None:
        self._keys.press("Ctrl+Return")

    def clear(self) -> None:
        self._keys.press("Esc")

    @property
    def offered(self) -> Sequence[tuple[str, bool]]:
        """What the open list offers: what is read out of each row, and whether it can be taken."""
        popup = QApplication.activePopupWidget()
        shown = popup if isinstance(popup, QListView) else popup.findChild(QListView)  # type: ignore[union-attr]
        assert isinstance(shown, QListView)
        role = Qt.ItemDataRole
        model = shown.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return [
            (
                str(row.data(role.AccessibleTextRole) or row.data()),
                bool(row.flags() & Qt.ItemFlag.ItemIsEnabled),
            )
            for row in rows
        ]


def _has(field: Field, widget: QWidget | None) -> bool:
    return widget is not None and (widget is field.control or field.control.isAncestorOf(widget))
