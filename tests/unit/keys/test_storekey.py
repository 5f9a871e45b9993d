"""The key of the store of training: what it seals, and what it lets nobody learn."""

import os
import stat
from pathlib import Path

import pytest

from engine.keys.storekey import CannotUnsealError, StoreKey, StoreKeyError, open_store_key

KEY, OTHER = StoreKey(b"k" * 32), StoreKey(b"o" * 32)


def test_what_is_sealed_opens_with_the_same_key_and_name() -> None:
    assert KEY.unseal("a", KEY.seal("a", b"rows")) == b"rows"


def test_it_opens_with_no_other_key_name_or_bytes() -> None:
    sealed = KEY.seal("a", b"rows")
    for key, name, data in (
        (OTHER, "a", sealed),
        (KEY, "b", sealed),
        (KEY, "a", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (KEY, "a", sealed[:-1]),
        (KEY, "a", b"short"),
        (KEY, "a", b""),
    ):
        with pytest.raises(CannotUnsealError):
            key.unseal(name, data)


def test_sealing_twice_gives_other_bytes() -> None:
    assert KEY.seal("a", b"rows") != KEY.seal("a", b"rows")


def test_tokens_and_names_are_the_same_each_time_and_others_under_another_key() -> None:
    assert KEY.token("P-1") == StoreKey(b"k" * 32).token("P-1")
    assert len({KEY.token("P-1"), KEY.token("P-2"), OTHER.token("P-1")}) == 3
    assert len({KEY.name_of("P-1"), OTHER.name_of("P-1"), KEY.token("P-1")}) == 3
    assert len({KEY.vouch(b"P-1"), OTHER.vouch(b"P-1"), KEY.name_of("P-1")}) == 3
    assert KEY.id != OTHER.id


def test_the_key_shows_itself_nowhere() -> None:
    assert "kkkk" not in repr(KEY)


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    made = open_store_key(tmp_path / "store.key")

    assert open_store_key(tmp_path / "store.key") == made
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "store.key").stat().st_mode) == 0o600


@pytest.mark.skipif(os.name != "posix", reason="there are no such bits")
def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    open_store_key(tmp_path / "store.key")
    (tmp_path / "store.key").chmod(0o644)

    with pytest.raises(StoreKeyError, match="Others than its owner"):
        open_store_key(tmp_path / "store.key")


@pytest.mark.parametrize("text", ["", "ab", "g" * 64, "a" * 65, "A" * 64])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "store.key"
    path.write_text(text, "ascii")
    path.chmod(0o600)

    with pytest.raises(StoreKeyError, match="is no key of a store"):
        open_store_key(path)
