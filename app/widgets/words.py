"""Words in a numbered grid, to be written down; they can be covered, and taken away for good."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.theme.tokens import Space, TextStyle
from app.widgets.text import Text

_COLUMNS = 4
_COVER = "\N{BULLET}" * 6


class NumberedWords(QFrame):
    """A grid of words, numbered downwards. It is one stop for the keyboard, read out as a whole.

    A frame, though none is drawn: it has a role for screen readers, a plain area has none.

    Args:
        name: What the words are, for screen readers.
        parent: The widget it belongs to.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[Text] = []
        self._words: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.HAIR, Space.HAIR, Space.HAIR, Space.HAIR)
        self._grid.setHorizontalSpacing(Space.TIGHT)
        self._grid.setVerticalSpacing(Space.NEAR)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def shown(self) -> tuple[str, ...]:
        """What stands in the grid."""
        return tuple(label.text() for label in self._labels)

    def show_words(self, words: Sequence[str], *, covered: bool = False) -> None:
        """Show words, or dots in their places; no words leave the grid empty."""
        if len(words) != len(self._labels):
            self._make_places(len(words))
        self._words = () if covered else tuple(words)
        for label, word in zip(self._labels, words, strict=True):
            label.setText(_COVER if covered else word)
            label.setAccessibleName(label.text())
            flag = Qt.TextInteractionFlag
            label.setTextInteractionFlags(
                flag.NoTextInteraction if covered else flag.TextSelectableByMouse
            )
        self._describe()

    def _describe(self) -> None:
        words = [f"{number} {word}" for number, word in enumerate(self._words, start=1)]
        self.setAccessibleDescription(", ".join(words) or self.accessibleName())

    def _make_places(self, count: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._labels = [Text(style=TextStyle.BODY_STRONG) for _ in range(count)]
        rows = -(-count // _COLUMNS) or 1
        for place, label in enumerate(self._labels):
            column, row = divmod(place, rows)
            label.setAccessibleDescription(f"{self.accessibleName()}: {place + 1}")
            number = Text(f"{place + 1}", TextStyle.SMALL, "muted")
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setMinimumWidth(Space.PAGE)
            self._grid.addWidget(number, row, 2 * column)
            self._grid.addWidget(label, row, 2 * column + 1)
            self._grid.setColumnStretch(2 * column + 1, 1)
