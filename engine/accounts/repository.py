"""The store's rows of people and trust; what they prove is for ``verify_trust`` to say."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, select, type_coerce, update

from engine.accounts.refusals import TrustChangedError
from engine.accounts.trust import Person, TrustDocuments, VerifiedTrust, verify_trust
from engine.canonical import canonical_json, parse_canonical
from engine.errors import ReportableError
from engine.keys.reading import SealingKey
from engine.phrases import phrase
from engine.store.database import Database
from engine.store.schema import PEOPLE, SITE, TRUST_LISTS, OptionalBlob

HAND_OVERS = "hand_overs"
CONFIRMATIONS = "confirmations"


class SiteNotSetUpError(ReportableError):
    """The store belongs to no site yet."""

    code = "site-not-set-up"
    default_advice = "Run 'wardcast setup' first."


class PersonRow(NamedTuple):
    """What the store keeps of a person.

    Attributes:
        id: The person.
        name: What they sign in with; the trust list's name is the one that counts.
        signing_wrap: Their signing key under their password.
        reading_wrap: An auditor's reading key under the same password.
        evidence: Their hand-overs and confirmations, as canonical JSON. They stay for good: what
            an earlier key signed must be judged too.
    """

    id: str
    name: str
    signing_wrap: bytes
    reading_wrap: bytes | None
    evidence: bytes | None


class Account(NamedTuple):
    """What there is about a name: a person of the trust list, and the row with their keys."""

    trust: VerifiedTrust
    person: Person | None
    row: PersonRow | None


class _Mark(NamedTuple):
    """Differs whenever a list or a piece of evidence was added, and costs little to read."""

    root: bytes
    newest: bytes | None
    evidence_bytes: int


# One question, put together once: it is asked before every record.
_ROOT = select(SITE.c.root_document).scalar_subquery()
_NEWEST_LIST = select(TRUST_LISTS.c.document).order_by(TRUST_LISTS.c.number.desc()).limit(1)
_READ_MARK = select(
    # A store without a site has neither.
    type_coerce(_ROOT, OptionalBlob()),
    type_coerce(_NEWEST_LIST.scalar_subquery(), OptionalBlob()),
    select(func.coalesce(func.sum(func.length(PEOPLE.c.handover)), 0)).scalar_subquery(),
)


class TrustRepository:
    """The site's verified trust, verified anew whenever something was added to it.

    Args:
        database: The site's store.
        pinned: The fingerprint of the root that this machine trusts; None for any.
    """

    def __init__(self, database: Database, pinned: str | None = None) -> None:
        self._database = database
        self._pinned = pinned
        self._known: tuple[_Mark, VerifiedTrust] | None = None

    def current(self) -> VerifiedTrust:
        """Return what the store proves now.

        Raises:
            SiteNotSetUpError: There is no site in the store.
            TrustError: The documents do not hold.
        """
        with self._database.read() as connection:
            return self.verified(connection)

    def verified(self, connection: Connection) -> VerifiedTrust:
        """Return what the store proves as ``connection`` sees it.

        What was verified once stays true, so rows that were tampered with afterwards are not
        looked at again; what must not be missed is what another program added.

        Raises:
            SiteNotSetUpError: There is no site in the store.
            TrustError: The documents do not hold.
        """
        mark, known = _mark(connection), self._known
        if known is not None and known[0] == mark:
            return known[1]
        trust = verify_trust(read_documents(connection), self._pinned)
        self._known = (mark, trust)
        return trust

    def account(self, name: str) -> Account:
        """Return what is known of a name, as of one state of the store.

        Raises:
            SiteNotSetUpError: There is no site in the store.
            TrustError: The documents do not hold.
        """
        with self._database.read() as connection:
            trust = self.verified(connection)
            person = trust.by_name(name)
            row = person_row(connection, person.id) if person else None
        return Account(trust, person, row)

    def recipients(self) -> Sequence[SealingKey]:
        """Return the keys that the audit log is to be sealed to."""
        return self.current().log_recipients


def read_documents(connection: Connection) -> TrustDocuments:
    """Return the site's documents, unverified.

    Raises:
        SiteNotSetUpError: There is no site in the store.
        TrustChangedError: A person's evidence is not what Wardcast wrote.
    """
    root = _mark(connection).root
    lists = select(TRUST_LISTS.c.document).order_by(TRUST_LISTS.c.number)
    evidence = [
        _parse(data)
        for data in connection.execute(select(PEOPLE.c.handover).order_by(PEOPLE.c.id)).scalars()
    ]
    return TrustDocuments(
        root=root,
        lists=tuple(connection.execute(lists).scalars()),
        hand_overs=tuple(canonical_json(one) for each in evidence for one in each[HAND_OVERS]),
        confirmations=tuple(
            canonical_json(one) for each in evidence for one in each[CONFIRMATIONS]
        ),
    )


def has_site(connection: Connection) -> bool:
    """Say whether the store belongs to a site."""
    return connection.execute(select(SITE.c.id)).first() is not None


def add_site(connection: Connection, root_document: bytes) -> None:
    """Make the store that of a site."""
    connection.execute(insert(SITE), {"id": 1, "root_document": root_document})


def add_list(connection: Connection, number: int, document: bytes) -> None:
    """Append a trust list."""
    connection.execute(insert(TRUST_LISTS), {"number": number, "document": document})


def person_row(connection: Connection, person_id: str) -> PersonRow | None:
    """Return a person's row; there is none before they enrol."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.id == person_id)).one_or_none()
    return None if row is None else PersonRow(*row)


