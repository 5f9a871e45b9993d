"""Signing in: a person's password opens their key, and the site's trust says whose key it is.

There is no password hash to swap and no role to edit in a row: whoever changes the rows gets a key
that the trust list does not name.
"""

from typing import NamedTuple

from engine.accounts.access import SignedIn, identity, in_force
from engine.accounts.changes import hand_over
from engine.accounts.credentials import EnrolmentSecret, require_strong
from engine.accounts.documents import Status
from engine.accounts.personal import PersonalKeys, Wraps, decoy_wraps
from engine.accounts.repository import (
    HAND_OVERS,
    PersonRow,
    TrustRepository,
    add_evidence,
    put_person,
    rewrap,
)
from engine.accounts.roles import Role
from engine.accounts.trust import Person, VerifiedTrust
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog, AuditTransaction
from engine.errors import ReportableError
from engine.keys.wrapping import WrapCost, WrongPasswordError
from engine.phrases import phrase


class SignInRefusedError(ReportableError):
    """Nobody was let in. Why is said to the auditors only: it would help those who guess."""

    code = "sign-in-refused"
    default_advice = (
        "Type both again; watch caps lock. If it stays so, ask an administrator to reset the "
        "account."
    )


class EnrolmentRefusedError(ReportableError):
    """Nobody was enrolled. Why is said to the auditors only."""

    code = "enrolment-refused"
    default_advice = "Type both again, or ask an administrator for a new enrolment secret."


class SignIn:
    """Lets people in.

    Args:
        trust: The site's trust.
        log: The site's audit log.
        cost: What a try of a password shall cost from now on.
    """

    def __init__(self, trust: TrustRepository, log: AuditLog, cost: WrapCost) -> None:
        self._trust = trust
        self._log = log
        self._cost = cost
        self._decoy = decoy_wraps(cost)

    def sign_in(self, name: str, password: str) -> SignedIn:
        """Let a person in who can open their own key, and whose key the site's trust names.

        Raises:
            SignInRefusedError: The same, after the same work, for every reason.
        """
        trust, person, row = self._trust.account(name)
        wraps = Wraps(row.signing_wrap, row.reading_wrap) if row else self._decoy
        try:
            keys = PersonalKeys.unwrap(wraps, person.id if person else "", password)
        except WrongPasswordError as error:
            raise self._refused(person, "wrong-password" if row else "no-account") from error
        if person is None or row is None or not person.usable:
            raise self._refused(person, "account-not-active")
        if not _are_theirs(keys, person):
            raise self._refused(person, "key-not-in-trust")
        self._let_in(trust, person, row, _Opened(keys, wraps, password))
        return _session(person, keys)

    def enrol(self, name: str, secret: str, password: str) -> SignedIn:
        """Let a new person make their own keys; the enrolment key signs them over and is done.

        Raises:
            MalformedSecretError: ``secret`` is not in the form of one.
            EnrolmentRefusedError: It is not this person's, or was used already.
            WeakPasswordError: The password could be guessed.
        """
        typed = EnrolmentSecret.from_text(secret)
        try:
            return self._enrol(name, typed, password)
        except EnrolmentRefusedError:
            self._record_refusal(self._trust.current().by_name(name), "enrolment")
            raise

    def _enrol(self, name: str, secret: EnrolmentSecret, password: str) -> SignedIn:
        trust = self._trust.current()
        person = _enrolling(trust, name, secret)
        require_strong(password, (name, trust.site_name), demo=trust.demo)
        keys = PersonalKeys.generate(reading=Role.AUDITOR in person.awaiting)
        # The slow part comes before the transaction, so that nobody else has to wait for it.
        wraps = keys.wrapped(person.id, password, self._cost)
        document = hand_over(person, keys).sign(secret.key(person.id))
        with self._log.transaction() as work:
            _enrolling(self._trust.verified(work.connection), name, secret)
            put_person(work.connection, person.id, person.name, wraps)
            add_evidence(work.connection, person.id, HAND_OVERS, document)
            after = self._trust.verified(work.connection)
            enrolled = after.people[person.id]
            _record_entry(work, after, enrolled, enrolled_now=True)
        return _session(enrolled, keys)

    def _let_in(
        self, trust: VerifiedTrust, person: Person, row: PersonRow, opened: "_Opened"
    ) -> None:
        with self._log.transaction() as work:
            if opened.wraps.outdated(self._cost):
                wraps = opened.keys.wrapped(person.id, opened.password, self._cost)
                rewrap(work.connection, row, wraps)
            _record_entry(work, trust, person, enrolled_now=False)

    def _refused(self, person: Person | None, reason: str) -> SignInRefusedError:
        self._record_refusal(person, reason)
        return SignInRefusedError(phrase("The name and the password do not belong together."))

    def _record_refusal(self, person: Person | None, reason: str) -> None:
        # A typed name that is no account is never kept: it may be a password.
        body = {"actor": identity(person) if person else None, "reason": reason}
        self._log.append(Event(EventKind.SIGN_IN_REFUSED, Outcome.REFUSED, body))


class _Opened(NamedTuple):
    """Keys that a password opened, kept together for as long as it takes to let somebody in."""

    keys: PersonalKeys
    wraps: Wraps
    password: str


def _enrolling(trust: VerifiedTrust, name: str, secret: EnrolmentSecret) -> Person:
    person = trust.by_name(name)
    if (
        person is None
        or not person.pending
        or person.status is not Status.ACTIVE
        or secret.key(person.id).public != person.signing_key
    ):
        raise EnrolmentRefusedError(
            phrase("The name and the enrolment secret do not belong together.")
        )
    return person


def _are_theirs(keys: PersonalKeys, person: Person) -> bool:
    sealing = keys.reading.public if keys.reading else None
    return (keys.signing.public, sealing) == (person.signing_key, person.sealing_key)


def _session(person: Person, keys: PersonalKeys) -> SignedIn:
    # A reading key without the proven role would be of no use: nothing is sealed to it.
    reading = keys.reading if Role.AUDITOR in person.roles else None
    return SignedIn(person.actor, keys.signing, reading, person.awaiting)


def _record_entry(
    work: AuditTransaction, trust: VerifiedTrust, person: Person, *, enrolled_now: bool
) -> None:
    body = {
        "actor": identity(person),
        "roles": sorted(person.roles),
        "key": person.signing_key.id,
        "enrolled": enrolled_now,
        "trust_list": in_force(trust),
    }
    work.append(Event(EventKind.SIGN_IN, Outcome.DONE, body))
