"""The second step of set-up: the recovery words, shown once, until they were written down."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.language import tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.model_sheet import grouped
from app.viewmodels.problem import Problem
from app.viewmodels.set_up import SetUpModel
from app.widgets.buttons import Button
from app.widgets.fields import Field, TextField
from app.widgets.page import PageHead
from app.widgets.surfaces import Banner, Card
from app.widgets.text import SelectableText, Text
from app.widgets.words import NumberedWords

_ASKED = 2


class WordsStep(QWidget):
    """Shows the words, then covers them and asks for two of them.

    Args:
        model: The state of set-up, the site being made.
        save: Asks for a file and writes the words into it.
        parent: The widget it belongs to.

    Attributes:
        grid: The words.
        answers: Where the words that are asked for are typed.
    """

    def __init__(
        self, model: SetUpModel, save: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.grid = NumberedWords(tr("Recovery words"))
        self.banner, self.note = Banner(Tone.STOP), Banner(Tone.GOOD)
        self.save = Button(
            tr("Save to a file\N{HORIZONTAL ELLIPSIS}"),
            tr("Write the words into a file that only you may read, as on a stick."),
        )
        self.written = Button(
            tr("I have written them down"), tr("Cover the words and be asked for two."), "primary"
        )
        self.again = Button(tr("Show the words again"), tr("Uncover the words."))
        self.confirm = Button(
            tr("Confirm"), tr("Compare the two words and go on to signing in."), "primary"
        )
        self.copy_root = Button(
            tr("Copy"),
            tr("Copy the fingerprint without its gaps, as a policy holds it."),
            "quiet",
            icon="copy",
        )
        self.answers = (TextField(), TextField())
        self._asked_row = QHBoxLayout()
        self._fields: tuple[Field, ...] = ()
        self._lay_out()
        self.save.clicked.connect(save)
        self._connect()
        self._show_asked()

    def focus_first(self) -> None:
        """Go to where a person begins."""
        (self.answers[0] if self._model.asked else self.grid).setFocus()

    @property
    def messages(self) -> tuple[str, ...]:
        """What is said of each word that was typed."""
        return tuple(field.message for field in self._fields)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.BASE)
        lead = tr(
            "With these words the site comes back when its passwords are lost, and the log can be "
            "read. They are shown only now and kept nowhere: write them down, in this order, and "
            "keep them off this machine."
        )
        column.addWidget(PageHead(tr("Write the recovery words down"), lead))
        column.addWidget(Text(tr("Step 2 of 2"), TextStyle.CAPTION_STRONG, "accent"))
        card = Card()
        card.column.setSpacing(Space.BASE)
        card.column.addWidget(self.grid)
        self._stack = QStackedLayout()
        # Before it gets widgets: it would show them as windows of their own.
        card.column.addLayout(self._stack)
        self._stack.addWidget(self._showing())
        self._stack.addWidget(self._asking())
        column.addWidget(card)
        for banner in (self.note, self.banner):
            banner.hide()
            column.addWidget(banner)
        column.addWidget(self._root_card())

    def _showing(self) -> QWidget:
        words = QHBoxLayout()
        lead = tr("When you go on, the words are covered and two of them are asked for.")
        words.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        row.addWidget(self.written)
        # At the lower end, where the buttons of the other side stand too.
        return _at_the_foot(words, row)

    def _asking(self) -> QWidget:
        buttons = QHBoxLayout()
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        buttons.addWidget(self.confirm)
        self._asked_row.setSpacing(Space.BASE)
        holder = _at_the_foot(self._asked_row, buttons)
        holder.setEnabled(True)
        return holder

    def _root_card(self) -> Card:
        card = Card(tr("Fingerprint of the site's root"))
        lead = tr("Pin it in the policy of every machine, so that no other site is taken for it.")
        card.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        root = SelectableText(grouped(self._model.fingerprint), TextStyle.SMALL, wrap=True)
        root.setAccessibleName(tr("Fingerprint of the site's root"))
        root.setAccessibleDescription(root.text())
        row = QHBoxLayout()
        row.addWidget(root, 1)
        row.addWidget(self.copy_root)
        card.column.addLayout(row)
        return card

    def _connect(self) -> None:
        model = self._model
        self.written.clicked.connect(model.ask)
        self.again.clicked.connect(model.show_again)
        self.copy_root.clicked.connect(self._on_copy_root)
        self.confirm.clicked.connect(self._on_confirm)
        self.answers[0].returnPressed.connect(self.answers[1].setFocus)
        self.answers[1].returnPressed.connect(self._on_confirm)
        model.asked_changed.connect(self._on_asked_changed)
        model.saved.connect(self._on_saved)
        model.refused.connect(self._on_refused)

    def _on_asked_changed(self) -> None:
        self._show_asked()
        if self._model.words:
            self.focus_first()

    def _show_asked(self) -> None:
        model = self._model
        self.grid.show_words(model.words, covered=bool(model.asked))
        self._ask_for(model.asked)
        self._stack.setCurrentIndex(1 if model.asked else 0)

    def _ask_for(self, numbers: tuple[int, ...]) -> None:
        """Ask by new fields: which words are asked for stands in their labels."""
        for field in self._fields:
            field.control.setParent(self)
            field.hide()
            field.deleteLater()
        labels = [tr("Word {number}", number=number) for number in numbers or (0,) * _ASKED]
        self._fields = tuple(
            Field(label, line) for label, line in zip(labels, self.answers, strict=True)
        )
        for field, line in zip(self._fields, self.answers, strict=True):
            line.clear()
            self._asked_row.addWidget(field, 1)

    def _on_confirm(self) -> None:
        wrong = self._model.confirm(tuple(line.text() for line in self.answers))
        for field, message in zip(self._fields, wrong, strict=True):
            field.set_message(message)
        if any(wrong):
            self.answers[0 if wrong[0] else 1].setFocus()

    def _on_copy_root(self) -> None:
        QGuiApplication.clipboard().setText(self._model.fingerprint)

    def _on_saved(self, path: str) -> None:
        self.banner.show_message("")
        self.note.show_message(
            tr("The words are in {path}. Take the file off this machine.", path=path)
        )

    def _on_refused(self, problem: Problem) -> None:
        self.note.show_message("")
        self.banner.show_message(f"{problem.summary} {problem.advice}")


def _at_the_foot(*rows: QHBoxLayout) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.TIGHT)
    column.addStretch(1)
    for row in rows:
        column.addLayout(row)
    return holder
