"""The documents that a site's trust is made of, as strict data, and how each is signed and read.

A certificate names everything that a role rests on: the person, the signing key and, for auditors,
the sealing key. Were the sealing key left out, an administrator could put another one in an
auditor's place and have the log sealed to himself.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from engine.accounts.refusals import TrustChangedError, WrongSignerError
from engine.accounts.roles import Role, RoleConflictError, require_separation
from engine.canonical import sha256_hex
from engine.keys.documents import (
    BadDocumentError,
    SignedDocument,
    read_document,
    sign_document,
)
from engine.keys.reading import SealingKey
from engine.keys.signing import PublicKey, SigningKey
from engine.phrases import phrase


def _in_one_form(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    if list(roles) != sorted(set(roles)):
        message = "roles stand once each, in alphabetical order"
        raise ValueError(message)
    try:
        require_separation(roles)
    except RoleConflictError as error:
        raise ValueError(error.summary) from error
    return roles


def _a_signing_key(text: str) -> str:
    return PublicKey.from_hex(text).hex


def _a_sealing_key(text: str) -> str:
    return SealingKey.from_hex(text).hex


Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SigningHex = Annotated[str, AfterValidator(_a_signing_key)]
SealingHex = Annotated[str, AfterValidator(_a_sealing_key)]
Id = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
# ASCII only: two names that look the same on a screen are then the same.
PersonName = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
SiteName = Annotated[str, Field(pattern=r"^[^\p{C}\p{Z}]([^\p{C}]{0,78}[^\p{C}\p{Z}])?$")]
Moment = Annotated[
    str, Field(pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}\.[0-9]{6}Z$")
]
Roles = Annotated[tuple[Role, ...], AfterValidator(_in_one_form)]


class Status(StrEnum):
    """Whether a person's key may be used, and what is left of what it signed.

    What a disabled person signed before stands; nothing that a compromised key signed does.
    """

    ACTIVE = "active"
    DISABLED = "disabled"
    COMPROMISED = "compromised"


class Strict(BaseModel):
    """Base of everything here: frozen, nothing unknown, nothing converted, no values in errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class Document(Strict):
    """Something that is signed."""

    payload_type: ClassVar[str]

    version: Literal[1] = 1

    def sign(self, key: SigningKey) -> bytes:
        """Return the signed envelope as canonical JSON."""
        return sign_document(key, self.payload_type, self.model_dump(mode="json")).to_bytes()


class Certificate(Strict):
    """The root's word that a person with these keys holds these roles."""

    person: Id
    signing_key: SigningHex
    sealing_key: SealingHex | None
    roles: Roles


class RootDocument(Document):
    """What a site is, and who counts there from the start; signed by the site root.

    Attributes:
        site_name: The site's name, for people.
        site_id: Its identity.
        demo: Made to try the application out: weak passwords were allowed.
        root_key: The site root.
        recovery_sealing_key: Every epoch of the log is sealed to its holder too.
        log_id: The name of the site's log.
        log_key: The key that signs the log's checkpoints.
        certified: The first people.
    """

    payload_type: ClassVar[str] = "application/vnd.wardcast.site-root+json"

    site_name: SiteName
    site_id: Id
    demo: bool
    root_key: SigningHex
    recovery_sealing_key: SealingHex
    log_id: Id
    log_key: SigningHex
    certified: tuple[Certificate, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _require_distinct("person", [one.person for one in self.certified])
        return self


class ListedPerson(Strict):
    """One person in a trust list.

    Attributes:
        id: The person, for good.
        name: What they sign in with; two names differ in more than case.
        roles: What they are meant to be; some roles count only once they are proven.
        signing_key: Their key, or the one-time enrolment key while ``enrolment`` is true.
        sealing_key: An auditor's; none for others.
        status: Whether the key may be used.
        enrolment: The person makes their own keys at first sign-in and hands over to them.
        valid_from: When the administrator gave this key; for people to read, no rule rests on it.
    """

    id: Id
    name: PersonName
    roles: Roles
    signing_key: SigningHex
    sealing_key: SealingHex | None
    status: Status
    enrolment: bool
    valid_from: Moment


class TrustList(Document):
    """Everybody at a site, as of one change; signed by an administrator or by the root.

    Attributes:
        number: Counts from 1 without a gap.
        previous: SHA-256 of the list before, of the root document for the first.
        people: Everybody there ever was.
    """

    payload_type: ClassVar[str] = "application/vnd.wardcast.trust-list+json"

    number: Annotated[int, Field(ge=1, le=2**31)]
    previous: Digest
    people: tuple[ListedPerson, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        _require_distinct("person", [person.id for person in self.people])
        _require_distinct("name", [person.name.casefold() for person in self.people])
        return self


class HandOver(Document):
    """From a one-time enrolment key to the keys that the person made; signed by the former."""

    payload_type: ClassVar[str] = "application/vnd.wardcast.hand-over+json"

    person: Id
    enrolment_key: SigningHex
    signing_key: SigningHex
    sealing_key: SealingHex | None


class Confirmation(Document):
    """The word of a second person, or of the root, that a person's keys are their own.

    Attributes:
        person: Who is confirmed.
        signing_key: Their signing key.
        sealing_key: Their sealing key, where they have one.
        roles: The roles that are confirmed.
        trust_list: SHA-256 of the trust list in force, in which the confirmer is judged.
    """

    payload_type: ClassVar[str] = "application/vnd.wardcast.confirmation+json"

    person: Id
    signing_key: SigningHex
    sealing_key: SealingHex | None
    roles: Roles
    trust_list: Digest


D = TypeVar("D", bound=Document)


@dataclass(frozen=True, slots=True)
class Signed(Generic[D]):
    """A document's content, its envelope, and the SHA-256 of the envelope's bytes."""

    content: D
    envelope: SignedDocument
    digest: str

    def signer(self, candidates: Iterable[PublicKey]) -> PublicKey:
        """Return the one of ``candidates`` that signed.

        Raises:
            WrongSignerError: None of them did.
            TrustChangedError: One of them signed something else.
        """
        keys = {key.id: key for key in candidates}
        named = self.envelope.envelope["signatures"][0]["keyid"]
        if named not in keys:
            raise WrongSignerError(
                phrase("A document of the site is signed by somebody who may not sign it."),
                detail=self.content.payload_type,
            )
        if not self.envelope.signers([keys[named]]):
            raise TrustChangedError(
                phrase("A document of the site was changed after it was signed."),
                detail=self.content.payload_type,
            )
        return keys[named]


def read_signed(kind: type[D], data: bytes) -> Signed[D]:
    """Read an envelope that must hold a document of ``kind``, without judging who signed.

    Raises:
        TrustChangedError: It is another kind, malformed, not canonical, or signed more than once.
    """
    try:
        envelope = read_document(data, kind.payload_type)
        content = kind.model_validate_json(json.dumps(envelope.value))
    except (BadDocumentError, ValidationError) as error:
        raise _malformed(kind, str(error)) from error
    return Signed(content, envelope, sha256_hex(data))


def _malformed(kind: type[Document], detail: str) -> TrustChangedError:
    return TrustChangedError(
        phrase("A document of the site is not one that Wardcast wrote."),
        detail=f"{kind.payload_type}: {detail}",
    )


def _require_distinct(what: str, values: list[str]) -> None:
    if len(set(values)) != len(values):
        message = f"a {what} stands there twice"
        raise ValueError(message)
