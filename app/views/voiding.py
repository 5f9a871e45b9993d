"""Asks why an answer shall not count."""

from PySide6.QtWidgets import QWidget

from app.language import tr
from app.viewmodels.problem import Problem
from app.viewmodels.sitting import MOST_REASON, SittingEntry, SittingModel, reason_problem
from app.widgets.buttons import Button
from app.widgets.dialog import Dialog
from app.widgets.fields import Field
from app.widgets.textarea import TextArea


class VoidDialog(Dialog):
    """Asks for a reason and voids an answer; closes once that is recorded.

    Args:
        sitting: Where the answer is.
        entry: The answer.
        page: The page that it belongs to.
    """

    def __init__(self, sitting: SittingModel, entry: SittingEntry, page: QWidget) -> None:
        self.reason = TextArea(tr("For example: wrong patient"))
        self.field = Field(tr("&Reason"), self.reason)
        self.confirm = Button(
            tr("Void the answer"),
            tr("Record that it shall not count."),
            "primary",
            keys="Ctrl+Return",
        )
        super().__init__(
            tr("Void answer {receipt}", receipt=entry.given.receipt),
            tr(
                "The answer stays in the log; that it shall not count is recorded with your reason."
            ),
            page,
            Button(tr("Cancel"), tr("Leave the answer as it is."), keys="Esc"),
            primary=self.confirm,
            content=self.field,
        )
        self._sitting, self._receipt = sitting, entry.given.receipt
        self._tried = False
        self.reason.textChanged.connect(self._on_edited)
        self.confirm.clicked.connect(self._on_confirm)
        sitting.entries_changed.connect(self._on_entries_changed)
        sitting.void_failed.connect(self._on_failed)
        self._on_edited()
        self.reason.setFocus()

    def _on_edited(self) -> None:
        reason = self.reason.toPlainText()
        count = len(reason.strip())
        self.field.set_hint(tr("{count} of {most} characters", count=count, most=MOST_REASON))
        if self._tried or count > MOST_REASON:
            self.field.set_message(reason_problem(reason))

    def _on_confirm(self) -> None:
        self._tried = True
        reason = self.reason.toPlainText()
        self.field.set_message(reason_problem(reason))
        if self.field.message:
            self.reason.setFocus()
            return
        self.show_problem("")
        self.set_busy(True)
        self._sitting.void(self._receipt, reason.strip())

    def _on_entries_changed(self) -> None:
        """Close when the answer is void, or gone because its person signed out."""
        here = any(e.given.receipt == self._receipt for e in self._sitting.entries)
        if self._sitting.void_reason(self._receipt) or not here:
            self.set_busy(False)
            self.accept()

    def _on_failed(self, problem: Problem) -> None:
        self.set_busy(False)
        self.show_problem(f"{problem.summary} {problem.advice}")
        self.reason.setFocus()
