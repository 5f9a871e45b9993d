"""The first run: the site and its first people, then the recovery words, shown once."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.language import tr
from app.viewmodels.first_people import Entries, problems_of
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel, Stage

if TYPE_CHECKING:
    from engine.accounts.setup import SiteSetUp

_PAUSE_MS = 300
"""So long after the last key what was entered is judged."""
_WORDS_ASKED = 2


class SetUpModel(QObject):
    """The state of the first run's page.

    Args:
        session: The window's session.
        parent: Whose end is also this one's.

    Attributes:
        entries: What was entered; nothing any more once the site is made.
        problems: What is said to be wrong, by place.
        strong: The places of passwords that are good enough.
        busy: Whether the site is being made.
        words: The recovery words until it is confirmed that they were written down.
        fingerprint: Of the site's root.
        asked: The numbers of the words that are to be typed, from 1; none while the words show.
    """

    problems_changed = Signal()
    problems_found = Signal()
    busy_changed = Signal()
    made = Signal()
    asked_changed = Signal()
    saved = Signal(str)
    refused = Signal(Problem)

    def __init__(self, session: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.entries = Entries()
        self.problems: Mapping[str, str] = {}
        self.strong: frozenset[str] = frozenset()
        self.busy = False
        self.words: tuple[str, ...] = ()
        self.fingerprint = ""
        self.asked: tuple[int, ...] = ()
        self._touched: set[str] = set()
        self._all_touched = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._judge)
        session.refused.connect(self._on_refused)

    @property
    def has_unsaved_words(self) -> bool:
        """Whether words would be lost for good if the window were closed now."""
        return self.busy or bool(self.words)

    def enter(self, place: str, text: str) -> None:
        """Take what a person entered into a field; it is judged when they pause."""
        self.entries = self.entries.entered(place, text)
        self._touched.add(place)
        self._pause.start()

    def make(self) -> None:
        """Make the site, unless something is wrong with what was entered."""
        if self.busy:
            return
        self._pause.stop()
        self._all_touched = True
        self._set_busy(True)
        entries = self.entries
        self.session.runner.start(
            lambda _: problems_of(entries), self._on_judged_to_make, self._on_failed, beside=True
        )

    def ask(self) -> None:
        """Ask for two of the words, so that nobody goes on without having written them down."""
        numbers = secrets.SystemRandom().sample(range(1, len(self.words) + 1), _WORDS_ASKED)
        self._set_asked(tuple(sorted(numbers)))

    def show_again(self) -> None:
        """Show the words once more."""
        self._set_asked(())

    def confirm(self, typed: tuple[str, ...]) -> tuple[str, ...]:
        """Compare what was typed with the words that were asked for; go on where all are right.

        Returns:
            What is wrong with each; nothing where it is right.
        """
        wrong = tuple(
            "" if text.strip().casefold() == self.words[number - 1] else _not_word(number)
            for number, text in zip(self.asked, typed, strict=True)
        )
        if not any(wrong):
            self.forget()
            self.session.finish_set_up()
        return wrong

    def forget(self) -> None:
        """Forget the words."""
        self.words = ()
        self._set_asked(())

    def save(self, path: Path) -> None:
        """Write the words into a file that only its owner may read."""
        from engine.durable import write_file

        text = " ".join(self.words) + "\n"

        def done(_: object) -> None:
            self.saved.emit(str(path))

        self.session.runner.start(
            lambda _: write_file(path, text.encode(), mode=0o600), done, self._on_failed
        )

    def _judge(self) -> None:
        entries = self.entries

        def done(found: Mapping[str, str]) -> None:
            # What was entered since then is judged after the next pause.
            if entries is self.entries and not self.busy:
                self._show(found)

        self.session.runner.start(lambda _: problems_of(entries), done, _nothing, beside=True)

    def _on_judged_to_make(self, found: Mapping[str, str]) -> None:
        self._show(found)
        if found:
            self._set_busy(False)
            self.problems_found.emit()
        else:
            self.session.set_up(self.entries.answers, self._on_made)

    def _on_made(self, site: "SiteSetUp") -> None:
        self.entries = Entries()
        self.words = tuple(site.recovery_words.split())
        self.fingerprint = site.fingerprint
        self._set_busy(False)
        self.made.emit()

    def _on_refused(self, problem: Problem) -> None:
        if self.session.stage is Stage.SET_UP:
            self._set_busy(False)
            self.refused.emit(problem)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.refused.emit(problem_of(error))

    def _show(self, found: Mapping[str, str]) -> None:
        texts = self.entries.texts
        judged = {place for place, text in texts.items() if place.endswith(".password") and text}
        self.strong = frozenset(judged - found.keys())
        # Nobody is told off for what they have not come to yet.
        self.problems = {
            place: words
            for place, words in found.items()
            if self._all_touched or (place in self._touched and texts.get(place))
        }
        self.problems_changed.emit()

    def _set_asked(self, numbers: tuple[int, ...]) -> None:
        self.asked = numbers
        self.asked_changed.emit()

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit()


def _not_word(number: int) -> str:
    return tr("This is not word {number}.", number=number)


def _nothing(_: object) -> None:
    """What cannot be judged while typing is judged again when the site is to be made."""
