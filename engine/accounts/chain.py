"""The trust lists of a site, one after the other, as they really stand.

Every list names the one before it by digest, the first one the root document, so none can be left
out, swapped or taken from another site. What cannot be seen from here is that the newest lists
were cut off: the audit log names each list by number and digest for that.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.accounts.documents import (
    HandOver,
    ListedPerson,
    RootDocument,
    Signed,
    Status,
    TrustList,
    read_signed,
)
from engine.accounts.refusals import (
    KeyReusedError,
    NotCertifiedError,
    PinnedRootError,
    TrustGapError,
    TrustHistoryError,
    WrongSignerError,
)
from engine.accounts.roles import Role
from engine.keys.signing import PublicKey
from engine.phrases import phrase

_SITE = "site"


@dataclass(frozen=True, slots=True)
class Keys:
    """A person's keys together: what a certificate or a confirmation vouches for.

    Attributes:
        person: The person's id.
        signing: The signing key, in hex.
        sealing: An auditor's sealing key, in hex.
    """

    person: str
    signing: str
    sealing: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One person as of one list, with the keys they handed over to.

    Attributes:
        keys: Their own keys; the enrolment key while ``pending``.
        name: What they sign in with.
        roles: What the list says they are; not all of it needs to be proven.
        status: Whether the key may be used.
        pending: They have not made their own keys yet.
        valid_from: When the administrator gave this key.
    """

    keys: Keys
    name: str
    roles: frozenset[Role]
    status: Status
    pending: bool
    valid_from: str

    @property
    def usable(self) -> bool:
        """Whether the person may act with these keys."""
        return self.status is Status.ACTIVE and not self.pending


@dataclass(frozen=True, slots=True)
class Roll:
    """One trust list and everybody's standing in it, by person."""

    signed: Signed[TrustList]
    standings: Mapping[str, Standing]

    def holder(self, key: PublicKey) -> Standing | None:
        """Return who may act with ``key`` as of this list."""
        for standing in self.standings.values():
            if standing.keys.signing == key.hex and standing.usable:
                return standing
        return None


def read_root(data: bytes, pinned: str | None) -> Signed[RootDocument]:
    """Read the root document, which signs itself.

    Args:
        data: The envelope.
        pinned: The fingerprint of the root that this machine trusts; without one, any root.

    Raises:
        TrustError: It is not what the root signed, or of another root than the pinned one.
    """
    root = read_signed(RootDocument, data)
    key = PublicKey.from_hex(root.content.root_key)
    root.signer([key])
    if pinned is not None and pinned != key.id:
        raise PinnedRootError(
            phrase("This site's root is not the one that this machine trusts."),
            detail=f"root {key.id}",
        )
    return root


def read_rolls(
    root: Signed[RootDocument], lists: Sequence[bytes], hand_overs: Iterable[bytes]
) -> tuple[Roll, ...]:
    """Read the lists in order; who signed them is for ``require_signers`` to judge.

    Raises:
        TrustError: A list is malformed or missing; a hand-over is not one from a listed enrolment
            key; one key stands for two.
    """
    read = tuple(read_signed(TrustList, data) for data in lists)
    _require_unbroken(root, read)
    handed = _read_hand_overs(read, hand_overs)
    rolls = tuple(
        Roll(one, {person.id: _standing(person, handed) for person in one.content.people})
        for one in read
    )
    _require_own_keys(root.content, rolls)
    return rolls


def require_signers(
    root: Signed[RootDocument], rolls: Sequence[Roll], administrators: frozenset[Keys]
) -> None:
    """Check that each list is signed by the root, or by an administrator who still was one.

    The list before says who may act: a disabled administrator cannot sign himself back in.

    Raises:
        TrustChangedError: A list was changed after it was signed.
        WrongSignerError: A list's signer was no active administrator.
        NotCertifiedError: The root never vouched for that administrator's keys.
    """
    root_key = PublicKey.from_hex(root.content.root_key)
    for authority, roll in zip((rolls[0], *rolls), rolls, strict=False):
        known = [PublicKey.from_hex(one.keys.signing) for one in authority.standings.values()]
        signer = roll.signed.signer([root_key, *known])
        if signer == root_key:
            continue
        standing = authority.holder(signer)
        if standing is None or Role.ADMINISTRATOR not in standing.roles:
            raise WrongSignerError(
                phrase("The list of people is signed by somebody who is no active administrator."),
                detail=f"list {roll.signed.content.number}",
            )
        if standing.keys not in administrators:
            raise NotCertifiedError(
                phrase(
                    "The list of people is signed by {name}, "
                    "whom the site's root does not know as an administrator.",
                    name=standing.name,
                ),
                detail=f"list {roll.signed.content.number}",
            )


