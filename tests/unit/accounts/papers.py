"""Documents of a site, made by hand, so that tests can sign what Wardcast never would."""

from dataclasses import dataclass, field
from typing import Any, Self

from engine.accounts.documents import (
    Certificate,
    Confirmation,
    HandOver,
    ListedPerson,
    RootDocument,
    Status,
    TrustList,
)
from engine.accounts.roles import Role
from engine.accounts.trust import TrustDocuments, VerifiedTrust, verify_trust
from engine.canonical import sha256_hex
from engine.keys.reading import ReadingKey
from engine.keys.recovery import RecoverySecret
from engine.keys.signing import SigningKey

RECOVERY = RecoverySecret(bytes(32))
ROOT = RECOVERY.site_root
LOG_KEY = SigningKey(bytes([99] * 32))
NOW = "2026-11-02T09:15:00.000000Z"


@dataclass(frozen=True)
class Someone:
    """A person with the keys that a test knows."""

    name: str
    roles: tuple[Role, ...]
    number: int

    @property
    def id(self) -> str:
        return sha256_hex(self.name.encode())[:32]

    @property
    def key(self) -> SigningKey:
        return SigningKey(bytes([self.number] * 32))

    @property
    def reading(self) -> ReadingKey | None:
        return ReadingKey(bytes([self.number] * 96)) if Role.AUDITOR in self.roles else None

    @property
    def sealing(self) -> str | None:
        return self.reading.public.hex if self.reading else None

    def listed(self, **changes: Any) -> ListedPerson:
        values = {
            "id": self.id,
            "name": self.name,
            "roles": self.roles,
            "signing_key": self.key.public.hex,
            "sealing_key": self.sealing,
            "status": Status.ACTIVE,
            "enrolment": False,
            "valid_from": NOW,
        }
        return ListedPerson.model_validate({**values, **changes})

    def certificate(self) -> Certificate:
        return Certificate(
            person=self.id,
            signing_key=self.key.public.hex,
            sealing_key=self.sealing,
            roles=self.roles,
        )

    def rekeyed(self, number: int) -> "Someone":
        return Someone(self.name, self.roles, number)


ADA = Someone("ada", (Role.ADMINISTRATOR,), 1)
ABE = Someone("abe", (Role.ADMINISTRATOR,), 2)
AUDREY = Someone("audrey", (Role.AUDITOR,), 3)
AUGUST = Someone("august", (Role.AUDITOR,), 4)
APRIL = Someone("april", (Role.APPROVER,), 5)
APOLLO = Someone("apollo", (Role.APPROVER,), 6)
ARES = Someone("ares", (Role.APPROVER,), 7)
EVE = Someone("eve", (Role.ENGINEER,), 8)
FIRST = (ADA, AUDREY, APRIL, EVE)

ENROLMENT = SigningKey(bytes([70] * 32))
EMIL = Someone("emil", (Role.ENGINEER,), 71)


@dataclass
class Papers:
    """A site's documents, one added after the other."""

    root: bytes
    lists: list[bytes] = field(default_factory=list)
    hand_overs: list[bytes] = field(default_factory=list)
    confirmations: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, *certified: Someone, **changes: Any) -> Self:
        values = {
            "site_name": "St. Ada's",
            "site_id": "5" * 32,
            "demo": False,
            "root_key": ROOT.public.hex,
            "recovery_sealing_key": RECOVERY.reading_key.public.hex,
            "log_id": "6" * 32,
            "log_key": LOG_KEY.public.hex,
            "certified": tuple(one.certificate() for one in certified),
        }
        return cls(RootDocument.model_validate({**values, **changes}).sign(ROOT))

    def add(self, signer: SigningKey, *people: Someone | ListedPerson, **changes: Any) -> Self:
        previous = self.lists[-1] if self.lists else self.root
        values = {
            "number": len(self.lists) + 1,
            "previous": sha256_hex(previous),
            "people": tuple(one.listed() if isinstance(one, Someone) else one for one in people),
        }
        self.lists.append(TrustList.model_validate({**values, **changes}).sign(signer))
        return self

    def confirm(self, signer: SigningKey, whom: Someone, *roles: Role, **changes: Any) -> Self:
        values = {
            "person": whom.id,
            "signing_key": whom.key.public.hex,
            "sealing_key": whom.sealing,
            "roles": tuple(sorted(roles or whom.roles)),
            "trust_list": sha256_hex(self.lists[-1]),
        }
        confirmation = Confirmation.model_validate({**values, **changes})
        self.confirmations.append(confirmation.sign(signer))
        return self

    def hand_over(self, enrolment: SigningKey, whom: Someone, **changes: Any) -> Self:
        values = {
            "person": whom.id,
            "enrolment_key": enrolment.public.hex,
            "signing_key": whom.key.public.hex,
            "sealing_key": whom.sealing,
        }
        self.hand_overs.append(HandOver.model_validate({**values, **changes}).sign(enrolment))
        return self

    @property
    def documents(self) -> TrustDocuments:
        return TrustDocuments(
            self.root, tuple(self.lists), tuple(self.hand_overs), tuple(self.confirmations)
        )

    def verified(self, pinned: str | None = None) -> VerifiedTrust:
        return verify_trust(self.documents, pinned)


def site() -> Papers:
    """A sound site of an administrator, an auditor, an approver and an engineer."""
    return Papers.of(*FIRST).add(ADA.key, *FIRST)


def enrolling() -> tuple[Papers, Someone]:
    """A site to which Emil came and handed over from his enrolment key."""
    waiting = EMIL.listed(signing_key=ENROLMENT.public.hex, enrolment=True)
    papers = site().add(ADA.key, *FIRST, waiting)
    return papers.hand_over(ENROLMENT, EMIL), EMIL
