"""The answer: score, scale, sentence, reasons, limits, and what it can be proved by."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGraphicsOpacityEffect,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Size, Space, TextStyle, Tone
from app.viewmodels.answer import AnswerSheet
from app.widgets.bars import Bars
from app.widgets.buttons import Button
from app.widgets.chip import Chip
from app.widgets.empty import EmptyState
from app.widgets.scale import Scale
from app.widgets.surfaces import Banner, Card
from app.widgets.text import Text

_DIMMED = 0.45
_NARROW = 640
# An answer tells of so many subgroups at most.
_GROUPS = 2


class AnswerView(QWidget):
    """Shows one answer, or says how to get one.

    Emits ``print_wanted``, ``pdf_wanted``, ``copy_wanted`` and ``compare_wanted`` when the person
    asks for them.
    """

    print_wanted = Signal()
    pdf_wanted = Signal()
    copy_wanted = Signal()
    compare_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stale = Banner(Tone.CAUTION)
        self.score = _ScoreCard()
        self.reasons = _ReasonsCard()
        self.trust = _TrustCard()
        self.subgroups = _SubgroupsCard()
        self.facts = Text(style=TextStyle.CAPTION, tone="muted", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setAccessibleDescription(
            tr("What this answer can be proved by, and what it is not.")
        )
        self._answer = QWidget()
        self._lay_out()
        self.score.print_button.clicked.connect(self.print_wanted)
        self.score.pdf_button.clicked.connect(self.pdf_wanted)
        self.score.copy_button.clicked.connect(self.copy_wanted)
        self.score.compare_button.clicked.connect(self.compare_wanted)
        self.show_sheet(None)

    def show_sheet(self, sheet: AnswerSheet | None, stale_words: str = "") -> None:
        """Show an answer, dimmed where words say why it is out of use; or the empty state."""
        stale = bool(stale_words)
        self._empty.setVisible(sheet is None)
        self._answer.setVisible(sheet is not None)
        self.stale.show_message(stale_words)
        if sheet is None:
            return
        self.score.show_sheet(sheet, stale=stale)
        self.reasons.show_sheet(sheet)
        self.trust.show_sheet(sheet)
        self.subgroups.show_sheet(sheet)
        self.facts.setText(f"{sheet.proof}\n{sheet.disclaimer}")
        self._place_stale()
        self._dim.setOpacity(_DIMMED if stale else 1.0)
        self._dim.setEnabled(stale)

    def show_asking(self, *, asking: bool) -> None:
        """Say that an answer is awaited, where there is none yet."""
        self._nothing.title.setText(
            tr("Answering\N{HORIZONTAL ELLIPSIS}") if asking else tr("No answer yet")
        )

    def arrange(self, width: int) -> None:
        """Put reasons and limits beside each other where there is room, else below."""
        beside = width >= _NARROW
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._lower.setDirection(wanted)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_stale()

    def _place_stale(self) -> None:
        self.stale.setGeometry(0, 0, self.width(), self.stale.heightForWidth(self.width()))
        self.stale.raise_()

    def _lay_out(self) -> None:
        self._dim = QGraphicsOpacityEffect(self._answer)
        self._dim.setEnabled(False)
        self._answer.setGraphicsEffect(self._dim)
        self._lower = QHBoxLayout()
        self._lower.setSpacing(Space.BASE)
        self._lower.addWidget(self.reasons, 2)
        self._lower.addWidget(self.trust, 1)
        inner = QVBoxLayout(self._answer)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.NEAR)
        inner.addWidget(self.score)
        inner.addLayout(self._lower)
        # Before the groups: so what an answer is proved by needs no scrolling at first size.
        inner.addWidget(self.facts)
        inner.addWidget(self.subgroups)
        inner.addStretch(1)
        self._nothing = EmptyState(
            "predict",
            tr("No answer yet"),
            tr(
                "Enter the case on the left and press Predict. The score comes with the "
                "interval that it lies in, what moved it, and how far to trust it."
            ),
        )
        self._empty = Card()
        self._empty.column.addWidget(self._nothing)
        # One of both is hidden, not stacked: a stack is as high as the higher one.
        pages = QVBoxLayout(self)
        pages.setContentsMargins(0, 0, 0, 0)
        pages.addWidget(self._empty)
        pages.addWidget(self._answer)
        # Above the answer, where it moves nothing: it covers only what is out of use meanwhile.
        self.stale.setParent(self)


class _ScoreCard(Card):
    def __init__(self) -> None:
        super().__init__()
        self._heading = Text(tone="muted")
        self._score = Text(style=TextStyle.SCORE)
        self._of = Text(style=TextStyle.BODY, tone="muted")
        self._band = Chip(large=True)
        self.print_button = Button(
            tr("Print"),
            tr("Print this answer with its receipt."),
            keys="Ctrl+P",
            show_keys=False,
            icon="print",
        )
        self.pdf_button = Button(
            tr("PDF"),
            tr("Save this answer as a PDF."),
            keys="Ctrl+S",
            show_keys=False,
            icon="document",
        )
        self.copy_button = Button(
            tr("Copy"),
            tr("Copy this answer as plain text."),
            keys="Ctrl+Shift+C",
            show_keys=False,
            icon="copy",
        )
        self.compare_button = Button(
            tr("Compare options"),
            tr("Compare what the contract permits for this patient."),
            "quiet",
            icon="compare",
        )
        self._scale = Scale()
        self._sentence = Text(wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        policy = self.compare_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.compare_button.setSizePolicy(policy)
        above = QHBoxLayout()
        above.addWidget(self._heading, 1)
        above.addWidget(self.compare_button)
        self.column.addLayout(above)
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self._score)
        row.addWidget(self._of, 0, Qt.AlignmentFlag.AlignBottom)
        row.addSpacing(Space.BASE)
        row.addWidget(self._band, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        self._of.setContentsMargins(0, 0, 0, Space.TIGHT)
        self.column.addLayout(row)
        self.column.addWidget(self._scale)
        self.column.addWidget(self._sentence)

    @property
    def _buttons(self) -> tuple[Button, Button, Button]:
        return self.print_button, self.pdf_button, self.copy_button

    def show_sheet(self, sheet: AnswerSheet, *, stale: bool) -> None:
        # Under the banner that says so, half a line would look out; its room stays.
        self._heading.setText("" if stale else sheet.heading)
        self.compare_button.setVisible(not stale)
        self._score.setText(sheet.score)
        self._of.setText(sheet.scale_words)
        self._band.show_word(sheet.band, Tone.ACCENT)
        self._scale.show_reading(sheet.reading)
        self._sentence.setText(sheet.sentence)
        self._score.setAccessibleName(f"{sheet.heading} {sheet.score} {sheet.scale_words}")
        for button in self._buttons:
            button.setEnabled(not stale)


class _ReasonsCard(Card):
    def __init__(self) -> None:
        super().__init__(tr("What moved the score"))
        self._baseline = Text(tone="muted", wrap=True)
        self._bars = Bars()
        self.column.addWidget(self._baseline)
        self.column.addWidget(self._bars)
        self.column.addStretch(1)

    def show_sheet(self, sheet: AnswerSheet) -> None:
        self._baseline.setText(sheet.baseline)
        self._bars.show_bars(sheet.bars, sheet.bars_words)


class _TrustCard(Card):
    def __init__(self) -> None:
        super().__init__(tr("How far to trust it"))
        self._status = Chip()
        self._reasons = Text(style=TextStyle.SMALL, tone="muted", wrap=True)
        self.column.addWidget(self._status)
        self._context = Text(style=TextStyle.SMALL, tone="muted", wrap=True)
        self.column.addWidget(self._reasons)
        self.column.addWidget(self._context)
        self.column.addStretch(1)
        self.setMinimumWidth(Size.LIMITS)

    def show_sheet(self, sheet: AnswerSheet) -> None:
        domain = sheet.domain
        self._status.show_word(domain.word, domain.tone, icon=domain.icon)
        self._reasons.setText("\n".join(domain.reasons))
        self._context.setText("\n".join(domain.context))
        self._context.setVisible(bool(domain.context))


class _SubgroupsCard(Card):
    """How the model did for cases that share a value with this one: a line for each group."""

    def __init__(self) -> None:
        super().__init__(tr("For cases like this one"))
        lines = QGridLayout()
        lines.setHorizontalSpacing(Space.CARD)
        lines.setVerticalSpacing(Space.HAIR)
        for place, share in enumerate((4, 4, 5)):
            lines.setColumnStretch(place, share)
        styles = (TextStyle.SMALL_STRONG, TextStyle.SMALL, TextStyle.SMALL)
        self._lines = [[Text(style=style, wrap=True) for style in styles] for _ in range(_GROUPS)]
        for row, texts in enumerate(self._lines):
            for place, text in enumerate(texts):
                lines.addWidget(text, row, place)
        self._words = Text(style=TextStyle.CAPTION, tone="muted", wrap=True)
        self.column.addLayout(lines)
        self.column.addWidget(self._words)

    def show_sheet(self, sheet: AnswerSheet) -> None:
        self.setVisible(bool(sheet.subgroups))
        for row, texts in enumerate(self._lines):
            said = sheet.subgroups[row] if row < len(sheet.subgroups) else None
            words = (said.group, said.error, said.held) if said else ("", "", "")
            for text, word in zip(texts, words, strict=True):
                text.setText(word)
                text.setVisible(bool(word))
        self._words.setText(sheet.subgroups_words)