def require_continuity(rolls: Sequence[Roll]) -> None:
    """Check that nobody is dropped or renamed: their earlier signatures stay theirs.

    Raises:
        TrustHistoryError: A list no longer names somebody as the one before did.
    """
    for before, after in pairwise(rolls):
        for person, standing in before.standings.items():
            later = after.standings.get(person)
            if later is None or later.name != standing.name:
                raise TrustHistoryError(
                    phrase("The list of people no longer names {name}.", name=standing.name),
                    detail=f"list {after.signed.content.number}",
                )


def compromised_keys(rolls: Iterable[Roll]) -> frozenset[str]:
    """Return the signing keys, in hex, that were ever called compromised.

    With a person's key all their earlier ones go.

    Raises:
        TrustHistoryError: A later list takes such a key as good again.
    """
    seen: dict[str, set[str]] = {}
    lost: set[str] = set()
    for roll in rolls:
        for person, standing in roll.standings.items():
            keys = seen.setdefault(person, set())
            keys.add(standing.keys.signing)
            if standing.status is Status.COMPROMISED:
                lost |= keys
            elif standing.keys.signing in lost:
                raise TrustHistoryError(
                    phrase(
                        "The list of people takes a compromised key of {name} as good again.",
                        name=standing.name,
                    ),
                    detail=f"list {roll.signed.content.number}",
                )
    return frozenset(lost)


def _require_unbroken(root: Signed[RootDocument], lists: Sequence[Signed[TrustList]]) -> None:
    if not lists:
        raise TrustGapError(phrase("The site has no list of people."))
    previous = root.digest
    for number, one in enumerate(lists, start=1):
        if (one.content.number, one.content.previous) != (number, previous):
            raise TrustGapError(
                phrase(
                    "The site's list of people number {number} is missing, "
                    "or does not continue the one before it.",
                    number=number,
                ),
                detail=f"found list {one.content.number}",
            )
        previous = one.digest


def _read_hand_overs(
    lists: Iterable[Signed[TrustList]], hand_overs: Iterable[bytes]
) -> Mapping[str, HandOver]:
    enrolments = {
        person.signing_key: person.id
        for one in lists
        for person in one.content.people
        if person.enrolment
    }
    found: dict[str, HandOver] = {}
    for data in hand_overs:
        signed = read_signed(HandOver, data)
        content = signed.content
        if enrolments.get(content.enrolment_key) != content.person:
            raise WrongSignerError(
                phrase("Keys were handed over by somebody who was not to enrol.")
            )
        signed.signer([PublicKey.from_hex(content.enrolment_key)])
        if content.enrolment_key in found:
            raise TrustHistoryError(phrase("A one-time enrolment key was used twice."))
        found[content.enrolment_key] = content
    return found


def _standing(person: ListedPerson, handed: Mapping[str, HandOver]) -> Standing:
    over = handed.get(person.signing_key) if person.enrolment else None
    own = over or person
    return Standing(
        keys=Keys(person.id, own.signing_key, own.sealing_key),
        name=person.name,
        roles=frozenset(person.roles),
        status=person.status,
        pending=person.enrolment and over is None,
        valid_from=person.valid_from,
    )


def _require_own_keys(root: RootDocument, rolls: Iterable[Roll]) -> None:
    """Refuse a key of two people, and an enrolment key as anybody's own: others have seen it."""
    owners: dict[str, tuple[str, str]] = {}
    for key, owner in _uses(root, rolls):
        if owners.setdefault(key, owner) != owner:
            raise KeyReusedError(phrase("One key stands for two people, or for two purposes."))


def _uses(root: RootDocument, rolls: Iterable[Roll]) -> Iterator[tuple[str, tuple[str, str]]]:
    yield root.root_key, (_SITE, "root")
    yield root.log_key, (_SITE, "log")
    yield root.recovery_sealing_key, (_SITE, "recovery")
    for roll in rolls:
        for listed in roll.signed.content.people:
            keys = roll.standings[listed.id].keys
            if listed.enrolment:
                yield listed.signing_key, (listed.id, "enrolment")
            if not roll.standings[listed.id].pending:
                yield keys.signing, (listed.id, "signing")
            if keys.sealing is not None:
                yield keys.sealing, (listed.id, "sealing")