def put_person(
    connection: Connection, person_id: str, name: str, wraps: tuple[bytes, bytes | None]
) -> None:
    """Store a person's wrapped keys, in place of older ones; their evidence stays."""
    values = {"name": name, "signing_wrap": wraps[0], "reading_wrap": wraps[1]}
    changed = connection.execute(update(PEOPLE).where(PEOPLE.c.id == person_id).values(values))
    if changed.rowcount == 0:
        connection.execute(insert(PEOPLE), {"id": person_id, **values, "handover": None})


def rewrap(connection: Connection, before: PersonRow, wraps: tuple[bytes, bytes | None]) -> None:
    """Replace a person's wraps, unless somebody else did so since ``before`` was read."""
    same = (PEOPLE.c.id == before.id) & (PEOPLE.c.signing_wrap == before.signing_wrap)
    values = {"signing_wrap": wraps[0], "reading_wrap": wraps[1]}
    connection.execute(update(PEOPLE).where(same).values(values))


def add_evidence(connection: Connection, person_id: str, kind: str, document: bytes) -> None:
    """Add a hand-over or a confirmation to a person who has a row.

    Args:
        connection: A writing transaction.
        person_id: Whom it is about.
        kind: ``HAND_OVERS`` or ``CONFIRMATIONS``.
        document: The envelope.
    """
    mine = PEOPLE.c.id == person_id
    evidence = _parse(connection.execute(select(PEOPLE.c.handover).where(mine)).scalar_one())
    evidence[kind].append(parse_canonical(document))
    values = {"handover": canonical_json(evidence)}
    connection.execute(update(PEOPLE).where(mine).values(values))


def _mark(connection: Connection) -> _Mark:
    root, newest, evidence_bytes = connection.execute(_READ_MARK).one()
    if root is None:
        raise SiteNotSetUpError(phrase("This store belongs to no site yet."))
    return _Mark(root, newest, evidence_bytes)


def _parse(data: bytes | None) -> dict[str, list[Any]]:
    if data is None:
        return {HAND_OVERS: [], CONFIRMATIONS: []}
    try:
        evidence = parse_canonical(data)
    except ValueError as error:
        raise _changed(str(error)) from error
    if not isinstance(evidence, dict) or set(evidence) != {HAND_OVERS, CONFIRMATIONS}:
        raise _changed("other members")
    if not all(isinstance(part, list) for part in evidence.values()):
        raise _changed("not lists")
    return evidence


def _changed(detail: str) -> TrustChangedError:
    return TrustChangedError(
        phrase("What the store holds about a person's keys was changed."),
        detail=f"evidence: {detail}",
    )
