"""How a page is laid out: its title, a line below it, and columns where there is room."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.theme.tokens import Space, TextStyle
from app.widgets.surfaces import Surface
from app.widgets.text import Text

ROOM_FOR_TWO = 900
"""From this width on, cards stand beside each other."""


class PageHead(QWidget):
    """A page's title, what the page is for, and what can be done on it at the right.

    Args:
        title: Its name.
        lead: What it is for.
        actions: Buttons.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        title: str,
        lead: str,
        actions: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(Text(title, TextStyle.TITLE))
        words.addWidget(Text(lead, tone="muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.TIGHT)
        row.addLayout(words, 1)
        for action in actions:
            row.addWidget(action, 0, Qt.AlignmentFlag.AlignBottom)


class Columns(QWidget):
    """Two columns of cards where there is room, else one below the other.

    Args:
        left: Cards of the first column, or all that come first in one.
        right: Cards of the second.
        parent: The widget it belongs to.
    """

    def __init__(
        self, left: Sequence[QWidget], right: Sequence[QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = (_column(left), _column(right))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.CARD)
        self._beside: bool | None = None
        self._arrange(beside=False)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(beside=self.width() >= ROOM_FOR_TWO)

    def _arrange(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        first, second = self._columns
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(first, 0, 0, top)
        self._grid.addWidget(second, 0 if beside else 1, 1 if beside else 0, top)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if beside else 0)


def scrolled(content: QWidget) -> QScrollArea:
    """Let ``content`` be scrolled where it is higher than its room, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    return area


def above(*banners: QWidget) -> QVBoxLayout:
    """Place what stands above a page; it takes no room while it is hidden."""
    column = QVBoxLayout()
    column.setContentsMargins(Space.PAGE, Space.BASE, Space.PAGE, 0)
    column.setSpacing(Space.TIGHT)
    for banner in banners:
        column.addWidget(banner)
    return column


def above_the_scroll(area: QScrollArea, *banners: QWidget) -> QVBoxLayout:
    """Place what must stay in sight however far a page is scrolled, as wide as the page."""
    column = above(*banners)
    bar = area.verticalScrollBar()

    def arrange(_least: int, most: int) -> None:
        beside_the_bar = bar.sizeHint().width() if most > 0 else 0
        column.setContentsMargins(Space.PAGE, Space.BASE, Space.PAGE + beside_the_bar, 0)

    arrange(0, bar.maximum())
    bar.rangeChanged.connect(arrange)
    return column


def page_column(surface: Surface) -> QVBoxLayout:
    """Give a page its margins; what stands on it is added to the layout that is returned."""
    column = QVBoxLayout(surface)
    column.setContentsMargins(*[Space.PAGE] * 4)
    column.setSpacing(Space.BASE)
    return column


def _column(cards: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.CARD)
    for card in cards:
        column.addWidget(card)
    return holder
