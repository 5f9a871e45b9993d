"""HPKE keys: sealing bytes so that only the holder of a private key can read them.

RFC 9180 with the hybrid KEM ML-KEM-768 + X25519, HKDF-SHA256 and AES-256-GCM. The library has no
serialiser for hybrid keys, so a private key is kept as the ML-KEM seed (64 bytes) followed by
the X25519 key (32), a public key as the two public halves (1184 + 32).
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from engine.canonical import sha256_hex
from engine.keys.signing import bytes_of_hex

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_SEED_BYTES = 64
_PUBLIC_MLKEM_BYTES = 1184
_X25519_BYTES = 32
_PUBLIC_BYTES = _PUBLIC_MLKEM_BYTES + _X25519_BYTES


class SealedForAnotherError(Exception):
    """The sealed bytes were not sealed to this key, or were changed since."""


@dataclass(frozen=True)
class SealingKey:
    """The public half of a reading key: anyone may seal to it.

    Rules: both halves are keys of their kind, and the X25519 half is no point of low order: what
    is agreed with such a point everybody knows. Nothing is found out only when something is to be
    sealed, since then nothing could be recorded any more.
    """

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != _PUBLIC_BYTES:
            message = f"a sealing key has {_PUBLIC_BYTES} bytes"
            raise ValueError(message)
        _, x25519 = self._halves
        try:
            # The library refuses to agree on zero (RFC 7748, section 6.1).
            X25519PrivateKey.generate().exchange(x25519)
        except ValueError as error:
            message = "the X25519 half of this sealing key is a point of low order"
            raise ValueError(message) from error

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Read the key from hex in lower case.

        Raises:
            ValueError: It is something else, or no key that can be sealed to.
        """
        return cls(bytes_of_hex(text, _PUBLIC_BYTES))

    @property
    def hex(self) -> str:
        """The key in hex."""
        return self.raw.hex()

    @cached_property
    def id(self) -> str:
        """SHA-256 of the raw key."""
        return sha256_hex(self.raw)

    def seal(self, secret: bytes, *, info: bytes) -> bytes:
        """Seal ``secret`` to the holder of the private half, bound to the context ``info``."""
        return _SUITE.encrypt(secret, MLKEM768X25519PublicKey(*self._halves), info=info)

    @cached_property
    def _halves(self) -> tuple[MLKEM768PublicKey, X25519PublicKey]:
        return (
            MLKEM768PublicKey.from_public_bytes(self.raw[:_PUBLIC_MLKEM_BYTES]),
            X25519PublicKey.from_public_bytes(self.raw[_PUBLIC_MLKEM_BYTES:]),
        )


@dataclass(frozen=True)
class ReadingKey:
    """A private reading key: ML-KEM seed and X25519 key, 96 bytes together."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != _SEED_BYTES + _X25519_BYTES:
            message = f"a reading key has {_SEED_BYTES + _X25519_BYTES} bytes"
            raise ValueError(message)

    @classmethod
    def generate(cls) -> Self:
        """Make a new key from the system's random source."""
        mlkem, x25519 = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
        return cls(mlkem.private_bytes_raw() + x25519.private_bytes_raw())

    @cached_property
    def _halves(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        return (
            MLKEM768PrivateKey.from_seed_bytes(self.raw[:_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(self.raw[_SEED_BYTES:]),
        )

    @cached_property
    def public(self) -> SealingKey:
        """The public half."""
        mlkem, x25519 = self._halves
        return SealingKey(
            mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()
        )

    def open(self, sealed: bytes, *, info: bytes) -> bytes:
        """Read what was sealed to this key in the context ``info``.

        Raises:
            SealedForAnotherError: It was sealed to another key or context, or was changed.
        """
        try:
            return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(*self._halves), info=info)
        except (InvalidTag, ValueError) as error:
            raise SealedForAnotherError from error
