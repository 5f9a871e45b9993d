"""What only the recovery words can do: vouch where nobody else can, bring an administrator in."""

import uuid
from collections.abc import Iterable

from engine.accounts.access import identity, in_force
from engine.accounts.changes import (
    NameTakenError,
    confirmation,
    find_person,
    next_list,
    with_keys,
)
from engine.accounts.credentials import require_name, require_strong
from engine.accounts.documents import ListedPerson, Status
from engine.accounts.personal import PersonalKeys
from engine.accounts.repository import (
    CONFIRMATIONS,
    TrustRepository,
    add_evidence,
    add_list,
    put_person,
)
from engine.accounts.roles import Permission, Role
from engine.accounts.service import NothingToConfirmError
from engine.accounts.trust import Person, VerifiedTrust
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog, AuditTransaction
from engine.clock import Clock, utc_text
from engine.errors import ReportableError
from engine.keys.recovery import RecoverySecret
from engine.keys.signing import SigningKey
from engine.keys.wrapping import STANDARD_COST, WrapCost
from engine.phrases import phrase

_HOLDER = {"person": None, "name": "recovery holder"}


class OtherSiteError(ReportableError):
    """The words are right in themselves, but are not this site's."""

    code = "recovery-other-site"
    default_advice = "Look for the sheet that was printed when this very site was set up."


class RescueService:
    """Acts with the site's root, for the holder of the recovery words, who needs no account.

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
        self._log = log
        self._clock = clock
        self._cost = cost

    def confirm(self, words: str, name: str) -> Person:
        """Vouch that a person's keys are their own, in every role that awaits it.

        Raises:
            RecoveryWordsError: The words are no recovery secret.
            OtherSiteError: They are another site's; that is recorded.
            NoSuchPersonError: There is no such account.
            NothingToConfirmError: The person has no keys yet, or no role awaits a confirmation.
        """
        root = self._root(words, Permission.ACCOUNT_CONFIRM)
        with self._log.transaction() as work:
            person = find_person(self._trust.verified(work.connection), name)
            if person.pending or not person.awaiting:
                raise NothingToConfirmError(
                    phrase("There is nothing to confirm about {name}.", name=person.name)
                )
            after = self._vouch(work, root, person, person.awaiting)
            _record(work, EventKind.ACCOUNT_CONFIRMED, after, after.people[person.id])
        return after.people[person.id]

    def restore_administrator(self, words: str, name: str, password: str) -> Person:
        """Make an administrator who counts at once, or give one new keys who lost the password.

        Raises:
            RecoveryWordsError: The words are no recovery secret.
            OtherSiteError: They are another site's; that is recorded.
            BadNameError: Nobody can be called that.
            NameTakenError: It is the name of somebody who is no administrator.
            WeakPasswordError: The password could be guessed.
        """
        root = self._root(words, Permission.ACCOUNT_ADD)
        require_name(name)
        trust = self._trust.current()
        require_strong(password, (name, trust.site_name), demo=trust.demo)
        keys = PersonalKeys.generate(reading=False)
        with self._log.transaction() as work:
            before = self._trust.verified(work.connection)
            entry = self._entry(before, name, keys)
            following = next_list(before, entry)
            add_list(work.connection, following.number, following.sign(root))
            wraps = keys.wrapped(entry.id, password, self._cost)
            put_person(work.connection, entry.id, entry.name, wraps)
            listed = self._trust.verified(work.connection).people[entry.id]
            after = self._vouch(work, root, listed, {Role.ADMINISTRATOR})
            _record(work, EventKind.ACCOUNT_ADDED, after, after.people[entry.id])
        return after.people[entry.id]

    def _root(self, words: str, permission: Permission) -> SigningKey:
        root = RecoverySecret.from_words(words).site_root
        if root.public != self._trust.current().root:
            body = {
                "actor": _HOLDER,
                "permission": permission.value,
                "reason": OtherSiteError.code,
            }
            self._log.append(Event(EventKind.DENIED, Outcome.REFUSED, body))
            raise OtherSiteError(phrase("These are the recovery words of another site."))
        return root

    def _entry(self, trust: VerifiedTrust, name: str, keys: PersonalKeys) -> ListedPerson:
        now = utc_text(self._clock.now())
        known = trust.by_name(name)
        if known is not None:
            if Role.ADMINISTRATOR not in trust.listed(known.id).roles:
                raise NameTakenError(
                    phrase("The account {name} is not an administrator's.", name=known.name)
                )
            return with_keys(trust, known, keys, now)
        return ListedPerson(
            id=uuid.uuid4().hex,
            name=name,
            roles=(Role.ADMINISTRATOR,),
            signing_key=keys.public[0],
            sealing_key=None,
            status=Status.ACTIVE,
            enrolment=False,
            valid_from=now,
        )

    def _vouch(
        self,
        work: AuditTransaction,
        root: SigningKey,
        person: Person,
        roles: Iterable[Role],
    ) -> VerifiedTrust:
        trust = self._trust.verified(work.connection)
        document = confirmation(trust, person, roles).sign(root)
        add_evidence(work.connection, person.id, CONFIRMATIONS, document)
        return self._trust.verified(work.connection)


def _record(work: AuditTransaction, kind: EventKind, after: VerifiedTrust, person: Person) -> None:
    body = {
        "actor": _HOLDER,
        "about": identity(person),
        "roles": sorted(person.roles),
        "status": person.status.value,
        "key": person.signing_key.id,
        "trust_list": in_force(after),
    }
    work.append(Event(kind, Outcome.DONE, body))
