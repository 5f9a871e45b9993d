"""The answers since sign-in, kept in memory only: reopen one, or void one with a reason."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.desk import GivenAnswer
from app.language import tr
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel, Stage
from engine.accounts.sittings import Handing

MOST_REASON = 500
"""A reason for voiding has no more characters."""


@dataclass(frozen=True, slots=True)
class SittingEntry:
    """An answer of this sitting.

    Attributes:
        given: The answer.
        void_reason: Why it does not count; empty while it does.
    """

    given: GivenAnswer
    void_reason: str = ""

    @property
    def reference(self) -> str:
        """The patient's reference as typed."""
        patient = self.given.contract.patient
        return str(self.given.case.get(patient.name) or "") if patient else ""


def reason_problem(reason: str) -> str:
    """Say what is wrong with a reason for voiding, or nothing."""
    if not reason.strip():
        return tr("Say why this answer shall not count.")
    if len(reason.strip()) > MOST_REASON:
        return tr(
            "At most {most} characters; these are {count}.",
            most=MOST_REASON,
            count=len(reason.strip()),
        )
    return ""


class SittingModel(QObject):
    """What one person was answered since they signed in; gone when they sign out.

    Args:
        session: Whose sitting.
        parent: Whose end is also this one's.
    """

    entries_changed = Signal()
    void_failed = Signal(Problem)
    failed = Signal(Problem)

    def __init__(self, session: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._over = False
        self.entries: tuple[SittingEntry, ...] = ()
        session.visitor_changed.connect(self._on_visitor)

    def add(self, given: GivenAnswer) -> None:
        """Take in an answer; the newest stands first."""
        self.entries = (SittingEntry(given), *self.entries)
        self.entries_changed.emit()

    def forget(self) -> None:
        """Forget everything."""
        self.entries = ()
        self.entries_changed.emit()

    def void(self, receipt: str, reason: str) -> None:
        """Record that an answer shall not count, and show it so once that is recorded.

        Emits ``void_failed`` where it cannot be recorded; then the answer still counts.
        """
        desk = self._session.desk

        def done(_: object) -> None:
            if not self._over:
                self._mark_void(receipt, reason)

        self._session.runner.start(lambda _: desk.void(receipt, reason), done, self._on_void_failed)

    def hand_out(
        self, receipt: str, how: Handing, then: Callable[[], None], kept: Callable[[], None]
    ) -> None:
        """Record that an answer leaves the application, and let it leave only then.

        Args:
            receipt: Of the answer.
            how: How it leaves.
            then: Lets it leave; only while its person still works here.
            kept: Says that it did not leave: the window was locked meanwhile.
        """
        session, desk = self._session, self._session.desk

        def done(take_back: Callable[[], None]) -> None:
            if not self._over and session.stage is Stage.WORKING:
                then()
                return
            session.runner.start(lambda _: take_back(), _nothing, _nothing)
            if not self._over:
                kept()

        session.runner.start(lambda _: desk.hand_out(receipt, how), done, self._fail)

    def void_reason(self, receipt: str) -> str:
        """Why an answer does not count; empty while it does."""
        reasons = (e.void_reason for e in self.entries if e.given.receipt == receipt)
        return next(reasons, "")

    def _mark_void(self, receipt: str, reason: str) -> None:
        self.entries = tuple(
            replace(entry, void_reason=reason) if entry.given.receipt == receipt else entry
            for entry in self.entries
        )
        self.entries_changed.emit()

    def _on_visitor(self) -> None:
        self._over = True

    def _on_void_failed(self, error: Exception) -> None:
        self.void_failed.emit(problem_of(error))

    def _fail(self, error: Exception) -> None:
        self.failed.emit(problem_of(error))


def _nothing(_: object) -> None:
    """Take what nobody waits for."""
