"""Accounts: signing in, making one's own keys, and what administrators and confirmers do."""

import uuid
from collections.abc import Iterable

from engine.accounts.access import (
    Access,
    PermittedWork,
    SignedIn,
    identity,
    in_force,
)
from engine.accounts.changes import (
    confirmation,
    find_person,
    in_order,
    next_list,
    require_free,
    with_enrolment,
    with_status,
)
from engine.accounts.credentials import EnrolmentSecret, require_name
from engine.accounts.documents import ListedPerson, Status
from engine.accounts.proof import PEER_CONFIRMED
from engine.accounts.repository import (
    CONFIRMATIONS,
    TrustRepository,
    add_evidence,
    add_list,
)
from engine.accounts.roles import (
    DeniedError,
    Permission,
    Role,
    require_separation,
)
from engine.accounts.signin import SignIn
from engine.accounts.trust import Person, VerifiedTrust
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog
from engine.clock import Clock, utc_text
from engine.errors import ReportableError
from engine.keys.signing import SigningKey
from engine.keys.wrapping import STANDARD_COST, WrapCost
from engine.phrases import phrase

_STATUS_WORDS = {
    Status.ACTIVE: phrase("active"),
    Status.DISABLED: phrase("disabled"),
    Status.COMPROMISED: phrase("compromised"),
}


class NoRoleError(ReportableError):
    """An account without a role could do nothing."""

    code = "no-role"
    default_advice = "Give the person at least one role."


class NothingToConfirmError(ReportableError):
    """There is nothing about this person that the one who is signed in could confirm."""

    code = "nothing-to-confirm"
    default_advice = (
        "An auditor is confirmed by an auditor, an approver by an approver, after the new person "
        "has signed in once; the recovery words can confirm anybody."
    )


class AlreadySoError(ReportableError):
    """The account is in that state already."""

    code = "already-so"
    default_advice = "List the accounts to see how they stand."


class SelfConfirmationError(DeniedError):
    """Nobody vouches for themselves."""

    code = "self-confirmation"
    default_advice = "Ask another holder of the role."


class OwnAccountError(DeniedError):
    """An administrator would shut themselves out.

    With this, the last administrator cannot go either: who disables one is another.
    """

    code = "own-account"
    default_advice = "Ask another administrator, or use the recovery words."


