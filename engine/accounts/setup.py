"""Setting a site up: its root, its first people, its log, all at once or not at all."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.accounts.access import identity, in_force
from engine.accounts.answers import SetupAnswers, SetupPerson
from engine.accounts.changes import in_order
from engine.accounts.credentials import WeakPasswordError, require_strong
from engine.accounts.documents import (
    Certificate,
    ListedPerson,
    RootDocument,
    Status,
    TrustList,
)
from engine.accounts.personal import PersonalKeys, Wraps
from engine.accounts.repository import add_list, add_site, has_site, put_person
from engine.accounts.roles import Role
from engine.accounts.trust import TrustDocuments, VerifiedTrust, verify_trust
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.log import AuditLog, AuditTransaction
from engine.canonical import sha256_hex
from engine.clock import Clock, utc_text
from engine.errors import ReportableError
from engine.keys.logkey import LogKeyMissingError, LogKeyStore
from engine.keys.recovery import RecoverySecret
from engine.keys.signing import SigningKey
from engine.keys.wrapping import STANDARD_COST, WrapCost
from engine.phrases import phrase
from engine.store.database import Database


class SiteExistsError(ReportableError):
    """The store belongs to a site already."""

    code = "site-exists"
    default_advice = "Use another folder for another site."


@dataclass(frozen=True, slots=True)
class SiteSetUp:
    """What set-up leaves behind for people to keep.

    Attributes:
        recovery_words: To be written down now: they are stored nowhere.
        fingerprint: Of the site's root, to be pinned on every machine.
        trust: The site's trust.
    """

    recovery_words: str = field(repr=False)
    fingerprint: str
    trust: VerifiedTrust


@dataclass(frozen=True, slots=True)
class _First:
    """One of the first people, with their new keys, open and wrapped."""

    id: str
    answer: SetupPerson
    keys: PersonalKeys
    wraps: Wraps


def set_up_site(
    answers: SetupAnswers,
    database: Database,
    key_store: LogKeyStore,
    clock: Clock,
    *,
    cost: WrapCost = STANDARD_COST,
) -> SiteSetUp:
    """Make a site in a fresh store.

    The root certifies the first people, auditors and approvers included: there is nobody yet who
    could confirm them. After this the root is needed only for new administrators and for rescue.

    Args:
        answers: What the site and its first people are to be.
        database: A store without a site.
        key_store: Where the log's signing key is to live.
        clock: Where the time comes from.
        cost: What a try of a password shall cost; tests make it cheap.

    Raises:
        WeakPasswordError: A password could be guessed, and it is no demo.
        SiteExistsError: The store belongs to a site already.
        StoreError: It could not be written; nothing of it was.
        LogKeyError: The log's key could not be kept there.
    """
    _require_strong_passwords(answers)
    _require_fresh(database)
    recovery, log_key = RecoverySecret.generate(), _log_key(key_store)
    people = [_first(one, cost) for one in answers.people]
    documents = _sign_all(answers, people, recovery, log_key, utc_text(clock.now()))
    trust = verify_trust(documents, recovery.site_root.public.id)
    log = AuditLog(database, clock, log_key, trust.log_id, lambda: trust.log_recipients)
    with log.transaction() as work:
        # Should another program be faster, the store takes no second site and no second log.
        _store(work, documents, trust, people)
        # Last: a key without a site harms nobody, a site without its key could record nothing.
        key_store.save(log_key)
    return SiteSetUp(recovery.words, trust.root.id, trust)


def _require_strong_passwords(answers: SetupAnswers) -> None:
    for one in answers.people:
        known = (one.name, answers.site_name)
        try:
            require_strong(one.password.get_secret_value(), known, demo=answers.demo)
        except WeakPasswordError as error:
            # There are several: whose it is has to be said.
            raise WeakPasswordError(
                phrase("{name}: {reason}", name=one.name, reason=error.summary)
            ) from error


def _log_key(key_store: LogKeyStore) -> SigningKey:
    # A key that is there already is left from a set-up that was cut off, or another site uses
    # it. It is taken over, never replaced: replacing it would end that site's log.
    try:
        return key_store.load()
    except LogKeyMissingError:
        return SigningKey.generate()


def _require_fresh(database: Database) -> None:
    with database.read() as connection:
        if has_site(connection):
            raise SiteExistsError(phrase("This store belongs to a site already."))


def _first(answer: SetupPerson, cost: WrapCost) -> _First:
    person_id = uuid.uuid4().hex
    keys = PersonalKeys.generate(reading=Role.AUDITOR in answer.roles)
    wraps = keys.wrapped(person_id, answer.password.get_secret_value(), cost)
    return _First(person_id, answer, keys, wraps)


def _store(
    work: AuditTransaction,
    documents: TrustDocuments,
    trust: VerifiedTrust,
    people: Sequence[_First],
) -> None:
    add_site(work.connection, documents.root)
    add_list(work.connection, trust.number, documents.lists[0])
    for one in people:
        put_person(work.connection, one.id, one.answer.name, one.wraps)
    work.append(Event(EventKind.SITE_SET_UP, Outcome.DONE, _body(trust)))


def _sign_all(
    answers: SetupAnswers,
    people: Sequence[_First],
    recovery: RecoverySecret,
    log_key: SigningKey,
    now: str,
) -> TrustDocuments:
    root = RootDocument(
        site_name=answers.site_name,
        site_id=uuid.uuid4().hex,
        demo=answers.demo,
        root_key=recovery.site_root.public.hex,
        recovery_sealing_key=recovery.reading_key.public.hex,
        log_id=uuid.uuid4().hex,
        log_key=log_key.public.hex,
        certified=tuple(_certificate(one) for one in people),
    ).sign(recovery.site_root)
    first = TrustList(
        number=1, previous=sha256_hex(root), people=tuple(_entry(one, now) for one in people)
    )
    administrator = next(one for one in people if Role.ADMINISTRATOR in one.answer.roles)
    return TrustDocuments(root, (first.sign(administrator.keys.signing),))


def _certificate(one: _First) -> Certificate:
    signing, sealing = one.keys.public
    return Certificate(
        person=one.id,
        signing_key=signing,
        sealing_key=sealing,
        roles=in_order(one.answer.roles),
    )


def _entry(one: _First, now: str) -> ListedPerson:
    signing, sealing = one.keys.public
    return ListedPerson(
        id=one.id,
        name=one.answer.name,
        roles=in_order(one.answer.roles),
        signing_key=signing,
        sealing_key=sealing,
        status=Status.ACTIVE,
        enrolment=False,
        valid_from=now,
    )


def _body(trust: VerifiedTrust) -> dict[str, object]:
    return {
        "site": {"id": trust.site_id, "name": trust.site_name, "demo": trust.demo},
        "root": trust.root.id,
        "people": [
            {**identity(person), "roles": sorted(person.roles), "key": person.signing_key.id}
            for person in trust.people.values()
        ],
        "trust_list": in_force(trust),
    }
