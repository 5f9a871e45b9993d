"""Who works at this window: opening, set-up, signing in, working, locked."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.runner import JobRunner
from app.places import site_exists
from app.viewmodels.problem import Problem, problem_of
from engine.progress import Progress

if TYPE_CHECKING:  # everything heavy is imported on the desk's thread, after the first paint
    from app.desk import Desk, SiteFacts, Visitor

IDLE_LOCK_S = 300
"""After so many seconds without a key or the mouse the window locks."""


_SETTLE_AFTER_MS = 2_000


class Stage(Enum):
    """Where the window is."""

    SET_UP = "set-up"
    SIGN_IN = "sign-in"
    WORKING = "working"
    LOCKED = "locked"


class SessionModel(QObject):
    """One window's session; everything that takes time goes to the desk's thread.

    Args:
        home: The site's folder.
        runner: Runs the work.
        idle_lock_s: After how long without a person's doing the window locks.
        parent: Whose end is also this one's.
    """

    stage_changed = Signal()
    site_changed = Signal()
    busy_changed = Signal()
    visitor_changed = Signal()
    refused = Signal(Problem)
    failed = Signal(Problem)

    def __init__(
        self,
        home: Path,
        runner: JobRunner,
        *,
        idle_lock_s: int = IDLE_LOCK_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.home = home
        self.runner = runner
        self.stage = Stage.SIGN_IN if site_exists(home) else Stage.SET_UP
        self.site: SiteFacts | None = None
        self.visitor: Visitor | None = None
        self.busy = False
        self._desk: Desk | None = None
        self._idle = QTimer(self, singleShot=True, interval=idle_lock_s * 1000)
        self._idle.timeout.connect(self._on_idle)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_AFTER_MS)
        self._settling.timeout.connect(self._on_settling)

    @property
    def desk(self) -> "Desk":
        """The desk; for work that runs on its thread."""
        if self._desk is None:
            from app.desk import Desk

            self._desk = Desk(self.home)
        return self._desk

    def open(self) -> None:
        """Open the site; what is heavy is imported meanwhile, off the window's thread."""
        self._start(lambda _: self.desk.open(), self._on_opened, self._fail)

    def sign_in(self, name: str, password: str) -> None:
        """Let a person in, in place of whoever is signed in."""
        self._start(
            lambda _: self._opened_desk().sign_in(name, password), self._on_signed_in, self._refuse
        )

    def unlock(self, password: str) -> None:
        """Let the person who is signed in go on."""
        self._start(lambda _: self.desk.unlock(password), self._on_unlocked, self._refuse)

    def lock(self, cause: str = "asked") -> None:
        """Hide everything behind the lock at once; the record of it follows."""
        if self.stage is not Stage.WORKING:
            return
        self._idle.stop()
        self._go(Stage.LOCKED)
        self.runner.start(lambda _: self.desk.lock(cause), _nothing, self._fail)

    def sign_out(self) -> None:
        """End the sitting; what it held is gone from the window at once."""
        if self.visitor is None:
            return
        self._idle.stop()
        self._set_visitor(None)
        self._go(Stage.SIGN_IN)
        self.runner.start(lambda _: self.desk.sign_out(), _nothing, self._fail)

    def set_up(self, answers: Any, done: Callable[[Any], None]) -> None:
        """Make the site from answers; ``done`` gets what has to be kept."""

        def work(_: Progress) -> Any:
            from engine.accounts.answers import read_answers

            return self.desk.set_up(read_answers(answers))

        self._start(work, done, self._refuse)

    def finish_set_up(self) -> None:
        """Go on to signing in."""
        self._go(Stage.SIGN_IN)
        self.open()

    def person_is_here(self) -> None:
        """Somebody pressed a key or moved the mouse: begin to wait anew."""
        if self.stage is Stage.WORKING:
            self._idle.start()

    def case_was_counted(self) -> None:
        """A case was answered or refused: have it written once nobody waits for the next answer."""
        self._settling.start()

    def close(self) -> None:
        """Sign out, let go of the site, and wait until that is done."""
        self._idle.stop()
        self._settling.stop()
        desk = self._desk
        if desk is not None:
            self.runner.start(lambda _: desk.close(), _nothing, _nothing)
        self.runner.finish()

    def _opened_desk(self) -> "Desk":
        self.desk.open()
        return self.desk

    def _start(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        # Free again before anybody hears what came of it, so that they can go on at once.
        def came(result: Any) -> None:
            self._set_busy(False)
            done(result)

        def broke(error: Exception) -> None:
            self._set_busy(False)
            failed(error)

        self._set_busy(True)
        self.runner.start(work, came, broke)

    def _on_opened(self, facts: "SiteFacts | None") -> None:
        self.site = facts
        self.site_changed.emit()
        if facts is None:
            self._go(Stage.SET_UP)

    def _on_signed_in(self, visitor: "Visitor") -> None:
        self._set_visitor(visitor)
        self._go(Stage.WORKING)
        self._idle.start()

    def _on_unlocked(self, visitor: "Visitor") -> None:
        self.visitor = visitor
        self._go(Stage.WORKING)
        self._idle.start()

    def _on_settling(self) -> None:
        self.runner.start(lambda _: self.desk.settle_counts(), _nothing, _nothing)

    def _on_idle(self) -> None:
        self.lock("idle")

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(problem_of(error))

    def _fail(self, error: Exception) -> None:
        self.failed.emit(problem_of(error))

    def _set_visitor(self, visitor: "Visitor | None") -> None:
        self.visitor = visitor
        self.visitor_changed.emit()

    def _go(self, stage: Stage) -> None:
        if stage is not self.stage:
            self.stage = stage
            self.stage_changed.emit()

    def _set_busy(self, busy: bool) -> None:  # noqa: FBT001 - a setter
        if busy != self.busy:
            self.busy = busy
            self.busy_changed.emit()


def _nothing(_: object) -> None:
    """Take what nobody waits for."""
