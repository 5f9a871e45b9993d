"""Sealing the bodies of records to the auditors.

One key for each epoch, sealed to every reader; from it one key for each record, so that a single
record can be disclosed by its own key. GCM does not bind a ciphertext to one key, so an epoch
commits to its key in the clear.

Source:
    HKDF: RFC 5869. AES-256-GCM: NIST SP 800-38D; each key encrypts once, under a random nonce.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.audit.records import Header, SealedKey
from engine.canonical import canonical_json, parse_canonical
from engine.keys.reading import ReadingKey, SealedForAnotherError, SealingKey
from engine.phrases import phrase

KEY_BYTES = 32
SALT_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
PADDED_TO = 256
"""Bodies are filled up to a multiple of this, so that their length tells little."""

_LENGTH_BYTES = 4


class CannotOpenError(Exception):
    """Sealed bytes do not open with this key."""


@dataclass(frozen=True, slots=True)
class SealedBody:
    """A record's body as it is stored."""

    salt: bytes
    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class EpochKey:
    """The key of one epoch of one log.

    Attributes:
        log: The log's id.
        epoch: The epoch's id.
        raw: The key itself.
    """

    log: str
    epoch: str
    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls, log: str) -> Self:
        """Make the key of a new epoch from the system's random source."""
        return cls(log, os.urandom(16).hex(), os.urandom(KEY_BYTES))

    @classmethod
    def unseal(cls, header: Header, reader: ReadingKey) -> Self:
        """Open an epoch's key with a reader's own.

        Args:
            header: The header of the record that started the epoch.
            reader: The reading key of one of those to whom the epoch was sealed.

        Raises:
            SealedForAnotherError: The epoch was not sealed to this reader.
            CannotOpenError: What is sealed is not the key that the epoch committed to.
        """
        for sealed in header.sealed_keys:
            if sealed.key == reader.public.id:
                info = _context("epoch-key", header.log, header.epoch)
                raw = reader.open(bytes.fromhex(sealed.sealed), info=info)
                break
        else:
            raise SealedForAnotherError
        key = cls(header.log, header.epoch, raw)
        if not compare_digest(key.commitment, header.commitment):
            raise CannotOpenError(phrase("the epoch committed to another key"))
        return key

    @property
    def commitment(self) -> str:
        """What binds the epoch to this key and tells nothing about it, in hex."""
        return self._derive(b"", _context("commitment", self.log, self.epoch)).hex()

    def sealed_to(self, reader: SealingKey) -> SealedKey:
        """Seal this key to one reader."""
        info = _context("epoch-key", self.log, self.epoch)
        return SealedKey(reader.id, reader.seal(self.raw, info=info).hex())

    def seal(self, seq: int, header: bytes, body: Mapping[str, Any]) -> SealedBody:
        """Seal the body of record ``seq``, bound to its clear header.

        Raises:
            ValueError: The body cannot be written as canonical JSON.
        """
        drawn = os.urandom(SALT_BYTES + NONCE_BYTES)
        salt, nonce = drawn[:SALT_BYTES], drawn[SALT_BYTES:]
        cipher = AESGCM(self._record_key(salt, seq))
        return SealedBody(salt, nonce, cipher.encrypt(nonce, _padded(body), header))

    def open(self, seq: int, header: bytes, sealed: SealedBody) -> dict[str, Any]:
        """Open the body of record ``seq``.

        Raises:
            CannotOpenError: It was sealed with another key or header, or was changed since.
        """
        cipher = AESGCM(self._record_key(sealed.salt, seq))
        try:
            return _unpadded(cipher.decrypt(sealed.nonce, sealed.ciphertext, header))
        except (InvalidTag, ValueError) as error:
            raise CannotOpenError(
                phrase("the sealed part does not fit its key and its header")
            ) from error

    def _record_key(self, salt: bytes, seq: int) -> bytes:
        return self._derive(salt, _context("record", self.log, str(seq)))

    def _derive(self, salt: bytes, info: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt, info).derive(self.raw)


def _context(purpose: str, *names: str) -> bytes:
    # Ids and numbers hold no line break, so that two contexts are never the same bytes.
    return "\n".join(("wardcast audit v1", purpose, *names)).encode("ascii")


def _padded(body: Mapping[str, Any]) -> bytes:
    data = canonical_json(dict(body))
    framed = len(data).to_bytes(_LENGTH_BYTES) + data
    return framed + bytes(-len(framed) % PADDED_TO)


def _unpadded(framed: bytes) -> dict[str, Any]:
    end = _LENGTH_BYTES + int.from_bytes(framed[:_LENGTH_BYTES])
    body = parse_canonical(framed[_LENGTH_BYTES:end])
    if not isinstance(body, dict) or any(framed[end:]):
        message = "a body is an object, filled up with zeros"
        raise ValueError(message)
    return body
