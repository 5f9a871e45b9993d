"""The page "Batch" while a file is being answered."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import number, tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.batch import BatchModel, Step
from app.widgets.buttons import Button
from app.widgets.page import PageHead, page_column
from app.widgets.progress import ProgressBar
from app.widgets.surfaces import Banner, Card, Surface
from app.widgets.text import Text

_MINUTE_S, _LONG_S = 60, 90


class RunView(Surface):
    """How far it is, how fast, and what is left; it can be stopped.

    Args:
        model: The state of the page.
        parent: The widget it belongs to.

    Attributes:
        bar: How far it is.
        words: The same in words, with rate and remaining time.
        stop: Stops it.
        question: Asks, where a key was pressed, whether it shall really stop.
        go_on: Takes the question away.
    """

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__("clear", parent)
        self._model = model
        self.title = Text("", TextStyle.BODY_STRONG, wrap=True)
        self.bar = ProgressBar(tr("Rows that are done"))
        self.words = Text("", TextStyle.SMALL, "muted", wrap=True)
        self._make_buttons()
        card = Card()
        card.column.addWidget(self.title)
        card.column.addSpacing(Space.HAIR)
        card.column.addWidget(self.bar)
        card.column.addWidget(self.words)
        card.column.addSpacing(Space.TIGHT)
        row = QHBoxLayout()
        row.addWidget(self.stop)
        row.addStretch(1)
        card.column.addLayout(row)
        card.column.addWidget(self.question)
        column = page_column(self)
        lead = tr("The files appear together when every row is done and recorded, or not at all.")
        column.addWidget(PageHead(tr("Batch"), lead))
        column.addWidget(card)
        column.addStretch(1)
        model.step_changed.connect(self._on_step)
        model.progressed.connect(self._show)

    def _make_buttons(self) -> None:
        kept = tr("Stop, and leave no file; the log keeps that it was stopped.")
        self.stop = Button(tr("Stop"), kept)
        self.stop.clicked.connect(self._on_stop)
        self.question = Banner(Tone.CAUTION)
        self.question.hide()
        self.go_on = Button(tr("Go on"), tr("Do not stop."), "quiet")
        self.go_on.clicked.connect(self._on_go_on)
        self.question.row.addWidget(self.go_on)
        # Not the button's own key: on other pages it empties and closes, and is pressed unasked.
        QShortcut(QKeySequence("Esc"), self).activated.connect(self._on_escape)

    def _on_step(self) -> None:
        model = self._model
        if model.step is Step.RUN and model.job is not None:
            self.title.setText(tr("Answering {name}", name=model.job.source.name))
            self.stop.setEnabled(True)
            self.question.hide()
            self._show()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.question.hide()
        self._model.stop()

    def _on_escape(self) -> None:
        """Ask first; the same key once more says yes."""
        if self.question.isVisible():
            self._on_stop()
        elif self.stop.isEnabled():
            words = tr("Stop? Nothing of what is done would be kept. Press Esc again to stop.")
            self.question.show_message(words)
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go_on(self) -> None:
        self.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.question.hide()

    def _show(self) -> None:
        model = self._model
        words = progress_words(model)
        self.bar.show_share(model.share, words)
        self.words.setText(words)


def progress_words(model: BatchModel) -> str:
    """Say how far it is, how fast, and how long it will take."""
    if not model.rows:
        return tr("The first rows are being read.")
    parts = [
        tr("{percent} %", percent=number(100 * model.share, 0)),
        tr("{rows:,} rows", rows=model.rows),
        tr("{rate:,.0f} a second", rate=model.rate),
    ]
    left = model.remaining_s
    if left is not None and left >= _LONG_S:
        parts.append(tr("about {minutes} minutes left", minutes=number(left / _MINUTE_S, 0)))
    elif left is not None and model.share < 1:
        parts.append(tr("about {seconds} s left", seconds=number(left, 0)))
    return " \N{MIDDLE DOT} ".join(parts)
