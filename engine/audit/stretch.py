"""A stretch of records verified at once, in a fraction of the time that one by one takes.

It can only say yes: every record of the stretch is in its place, in its form, and has the leaf of
its contents. Where it does not say so, ``engine.audit.verify`` looks at the records one by one,
finds what is wrong and says it.
"""

import hashlib
import struct
from collections.abc import Callable, Sequence

from engine.audit.merkle import HASH_BYTES
from engine.audit.records import BadHeaderError, Header, parse_header
from engine.audit.sealing import NONCE_BYTES, PADDED_TO, SALT_BYTES, TAG_BYTES
from engine.store import audit_rows
from engine.store.audit_rows import PackedRecords
from engine.store.database import Connection

_LENGTH = struct.Struct(">Q").pack
_SALT, _NONCE = _LENGTH(SALT_BYTES), _LENGTH(NONCE_BYTES)

_SECOND_ENDS = len('{"at":"2026-11-02T09:15:00.')
_TIME_ENDS = _SECOND_ENDS + 6
_MONO = b'"mono_ns":"'
_MONO_DIGITS = 20
_END = b',"v":1}'
_ZERO = ord("0")


def read_stretch(connection: Connection, low: int, high: int) -> PackedRecords | None:
    """Read the records numbered ``low`` to below ``high``; None where they need a closer look."""
    return audit_rows.packed_between(
        connection, low, high, salt=SALT_BYTES, nonce=NONCE_BYTES, leaf=HASH_BYTES
    )


def proven_leaves(
    packed: PackedRecords, first: int, may_stand: Callable[[Header, int], bool]
) -> list[bytes] | None:
    """Verify a stretch of records as far as it can be without the records before it.

    Args:
        packed: The records.
        first: The number of the first of them.
        may_stand: Asked for each header that differs from the one before it in more than time and
            number, with the number where it stands: whether it may.

    Returns:
        Their leaves; None where one of them needs a closer look.
    """
    headers = packed.headers.split(b"\n")
    lengths = list(map(int, packed.ciphertext_lengths.split(",")))
    # A line break inside a header makes one too many of them.
    if len(headers) != len(lengths) or not all(map(_may_be_sealed, set(lengths))):
        return None
    if not _in_form(headers, first, may_stand):
        return None
    leaves = _leaves(packed, headers, lengths)
    # Compared in one piece: every stored leaf has the length of a hash.
    return leaves if b"".join(leaves) == packed.leaves else None


def _may_be_sealed(length: int) -> bool:
    return length > TAG_BYTES and length % PADDED_TO == TAG_BYTES


def _leaves(packed: PackedRecords, headers: Sequence[bytes], lengths: Sequence[int]) -> list[bytes]:
    """Hash what :func:`engine.audit.records.leaf_of` hashes, cut out of the pieces."""
    join, sha256, length_of = b"".join, hashlib.sha256, _LENGTH
    salts, nonces, ciphertexts = packed.salts, packed.nonces, packed.ciphertexts
    leaves = []
    salt = nonce = start = 0
    for header, length in zip(headers, lengths, strict=True):
        parts = (
            b"\x00",
            length_of(len(header)),
            header,
            _SALT,
            salts[salt : (salt := salt + SALT_BYTES)],
            _NONCE,
            nonces[nonce : (nonce := nonce + NONCE_BYTES)],
            length_of(length),
            ciphertexts[start : (start := start + length)],
        )
        leaves.append(sha256(join(parts)).digest())
    return leaves


def _in_form(
    headers: Sequence[bytes], first: int, may_stand: Callable[[Header, int], bool]
) -> bool:
    """Say whether every header is one, and stands where it was written.

    Those of one run differ in time and number only. So each is held against the form of the last
    one that was parsed; where it does not fit, it is parsed itself. What fits would parse as well.
    """
    second = middle = tail = b""
    for seq, header in enumerate(headers, first):
        ending = b"%s%d%s" % (tail, seq, _END)
        mono = header[_TIME_ENDS + len(middle) : -len(ending)]
        fits = (
            second
            and header.startswith(second)
            and header[_SECOND_ENDS:_TIME_ENDS].isdigit()
            and header.startswith(middle, _TIME_ENDS)
            and header.endswith(ending)
            and mono.isdigit()
            and len(mono) <= _MONO_DIGITS
            and (mono[0] != _ZERO or len(mono) == 1)
        )
        if not fits:
            form = _form_of(header, seq, may_stand)
            if form is None:
                return False
            second, middle, tail = form
    return True


def _form_of(
    header: bytes, seq: int, may_stand: Callable[[Header, int], bool]
) -> tuple[bytes, bytes, bytes] | None:
    """Parse a header that may stand here.

    Returns:
        What the next ones have in common with it: its time to the second, what stands between its
        time and its monotonic clock, and what stands between that and its number. Nothing of these
        where it starts an epoch, for that has a form of its own.
    """
    try:
        parsed = parse_header(header)
    except BadHeaderError:
        return None
    if not may_stand(parsed, seq):
        return None
    if parsed.starts_epoch:
        return b"", b"", b""
    mono = header.index(_MONO) + len(_MONO)
    behind = mono + len(str(parsed.mono_ns))
    number = len(header) - len(b"%d%s" % (seq, _END))
    return header[:_SECOND_ENDS], header[_TIME_ENDS:mono], header[behind:number]
