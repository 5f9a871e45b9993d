"""What the page "Status" says of the log, and verifying all of it."""

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.language import said, tr
from app.theme.tokens import Space, TextStyle
from app.viewmodels.status import StatusModel
from app.widgets.buttons import Button
from app.widgets.chip import Chip
from app.widgets.facts import Facts
from app.widgets.progress import ProgressBar
from app.widgets.surfaces import Card
from app.widgets.text import ElidedText, Text
from engine.audit.receipt import short_code


class LogCard(Card):
    """The log's state, and a button that verifies every record of it.

    Args:
        status: What is known.
        parent: The widget it belongs to.
    """

    def __init__(self, status: StatusModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Log"), parent)
        self._status = status
        self.chip = Chip()
        self.sentence = Text(wrap=True)
        self.facts = Facts(())
        self.verify = Button(
            tr("Verify everything"),
            tr("Verify every record and every checkpoint of the log."),
            "primary",
        )
        self.cancel = Button(tr("Cancel"), tr("Stop verifying; nothing is changed by it."))
        self.progress = ProgressBar(tr("Verifying the log"))
        self._stage = ElidedText("", TextStyle.CAPTION, "muted")
        self._lay_out()
        self.verify.clicked.connect(status.verify)
        self.cancel.clicked.connect(status.cancel)
        status.log_changed.connect(self._show_log)
        status.progressed.connect(self._show_progress)
        self._show_log()

    def _lay_out(self) -> None:
        waiting, working = QWidget(), QWidget()
        row = QHBoxLayout(waiting)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.verify)
        row.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        words.addWidget(self._stage)
        words.addWidget(self.progress)
        row = QHBoxLayout(working)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.BASE)
        row.addLayout(words, 1)
        row.addWidget(self.cancel)
        # One in the other's place, so that nothing jumps when verifying begins or ends.
        self.column.addWidget(self.chip)
        self.column.addWidget(self.sentence)
        self.column.addSpacing(Space.TIGHT)
        self.column.addWidget(self.facts)
        self.column.addSpacing(Space.TIGHT)
        self._stack = QStackedLayout()
        # First of all: a page that is added before would be shown as a window of its own.
        self.column.addLayout(self._stack)
        self._stack.addWidget(waiting)
        self._stack.addWidget(working)

    def _show_log(self) -> None:
        status = self._status
        word, tone, icon = status.log_word
        self.chip.show_word(word, tone, icon=icon)
        self.sentence.setText(status.log_words)
        before, self.facts = self.facts, Facts(self._facts())
        self.column.replaceWidget(before, self.facts)
        before.hide()
        before.deleteLater()
        self._show_work(working=status.verifying is not None)

    def _facts(self) -> tuple[tuple[str, str], ...]:
        report = self._status.report
        if report is None:
            return (
                (tr("Records"), tr("not known yet")),
                (tr("Root"), tr("not known yet")),
            )
        return (
            (tr("Records"), tr("{count:,} hold", count=report.size)),
            (tr("Root"), short_code(report.root)),
        )

    def _show_work(self, *, working: bool) -> None:
        leaves = self.verify if working else self.cancel
        comes = self.cancel if working else self.verify
        had_focus = leaves.hasFocus()
        self._stack.setCurrentIndex(1 if working else 0)
        if had_focus:
            comes.setFocus()
        if not working:
            self._show_progress("", 0.0)

    def _show_progress(self, stage: str, share: float) -> None:
        words = said(stage)
        self._stage.setText(words)
        self.progress.show_share(share, words)
