"""Headers have one form, and a leaf stands for one record only."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.audit.events import EventKind, Outcome
from engine.audit.records import (
    BadHeaderError,
    Header,
    SealedKey,
    header_bytes,
    leaf_of,
    parse_header,
)
from engine.canonical import parse_canonical

HEADER = Header(
    log="5a" * 16,
    seq=7,
    at="2026-11-02T09:15:00.000000Z",
    boot="b5e2a15c-e54e-42d5-a136-6162182494bb",
    mono_ns=2**60,
    epoch="ee" * 16,
    kind=EventKind.PREDICTION,
    outcome=Outcome.DONE,
)
FIRST = replace(
    HEADER,
    kind=EventKind.EPOCH_STARTED,
    commitment="cc" * 32,
    sealed_keys=(SealedKey("aa" * 32, "0123"), SealedKey("bb" * 32, "4567")),
)


@given(
    seq=st.integers(0, 2**53 - 1).filter(lambda seq: seq < 10**16),
    mono_ns=st.integers(0, 2**63),
    kind=st.sampled_from([kind for kind in EventKind if kind is not EventKind.EPOCH_STARTED]),
    outcome=st.sampled_from(Outcome),
)
def test_a_header_reads_back_and_is_canonical_json(
    seq: int, mono_ns: int, kind: EventKind, outcome: Outcome
) -> None:
    header = replace(HEADER, seq=seq, mono_ns=mono_ns, kind=kind, outcome=outcome)
    data = header_bytes(header)
    assert parse_header(data) == header
    assert parse_canonical(data)["mono_ns"] == str(mono_ns)


def test_the_header_that_starts_an_epoch_reads_back_with_its_sealed_keys() -> None:
    data = header_bytes(FIRST)
    assert parse_header(data) == FIRST
    assert parse_canonical(data)["sealed_keys"][1] == {"key": "bb" * 32, "sealed": "4567"}


@pytest.mark.parametrize("header", [HEADER, FIRST])
def test_a_header_is_written_as_the_library_for_canonical_json_writes_it(header: Header) -> None:
    data = header_bytes(header)
    assert rfc8785.dumps(json.loads(data)) == data


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b'"v":1', b'"v":2'),
        lambda data: data.replace(b'"v":1', b'"v":1.0'),
        lambda data: data.replace(b'"seq":7', b'"seq":07'),
        lambda data: data.replace(b'"seq":7', b'"seq":-7'),
        lambda data: data.replace(b'"seq":7', b'"seq":7,"seq":7'),
        lambda data: data.replace(b'"seq":7', b'"seq":7,"t":0'),
        lambda data: data.replace(b'"kind":"prediction"', b'"kind":"divination"'),
        lambda data: data.replace(b'"outcome":"done"', b'"outcome":"perhaps"'),
        lambda data: data.replace(b'"epoch":"ee', b'"epoch":"EE'),
        lambda data: data.replace(b'"epoch"', b'"\\u0065poch"'),
        lambda data: data.replace(b":", b": ", 1),
        lambda data: data.replace(b'"kind":"prediction"', b'"kind":"epoch-started"'),
        lambda data: data.replace(b',"epoch"', b',"commitment":"' + b"cc" * 32 + b'","epoch"'),
        lambda data: data + b"\n",
        lambda data: b"\xff" + data,
        lambda data: data[:0] + b"[]",
    ],
)
def test_a_header_in_any_other_form_is_refused(change: Callable[[bytes], bytes]) -> None:
    data = change(header_bytes(HEADER))
    with pytest.raises(BadHeaderError):
        parse_header(data)


@pytest.mark.parametrize(
    "header",
    [
        replace(HEADER, boot="a boot with spaces"),
        replace(HEADER, at="2026-11-02 09:15"),
        replace(HEADER, seq=-1),
        replace(HEADER, kind=EventKind.EPOCH_STARTED),
        replace(FIRST, sealed_keys=()),
        # What would read as a field of its own.
        replace(HEADER, boot="b" + '","commitment":"' + "cc" * 32),
        replace(FIRST, boot="b" + '","commitment":"' + "cc" * 32, commitment=""),
        replace(FIRST, sealed_keys=(SealedKey("aa" * 32, '01"},{"key":"' + "bb" * 32 + '"'),)),
        replace(HEADER, log=f'{"5a" * 16}","mono_ns":"7'),
        replace(HEADER, mono_ns=-1),
    ],
)
def test_a_header_that_could_not_be_read_back_is_not_written(header: Header) -> None:
    with pytest.raises(ValueError, match="would not be readable"):
        header_bytes(header)


@given(st.lists(st.binary(max_size=4), min_size=4, max_size=4))
def test_moving_a_byte_from_one_part_to_the_next_changes_the_leaf(parts: list[bytes]) -> None:
    for place in range(3):
        moved = list(parts)
        moved[place + 1] = parts[place][-1:] + parts[place + 1]
        moved[place] = parts[place][:-1]
        if moved != parts:
            assert leaf_of(*moved) != leaf_of(*parts)
