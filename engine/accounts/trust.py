"""What a site's documents prove: who is who, with which key, in which roles.

Nothing else says who may do what. A row in the store that is not backed by these documents is
nobody's, and a role that only an administrator asserts is none where more is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from engine.accounts.chain import (
    Roll,
    Standing,
    compromised_keys,
    read_rolls,
    read_root,
    require_continuity,
    require_signers,
)
from engine.accounts.documents import ListedPerson, Status, TrustList
from engine.accounts.proof import (
    Proof,
    read_vouchings,
    roles_proven,
    vouched_by_root,
    with_peers,
)
from engine.accounts.roles import PROVEN_ROLES, Actor, Role
from engine.keys.reading import SealingKey
from engine.keys.signing import PublicKey


@dataclass(frozen=True, slots=True)
class TrustDocuments:
    """Everything that a site's trust is verified from, as signed; it may travel as it is.

    Attributes:
        root: The root document.
        lists: Every trust list, from the first on.
        hand_overs: From enrolment keys to people's own, in any order.
        confirmations: Of roles that must be proven, in any order.
    """

    root: bytes
    lists: tuple[bytes, ...]
    hand_overs: tuple[bytes, ...] = ()
    confirmations: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the site, as of the newest list.

    Attributes:
        id: The person, for good.
        name: What they sign in with.
        roles: What they are proven to be; nothing while they may not act.
        awaiting: Roles that the list gives them and nobody has confirmed yet.
        status: Whether their key may be used.
        pending: They have not made their own keys yet; ``signing_key`` is the enrolment key.
        signing_key: What their signatures are verified with.
        sealing_key: What an auditor's share of the log is sealed to.
        valid_from: When the administrator gave this key.
    """

    id: str
    name: str
    roles: frozenset[Role]
    awaiting: frozenset[Role]
    status: Status
    pending: bool
    signing_key: PublicKey
    sealing_key: SealingKey | None
    valid_from: str

    @property
    def usable(self) -> bool:
        """Whether the person may act with their key."""
        return self.status is Status.ACTIVE and not self.pending

    @property
    def actor(self) -> Actor:
        """The person as the one who does something."""
        return Actor(self.id, self.name, self.roles)


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that is or was somebody's own, for judging what it signed.

    Attributes:
        key: The key.
        person_id: Whose it is.
        name: Their name.
        roles: What they were proven to be when this was last their key.
        status: Active for the key they use now; disabled also for one that was replaced.
    """

    key: PublicKey
    person_id: str
    name: str
    roles: frozenset[Role]
    status: Status

    @property
    def stands(self) -> bool:
        """Whether what this key signed while it was in use still counts."""
        return self.status is not Status.COMPROMISED


@dataclass(frozen=True, slots=True)
class VerifiedTrust:
    """What the documents prove.

    Attributes:
        site_name: The site's name.
        site_id: Its identity.
        demo: Made to try the application out: weak passwords were allowed.
        root: The site root; its id is the fingerprint to pin.
        newest: The newest trust list as it was signed, for the next one to build on.
        digest: SHA-256 of the newest trust list.
        people: Everybody, by id.
        signers: Every own key there ever was, by key id.
        recovery_key: What the recovery holder's share of the log is sealed to.
        log_id: The log's name.
        log_key: What the log's checkpoints are verified with.
    """

    site_name: str
    site_id: str
    demo: bool
    root: PublicKey
    newest: TrustList
    digest: str
    people: Mapping[str, Person]
    signers: Mapping[str, Signer]
    recovery_key: SealingKey
    log_id: str
    log_key: PublicKey

    @property
    def number(self) -> int:
        """The number of the newest trust list."""
        return self.newest.number

    def person(self, person_id: str) -> Person | None:
        """Return the person with this id."""
        return self.people.get(person_id)

    def listed(self, person_id: str) -> ListedPerson:
        """Return somebody's entry in the newest list, as it was signed."""
        return next(one for one in self.newest.people if one.id == person_id)

    def by_name(self, name: str) -> Person | None:
        """Return the person with this name, in any case."""
        folded = name.casefold()
        return next((one for one in self.people.values() if one.name.casefold() == folded), None)

    def roles_of(self, person_id: str) -> frozenset[Role]:
        """Return what a person is proven to be; nothing for somebody unknown or not active."""
        person = self.person(person_id)
        return person.roles if person else frozenset()

    def holders(self, role: Role) -> tuple[Person, ...]:
        """Return everybody who is proven to hold ``role`` and may act, by id."""
        return tuple(one for _, one in sorted(self.people.items()) if role in one.roles)

    @property
    def log_recipients(self) -> tuple[SealingKey, ...]:
        """Whom the log is sealed to: every auditor, and the recovery holder."""
        auditors = (one.sealing_key for one in self.holders(Role.AUDITOR))
        return (*(key for key in auditors if key is not None), self.recovery_key)


