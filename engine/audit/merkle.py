"""The Merkle tree of RFC 6962: roots, and proofs of inclusion and consistency.

A tree over ``n`` leaves is known by its peaks, the roots of the perfect subtrees whose sizes are
the powers of two in ``n``, largest first. They are enough to append to it and to know its root.

Source:
    RFC 6962, section 2.1; RFC 9162, sections 2.1.3 and 2.1.4 for the proofs.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Self

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

RootBetween = Callable[[int, int], bytes]
"""Gives the root over the leaves from the first number to below the second."""


def leaf_hash(data: bytes) -> bytes:
    """Hash one entry; the prefix keeps it from passing for a node."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees into the one above them."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a growing tree.

    It grows in place: verifying ten million records must not make ten million copies.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    @classmethod
    def from_peaks(cls, size: int, peaks: bytes) -> Self:
        """Resume a tree of ``size`` leaves from its peaks, as ``peaks`` wrote them.

        Raises:
            ValueError: There are more or fewer peaks than a tree of that size has.
        """
        if size < 0 or len(peaks) != size.bit_count() * HASH_BYTES:
            message = f"{len(peaks)} bytes are not the peaks of a tree over {size} leaves"
            raise ValueError(message)
        frontier = cls()
        frontier.size = size
        frontier._peaks = [
            peaks[start : start + HASH_BYTES] for start in range(0, len(peaks), HASH_BYTES)
        ]
        return frontier

    @property
    def peaks(self) -> bytes:
        """The peaks, largest subtree first, one after the other."""
        return b"".join(self._peaks)

    @property
    def root(self) -> bytes:
        """The root of the tree as it is now."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def append(self, leaf: bytes) -> None:
        """Add one leaf at the right."""
        # A set bit at the bottom of the size is a peak that the new leaf completes.
        completed = self.size
        while completed & 1:
            leaf = node_hash(self._peaks.pop(), leaf)
            completed >>= 1
        self._peaks.append(leaf)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaves at the right, a whole level of the tree after the other."""
        size, level, right = self.size, list(leaves), []
        self.size += len(level)
        while level:
            if size & 1:
                level.insert(0, self._peaks.pop())
            if len(level) & 1:
                right.append(level.pop())
            level = list(map(node_hash, level[::2], level[1::2]))
            size >>= 1
        self._peaks += reversed(right)


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Return the root over ``leaves``, holding no more of them than the tree is high."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root


def inclusion_proof(index: int, size: int, root_between: RootBetween) -> list[bytes]:
    """Prove that leaf ``index`` stands in the tree over the first ``size`` leaves.

    Raises:
        ValueError: There is no such leaf.
    """
    if not 0 <= index < size:
        message = f"leaf {index} is not in a tree over {size}"
        raise ValueError(message)
    return [root_between(low, high) for low, high in _siblings(index, 1, size)]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether ``proof`` shows ``leaf`` at ``index`` in the tree of ``size`` and ``root``."""
    if not 0 <= index < size:
        return False
    siblings = _siblings(index, 1, size)
    if len(siblings) != len(proof):
        return False
    for (low, _), given in zip(siblings, proof, strict=True):
        leaf = node_hash(leaf, given) if low > index else node_hash(given, leaf)
    return leaf == root


def consistency_proof(old: int, new: int, root_between: RootBetween) -> list[bytes]:
    """Prove that the tree over ``new`` leaves only adds to the one over the first ``old``.

    Raises:
        ValueError: ``old`` is below one or above ``new``.
    """
    if not 0 < old <= new:
        message = f"no consistency between {old} and {new} leaves can be shown"
        raise ValueError(message)
    if old == new:
        return []
    start = _last_peak(old)
    # A sole peak is the old root itself, which the verifier has.
    base = [(start, old)] if start else []
    return [root_between(low, high) for low, high in base + _siblings(start, old - start, new)]


def verify_consistency(
    old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether ``proof`` shows the tree over ``new`` leaves begins with the one over ``old``."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    start = _last_peak(old)
    given = list(proof) if start else [old_root, *proof]
    siblings = _siblings(start, old - start, new)
    if len(given) != len(siblings) + 1:
        return False
    before = after = given[0]
    for (low, _), sibling in zip(siblings, given[1:], strict=True):
        if low > start:
            after = node_hash(after, sibling)
        else:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
    return before == old_root and after == new_root


def _last_peak(size: int) -> int:
    """Return where the last perfect subtree of a tree over ``size`` leaves starts."""
    return size & (size - 1)


def _siblings(start: int, width: int, size: int) -> list[tuple[int, int]]:
    """Return the ranges beside the way from the subtree at ``start`` to the top, lowest first."""
    ranges: list[tuple[int, int]] = []
    low, high = 0, size
    while high - low > width:
        split = low + (1 << ((high - low - 1).bit_length() - 1))
        if start < split:
            ranges.append((split, high))
            high = split
        else:
            ranges.append((low, split))
            low = split
    return ranges[::-1]
