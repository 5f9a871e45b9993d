"""A stretch is taken at once only where each of its records would be taken by itself."""

import os
import sqlite3
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.audit import verify
from engine.audit.events import EventKind, Outcome
from engine.audit.records import BadHeaderError, Header, header_bytes, leaf_of, parse_header
from engine.audit.stretch import proven_leaves, read_stretch
from engine.audit.verify import LogReport
from engine.store.audit_rows import PackedRecords
from engine.store.database import Database
from tests.unit.audit.logs import LOG_ID, SetClock, open_log, prediction, verified

FIRST, COUNT = 7, 6


def header(number: int, at: str = "2026-11-02T09:15:00.000000Z", mono_ns: int = 2**60) -> bytes:
    kind = EventKind.PREDICTION
    made = Header(LOG_ID, number, at, "boot-1", mono_ns, "ee" * 16, kind, Outcome.DONE)
    return header_bytes(made)


def packed(headers: list[bytes], ciphertexts: list[bytes] | None = None) -> PackedRecords:
    """Records with these headers whose leaves fit, so that only their form decides."""
    sealed = ciphertexts or [os.urandom(16 + 256) for _ in headers]
    salts, nonces = ([os.urandom(size) for _ in headers] for size in (32, 12))
    leaves = map(leaf_of, headers, salts, nonces, sealed)
    return PackedRecords(
        headers=b"\n".join(headers),
        salts=b"".join(salts),
        nonces=b"".join(nonces),
        ciphertexts=b"".join(sealed),
        ciphertext_lengths=",".join(str(len(one)) for one in sealed),
        leaves=b"".join(leaves),
    )


def one_by_one(headers: list[bytes]) -> bool:
    """What verification asks of each header by itself."""
    try:
        return [parse_header(one).seq for one in headers] == list(range(FIRST, FIRST + COUNT))
    except BadHeaderError:
        return False


def at_once(headers: list[bytes]) -> bool:
    return proven_leaves(packed(headers), FIRST, lambda one, seq: one.seq == seq) is not None


SOUND = [
    header(FIRST + place, f"2026-11-02T09:15:0{place // 4}.00000{place}Z", 2**60 + place)
    for place in range(COUNT)
]
PIECES = st.sampled_from([b"0", b"9", b'"', b"Z", b",", b"00", b":", b"\n", b"-", b"\xb2", b""])
EDITS = st.tuples(st.integers(0, COUNT - 1), st.integers(0, len(SOUND[0])), st.integers(0, 3))


def test_a_stretch_of_sound_records_is_taken_with_their_leaves() -> None:
    stretch = packed(SOUND)

    leaves = proven_leaves(stretch, FIRST, lambda one, seq: one.seq == seq)

    assert leaves is not None
    assert b"".join(leaves) == stretch.leaves
    assert one_by_one(SOUND)


@settings(deadline=None, max_examples=2000)
@given(edits=st.lists(st.tuples(EDITS, PIECES), max_size=3))
@example(edits=[((1, 33, 1), b"")])
@example(edits=[((2, SOUND[2].index(b'"mono_ns":"') + 11, 0), b"0")])
@example(edits=[((2, SOUND[2].index(b'"mono_ns":"') + 11, 0), b"00")])
def test_what_is_taken_at_once_is_what_is_taken_one_by_one(
    edits: list[tuple[tuple[int, int, int], bytes]],
) -> None:
    headers = list(SOUND)
    for (place, start, length), piece in edits:
        before = headers[place]
        headers[place] = before[:start] + piece + before[start + length :]

    assert at_once(headers) == one_by_one(headers)


@given(mono_ns=st.lists(st.integers(0, 10**20 - 1), min_size=COUNT, max_size=COUNT))
def test_any_reading_of_the_monotonic_clock_is_taken(mono_ns: list[int]) -> None:
    assert at_once([header(FIRST + place, mono_ns=ns) for place, ns in enumerate(mono_ns)])


@pytest.mark.parametrize("length", [0, 16, 15, 271, 273])
def test_a_body_of_a_length_that_none_has_needs_a_closer_look(length: int) -> None:
    sealed = [bytes(272), bytes(length), *[bytes(16 + 512)] * (COUNT - 2)]
    assert proven_leaves(packed(SOUND, sealed), FIRST, lambda *_: True) is None


