"""The answer as a person reads it."""

from PySide6.QtWidgets import QLabel

from app.views.answer import AnswerView


class AnswerPage:
    def __init__(self, view: AnswerView) -> None:
        self._view = view

    @property
    def is_shown(self) -> bool:
        return self._view._answer.isVisible()

    @property
    def is_in_sight(self) -> bool:
        """Whether all of the card with the score can be seen."""
        card = self._view.score
        return card.visibleRegion().boundingRect() == card.rect()

    @property
    def nothing(self) -> str:
        """What stands where no answer is."""
        return "" if self.is_shown else self._view._nothing.title.text()

    @property
    def score(self) -> str:
        return self._view.score._score.text() if self.is_shown else ""

    @property
    def band(self) -> str:
        return self._view.score._band.word

    @property
    def sentence(self) -> str:
        return self._view.score._sentence.text()

    @property
    def facts(self) -> str:
        return self._view.facts.text()

    @property
    def trust(self) -> str:
        """How far to trust it, and how the model did for cases like this one."""
        cards = (self._view.trust, self._view.subgroups)
        texts = [text for card in cards for text in card.findChildren(QLabel)]
        return "\n".join(text.text() for text in texts if text.isVisible())

    @property
    def is_dimmed(self) -> bool:
        return self._view._dim.isEnabled() and self._view._dim.opacity() < 1

    @property
    def says_it_is_stale(self) -> bool:
        return self._view.stale.isVisible()

    @property
    def stale_words(self) -> str:
        return self._view.stale.message

    @property
    def can_be_handed_out(self) -> bool:
        return all(button.isEnabled() for button in self._view.score._buttons)
