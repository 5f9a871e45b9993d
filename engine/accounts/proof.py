"""Who is proven to be auditor, approver or administrator, whatever a trust list says.

An administrator can list anybody as anything. These roles count only where the root, or somebody
who already holds the role, vouched for the very keys.

Confirmations stand on their own beside the lists, each its own envelope. A list is an
administrator's to sign; if a confirmation had to wait for the next one, an administrator could
keep it from counting, and a confirmer would have to be one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from engine.accounts.chain import Keys, Roll
from engine.accounts.documents import Confirmation, RootDocument, Signed, read_signed
from engine.accounts.refusals import WrongSignerError
from engine.accounts.roles import PROVEN_ROLES, Role
from engine.keys.signing import PublicKey
from engine.phrases import phrase

PEER_CONFIRMED = frozenset({Role.APPROVER, Role.AUDITOR})
"""Roles that another holder may confirm; an administrator is for the root alone to certify."""

Proof = frozenset[tuple[Keys, Role]]


@dataclass(frozen=True, slots=True)
class Vouching:
    """One confirmation, and who gave it.

    Attributes:
        keys: What was vouched for.
        roles: As what.
        by: The confirmer in the list that the confirmation names; None for the root.
        by_roles: What that list says the confirmer was.
    """

    keys: Keys
    roles: frozenset[Role]
    by: Keys | None
    by_roles: frozenset[Role]


def read_vouchings(
    root: Signed[RootDocument], rolls: Sequence[Roll], confirmations: Iterable[bytes]
) -> tuple[Vouching, ...]:
    """Read the confirmations, each signed by the root or by somebody active in the list it names.

    A confirmer is judged as of that list, so that a confirmation outlives a confirmer who retires.

    Raises:
        TrustChangedError: A confirmation is malformed, or was changed after it was signed.
        WrongSignerError: Its signer was nobody who could act, or it names no list of this site.
    """
    by_digest = {roll.signed.digest: roll for roll in rolls}
    root_key = PublicKey.from_hex(root.content.root_key)
    found = []
    for data in confirmations:
        signed = read_signed(Confirmation, data)
        roll = by_digest.get(signed.content.trust_list)
        if roll is None:
            raise WrongSignerError(
                phrase("A confirmation belongs to a list of people that is not here.")
            )
        found.append(_vouching(signed, roll, root_key))
    return tuple(found)


def vouched_by_root(root: RootDocument, vouchings: Iterable[Vouching]) -> Proof:
    """Return what the root says, in its own document and in confirmations."""
    certified = {
        (Keys(one.person, one.signing_key, one.sealing_key), role)
        for one in root.certified
        for role in one.roles
    }
    confirmed = {(one.keys, role) for one in vouchings if one.by is None for role in one.roles}
    return frozenset(certified | confirmed)


def with_peers(proof: Proof, vouchings: Iterable[Vouching], compromised: frozenset[str]) -> Proof:
    """Add what holders of a role vouched for, and whom those vouched for in turn.

    It grows from what the root said, so that two people who only confirm each other prove nothing;
    nobody proves themselves, and a compromised key proves nobody.
    """
    proven = set(proof)
    waiting = {
        (one.by, (one.keys, role))
        for one in vouchings
        if one.by is not None
        and one.by.person != one.keys.person
        and one.by.signing not in compromised
        for role in one.roles & one.by_roles & PEER_CONFIRMED
    }
    while True:
        grown = {given for by, given in waiting if (by, given[1]) in proven} - proven
        if not grown:
            return frozenset(proven)
        proven |= grown


def roles_proven(keys: Keys, listed: frozenset[Role], proof: Proof) -> frozenset[Role]:
    """Return those of the listed roles that count for a person with these keys."""
    return frozenset(role for role in listed if _counts(keys, role, proof))


def _counts(keys: Keys, role: Role, proof: Proof) -> bool:
    if role is Role.AUDITOR and keys.sealing is None:
        return False
    return role not in PROVEN_ROLES or (keys, role) in proof


def _vouching(signed: Signed[Confirmation], roll: Roll, root_key: PublicKey) -> Vouching:
    content = signed.content
    standings: Mapping[str, PublicKey] = {
        person: PublicKey.from_hex(standing.keys.signing)
        for person, standing in roll.standings.items()
    }
    signer = signed.signer([root_key, *standings.values()])
    by = None if signer == root_key else roll.holder(signer)
    if by is None and signer != root_key:
        raise WrongSignerError(
            phrase("A confirmation is signed by somebody who could not act then.")
        )
    return Vouching(
        keys=Keys(content.person, content.signing_key, content.sealing_key),
        roles=frozenset(content.roles),
        by=by.keys if by else None,
        by_roles=by.roles if by else frozenset(),
    )
