"""Bodies open for their readers, in their place, and not otherwise."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.events import EventKind, Outcome
from engine.audit.records import Header
from engine.audit.sealing import PADDED_TO, TAG_BYTES, CannotOpenError, EpochKey, SealedBody
from engine.keys.reading import ReadingKey, SealedForAnotherError
from tests.unit.audit.logs import AUDITOR, LOG_ID

SECOND = ReadingKey(bytes(range(100, 196)))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
bodies = st.dictionaries(st.text(max_size=8), json_values, max_size=5)


def first_header(key: EpochKey, *readers: ReadingKey) -> Header:
    return Header(
        log=key.log,
        seq=0,
        at="2026-11-02T09:15:00.000000Z",
        boot="boot-1",
        mono_ns=0,
        epoch=key.epoch,
        kind=EventKind.EPOCH_STARTED,
        outcome=Outcome.DONE,
        commitment=key.commitment,
        sealed_keys=tuple(key.sealed_to(reader.public) for reader in readers),
    )


@given(body=bodies, seq=st.integers(0, 2**40))
def test_what_was_sealed_opens_again(body: dict[str, Any], seq: int) -> None:
    key = EpochKey.generate(LOG_ID)
    assert key.open(seq, b"header", key.seal(seq, b"header", body)) == body


@given(body=bodies)
def test_the_length_of_a_sealed_body_tells_only_its_size_in_steps(body: dict[str, Any]) -> None:
    sealed = EpochKey.generate(LOG_ID).seal(0, b"", body)
    assert (len(sealed.ciphertext) - TAG_BYTES) % PADDED_TO == 0


def test_the_same_body_is_never_sealed_the_same_way_twice() -> None:
    key = EpochKey.generate(LOG_ID)
    first, second = key.seal(0, b"", {"a": 1}), key.seal(0, b"", {"a": 1})
    assert first.salt != second.salt
    assert first.nonce != second.nonce
    assert first.ciphertext != second.ciphertext


def test_a_body_opens_only_under_its_own_number_header_epoch_and_log() -> None:
    key = EpochKey.generate(LOG_ID)
    sealed = key.seal(3, b"header", {"score": 6.5})
    for wrong, seq, header in (
        (key, 4, b"header"),
        (key, 3, b"other"),
        (EpochKey.generate(LOG_ID), 3, b"header"),
        (replace(key, log="77" * 16), 3, b"header"),
    ):
        with pytest.raises(CannotOpenError):
            wrong.open(seq, header, sealed)


def test_a_changed_body_does_not_open() -> None:
    key = EpochKey.generate(LOG_ID)
    sealed = key.seal(3, b"header", {"score": 6.5})
    for changed in (
        SealedBody(bytes(32), sealed.nonce, sealed.ciphertext),
        SealedBody(sealed.salt, bytes(12), sealed.ciphertext),
        SealedBody(sealed.salt, b"", sealed.ciphertext),
        SealedBody(sealed.salt, sealed.nonce, bytes(len(sealed.ciphertext))),
        SealedBody(sealed.salt, sealed.nonce, b""),
    ):
        with pytest.raises(CannotOpenError):
            key.open(3, b"header", changed)


@pytest.mark.parametrize("body", [{"score": float("nan")}, {"n": 2**60}, {"when": object()}])
def test_a_body_that_is_no_json_is_not_sealed(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"represent|domain|unsupported"):
        EpochKey.generate(LOG_ID).seal(0, b"", body)


def test_each_reader_gets_the_epochs_key_from_its_first_header() -> None:
    key = EpochKey.generate(LOG_ID)
    header = first_header(key, AUDITOR, SECOND)
    assert EpochKey.unseal(header, AUDITOR) == key
    assert EpochKey.unseal(header, SECOND) == key


def test_nobody_else_gets_it() -> None:
    header = first_header(EpochKey.generate(LOG_ID), AUDITOR)
    with pytest.raises(SealedForAnotherError):
        EpochKey.unseal(header, SECOND)


def test_a_key_sealed_for_another_epoch_does_not_open_here() -> None:
    key = EpochKey.generate(LOG_ID)
    header = replace(first_header(key, AUDITOR), epoch="00" * 16)
    with pytest.raises(SealedForAnotherError):
        EpochKey.unseal(header, AUDITOR)


def test_a_reader_who_is_given_another_key_than_the_others_notices() -> None:
    key = EpochKey.generate(LOG_ID)
    other = replace(key, raw=bytes(32))
    header = replace(first_header(key), sealed_keys=(other.sealed_to(AUDITOR.public),))
    with pytest.raises(CannotOpenError, match="another key"):
        EpochKey.unseal(header, AUDITOR)


def test_neither_key_nor_log_shows_a_secret_when_printed() -> None:
    key = EpochKey.generate(LOG_ID)
    assert key.raw.hex() not in repr(key)
    assert repr(key.raw) not in repr(key)
