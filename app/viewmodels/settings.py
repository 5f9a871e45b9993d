"""The settings of the site, as the page shows them: whether and where metrics are served."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.language import said, tr
from app.theme.tokens import Tone
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel
from engine.monitoring.settings import LAST_PORT, LEAST_PORT, MetricsSettings

if TYPE_CHECKING:
    from app.serving import MetricsState


class SettingsModel(QObject):
    """Knows how the metrics stand, and changes what is set.

    Args:
        session: At which desk; an administrator is signed in.
        parent: Whose end is also this one's.

    Attributes:
        state: How they stand; nothing before it is known.
        busy: Whether it is being found out or changed.
        port_problem: What is wrong with the port that was typed; empty where nothing is.
    """

    changed = Signal()
    stored = Signal()
    failed = Signal(Problem)

    def __init__(self, session: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state: MetricsState | None = None
        self.busy = False
        self.port_problem = ""

    def refresh(self) -> None:
        """Find out how the metrics stand; where they should be served and are not, try again."""
        desk = self._session.desk
        self._set_busy(True)
        self._session.runner.start(lambda _: desk.metrics(), self._on_state, self._on_failed)

    def store(self, *, on: bool, port: str) -> None:
        """Set them from now on; a port that is none is refused beside its field.

        Args:
            on: Whether they are to be served.
            port: The port as it was typed.
        """
        number = _port(port)
        self.port_problem = "" if number is not None else _permitted()
        if number is None or self.busy:
            self.changed.emit()
            return
        settings, desk = MetricsSettings(on=on, port=number), self._session.desk
        self._set_busy(True)
        self._session.runner.start(
            lambda _: desk.change_metrics(settings), self._on_stored, self._on_failed
        )

    @property
    def word(self) -> tuple[str, Tone, str]:
        """Word, tone and icon for how they stand."""
        state = self.state
        if state is None:
            return tr("Not known yet"), Tone.NEUTRAL, "info"
        if state.forbidden:
            return tr("Kept off by policy"), Tone.NEUTRAL, "lock"
        if state.problem is not None:
            return tr("Not served"), Tone.STOP, "stop"
        if state.addresses:
            return tr("Served"), Tone.GOOD, "check"
        return tr("Off"), Tone.NEUTRAL, "info"

    @property
    def words(self) -> str:
        """The same in a sentence, with what to do where something is in the way."""
        state = self.state
        if state is None:
            return tr("How the metrics stand is being found out.")
        if state.forbidden:
            return tr(
                "This machine's policy file keeps the metrics off. "
                "Whoever manages the machine can permit them there."
            )
        if state.problem is not None:
            return f"{said(state.problem.summary)} {said(state.problem.advice)}"
        if state.addresses:
            return tr("They can be read on this machine while this window is open.")
        return tr("Nothing listens. Switch them on for the site's own monitoring.")

    def _on_state(self, state: "MetricsState") -> None:
        self.state = state
        self._set_busy(False)

    def _on_stored(self, state: "MetricsState") -> None:
        self._on_state(state)
        self.stored.emit()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        self.failed.emit(problem_of(error))

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        self.busy = busy
        self.changed.emit()


def _port(typed: str) -> int | None:
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PORT))):
        return None
    return int(text) if LEAST_PORT <= int(text) <= LAST_PORT else None


def _permitted() -> str:
    return tr("A whole number from {least} to {last}.", least=str(LEAST_PORT), last=str(LAST_PORT))
