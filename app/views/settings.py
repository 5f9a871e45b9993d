"""The page "Settings": for the administrator; now the metrics alone are set here."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.settings import SettingsModel
from app.widgets.buttons import Button
from app.widgets.chip import Chip
from app.widgets.fields import Field, TextField
from app.widgets.icon import Icon
from app.widgets.options import Option
from app.widgets.page import Columns, PageHead, page_column, scrolled
from app.widgets.segments import Segments
from app.widgets.surfaces import Card, Line, Surface
from app.widgets.text import SelectableText, Text
from engine.monitoring.settings import LAST_PORT, LEAST_PORT

_ON, _OFF = "on", "off"
_FIELDS = 360
_MARK = 16


class SettingsView(Surface):
    """Switches the metrics, says where they are, and what can and cannot be read there.

    Args:
        model: What is set.
        parent: The widget it belongs to.

    Attributes:
        switch: On or off.
        port: Where they are to be served.
        save: Stores both.
        chip: How they stand, in a word.
    """

    def __init__(self, model: SettingsModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._model = model
        self.chip, self.sentence = Chip(), Text(wrap=True)
        self.switch = Segments((Option(_OFF, tr("Off")), Option(_ON, tr("On"))))
        self.port = TextField()
        self.save = Button(
            tr("Save"), tr("Set it for this site; the audit log records it."), "primary",
            keys="Ctrl+Return",
        )  # fmt: skip
        self.again = Button(tr("Try again"), tr("Try again to serve the metrics."))
        self._addresses = QVBoxLayout()
        self._lay_out()
        self.save.clicked.connect(self._on_save)
        self.port.returnPressed.connect(self._on_save)
        self.again.clicked.connect(model.refresh)
        model.changed.connect(self._show)
        self._fill()
        self._show()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the metrics are, as it is shown."""
        shown = self._address_rows()
        return tuple(text.text() for row in shown for text in row.findChildren(SelectableText))

    def focus_first(self) -> None:
        """Go to where work begins."""
        chosen = self.switch.chosen
        place = 0 if chosen is None else self.switch.options.index(chosen)
        self.switch.buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        inside = Surface("clear")
        column = page_column(inside)
        lead = tr("What is set for the whole site; every change is recorded in the audit log.")
        column.addWidget(PageHead(tr("Settings"), lead))
        column.addWidget(Columns((self._metrics_card(),), (_exposed_card(), _withheld_card())))
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _metrics_card(self) -> Card:
        card = Card(tr("Metrics"))
        lead = tr(
            "Figures for the site's own monitoring, such as Prometheus. They are served on this "
            "machine alone, to nobody on the network."
        )
        card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        card.column.addSpacing(Space.TIGHT)
        self._switch_field = Field(
            tr("&Metrics"), self.switch,
            help_text=tr("Whether the figures are served while this window is open."),
            message_line=False,
        )  # fmt: skip
        self._port_field = Field(
            tr("&Port"), self.port,
            tr("{least} to {last}", least=str(LEAST_PORT), last=str(LAST_PORT)),
            help_text=tr("Where on this machine; another program must not use it."),
        )  # fmt: skip
        for field in (self._switch_field, self._port_field):
            field.setMaximumWidth(_FIELDS)
            card.column.addWidget(field)
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.save)
        row.addWidget(self.again)
        row.addStretch(1)
        card.column.addLayout(row)
        card.column.addSpacing(Space.TIGHT)
        card.column.addWidget(Line())
        card.column.addSpacing(Space.TIGHT)
        card.column.addWidget(self.chip)
        card.column.addWidget(self.sentence)
        self._addresses.setSpacing(Space.HAIR)
        card.column.addLayout(self._addresses)
        return card

    def _fill(self) -> None:
        """Put what is set into the fields."""
        state = self._model.state
        if state is not None:
            self.switch.choose(_ON if state.settings.on else _OFF)
            self.port.setText(str(state.settings.port))

    def _show(self) -> None:
        model, state = self._model, self._model.state
        if state is not None and not self.port.text():
            self._fill()
        word, tone, icon = model.word
        self.chip.show_word(word, tone, icon=icon)
        self.sentence.setText(model.words)
        self._port_field.set_message(model.port_problem)
        if model.port_problem:
            self.port.setFocus(Qt.FocusReason.OtherFocusReason)
        free = state is not None and not state.forbidden
        for control in (self.switch, self.port):
            control.setEnabled(free)
        self.save.setEnabled(free and not model.busy)
        self.again.setVisible(state is not None and state.problem is not None)
        self.again.setEnabled(not model.busy)
        self._show_addresses(() if state is None else state.addresses)

    def _show_addresses(self, addresses: tuple[str, ...]) -> None:
        if addresses == self.addresses:
            return
        for row in self._address_rows():
            self._addresses.removeWidget(row)
            row.hide()
            row.deleteLater()
        for address in addresses:
            self._addresses.addWidget(_AddressRow(address))

    def _address_rows(self) -> list[QWidget]:
        items = [self._addresses.itemAt(place) for place in range(self._addresses.count())]
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if widget is not None]

    def _on_save(self) -> None:
        chosen = self.switch.chosen
        on = chosen is not None and chosen.value == _ON
        self._model.store(on=on, port=self.port.text())


class _AddressRow(QWidget):
    """An address that can be marked, and copied by a button."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        text = SelectableText(address, TextStyle.SMALL)
        text.setAccessibleName(tr("Address of the metrics"))
        text.setAccessibleDescription(address)
        copy = Button(tr("Copy"), tr("Copy {address}.", address=address), "quiet", icon="copy")
        copy.clicked.connect(self._on_copy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(text, 1)
        row.addWidget(copy)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address)


def _exposed_card() -> Card:
    return _list_card(
        tr("What can be read there"),
        ("check", Tone.GOOD),
        (
            tr("How many cases were answered, and how long it took."),
            tr("How many were refused, and by which rule."),
            tr("How far the inputs and scores of late have moved from those of training."),
            tr("Mean and variance of at least five cases."),
            tr("Which model answers, its hash and its standing."),
            tr("How many records the log holds, and the beginning of its root."),
            tr("Whether Wardcast is ready to answer."),
        ),
    )


def _withheld_card() -> Card:
    return _list_card(
        tr("What can never be read there"),
        ("close", Tone.STOP),
        (
            tr("A case, a patient reference, or anything that was typed."),
            tr("Who asked: no names, no accounts."),
            tr("A single score: below five cases no figure of them is shown."),
            tr("Records of the audit log."),
        ),
    )


def _list_card(title: str, mark: tuple[str, Tone], lines: tuple[str, ...]) -> Card:
    card = Card(title)
    for line in lines:
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(Icon(*mark, _MARK), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(line, TextStyle.SMALL, wrap=True), 1)
        card.column.addLayout(row)
    return card
