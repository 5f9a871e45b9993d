"""What a person does between signing in and out, as far as it has to be on record."""

from dataclasses import dataclass
from enum import StrEnum

from engine.accounts.access import Access, SignedIn, identity
from engine.accounts.roles import Permission
from engine.audit.events import Event, EventKind, Outcome


class Handing(StrEnum):
    """How an answer left the application."""

    PRINT = "print"
    PDF = "pdf"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Sittings:
    """Records locks, sign-outs, and what becomes of answers after they were given.

    Attributes:
        access: Lets those pass who may.
    """

    access: Access

    def locked(self, session: SignedIn, cause: str) -> None:
        """Record that the window was locked.

        Args:
            session: Whose window.
            cause: Why: asked, idle or suspend.
        """
        self._record(EventKind.LOCKED, session, cause=cause)

    def unlocked(self, session: SignedIn) -> None:
        """Record that the same person went on."""
        self._record(EventKind.UNLOCKED, session)

    def signed_out(self, session: SignedIn) -> None:
        """Record that a person ended their sitting."""
        self._record(EventKind.SIGNED_OUT, session)

    def handed_out(self, session: SignedIn, receipt: str, how: Handing) -> str:
        """Record that an answer is about to leave the application; call it before it does.

        Returns:
            The receipt of this record.

        Raises:
            DeniedError: They may not have answers.
            ReportableError: It cannot be recorded, so nothing may leave.
        """
        actor = self.access.require(session, Permission.PREDICT)
        body = {"actor": identity(actor), "receipt": receipt, "how": how.value}
        return self.access.log.append(Event(EventKind.ANSWER_HANDED_OUT, Outcome.DONE, body)).text

    def not_handed_out(self, session: SignedIn, receipt: str, how: Handing) -> None:
        """Record that an answer did not leave after all, as behind a lock; asks nobody's leave."""
        body = {"actor": identity(session.actor), "receipt": receipt, "how": how.value}
        self.access.log.append(Event(EventKind.ANSWER_HANDED_OUT, Outcome.REFUSED, body))

    def void(self, session: SignedIn, receipt: str, reason: str) -> str:
        """Record that an answer shall not count; the record of the answer itself stays.

        Args:
            session: Whose answer it was.
            receipt: Of the answer.
            reason: Why, in the person's own words.

        Returns:
            The receipt of the voiding.

        Raises:
            DeniedError: They may not have answers.
            ReportableError: It cannot be recorded, so the answer still counts.
        """
        actor = self.access.require(session, Permission.PREDICT)
        body = {"actor": identity(actor), "receipt": receipt, "reason": reason}
        return self.access.log.append(Event(EventKind.ANSWER_VOIDED, Outcome.DONE, body)).text

    def _record(self, kind: EventKind, session: SignedIn, **more: str) -> None:
        body = {"actor": identity(session.actor), **more}
        self.access.log.append(Event(kind, Outcome.DONE, body))
