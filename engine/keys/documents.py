"""Signed documents: canonical JSON inside a DSSE envelope, signed with Ed25519.

Everything that people sign here has this one form: trust lists, certificates, approvals of
models, activations. A document is accepted only in its canonical encoding, so that nothing in it
can be changed, not even a bit that base64 ignores, without being noticed. It carries exactly one
signature: where two people sign, they sign two documents. One that nobody asks for could otherwise
be added unnoticed.

Source:
    DSSE protocol 1.0 (secure-systems-lab/dsse); in-toto Statement v1 for models.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import FormatError, VerificationError
from securesystemslib.signer import (  # type: ignore[attr-defined] # public, not re-exported
    CryptoSigner,
    SSlibKey,
)

from engine.canonical import canonical_json, parse_canonical
from engine.keys.signing import PublicKey, SigningKey
from engine.phrases import phrase, reason_of

Json = Any


class BadDocumentError(Exception):
    """The bytes are no signed document of the kind that was expected here."""


@dataclass(frozen=True, slots=True)
class SignedDocument:
    """What an envelope holds, and the envelope itself.

    Attributes:
        value: The signed JSON value.
        envelope: The envelope as a JSON value, in its canonical content.
    """

    value: Json
    envelope: Json

    def signers(self, candidates: Iterable[PublicKey]) -> frozenset[PublicKey]:
        """Return those of ``candidates`` whose signature over the value holds."""
        envelope = _parse(self.envelope)
        return frozenset(key for key in candidates if _holds(envelope, key))

    def to_bytes(self) -> bytes:
        """The envelope as canonical JSON."""
        return canonical_json(self.envelope)


def sign_document(key: SigningKey, payload_type: str, value: Json) -> SignedDocument:
    """Sign ``value`` as a document of the kind ``payload_type``."""
    envelope = Envelope(canonical_json(value), payload_type, {})
    envelope.sign(CryptoSigner(key.crypto, _library_key(key.public)))
    return SignedDocument(value, envelope.to_dict())


def read_document(data: bytes, payload_type: str) -> SignedDocument:
    """Parse an envelope's bytes, without judging who signed.

    Raises:
        BadDocumentError: Not canonical, not an envelope, of another kind, or not signed exactly
            once.
    """
    try:
        value = parse_canonical(data)
    except ValueError as error:
        raise BadDocumentError(reason_of(error)) from error
    return envelope_document(value, payload_type)


def envelope_document(envelope: Json, payload_type: str) -> SignedDocument:
    """Take an envelope that stands inside another document, without judging who signed.

    Raises:
        BadDocumentError: Not an envelope in canonical content, of another kind, or not signed
            exactly once.
    """
    parsed = _parse(envelope)
    if parsed.payload_type != payload_type:
        raise BadDocumentError(
            phrase("a {payload_type} was expected here", payload_type=payload_type)
        )
    if parsed.to_dict() != envelope:
        raise BadDocumentError(phrase("the envelope is not in its canonical form"))
    # The list and not what was parsed of it: the library keeps one signature for each key's name.
    if len(envelope["signatures"]) != 1:
        raise BadDocumentError(phrase("a document carries exactly one signature"))
    try:
        value = parse_canonical(parsed.payload)
    except ValueError as error:
        raise BadDocumentError(reason_of(error)) from error
    return SignedDocument(value, envelope)


def _parse(envelope: Json) -> Envelope:
    try:
        # The library changes the mapping it is given while it reads it.
        return Envelope.from_dict(json.loads(json.dumps(envelope)))
    except (KeyError, TypeError, ValueError, AttributeError, FormatError) as error:
        raise BadDocumentError(phrase("this is not a DSSE envelope")) from error


def _holds(envelope: Envelope, key: PublicKey) -> bool:
    try:
        envelope.verify([_library_key(key)], threshold=1)
    except VerificationError:
        return False
    return True


def _library_key(key: PublicKey) -> SSlibKey:
    return SSlibKey(key.id, "ed25519", "ed25519", {"public": key.hex})
