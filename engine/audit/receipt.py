"""Receipts: what a person can keep of a record, outside the machine that holds the log."""

from dataclasses import dataclass
from functools import cached_property

# Crockford's base32: no I, L, O or U, so that it can be read aloud and typed from paper.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS = 8
_BITS = 5


@dataclass(frozen=True)
class Receipt:
    """The log's state right after a record was added to it.

    Attributes:
        seq: The number of the last record that was added.
        size: How many records the log then held.
        root: The root over them, in hex.
        note: The signed checkpoint. Kept elsewhere, it proves what the log held.
    """

    seq: int
    size: int
    root: str
    note: bytes

    @property
    def text(self) -> str:
        """Short form for a screen or a printed page: ``12 · 9K4M-T7QF``."""
        return self.text_of(self.seq)

    def text_of(self, seq: int) -> str:
        """The short form for another of the records that were added together."""
        return f"{seq} · {self._code}"

    @cached_property
    def _code(self) -> str:
        return short_code(self.root)


def short_code(root: str) -> str:
    """Return the first 40 bits of a root in Crockford's base32, as two groups of four."""
    bits = int.from_bytes(bytes.fromhex(root)[: _SYMBOLS * _BITS // 8])
    symbols = [_ALPHABET[bits >> _BITS * place & 31] for place in reversed(range(_SYMBOLS))]
    return f"{''.join(symbols[:4])}-{''.join(symbols[4:])}"
