"""The key under which a site keeps what is made of patients' rows on its own disk.

Source:
    AES-256-GCM: NIST SP 800-38D, a random nonce for each object. HKDF: RFC 5869. HMAC: RFC 2104.
"""

import hmac
import os
import re
import stat
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.durable import read_file, write_file
from engine.errors import ReportableError
from engine.keys.logkey import OWNER_ONLY
from engine.phrases import phrase

KEY_BYTES = 32
_NONCE_BYTES = 12
_TOKEN_BYTES = 16
_HEX = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class StoreKeyError(ReportableError):
    """The key of the store of training cannot be used."""

    code = "store-key"
    default_advice = "Remove the store and its key: everything in it is made again from the data."


class CannotUnsealError(Exception):
    """Sealed bytes do not open with this key under this name."""


@dataclass(frozen=True, slots=True)
class StoreKey:
    """Seals objects and replaces references by tokens; whoever lacks it learns neither.

    Attributes:
        raw: The key itself, 32 bytes.
    """

    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make a key from the system's random source."""
        return cls(os.urandom(KEY_BYTES))

    @property
    def id(self) -> str:
        """What tells this key from another and nothing else of it, in hex."""
        return self._derive("id").hex()

    def seal(self, name: str, data: bytes) -> bytes:
        """Encrypt an object, bound to its name."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + AESGCM(self._derive("seal")).encrypt(nonce, data, name.encode())

    def unseal(self, name: str, sealed: bytes) -> bytes:
        """Decrypt an object.

        Raises:
            CannotUnsealError: Another key, another name, or a changed byte.
        """
        cipher = AESGCM(self._derive("seal"))
        try:
            return cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
        except (InvalidTag, ValueError) as error:
            raise CannotUnsealError(name) from error

    def vouch(self, data: bytes) -> str:
        """Authenticate what stands in the clear: 64 hex digits that only this key gives."""
        return hmac.new(self._derive("vouch"), data, sha256).hexdigest()

    def name_of(self, digest: str) -> str:
        """The name of a sealed object: its digest in the clear would confirm a guessed content."""
        return hmac.new(self._derive("name"), digest.encode(), sha256).hexdigest()

    def token(self, reference: str) -> str:
        """What stands for a patient's reference, the same each time: 32 hex digits."""
        mac = hmac.new(self._derive("token"), reference.encode(), sha256)
        return mac.digest()[:_TOKEN_BYTES].hex()

    def _derive(self, purpose: str) -> bytes:
        info = f"wardcast store v1\n{purpose}".encode("ascii")
        return HKDF(SHA256(), KEY_BYTES, None, info).derive(self.raw)


def open_store_key(path: Path) -> StoreKey:
    """Read the key in a file that only its owner can read; make it where there is none.

    Raises:
        StoreKeyError: Others may read it, or it holds something else.
        CannotReadError: It cannot be read.
        CannotWriteError: It cannot be written.
    """
    if not path.exists():
        key = StoreKey.generate()
        write_file(path, f"{key.raw.hex()}\n".encode("ascii"), mode=OWNER_ONLY)
    # Windows has no such bits: there the folder's own rights protect the file.
    if os.name == "posix" and path.stat().st_mode & _OTHERS:
        raise StoreKeyError(
            phrase("Others than its owner may use the store's key at {path}.", path=path)
        )
    data = read_file(path, limit=2 * KEY_BYTES + 2, follow_links=False)
    digits = data.decode("ascii", "replace").removesuffix("\n")
    if not _HEX.fullmatch(digits):
        raise StoreKeyError(phrase("What is kept at {path} is no key of a store.", path=path))
    return StoreKey(bytes.fromhex(digits))
