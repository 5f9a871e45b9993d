"""How the cases of late compare with those of training, as the page "Status" shows it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.language import number, said, tr
from app.theme.tokens import Tone
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel
from engine.monitoring.drift import LEAST_JUDGED, WINDOWS_DAYS, ColumnDrift, Level, WindowDrift

if TYPE_CHECKING:
    from engine.monitoring.watch import Look


@dataclass(frozen=True, slots=True)
class DriftRow:
    """One input, or the score, as it is shown.

    Attributes:
        label: What it is.
        word, tone, icon: The verdict.
        index: Its population stability index; a dash where there is none.
        cases: How many cases were counted.
        sentence: All of it, for those who do not see the table.
    """

    label: str
    word: str
    tone: Tone
    icon: str
    index: str
    cases: str
    sentence: str


class DriftModel(QObject):
    """Asks the desk how things stand, and words it.

    Args:
        session: At which desk; somebody is signed in who may see it.
        parent: Whose end is also this one's.

    Attributes:
        days: Which window is shown.
        problem: Why nothing can be shown; nothing where something can.
    """

    changed = Signal()

    def __init__(self, session: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._look: Look | None = None
        self.days = WINDOWS_DAYS[-1]
        self.problem: Problem | None = None

    def refresh(self) -> None:
        """Ask anew."""
        desk = self._session.desk
        self._session.runner.start(lambda _: desk.monitoring(), self._on_look, self._on_failed)

    def show_days(self, days: int) -> None:
        """Show another window."""
        self.days = days
        self.changed.emit()

    @property
    def window(self) -> WindowDrift | None:
        """The window that is shown; nothing before it is known, or without a model."""
        windows = () if self._look is None else self._look.drift
        return next((window for window in windows if window.days == self.days), None)

    @property
    def rows(self) -> tuple[DriftRow, ...]:
        """One per input, then the score; none while no column has cases enough to be judged."""
        window = self.window
        if window is None or all(one.cases < LEAST_JUDGED for one in window.columns):
            return ()
        return tuple(_row(column) for column in window.columns)

    @property
    def words(self) -> tuple[str, str]:
        """Why there are no rows, and what that means."""
        if self.problem is not None:
            return self.problem.summary, self.problem.advice
        if self._look is None:
            return tr("The counts are being read."), ""
        if self.window is None:
            return tr("No model answers cases at this site yet."), ""
        most = max(column.cases for column in self.window.columns)
        return (
            tr("Not enough cases yet ({count} of {least}).", count=most, least=LEAST_JUDGED),
            tr("Of fewer, chance alone would look like drift."),
        )

    def _on_look(self, look: "Look") -> None:
        self._look, self.problem = look, None
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self._look, self.problem = None, problem_of(error)
        self.changed.emit()


def _row(column: ColumnDrift) -> DriftRow:
    label = said(column.label) if column.name else tr("Score")
    word, tone, icon = _verdict(column.level)
    index = "\N{EN DASH}" if column.psi is None else number(column.psi, 2)
    cases = tr("{count:,}", count=column.cases)
    sentence = tr(
        "{label}: {word}, index {index}, {cases} cases",
        label=label, word=word, index=index, cases=cases,
    )  # fmt: skip
    return DriftRow(label, word, tone, icon, index, cases, sentence)


def _verdict(level: Level) -> tuple[str, Tone, str]:
    if level is Level.ALARM:
        return tr("Alarm"), Tone.STOP, "stop"
    if level is Level.WATCH:
        return tr("Watch"), Tone.CAUTION, "caution"
    if level is Level.STEADY:
        return tr("Steady"), Tone.GOOD, "check"
    return tr("Too few"), Tone.NEUTRAL, "info"
