"""The clear part of a record, and the leaf that stands for the whole record in the tree.

A header is canonical JSON of exactly one shape, so one pattern over its bytes decides both whether
it is canonical and whether it is a header; a log of millions is verified without parsing JSON.
"""

import re
import struct
from dataclasses import dataclass

from engine.audit.events import EventKind, Outcome
from engine.audit.merkle import leaf_hash
from engine.phrases import phrase

LOG_ID = re.compile(r"[0-9a-f]{8,64}")
"""What a log's identity looks like."""

_VERSION = 1
_LENGTH = struct.Struct(">Q")


class BadHeaderError(Exception):
    """The bytes are no header of a record."""


@dataclass(frozen=True, slots=True)
class SealedKey:
    """An epoch's key, sealed to one reader.

    Attributes:
        key: Id of the reader's sealing key.
        sealed: The sealed key, in hex.
    """

    key: str
    sealed: str


@dataclass(frozen=True, slots=True)
class Header:
    """The clear part of a record.

    Attributes:
        log: The log it belongs to, in hex.
        seq: Its number, from 0 without gaps.
        at: When, by the wall clock, as ``engine.clock.utc_text`` writes it.
        boot: The boot of the machine in which ``mono_ns`` counts.
        mono_ns: When, by the monotonic clock.
        epoch: The epoch whose key sealed the body, in hex.
        kind: What happened.
        outcome: How it came out.
        commitment: What binds the epoch to one key, in hex; only in the record that starts it.
        sealed_keys: The epoch's key for each reader; only in the record that starts it.
    """

    log: str
    seq: int
    at: str
    boot: str
    mono_ns: int
    epoch: str
    kind: EventKind
    outcome: Outcome
    commitment: str = ""
    sealed_keys: tuple[SealedKey, ...] = ()

    @property
    def starts_epoch(self) -> bool:
        """Whether this is the first record of its epoch."""
        return self.kind is EventKind.EPOCH_STARTED


_NUMBER = "0|[1-9][0-9]{0,%d}"
_SEALED = r'\{"key":"[0-9a-f]{64}","sealed":"(?:[0-9a-f]{2})+"\}'
_SEALED_FIELDS = re.compile(r'"key":"([0-9a-f]+)","sealed":"([0-9a-f]+)"')
# RFC 8785 sorts the names; every value is of a kind that canonical JSON writes in one way only.
_SHAPE = re.compile(
    r'\{"at":"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)"'
    r',"boot":"([0-9A-Za-z-]{1,64})"'
    r'(?:,"commitment":"([0-9a-f]{64})")?'
    r',"epoch":"([0-9a-f]{32})"'
    rf',"kind":"({"|".join(EventKind)})"'
    rf',"log":"({LOG_ID.pattern})"'
    rf',"mono_ns":"({_NUMBER % 19})"'
    rf',"outcome":"({"|".join(Outcome)})"'
    rf'(?:,"sealed_keys":\[({_SEALED}(?:,{_SEALED})*)\])?'
    rf',"seq":({_NUMBER % 15})'
    rf',"v":{_VERSION}\}}'
)
_FORM = (
    '{"at":"%s","boot":"%s","epoch":"%s","kind":"%s","log":"%s","mono_ns":"%s"'
    f',"outcome":"%s","seq":%s,"v":{_VERSION}}}'
)
_FIRST_FORM = _FORM.replace(',"epoch"', ',"commitment":"%s","epoch"').replace(
    ',"seq"', ',"sealed_keys":[%s],"seq"'
)


def header_bytes(header: Header) -> bytes:
    """Encode a header.

    Raises:
        ValueError: A field has a form that no header may have.
    """
    # As text: RFC 8785 ends integers at 2**53, which is 104 days of nanoseconds.
    mono_ns, seq = str(header.mono_ns), str(header.seq)
    before = (header.at, header.boot)
    after = (header.epoch, header.kind.value, header.log, mono_ns, header.outcome.value)
    if header.starts_epoch:
        sealed = ",".join(map(_sealed_text, header.sealed_keys))
        fields: tuple[str | None, ...] = (*before, header.commitment, *after, sealed, seq)
        text = _FIRST_FORM % fields
    else:
        text = _FORM % (*before, *after, seq)
        fields = (*before, None, *after, None, seq)
    # Every part has to read back as itself: none may bring a quotation mark, or another field.
    match = _SHAPE.fullmatch(text)
    if match is None or match.groups() != fields:
        message = "the record's clear part would not be readable"
        raise ValueError(message)
    return text.encode("ascii")


def _sealed_text(sealed: SealedKey) -> str:
    return f'{{"key":"{sealed.key}","sealed":"{sealed.sealed}"}}'


def parse_header(data: bytes) -> Header:
    """Parse a header, strictly.

    Raises:
        BadHeaderError: Not canonical, or not of a header's shape.
    """
    match = _SHAPE.fullmatch(data.decode("ascii", "replace"))
    if match is None:
        raise BadHeaderError(phrase("its clear part is not in the one form that Wardcast writes"))
    at, boot, commitment, epoch, kind, log, mono_ns, outcome, sealed, seq = match.groups()
    starts_epoch = kind == EventKind.EPOCH_STARTED
    if starts_epoch != (commitment is not None) or starts_epoch != (sealed is not None):
        raise BadHeaderError(
            phrase("only a record that starts an epoch carries sealed keys, and each does")
        )
    return Header(
        log=log,
        seq=int(seq),
        at=at,
        boot=boot,
        mono_ns=int(mono_ns),
        epoch=epoch,
        kind=EventKind(kind),
        outcome=Outcome(outcome),
        commitment=commitment or "",
        sealed_keys=_sealed_keys(sealed) if sealed else (),
    )


def leaf_of(header: bytes, salt: bytes, nonce: bytes, ciphertext: bytes) -> bytes:
    """Return the leaf for a record: each part with its length before it, so that none can shift."""
    # Spelled out, not looped: verifying a log spends much of its time here.
    pack = _LENGTH.pack
    sizes = pack(len(header)), pack(len(salt)), pack(len(nonce)), pack(len(ciphertext))
    return leaf_hash(
        b"".join((sizes[0], header, sizes[1], salt, sizes[2], nonce, sizes[3], ciphertext))
    )


def _sealed_keys(text: str) -> tuple[SealedKey, ...]:
    return tuple(SealedKey(*found) for found in _SEALED_FIELDS.findall(text))
