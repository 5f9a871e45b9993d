"""The page "Compare": the case of the page Predict under the options that its contract permits."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Size, Space, TextStyle, Tone
from app.viewmodels.compare import CompareModel
from app.views.compare_sheet import ChosenCard, CompareSheetView
from app.widgets.buttons import Button
from app.widgets.check import Check
from app.widgets.empty import EmptyState
from app.widgets.page import PageHead, above_the_scroll, scrolled
from app.widgets.surfaces import Banner, Card, Surface
from app.widgets.text import Text

_LEAST_SHEET = 560


class CompareView(Surface):
    """What varies at the left, the options at the right; emits ``case_wanted`` for the form.

    Args:
        model: The state of the page.
        parent: The widget it belongs to.

    Attributes:
        checks: Whether each input varies, by its column.
        ask: Asks for the comparison.
        obstacle: What stands in the way of it.
        sheet: The comparison.
        chosen: What is said of the chosen option.
    """

    case_wanted = Signal()

    def __init__(self, model: CompareModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._model = model
        self.warning, self.obstacle = Banner(Tone.CAUTION), Text("", TextStyle.SMALL, wrap=True)
        self.ask = Button(
            tr("Compare"), tr("Compare the options; written to the log before it is shown."),
            "primary", keys="Ctrl+Return",
        )  # fmt: skip
        self.to_form = Button(tr("Edit the case"), tr("Go to the form on the page Predict."))
        self.checks = {
            variable.name: Check(variable.label, tr("Whether it varies; else it is held."))
            for variable in model.variables
        }
        self.sheet, self.chosen = CompareSheetView(), ChosenCard()
        self._lay_out()
        self._connect()
        self._show_variables()
        self._show_sheet()

    def focus_first(self) -> None:
        """Go to where work begins: the options where there are some, else what varies."""
        if self._model.sheet is not None:
            first: QWidget = self.sheet.options
        elif self._model.empty:
            first = self.to_form
        else:
            first = self.ask if self.ask.isEnabled() else next(iter(self.checks.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        model = self._model
        for name, check in self.checks.items():
            check.toggled.connect(partial(self._on_toggled, name))
        self.ask.clicked.connect(model.ask)
        self.to_form.clicked.connect(self.case_wanted)
        self.sheet.options.option_changed.connect(self._on_chosen)
        model.variables_changed.connect(self._show_variables)
        model.sheet_changed.connect(self._show_sheet)
        model.asking_changed.connect(self._show_variables)

    def _lay_out(self) -> None:
        inside = Surface("clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.PAGE, Space.NEAR, Space.PAGE, Space.TIGHT)
        column.setSpacing(Space.NEAR)
        lead = tr("The same patient under the options that the contract permits.")
        column.addWidget(PageHead(tr("Compare"), lead))
        left = self._left = QWidget()
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(Space.CARD)
        cards.addWidget(self._varies_card())
        cards.addWidget(self.chosen)
        # Takes up the room of a card that has just gone; else the other would be drawn out.
        cards.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.CARD)
        self._row.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._pages(), 1)
        column.addLayout(self._row)
        column.addStretch(1)
        self._inside, self._scroll = inside, scrolled(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(above_the_scroll(self._scroll, self.warning))
        outer.addWidget(self._scroll)

    def _varies_card(self) -> Card:
        card = Card(tr("What varies"))
        lead = tr("What is ticked goes through its values; the rest is held as entered.")
        card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        checks = QVBoxLayout()
        checks.setSpacing(0)
        for check in self.checks.values():
            checks.addWidget(check)
        card.column.addLayout(checks)
        card.column.addWidget(self.obstacle)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.TIGHT)
        buttons.addWidget(self.ask, 1)
        buttons.addWidget(self.to_form)
        card.column.addLayout(buttons)
        return card

    def _pages(self) -> QWidget:
        self._empty = EmptyState(
            "compare",
            tr("Nothing compared yet"),
            tr(
                "Enter a case on the page Predict, choose what varies, and press Compare. The "
                "options come sorted, grouped by what the model can tell apart."
            ),
        )
        card = Card()
        card.column.addWidget(self._empty)
        # In a widget from the first: a page without one is shown as a window of its own.
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(card)
        self._stack.addWidget(self.sheet)
        return holder

    def _on_toggled(self, name: str, varies: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._model.vary(name, varies=varies)

    def _show_variables(self) -> None:
        model = self._model
        self.warning.show_message(model.warning)
        for variable in model.variables:
            check = self.checks[variable.name]
            check.blockSignals(True)
            check.setChecked(variable.varies)
            check.blockSignals(False)
            check.show_words(variable.value, variable.note)
        obstacle = model.obstacle
        self.obstacle.setText(obstacle)
        self.obstacle.setVisible(bool(obstacle))
        self.ask.setEnabled(not obstacle and not model.asking)
        self.ask.set_words(
            tr("Comparing\N{HORIZONTAL ELLIPSIS}") if model.asking else tr("Compare")
        )

    def _show_sheet(self) -> None:
        sheet, stale = self._model.sheet, self._model.stale
        self._stack.setCurrentIndex(0 if sheet is None else 1)
        self.chosen.setVisible(sheet is not None and not stale)
        if sheet is None:
            return
        fresh = self.sheet.show_sheet(sheet, stale=stale)
        if fresh and not stale:
            # Once it has its place: to the options, below what varies where there is little room.
            QTimer.singleShot(0, self, self._go_to_options)

    def _go_to_options(self) -> None:
        if self._model.sheet is not None and self.isVisible():
            self.sheet.options.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_chosen(self.sheet.options.option)

    def _on_chosen(self, option: int) -> None:
        sheet = self._model.sheet
        if sheet is None or not 0 <= option < len(sheet.options):
            return
        self.chosen.show_option(sheet.options[option])
        options = self.sheet.options
        if options.hasFocus():
            row = options.place_of(option).toRect()
            at = options.mapTo(self._inside, row.center())
            self._scroll.ensureVisible(at.x(), at.y(), Space.PAGE, 2 * Space.SECTION)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.width() - 2 * Space.PAGE
        fits = inside - Size.FORM - Space.CARD >= _LEAST_SHEET
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        self._left.setMaximumWidth(Size.FORM if fits else inside)
        self._left.setMinimumWidth(Size.FORM if fits else 0)
