import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from typing_extensions import override

from engine.durable import CannotReadError, CannotWriteError
from engine.keys.logkey import (
    SYSTEM_KEY_STORES,
    FileLogKeyStore,
    KeyringLogKeyStore,
    KeyStoreRefusedError,
    LogKeyDamagedError,
    LogKeyExposedError,
    LogKeyMissingError,
)
from engine.keys.signing import SigningKey

KEY = SigningKey(bytes(range(32)))
posix_only = pytest.mark.skipif(os.name != "posix", reason="only POSIX has these rights")


class DictKeyring(KeyringBackend):
    """Keeps its entries in memory."""

    priority = 9
    entries: ClassVar[dict[tuple[str, str], str]] = {}

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # the library's own is not typed

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class LockedKeyring(DictKeyring):
    """Cannot be opened."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"{service} {username} {len(password)}")


def named(kind: type[KeyringBackend]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def in_keyring(kind: type[KeyringBackend]) -> KeyringLogKeyStore:
    return KeyringLogKeyStore("wardcast", "site-1", allowed=(named(kind),))


@pytest.fixture(autouse=True)
def _empty_and_unregistered() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)
    DictKeyring.entries.clear()


def test_a_file_gives_the_key_back(tmp_path: Path) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")

    store.save(KEY)

    assert store.load() == KEY


@posix_only
def test_a_file_is_readable_for_its_owner_only(tmp_path: Path) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")

    store.save(KEY)

    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    assert "owner only" in store.describe()


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o666])
def test_a_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")
    store.save(KEY)
    store.path.chmod(mode)

    with pytest.raises(LogKeyExposedError):
        store.load()


def test_a_file_that_is_not_there_is_a_missing_key(tmp_path: Path) -> None:
    with pytest.raises(LogKeyMissingError):
        FileLogKeyStore(tmp_path / "log.key").load()


@pytest.mark.parametrize(
    "content", [b"", b"00" * 31, b"00" * 32 + b"\n\n", b"0G" * 32, b"AB" * 32, b"\xff" * 64]
)
def test_a_file_with_something_else_is_damaged(tmp_path: Path, content: bytes) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")
    store.save(KEY)
    store.path.write_bytes(content)

    with pytest.raises(LogKeyDamagedError):
        store.load()


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")
    store.save(KEY)
    store.path.write_bytes(b"00" * 4096)

    with pytest.raises(CannotReadError):
        store.load()


@posix_only
def test_a_link_to_a_file_is_not_followed(tmp_path: Path) -> None:
    real = FileLogKeyStore(tmp_path / "real.key")
    real.save(KEY)
    link = FileLogKeyStore(tmp_path / "log.key")
    link.path.symlink_to(real.path)

    with pytest.raises(CannotReadError):
        link.load()


def test_saving_into_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotWriteError):
        FileLogKeyStore(tmp_path / "none" / "log.key").save(KEY)


def test_a_listed_key_store_gives_the_key_back() -> None:
    store = in_keyring(DictKeyring)

    store.save(KEY)

    assert store.load() == KEY
    assert DictKeyring.entries == {("wardcast", "site-1"): KEY.seed.hex()}
    assert "site-1" in store.describe()


def test_a_key_store_that_is_not_listed_is_not_used_even_as_the_systems_default() -> None:
    keyring.set_keyring(DictKeyring())
    store = KeyringLogKeyStore(
        "wardcast", "site-1", allowed=("keyring.backends.Windows.WinVaultKeyring",)
    )
    if os.name == "nt":
        pytest.skip("the listed store is this system's own")

    for use in (store.load, store.describe, lambda: store.save(KEY)):
        with pytest.raises(KeyStoreRefusedError):
            use()

    assert not DictKeyring.entries


@pytest.mark.parametrize(
    "backend",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyring.backends.chainer.ChainerBackend",
    ],
)
def test_stores_that_keep_nothing_or_anything_are_not_on_the_list(backend: str) -> None:
    assert backend not in SYSTEM_KEY_STORES


def test_a_listed_store_without_the_key_says_so() -> None:
    with pytest.raises(LogKeyMissingError):
        in_keyring(DictKeyring).load()


def test_a_listed_store_with_something_else_is_damaged() -> None:
    DictKeyring.entries["wardcast", "site-1"] = "password"

    with pytest.raises(LogKeyDamagedError):
        in_keyring(DictKeyring).load()


def test_a_locked_store_is_a_refusal_with_advice() -> None:
    store = in_keyring(LockedKeyring)

    for use in (store.load, lambda: store.save(KEY)):
        with pytest.raises(KeyStoreRefusedError) as caught:
            use()
        assert "Unlock" in caught.value.advice
        assert KEY.seed.hex() not in caught.value.detail


def test_every_listed_store_can_be_asked_on_every_system() -> None:
    # A name that does not exist would be an ImportError or an AttributeError here.
    with suppress(KeyStoreRefusedError):
        KeyringLogKeyStore("wardcast", "site-1").describe()