@given(place=st.integers(0, COUNT * 32 - 1))
def test_a_leaf_that_is_not_that_of_its_record_needs_a_closer_look(place: int) -> None:
    sound = packed(SOUND)
    leaves = bytearray(sound.leaves)
    leaves[place] ^= 1
    assert proven_leaves(sound._replace(leaves=bytes(leaves)), FIRST, lambda *_: True) is None


@pytest.fixture
def mixed(path: Path) -> Path:
    """A log of two runs, of single records, batches, a clock set back and several epochs."""
    with Database.create(path) as database:
        for _run in range(2):
            clock = SetClock()
            log = open_log(database, clock=clock, epoch_records=9)
            for number in range(30):
                clock.turn(0.4)
                log.append(prediction(number))
            with log.transaction() as work:
                for number in range(40):
                    work.append(prediction(number))
            log.append(prediction(0))
    return path


@pytest.fixture
def no_closer_look(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        message = "a sound stretch was gone through record by record"
        raise AssertionError(message)

    monkeypatch.setattr(verify, "_one_by_one", refuse)


def careful(path: Path, monkeypatch: pytest.MonkeyPatch) -> LogReport:
    with monkeypatch.context() as patched:
        patched.setattr(verify, "read_stretch", lambda *_: None)
        return verified(path)


@pytest.mark.parametrize("stretch", [1, 3, 17, 512])
@pytest.mark.usefixtures("no_closer_look")
def test_a_sound_log_is_verified_stretch_by_stretch(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, stretch: int
) -> None:
    monkeypatch.setattr(verify, "STRETCH", stretch)
    assert verified(mixed).sound


@pytest.mark.parametrize("stretch", [1, 3, 17, 512])
def test_both_ways_come_to_the_same(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, stretch: int
) -> None:
    monkeypatch.setattr(verify, "STRETCH", stretch)
    at_once = verified(mixed)
    assert at_once == careful(mixed, monkeypatch)
    assert at_once.size > 140


@pytest.mark.parametrize("number", [0, 1, 40, 70])
@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE audit_records SET salt = zeroblob(32) WHERE seq = ?",
        "UPDATE audit_records SET leaf = zeroblob(32) WHERE seq = ?",
        "DELETE FROM audit_records WHERE seq = ?",
        "UPDATE audit_records SET header = CAST(header || x'0a' AS BLOB) WHERE seq = ?",
        "DELETE FROM audit_checkpoints WHERE size > ?",
        "UPDATE audit_checkpoints SET peaks = x'00' WHERE size > ?",
    ],
)
def test_both_ways_find_the_same_first_fault(
    mixed: Path, monkeypatch: pytest.MonkeyPatch, damage: str, number: int
) -> None:
    monkeypatch.setattr(verify, "STRETCH", 16)
    with closing(sqlite3.connect(mixed)) as connection:
        connection.execute(damage, (number,))
        connection.commit()

    found = verified(mixed)

    assert not found.sound
    assert found == careful(mixed, monkeypatch)


def test_bytes_that_moved_from_one_salt_to_the_next_are_no_stretch(
    mixed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(mixed)) as connection:
        connection.execute("UPDATE audit_records SET salt = substr(salt, 1, 31) WHERE seq = 5")
        connection.execute(
            "UPDATE audit_records SET salt = CAST(x'00' || salt AS BLOB) WHERE seq = 6"
        )
        connection.commit()

    with Database.open(mixed) as database, database.read() as connection:
        assert read_stretch(connection, 5, 7) is None
    assert verified(mixed).first_bad == 5
    assert verified(mixed) == careful(mixed, monkeypatch)


def test_memory_does_not_grow_with_the_log(
    path: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "STRETCH", 64)
    log = open_log(database)

    def grown_to(records: int) -> int:
        """The most memory that a verification of so many records took."""
        with log.transaction() as work:
            while work.append(prediction()) < records:
                pass
        verified(path)
        tracemalloc.start()
        try:
            assert verified(path).sound
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    small, large = grown_to(640), grown_to(6400)

    assert large < 1.25 * small