class AccountService:
    """What people do with accounts; every permission is checked and every denial recorded here.

    Args:
        trust: The site's trust.
        log: The site's audit log.
        clock: Where the time comes from.
        cost: What a try of a password shall cost; tests make it cheap.
    """

    def __init__(
        self,
        trust: TrustRepository,
        log: AuditLog,
        clock: Clock,
        *,
        cost: WrapCost = STANDARD_COST,
    ) -> None:
        self._trust = trust
        self._clock = clock
        self._access = Access(trust, log)
        self._sign_in = SignIn(trust, log, cost)

    def sign_in(self, name: str, password: str) -> SignedIn:
        """Let a person in who can open their own key, and whose key the site's trust names.

        Raises:
            SignInRefusedError: The same for every reason; the reason is in the audit log.
        """
        return self._sign_in.sign_in(name, password)

    def enrol(self, name: str, secret: str, password: str) -> SignedIn:
        """Let a new person make their own keys, with the secret they were handed.

        Raises:
            MalformedSecretError: ``secret`` is not in the form of one.
            EnrolmentRefusedError: It is not this person's, or was used already.
            WeakPasswordError: The password could be guessed.
        """
        return self._sign_in.enrol(name, secret, password)

    def add(self, session: SignedIn, name: str, roles: Iterable[Role]) -> EnrolmentSecret:
        """Add a person who makes their own keys with the secret that is returned, once.

        Raises:
            DeniedError: Who is signed in may not add people.
            BadNameError: Nobody can be called that.
            NameTakenError: Somebody is or was called that.
            NoRoleError: No role is given.
            RoleConflictError: Two of the roles must be apart.
        """
        held = in_order(roles)
        with self._access.work(session, Permission.ACCOUNT_ADD) as work:
            require_name(name)
            require_free(work.trust, name)
            require_separation(held)
            if not held:
                raise NoRoleError(phrase('The account "{name}" has no role.', name=name))
            secret, person_id = EnrolmentSecret.generate(), uuid.uuid4().hex
            person = ListedPerson(
                id=person_id,
                name=name,
                roles=held,
                signing_key=secret.key(person_id).public.hex,
                sealing_key=None,
                status=Status.ACTIVE,
                enrolment=True,
                valid_from=utc_text(self._clock.now()),
            )
            after = self._publish(work, session.signing_key, person)
            self._record(work, EventKind.ACCOUNT_ADDED, find_person(after, name), after)
        return secret

    def reset(self, session: SignedIn, name: str) -> EnrolmentSecret:
        """Let a person make new keys, such as after a lost password.

        Roles that must be proven must be proven again, for the new keys. What the old key signed
        stands.

        Raises:
            DeniedError: Who is signed in may not, or it is their own account.
            NoSuchPersonError: There is no such account.
        """
        with self._access.work(session, Permission.ACCOUNT_ADD) as work:
            person = _other_person(work, name, Permission.ACCOUNT_ADD)
            secret = EnrolmentSecret.generate()
            key = secret.key(person.id).public
            entry = with_enrolment(work.trust, person, key, utc_text(self._clock.now()))
            after = self._publish(work, session.signing_key, entry)
            self._record(work, EventKind.ACCOUNT_ADDED, find_person(after, name), after)
        return secret

    def confirm(self, session: SignedIn, name: str) -> Person:
        """Vouch that a person's keys are their own, in the roles that both have.

        Raises:
            DeniedError: Who is signed in may not confirm anybody.
            SelfConfirmationError: It is their own account.
            NoSuchPersonError: There is no such account.
            NothingToConfirmError: No role of that person awaits this confirmer.
        """
        with self._access.work(session, Permission.ACCOUNT_CONFIRM) as work:
            person = find_person(work.trust, name)
            if person.id == work.actor.person_id:
                raise SelfConfirmationError(
                    phrase("Nobody can confirm themselves."), Permission.ACCOUNT_CONFIRM
                )
            roles = person.awaiting & work.actor.roles & PEER_CONFIRMED
            if person.pending or not roles:
                raise NothingToConfirmError(
                    phrase("There is nothing to confirm about {name}.", name=person.name)
                )
            document = confirmation(work.trust, person, roles).sign(session.signing_key)
            add_evidence(work.audit.connection, person.id, CONFIRMATIONS, document)
            after = self._trust.verified(work.audit.connection)
            confirmed = find_person(after, name)
            self._record(work, EventKind.ACCOUNT_CONFIRMED, confirmed, after)
        return confirmed

    def disable(self, session: SignedIn, name: str, *, compromised: bool = False) -> None:
        """Take an account out of use.

        Args:
            session: Who does it.
            name: Whose account.
            compromised: Somebody else may have the person's key: nothing that it ever signed
                counts any more.

        Raises:
            DeniedError: Who is signed in may not, or it is their own account.
            NoSuchPersonError: There is no such account.
            AlreadySoError: It is out of use already.
        """
        status = Status.COMPROMISED if compromised else Status.DISABLED
        with self._access.work(session, Permission.ACCOUNT_DISABLE) as work:
            person = _other_person(work, name, Permission.ACCOUNT_DISABLE)
            if person.status in {status, Status.COMPROMISED}:
                raise AlreadySoError(
                    phrase(
                        "The account of {name} is {status} already.",
                        name=person.name,
                        status=_STATUS_WORDS[person.status],
                    )
                )
            entry = with_status(work.trust, person, status)
            after = self._publish(work, session.signing_key, entry)
            self._record(work, EventKind.ACCOUNT_DISABLED, find_person(after, name), after)

    def list(self, session: SignedIn) -> tuple[Person, ...]:
        """Return everybody, by name.

        Raises:
            DeniedError: Who is signed in may not see the accounts.
        """
        self._access.require(session, Permission.ACCOUNT_LIST)
        people = self._trust.current().people.values()
        return tuple(sorted(people, key=lambda person: person.name.casefold()))

    def _publish(self, work: PermittedWork, key: SigningKey, person: ListedPerson) -> VerifiedTrust:
        following = next_list(work.trust, person)
        add_list(work.audit.connection, following.number, following.sign(key))
        # Verified before it is committed: a list that would be refused is never kept.
        return self._trust.verified(work.audit.connection)

    def _record(
        self, work: PermittedWork, kind: EventKind, person: Person, after: VerifiedTrust
    ) -> None:
        body = {
            "actor": identity(work.actor),
            "about": identity(person),
            "roles": list(after.listed(person.id).roles),
            "status": person.status.value,
            "key": person.signing_key.id,
            "trust_list": in_force(after),
        }
        work.audit.append(Event(kind, Outcome.DONE, body))


def _other_person(work: PermittedWork, name: str, permission: Permission) -> Person:
    person = find_person(work.trust, name)
    if person.id == work.actor.person_id:
        raise OwnAccountError(phrase("Nobody can do this to their own account."), permission)
    return person
