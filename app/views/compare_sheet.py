"""A comparison: what it means, what was found, the options, and how it was judged."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsOpacityEffect, QVBoxLayout, QWidget

from app.language import tr
from app.theme.tokens import Space, TextStyle, Tone
from app.viewmodels.compare_sheet import CompareSheet, OptionWords, relation_words
from app.widgets.chip import Chip
from app.widgets.optionchart import OptionList
from app.widgets.surfaces import Banner, Card
from app.widgets.text import Text

_DIMMED = 0.45


class CompareSheetView(QWidget):
    """Shows one comparison.

    Attributes:
        banner: Says what it is and what it is not; or that it belongs to a case of before.
        finding: What can be told apart.
        options: The options.
        facts: What it can be proved by.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: CompareSheet | None = None
        self.banner = Banner(Tone.ACCENT)
        self._heading = Text(tone="muted")
        self.finding = Text(style=TextStyle.BODY, wrap=True)
        self.options = OptionList(
            tr("Options"),
            tr("Arrows go from one to the next; each says how it stands to the chosen one."),
            relation_words,
        )
        self._notes = Text(style=TextStyle.SMALL, tone="muted", wrap=True)
        self.facts = Text(style=TextStyle.CAPTION, tone="muted", wrap=True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setAccessibleDescription(
            tr("What this comparison can be proved by, and what it is not.")
        )
        self._lay_out()

    def show_sheet(self, sheet: CompareSheet, *, stale: bool) -> bool:
        """Show a comparison, dimmed where case or choice have changed since.

        Returns:
            Whether it is another one than before.
        """
        fresh = sheet is not self._sheet
        if fresh:
            self._sheet = sheet
            self._heading.setText(sheet.heading)
            self.finding.setText(sheet.finding)
            self.options.show_chart(sheet.chart)
            self._notes.setText("\n".join(sheet.notes))
            self.facts.setText(f"{sheet.proof}\n{sheet.disclaimer}")
        self._show_banner(sheet, stale=stale)
        self._dim.setOpacity(_DIMMED if stale else 1.0)
        self._dim.setEnabled(stale)
        return fresh

    def _show_banner(self, sheet: CompareSheet, *, stale: bool) -> None:
        # As high as before: nothing jumps under the hand that changes the case.
        self.banner.setMinimumHeight(self.banner.height() if stale else 0)
        if stale:
            words = tr("Case or choice has changed: this comparison belongs to what was before.")
            self.banner.show_message(words, Tone.CAUTION)
        else:
            self.banner.show_message(sheet.meaning, Tone.ACCENT)

    def _lay_out(self) -> None:
        body = QWidget()
        self._dim = QGraphicsOpacityEffect(body)
        self._dim.setEnabled(False)
        body.setGraphicsEffect(self._dim)
        card = Card()
        card.column.addWidget(self._heading)
        card.column.addWidget(self.finding)
        card.column.addSpacing(Space.TIGHT)
        card.column.addWidget(self.options)
        card.column.addSpacing(Space.TIGHT)
        card.column.addWidget(self._notes)
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(Space.NEAR)
        for part in (card, self.facts):
            inner.addWidget(part)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.banner)
        column.addWidget(body, 1)


class ChosenCard(Card):
    """What is said of the chosen option."""

    def __init__(self) -> None:
        super().__init__(tr("The chosen option"))
        self.heading = Text(style=TextStyle.BODY_STRONG, wrap=True)
        self.score = Text(style=TextStyle.SMALL, wrap=True)
        self.standing = Text(style=TextStyle.SMALL, wrap=True)
        self._status = Chip()
        self._reasons = Text(style=TextStyle.SMALL, tone="muted", wrap=True)
        for part in (self.heading, self.score, self.standing, self._status, self._reasons):
            self.column.addWidget(part)

    def show_option(self, words: OptionWords) -> None:
        """Say it of another option."""
        self.heading.setText(words.heading)
        self.score.setText(words.score)
        self.standing.setText(words.standing)
        self._status.show_word(words.domain.word, words.domain.tone, icon=words.domain.icon)
        self._reasons.setText("\n".join(words.domain.reasons))