def verify_trust(documents: TrustDocuments, pinned: str | None = None) -> VerifiedTrust:
    """Verify a site's documents, all of them, and say what they prove.

    Rules: the root signs itself and is the pinned one; every list continues the one before and is
    signed by the root or by an administrator, certified by the root and active in the list before;
    nobody leaves the lists; a key belongs to one person for one purpose; a compromised key never
    comes back; auditors, approvers and administrators count only with proven keys.

    Args:
        documents: The signed documents.
        pinned: The fingerprint of the root that this machine trusts; without one, any root.

    Raises:
        TrustError: A rule is broken; the subclass says which.
    """
    root = read_root(documents.root, pinned)
    rolls = read_rolls(root, documents.lists, documents.hand_overs)
    vouchings = read_vouchings(root, rolls, documents.confirmations)
    by_root = vouched_by_root(root.content, vouchings)
    administrators = frozenset(keys for keys, role in by_root if role is Role.ADMINISTRATOR)
    require_signers(root, rolls, administrators)
    require_continuity(rolls)
    compromised = compromised_keys(rolls)
    proof = with_peers(by_root, vouchings, compromised)
    newest = rolls[-1]
    return VerifiedTrust(
        site_name=root.content.site_name,
        site_id=root.content.site_id,
        demo=root.content.demo,
        root=PublicKey.from_hex(root.content.root_key),
        newest=newest.signed.content,
        digest=newest.signed.digest,
        people=MappingProxyType(
            {person: _person(one, proof) for person, one in newest.standings.items()}
        ),
        signers=MappingProxyType(_signers(rolls, proof, compromised)),
        recovery_key=SealingKey.from_hex(root.content.recovery_sealing_key),
        log_id=root.content.log_id,
        log_key=PublicKey.from_hex(root.content.log_key),
    )


def _person(standing: Standing, proof: Proof) -> Person:
    proven = roles_proven(standing.keys, standing.roles, proof)
    active = standing.status is Status.ACTIVE
    sealing = standing.keys.sealing
    return Person(
        id=standing.keys.person,
        name=standing.name,
        roles=proven if standing.usable else frozenset(),
        awaiting=(standing.roles & PROVEN_ROLES) - proven if active else frozenset(),
        status=standing.status,
        pending=standing.pending,
        signing_key=PublicKey.from_hex(standing.keys.signing),
        sealing_key=SealingKey.from_hex(sealing) if sealing is not None else None,
        valid_from=standing.valid_from,
    )


def _signers(rolls: Sequence[Roll], proof: Proof, compromised: frozenset[str]) -> dict[str, Signer]:
    found: dict[str, Signer] = {}
    newest = rolls[-1].standings
    for roll in rolls:
        for person, standing in roll.standings.items():
            if standing.pending:
                continue
            key = PublicKey.from_hex(standing.keys.signing)
            replaced = newest[person].keys.signing != standing.keys.signing
            found[key.id] = Signer(
                key=key,
                person_id=person,
                name=standing.name,
                roles=roles_proven(standing.keys, standing.roles, proof),
                status=_status(standing, replaced=replaced, lost=key.hex in compromised),
            )
    return found


def _status(standing: Standing, *, replaced: bool, lost: bool) -> Status:
    if lost:
        return Status.COMPROMISED
    return Status.DISABLED if replaced else standing.status
