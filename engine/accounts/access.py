"""Who is signed in, and whether they may do what they ask for, judged anew each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from engine.accounts.repository import TrustRepository
from engine.accounts.roles import Actor, DeniedError, Permission, Role, require
from engine.accounts.trust import Person, VerifiedTrust
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog, AuditTransaction
from engine.keys.reading import ReadingKey
from engine.keys.signing import SigningKey
from engine.phrases import phrase


class SessionEndedError(DeniedError):
    """Whoever signed in may no longer act with the key they signed in with."""

    code = "session-ended"
    default_advice = "Sign in again."


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person who is signed in, with their keys in memory.

    Attributes:
        actor: Who it is, with the roles proven at sign-in.
        signing_key: Their signing key.
        reading_key: An auditor's reading key.
        awaiting: Roles that somebody else must confirm before they count.
    """

    actor: Actor
    signing_key: SigningKey
    reading_key: ReadingKey | None
    awaiting: frozenset[Role]


@dataclass(frozen=True, slots=True)
class PermittedWork:
    """A transaction of somebody who may do what it is for.

    Attributes:
        audit: Rows and records, committed together.
        trust: The site's trust as of this transaction.
        actor: Who does it, with the roles proven now.
    """

    audit: AuditTransaction
    trust: VerifiedTrust
    actor: Actor


@dataclass(frozen=True, slots=True)
class Access:
    """Lets those pass who may, and records each denial.

    Attributes:
        trust: The site's trust.
        log: The audit log.
    """

    trust: TrustRepository
    log: AuditLog

    def require(self, session: SignedIn, permission: Permission) -> Actor:
        """Return who is signed in, with the roles proven now, if they may do it.

        Raises:
            DeniedError: They may not; that is recorded.
            SessionEndedError: Their key is no longer active; that is recorded.
        """
        with self._recorded(session):
            actor = current_actor(self.trust.current(), session, permission)
            require(actor, permission)
            return actor

    @contextmanager
    def work(self, session: SignedIn, permission: Permission) -> Iterator[PermittedWork]:
        """Open a transaction for something that needs ``permission``.

        A denial inside undoes the transaction and is recorded as well.

        Raises:
            DeniedError: They may not.
            SessionEndedError: Their key is no longer active.
        """
        with self._recorded(session), self.log.transaction() as audit:
            trust = self.trust.verified(audit.connection)
            actor = current_actor(trust, session, permission)
            require(actor, permission)
            yield PermittedWork(audit, trust, actor)

    @contextmanager
    def _recorded(self, session: SignedIn) -> Iterator[None]:
        try:
            yield
        except DeniedError as error:
            body = {
                "actor": identity(session.actor),
                "permission": error.permission.value,
                "reason": error.code,
            }
            self.log.append(Event(EventKind.DENIED, Outcome.REFUSED, body))
            raise


def current_actor(trust: VerifiedTrust, session: SignedIn, permission: Permission) -> Actor:
    """Return who is signed in with the roles of now: they may have changed since sign-in.

    Raises:
        SessionEndedError: Their key is not the active one of that person.
    """
    person = trust.person(session.actor.person_id)
    if person is None or not person.usable or person.signing_key != session.signing_key.public:
        raise SessionEndedError(
            phrase(
                "{name} is no longer signed in: the account was changed.", name=session.actor.name
            ),
            permission,
        )
    return person.actor


def identity(who: Actor | Person) -> dict[str, Any]:
    """Name a person in the sealed body of a record."""
    person_id = who.person_id if isinstance(who, Actor) else who.id
    return {"person": person_id, "name": who.name}


def in_force(trust: VerifiedTrust) -> dict[str, Any]:
    """Name the newest trust list in a record, so that the log witnesses it."""
    return {"number": trust.number, "sha256": trust.digest}
