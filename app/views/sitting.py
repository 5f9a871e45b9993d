"""The answers since sign-in: reopen one, or void one with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.desk import GivenAnswer
from app.language import moment, number, said, time_of_day, tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.sitting import SittingEntry, SittingModel
from app.views.voiding import VoidDialog
from app.widgets.buttons import Button
from app.widgets.empty import EmptyState
from app.widgets.page import PageHead, page_column
from app.widgets.surfaces import Card, Surface
from app.widgets.table import Cell, Column, Table, TableModel
from app.widgets.text import ElidedText


class SittingView(Surface):
    """The page "This sitting"; emits ``reopen_wanted`` with the answer that is to be shown again.

    Args:
        sitting: What was answered.
        parent: The widget it belongs to.

    Attributes:
        dialog: The question for a reason while it is open.
    """

    reopen_wanted = Signal(GivenAnswer)

    def __init__(self, sitting: SittingModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._sitting = sitting
        self.dialog: VoidDialog | None = None
        self._receipts: list[str] = []
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inside = self._build()
        self._outer.addWidget(self._inside)
        self._show_entries()
        sitting.entries_changed.connect(self._show_entries)

    def reword(self) -> None:
        """Say everything again, after the language has changed."""
        before, self._inside = self._inside, self._build()
        self._outer.replaceWidget(before, self._inside)
        before.deleteLater()
        self._show_entries()

    def _build(self) -> QWidget:
        self.reopen = Button(tr("Reopen"), tr("Show this answer again, with its case."))
        self.void = Button(
            tr("Void\N{HORIZONTAL ELLIPSIS}"),
            tr("Record that this answer shall not count, with a reason."),
            icon="void",
        )
        self.reopen.clicked.connect(self._on_reopen)
        self.void.clicked.connect(self._on_void)
        head = PageHead(
            tr("This sitting"),
            tr("What you were answered since you signed in; it is forgotten when you sign out."),
            (self.reopen, self.void),
        )
        self._note = ElidedText("", TextStyle.CAPTION, "muted")
        inside = Surface("clear")
        column = page_column(inside)
        column.addWidget(head)
        column.addWidget(self._table_card(), 1)
        foot = QHBoxLayout()
        foot.addWidget(self._note, 1)
        column.addLayout(foot)
        return inside

    def _table_card(self) -> Card:
        self._model = TableModel(_columns(), self)
        self.table = Table(
            self._model,
            tr("Answers of this sitting"),
            tr("Arrows choose one, Enter reopens it, Delete voids it."),
        )
        self.table.opened.connect(self._on_reopen)
        self.table.delete_wanted.connect(self._on_void)
        self.table.row_changed.connect(self._show_row)
        self.empty = EmptyState(
            "sitting",
            tr("No answers yet"),
            tr("Enter a case on the page Predict; each answer is listed here until you sign out."),
        )
        card = Card()
        card.column.setContentsMargins(*[Space.TIGHT] * 4)
        self._stack = QStackedLayout()
        # First of all: a page that is added before would be shown as a window of its own.
        card.column.addLayout(self._stack)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        return card

    def _show_entries(self) -> None:
        entries, chosen = self._sitting.entries, self._chosen_receipt()
        self._model.show_rows([_cells(entry) for entry in entries])
        self._receipts = [entry.given.receipt for entry in entries]
        self._stack.setCurrentWidget(self.table if entries else self.empty)
        if entries:
            row = self._receipts.index(chosen) if chosen in self._receipts else 0
            self.table.choose_row(row)
        self._show_row()

    def _chosen_receipt(self) -> str:
        """The receipt in the chosen row of what is still shown."""
        row = self.table.row
        return self._receipts[row] if 0 <= row < len(self._receipts) else ""

    @property
    def _chosen(self) -> SittingEntry | None:
        entries, row = self._sitting.entries, self.table.row
        return entries[row] if 0 <= row < len(entries) else None

    def _show_row(self) -> None:
        entry = self._chosen
        self.reopen.setEnabled(entry is not None)
        self.void.setEnabled(entry is not None and not entry.void_reason)
        self._note.setText(_note(entry) if entry else "")

    def _on_reopen(self) -> None:
        if self._chosen is not None:
            self.reopen_wanted.emit(self._chosen.given)

    def _on_void(self) -> None:
        entry = self._chosen
        if entry is None or entry.void_reason or self.dialog is not None:
            return
        self.dialog = VoidDialog(self._sitting, entry, self)
        self.dialog.finished.connect(self._on_dialog_finished)
        self.dialog.open()

    def _on_dialog_finished(self) -> None:
        self.dialog = None


def _columns() -> tuple[Column, ...]:
    return (
        Column(tr("Time")),
        Column(tr("Patient reference"), wide=True),
        Column(tr("Score and interval")),
        Column(tr("Band")),
        Column(tr("Receipt")),
        Column(tr("State")),
    )


def _cells(entry: SittingEntry) -> tuple[Cell, ...]:
    given, void = entry.given, bool(entry.void_reason)
    reply, decimals = given.reply, given.contract.outcome.decimals
    low, high = reply["interval"]
    score = tr(
        "{score} ({low} to {high})",
        score=number(reply["score"], decimals),
        low=number(low, decimals),
        high=number(high, decimals),
    )
    state = (
        Cell(tr("Void"), tone=Tone.STOP, icon="void", more=_note(entry))
        if void
        else Cell(tr("Counts"), tone=Tone.GOOD, icon="check")
    )
    return (
        Cell(time_of_day(given.at), struck=void, more=moment(given.at)),
        Cell(entry.reference, strong=True, struck=void),
        Cell(score, struck=void),
        Cell(said(reply["band"]), struck=void),
        Cell(given.receipt, struck=void),
        state,
    )


def _note(entry: SittingEntry) -> str:
    if entry.void_reason:
        return tr("Void, because: {reason}", reason=entry.void_reason)
    return tr("Enter reopens the chosen answer, Delete voids it.")
