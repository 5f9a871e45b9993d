"""A page that says why there is nothing to work with yet, and what to do about it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.theme.tokens import Space, TextStyle
from app.widgets.surfaces import Card, Surface
from app.widgets.text import Text


class WaitingView(Surface):
    """A title, what is the case, and what to do next."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._what, self._next = Text(wrap=True), Text(tone="muted", wrap=True)
        card = Card()
        card.column.addWidget(self._what)
        card.column.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.PAGE, Space.PAGE, Space.PAGE, Space.PAGE)
        column.setSpacing(Space.BASE)
        column.addWidget(Text(title, TextStyle.TITLE))
        column.addWidget(card)
        column.addStretch(1)

    def say(self, what: str, next_step: str = "") -> None:
        """Say what is the case, and what to do next."""
        self._what.setText(what)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
