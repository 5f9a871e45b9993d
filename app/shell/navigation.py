"""The places of the window at its left, and its head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import tr
from app.shell.door import Logo, disclaimer
from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Radius, Size, Space, TextStyle
from app.widgets.buttons import Button
from app.widgets.chip import Chip
from app.widgets.surfaces import Surface
from app.widgets.text import Text, tip

if TYPE_CHECKING:  # everything heavy is imported on the desk's thread, after the first paint
    from app.desk import Visitor

_ICON = 16
_LEAST_NAME = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A screen that can be gone to.

    Attributes:
        name: Its name in the program.
        label: What people read.
        icon: Its icon.
        description: What is there.
    """

    name: str
    label: str
    icon: str
    description: str


def places_of(visitor: "Visitor | None") -> tuple[Place, ...]:
    """Where a person may go."""
    places: list[Place] = []
    if visitor is not None and visitor.may_predict:
        answers = tr("The answers since you signed in.")
        places += (
            Place("predict", tr("Predict"), "predict", tr("Have a case answered.")),
            Place("compare", tr("Compare"), "compare", tr("Have a case's options compared.")),
            Place("batch", tr("Batch"), "batch", tr("Have a file of cases answered.")),
            Place("sitting", tr("This sitting"), "sitting", answers),
        )
    places.append(Place("status", tr("Status"), "status", tr("The model, the log, this site.")))
    if visitor is not None and visitor.may_configure:
        metrics = tr("Whether and where this site's metrics are served.")
        places.append(Place("settings", tr("Settings"), "settings", metrics))
    return tuple(places)


class Sidebar(Surface):
    """The places that the person may go to; emits ``chosen`` with a place's name."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__("sidebar", parent)
        self.setFixedWidth(Size.SIDEBAR)
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.TIGHT, Space.BASE, Space.TIGHT, Space.BASE)
        column.setSpacing(2)
        self.buttons: dict[str, QPushButton] = {}
        for number, place in enumerate(places, start=1):
            button = _PlaceButton(place, f"Ctrl+{number}")
            self._group.addButton(button)
            self.buttons[place.name] = button
            column.addWidget(button)
            button.clicked.connect(self._on_clicked)
        column.addStretch(1)

    def show_place(self, name: str) -> None:
        """Mark where the person is."""
        self.buttons[name].setChecked(True)

    def _on_clicked(self) -> None:
        button = self._group.checkedButton()
        self.chosen.emit(next(name for name, one in self.buttons.items() if one is button))


class _PlaceButton(QPushButton):
    def __init__(self, place: Place, keys: str) -> None:
        super().__init__(place.label)
        self._icon = place.icon
        self.setCheckable(True)
        self.setFont(font(TextStyle.BODY))
        self.setAccessibleName(place.label)
        self.setAccessibleDescription(place.description)
        self.setToolTip(f"{place.description} ({keys})")
        # Not the button's own: that would wait for a tenth of a second to look pressed.
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.click)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(Size.SIDEBAR - 2 * Space.TIGHT, Size.CONTROL)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.focusNextPrevChild(step > 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        on = self.isChecked()
        ink = colours.accent if on else colours.muted
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if on else colours.sunk))
            painter.drawRoundedRect(QRectF(self.rect()), Radius.CONTROL, Radius.CONTROL)
        top = (self.height() - _ICON) / 2
        draw_icon(painter, self._icon, ink, QRectF(Space.NEAR, top, _ICON, _ICON))
        painter.setPen(QColor(ink))
        painter.setFont(font(TextStyle.BODY_STRONG if on else TextStyle.BODY))
        left = Space.NEAR + _ICON + Space.NEAR
        room = QRectF(left, 0, self.width() - left - Space.TIGHT, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class Header(Surface):
    """The head of the window: what answers, what is recorded, who is here.

    Attributes:
        model: Which model answers, and its standing.
        log: The log's state.
        person: Who is signed in; pressing it offers to sign out.
        lock: Locks the window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("header", parent)
        self.setFixedHeight(Size.HEADER)
        self.model, self.log = Chip(), Chip()
        self.person = Button("", tr("Who is signed in. Opens a menu to sign out."), "quiet")
        self.lock = Button(
            tr("Lock"), tr("Hide everything until you enter your password."), "quiet", keys="Ctrl+L"
        )
        self._name, self._roles = "", ""
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(Space.BASE, 0, Space.TIGHT, 0)
        row.setSpacing(Space.BASE)
        row.addWidget(Logo(24))
        row.addWidget(Text("Wardcast", TextStyle.BODY_STRONG))
        row.addStretch(1)
        row.addWidget(self.model)
        row.addWidget(self.log)
        row.addWidget(self.person)
        row.addWidget(self.lock)

    def show_person(self, name: str, roles: str) -> None:
        """Say who is signed in, and as what."""
        self._name, self._roles = name, f" ({roles})" if roles else ""
        whole = name + self._roles
        self.person.setToolTip(tip(f"{whole}\n{self.person.accessibleDescription()}"))
        self._fit_person()

    def _fit_person(self) -> None:
        """Shorten the name in its middle where there is too little room for it beside the rest."""
        row, person = self._row, self.person
        items = (row.itemAt(place) for place in range(row.count()))
        others = (one for one in items if one is not None and one.widget() is not person)
        taken = sum(one.sizeHint().width() for one in others)
        taken += (row.count() - 1) * row.spacing() + 2 * Space.NEAR
        room = self.contentsRect().width() - Space.BASE - Space.TIGHT - taken
        metrics = QFontMetrics(person.font())
        room -= metrics.horizontalAdvance(self._roles) + 1
        middle = Qt.TextElideMode.ElideMiddle
        name = metrics.elidedText(self._name, middle, max(room, _LEAST_NAME))
        # A button takes & for a mnemonic; a name may hold one.
        words = (name + self._roles).replace("&", "&&")
        if words != person.text():
            person.set_words(words)
            person.setAccessibleName(self._name + self._roles)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit_person()
        return super().event(event)


class Footer(Surface):
    """The foot of the window: what the answers are not, and where cases are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("footer", parent)
        self.setFixedHeight(Size.FOOTER)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.BASE, 0, Space.BASE, 0)
        row.addWidget(Text(disclaimer(), TextStyle.CAPTION, "muted"))
        row.addStretch(1)
        kept = tr("No case is stored in clear on this workstation")
        row.addWidget(Text(kept, TextStyle.CAPTION, "muted"))
