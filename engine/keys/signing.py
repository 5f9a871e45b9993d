"""Ed25519 keys: who signed, and whether it holds."""

import re
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

_SMALL_ORDER = frozenset(
    bytes.fromhex(point)
    for point in (
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    )
)
"""Points of order 1, 2, 4 and 8 without their sign bit, in every encoding that libraries take.

Source: the block list of libsodium, ``ge25519_has_small_order``.
"""
_SIGN_BIT = 0x80


def bytes_of_hex(text: str, count: int) -> bytes:
    """Read lower-case hex of exactly ``count`` bytes: one key has one text.

    Raises:
        ValueError: It is of another length, or holds anything else than 0-9 and a-f.
    """
    if len(text) != 2 * count or re.fullmatch("[0-9a-f]*", text) is None:
        message = f"{2 * count} hex digits in lower case were expected"
        raise ValueError(message)
    return bytes.fromhex(text)


@dataclass(frozen=True)
class PublicKey:
    """The public half of a signing key, 32 raw bytes (RFC 8032).

    Rules: it has 32 bytes, and is no point of small order. Under such a point, anybody can make
    signatures that hold, for some of them over any data at all.
    """

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            message = f"an Ed25519 public key has {KEY_BYTES} bytes"
            raise ValueError(message)
        if self.raw[:-1] + bytes([self.raw[-1] & ~_SIGN_BIT]) in _SMALL_ORDER:
            message = "this Ed25519 public key is a point of small order, which signs for anybody"
            raise ValueError(message)

    @classmethod
    def from_hex(cls, text: str) -> Self:
        """Read 64 hex digits in lower case.

        Raises:
            ValueError: They are something else, or no key that can be trusted.
        """
        return cls(bytes_of_hex(text, KEY_BYTES))

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

    def __post_init__(self) -> None:
        if len(self.seed) != KEY_BYTES:
            message = f"the seed of an Ed25519 key has {KEY_BYTES} bytes"
            raise ValueError(message)

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
