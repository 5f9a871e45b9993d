"""Ed25519 keys: who signed, and whether it holds."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from engine.canonical import sha256_hex

KEY_BYTES = 32


@dataclass(frozen=True)
class PublicKey:
    """The public half of a signing key, 32 raw bytes (RFC 8032)."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            message = f"an Ed25519 public key has {KEY_BYTES} bytes"
            raise ValueError(message)

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Read 64 hex digits.

        Raises:
            ValueError: They are not 32 bytes in hex.
        """
        return cls(bytes.fromhex(text))

    @property
    def hex(self) -> str:
        """The key as 64 hex digits."""
        return self.raw.hex()

    @cached_property
    def id(self) -> str:
        """SHA-256 of the raw key: two names for one key cannot exist."""
        return sha256_hex(self.raw)

    @cached_property
    def crypto(self) -> Ed25519PublicKey:
        """The key as the cryptography library holds it."""
        return Ed25519PublicKey.from_public_bytes(self.raw)

    def verifies(self, signature: bytes, data: bytes) -> bool:
        """Say whether ``signature`` over ``data`` was made by this key."""
        try:
            self.crypto.verify(signature, data)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A private signing key, held as its 32-byte seed."""

    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's random source."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @cached_property
    def crypto(self) -> Ed25519PrivateKey:
        """The key as the cryptography library holds it."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> PublicKey:
        """The public half."""
        return PublicKey(self.crypto.public_key().public_bytes_raw())

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature over ``data``."""
        return self.crypto.sign(data)
