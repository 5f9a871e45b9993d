"""The signed decision that a model answers cases from now on."""

from typing import Annotated, Self

from pydantic import Field, ValidationError

from engine.accounts.roles import ROLE_PERMISSIONS, Permission, Role
from engine.accounts.trust import VerifiedTrust
from engine.canonical import canonical_json
from engine.contract.model import Name, Strict
from engine.errors import DamagedStoreError
from engine.keys.documents import BadDocumentError, read_document, sign_document
from engine.keys.signing import PublicKey, SigningKey
from engine.models.content import Sha256
from engine.models.signatures import Reason
from engine.phrases import phrase

PAYLOAD_TYPE = "application/vnd.wardcast.activation+json"


class BadActivationError(DamagedStoreError):
    """The activation was changed, or signed by somebody who may not activate."""

    code = "activation-invalid"
    default_advice = "No case is answered until a person with the role activates a model again."


class Activation(Strict):
    """Which model answers from now on, who decided it and why.

    Attributes:
        number: Its place in the site's activations, from 1.
        sha256: The model's manifest's SHA-256.
        previous: SHA-256 of the document before it; None for the first.
        person: Who decided.
        key: The key that signed, in hex.
        at: When, in UTC.
        reason: Why, in their words.
    """

    number: Annotated[int, Field(ge=1)]
    sha256: Sha256
    previous: Sha256 | None
    person: Name
    key: Sha256
    at: Name
    reason: Reason

    def sign(self, key: SigningKey) -> bytes:
        """Sign it; the envelope in canonical bytes."""
        return sign_document(key, PAYLOAD_TYPE, self.model_dump(mode="json")).to_bytes()

    @classmethod
    def parse(cls, value: object) -> Self:
        """Check the signed value.

        Raises:
            ValueError: It is no activation.
        """
        return cls.model_validate_json(canonical_json(value), strict=True)


def read_activation(data: bytes, trust: VerifiedTrust) -> Activation:
    """Read an activation and demand that somebody signed it who might.

    Raises:
        BadActivationError: It does not hold.
    """
    try:
        document = read_document(data, PAYLOAD_TYPE)
        activation = Activation.parse(document.value)
        key = PublicKey.from_hex(activation.key)
    except (BadDocumentError, ValidationError, ValueError) as error:
        raise BadActivationError(phrase("The model's activation was changed.")) from error
    signer = trust.signers.get(key.id)
    known = signer is not None and signer.person_id == activation.person and signer.stands
    if not known or signer is None or document.signers([key]) != {key}:
        raise BadActivationError(
            phrase("The model's activation is not signed by anybody trusted here.")
        )
    if not any(_may_activate(role) for role in signer.roles):
        raise BadActivationError(
            phrase("{name} may not activate models, yet signed an activation.", name=signer.name)
        )
    return activation


def _may_activate(role: Role) -> bool:
    return Permission.MODEL_ACTIVATE in ROLE_PERMISSIONS[role]
