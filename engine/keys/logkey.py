"""Where the key that signs the log's checkpoints lives between two runs."""

import importlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engine.durable import os_reason, read_file, write_file
from engine.errors import ReportableError
from engine.keys.signing import KEY_BYTES, SigningKey
from engine.phrases import phrase

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

OWNER_ONLY = 0o600
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_HEX_DIGITS = 2 * KEY_BYTES
_SEED = re.compile(rf"[0-9a-f]{{{_HEX_DIGITS}}}")

SYSTEM_KEY_STORES = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)
"""The operating systems' own key stores, in the order in which they are tried."""


class LogKeyError(ReportableError):
    """The log's signing key cannot be had, so nothing can be recorded."""

    code = "log-key"
    default_advice = "Ask your site's IT to run 'wardcast doctor' on this machine."


class LogKeyMissingError(LogKeyError):
    """There is no key where it should be."""

    code = "log-key-missing"
    default_advice = "Set the site up first, or restore the key from the site's backup."


class LogKeyExposedError(LogKeyError):
    """Others than its owner may read the key's file."""

    code = "log-key-exposed"
    default_advice = (
        "Take the others' rights away (chmod 600), and tell an auditor: "
        "whoever read the key can sign a false log."
    )


class LogKeyDamagedError(LogKeyError):
    """What is kept is not a key."""

    code = "log-key-damaged"
    default_advice = "Restore the key from the site's backup and tell an auditor."


class KeyStoreRefusedError(LogKeyError):
    """There is no key store of the operating system that keeps secrets safely."""

    code = "key-store-refused"
    default_advice = (
        "Unlock or install the system's key store, or keep the key in a file instead, "
        "under an account that only Wardcast uses."
    )


class LogKeyStore(Protocol):
    """A place that keeps one signing key."""

    def load(self) -> SigningKey:
        """Return the key.

        Raises:
            LogKeyMissingError: There is none.
            LogKeyError: It cannot be had; the subclass says why.
        """
        ...

    def save(self, key: SigningKey) -> None:
        """Keep ``key`` in place of an older one.

        Raises:
            ReportableError: It cannot be kept there.
        """
        ...

    def describe(self) -> str:
        """Say for people where the key is."""
        ...


@dataclass(frozen=True, slots=True)
class FileLogKeyStore:
    """The key in a file that only its owner can read."""

    path: Path

    def load(self) -> SigningKey:
        """Return the key.

        Raises:
            LogKeyMissingError: There is no such file.
            LogKeyExposedError: Others may read it.
            LogKeyDamagedError: It holds something else.
            CannotReadError: It cannot be read.
        """
        try:
            mode = self.path.stat().st_mode
        except FileNotFoundError as error:
            raise LogKeyMissingError(
                phrase("There is no log key at {path}.", path=self.path)
            ) from error
        except OSError as error:
            raise LogKeyError(
                phrase("Cannot read {path}: {reason}.", path=self.path, reason=os_reason(error))
            ) from error
        # Windows has no such bits: there the folder's own rights protect the file.
        if os.name == "posix" and mode & _OTHERS:
            raise LogKeyExposedError(
                phrase("Others than its owner may use the log key at {path}.", path=self.path),
                detail=stat.filemode(mode),
            )
        data = read_file(self.path, limit=_HEX_DIGITS + 2, follow_links=False)
        return _key_of(data.decode("ascii", "replace"), str(self.path))

    def save(self, key: SigningKey) -> None:
        """Keep ``key`` in place of an older one.

        Raises:
            CannotWriteError: The folder is missing, read-only or full.
        """
        write_file(self.path, f"{key.seed.hex()}\n".encode("ascii"), mode=OWNER_ONLY)

    def describe(self) -> str:
        """Say for people where the key is."""
        return phrase("file {path}, readable for its owner only", path=self.path)


@dataclass(frozen=True, slots=True)
class KeyringLogKeyStore:
    """The key in the operating system's key store.

    The store is picked here, from a short list. What the environment or a settings file names is
    not asked: that could be a file in the clear.

    Attributes:
        service: The application's name in the store.
        name: The key's name there.
        allowed: The back ends that may be used, as ``module.Class``.
    """

    service: str
    name: str
    allowed: Sequence[str] = SYSTEM_KEY_STORES

    def load(self) -> SigningKey:
        """Return the key.

        Raises:
            KeyStoreRefusedError: There is no store that may be used, or it is locked.
            LogKeyMissingError: The store has no such key.
            LogKeyDamagedError: The store has something else there.
        """
        from keyring.errors import KeyringError

        backend = self._backend()
        try:
            text = backend.get_password(self.service, self.name)
        except KeyringError as error:
            raise _unusable(backend, error) from error
        if text is None:
            raise LogKeyMissingError(
                phrase(
                    '{store} holds no log key named "{name}".', store=backend.name, name=self.name
                )
            )
        return _key_of(text, f"{backend.name}, {self.name}")

    def save(self, key: SigningKey) -> None:
        """Keep ``key`` in place of an older one.

        Raises:
            KeyStoreRefusedError: There is no store that may be used, or it is locked.
        """
        from keyring.errors import KeyringError

        backend = self._backend()
        try:
            backend.set_password(self.service, self.name, key.seed.hex())
        except KeyringError as error:
            raise _unusable(backend, error) from error

    def describe(self) -> str:
        """Say for people where the key is.

        Raises:
            KeyStoreRefusedError: There is no store that may be used.
        """
        return phrase(
            'key store {store}, entry "{name}"', store=self._backend().name, name=self.name
        )

    def _backend(self) -> "KeyringBackend":
        for dotted in self.allowed:
            module, _, name = dotted.rpartition(".")
            # A back end of another system is there too and says that it cannot work here.
            backend = getattr(importlib.import_module(module), name)
            if backend.viable:
                found: KeyringBackend = backend()
                return found
        raise KeyStoreRefusedError(
            phrase("This machine has no key store that keeps the log key safely."),
            detail=f"none of {', '.join(self.allowed)}",
        )


def _key_of(text: str, place: str) -> SigningKey:
    digits = text.removesuffix("\n")
    if not _SEED.fullmatch(digits):
        raise LogKeyDamagedError(phrase("What is kept at {place} is not a log key.", place=place))
    return SigningKey(bytes.fromhex(digits))


def _unusable(backend: "KeyringBackend", error: Exception) -> KeyStoreRefusedError:
    return KeyStoreRefusedError(
        phrase("{name} did not answer.", name=backend.name),
        detail=f"{type(error).__name__}: {error}",
    )
