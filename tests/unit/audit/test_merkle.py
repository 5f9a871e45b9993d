"""The tree against RFC 6962's published figures, the RFC's worked example, and another library."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from engine.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

# The entries and roots that implementations of RFC 6962 have tested with since the first one.
ENTRIES = [
    bytes.fromhex(entry)
    for entry in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)

sizes = st.integers(min_value=1, max_value=70)


def leaves_of(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


def other_library(size: int) -> InmemoryTree:
    tree = InmemoryTree()
    for number in range(size):
        tree.append_entry(str(number).encode())
    return tree


def other_path(size: int, index: int) -> list[str]:
    path: list[str] = other_library(size).prove_inclusion(index).serialize()["path"]
    return path


def prove_inclusion(leaves: list[bytes], index: int) -> list[bytes]:
    return inclusion_proof(index, len(leaves), lambda low, high: root_of(leaves[low:high]))


def prove_consistency(leaves: list[bytes], old: int) -> list[bytes]:
    return consistency_proof(old, len(leaves), lambda low, high: root_of(leaves[low:high]))


def test_an_empty_tree_has_the_hash_of_nothing_as_its_root() -> None:
    assert Frontier().root == EMPTY_ROOT == hashlib.sha256(b"").digest()
    assert root_of([]) == EMPTY_ROOT


@pytest.mark.parametrize("size", range(1, 9))
def test_the_known_entries_give_the_known_roots(size: int) -> None:
    leaves = [leaf_hash(entry) for entry in ENTRIES[:size]]
    assert root_of(leaves).hex() == ROOTS[size - 1]


def test_the_proofs_of_the_rfcs_example_come_out_as_printed_there() -> None:
    # RFC 9162, section 2.1.5: seven leaves, nodes named as in its figure.
    a, b, c, d, e, f, j = leaves_of(7)
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k = node_hash(g, h)
    l_ = node_hash(i, j)
    leaves = [a, b, c, d, e, f, j]

    assert root_of(leaves) == node_hash(k, l_)
    assert prove_inclusion(leaves, 0) == [b, h, l_]
    assert prove_inclusion(leaves, 3) == [c, g, l_]
    assert prove_inclusion(leaves, 4) == [f, j, k]
    assert prove_inclusion(leaves, 6) == [i, k]
    assert prove_consistency(leaves, 3) == [c, d, g, l_]
    assert prove_consistency(leaves, 4) == [l_]
    assert prove_consistency(leaves, 6) == [i, j, k]


@given(size=sizes)
def test_roots_are_those_of_the_other_library(size: int) -> None:
    assert root_of(leaves_of(size)) == other_library(size).get_root()


@given(data=st.data(), size=sizes)
def test_inclusion_proofs_are_those_of_the_other_library_and_hold(
    data: st.DataObject, size: int
) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = leaves_of(size)

    proof = prove_inclusion(leaves, index)

    # The other library counts from one, and its path begins with the leaf itself.
    path = [bytes.fromhex(node) for node in other_path(size, index + 1)]
    assert [leaves[index], *proof] == path
    assert verify_inclusion(leaves[index], index, size, proof, root_of(leaves))


@given(data=st.data(), size=sizes)
def test_an_inclusion_proof_holds_for_nothing_else(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = leaves_of(size)
    proof, root = prove_inclusion(leaves, index), root_of(leaves)

    assert not verify_inclusion(leaf_hash(b"other"), index, size, proof, root)
    assert not verify_inclusion(leaves[index], index, size, proof, leaf_hash(b"other"))
    assert not verify_inclusion(leaves[index], index, size, [*proof, root], root)
    assert not verify_inclusion(leaves[index], size, size, proof, root)
    assert not verify_inclusion(leaves[index], -1, size, proof, root)
    if proof:
        assert not verify_inclusion(leaves[index], index, size, proof[1:], root)


@given(data=st.data(), size=sizes)
def test_consistency_proofs_hold_between_the_roots_of_the_other_library(
    data: st.DataObject, size: int
) -> None:
    # Its own proofs name other nodes than the RFC's where the old tree is one perfect subtree.
    old = data.draw(st.integers(1, size))
    other = other_library(size)

    proof = prove_consistency(leaves_of(size), old)

    assert verify_consistency(old, other.get_root(old), size, other.get_root(), proof)


@given(data=st.data(), size=st.integers(2, 70))
def test_a_consistency_proof_holds_for_nothing_else(data: st.DataObject, size: int) -> None:
    old = data.draw(st.integers(1, size - 1))
    leaves = leaves_of(size)
    old_root, root = root_of(leaves[:old]), root_of(leaves)
    proof = prove_consistency(leaves, old)
    other = leaf_hash(b"other")

    assert not verify_consistency(old, other, size, root, proof)
    assert not verify_consistency(old, old_root, size, other, proof)
    assert not verify_consistency(old, old_root, size, root, proof[:-1])
    assert not verify_consistency(old, old_root, size, root, [*proof, other])
    assert not verify_consistency(old, old_root, size, root, [other, *proof[1:]])
    assert not verify_consistency(0, old_root, size, root, proof)
    assert not verify_consistency(size + 1, old_root, size, root, proof)


def test_two_trees_of_one_size_are_consistent_only_if_they_are_the_same() -> None:
    root = root_of(leaves_of(5))
    assert verify_consistency(5, root, 5, root, [])
    assert not verify_consistency(5, root, 5, root, [root])
    assert not verify_consistency(5, root, 5, leaf_hash(b"other"), [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_no_inclusion_is_proved_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        inclusion_proof(index, size, lambda _low, _high: b"")


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3)])
def test_no_consistency_is_proved_with_an_empty_or_a_larger_tree(old: int, new: int) -> None:
    with pytest.raises(ValueError, match="no consistency"):
        consistency_proof(old, new, lambda _low, _high: b"")


@given(size=sizes, more=sizes)
def test_a_tree_resumed_from_its_peaks_grows_as_if_it_had_never_stopped(
    size: int, more: int
) -> None:
    leaves = leaves_of(size + more)
    first = Frontier()
    for leaf in leaves[:size]:
        first.append(leaf)

    resumed = Frontier.from_peaks(size, first.peaks)
    for leaf in leaves[size:]:
        resumed.append(leaf)

    assert resumed.root == root_of(leaves)
    assert resumed.size == size + more


@given(parts=st.lists(st.integers(0, 70), max_size=6))
def test_leaves_added_at_once_make_the_tree_of_leaves_added_one_by_one(parts: list[int]) -> None:
    at_once, one_by_one = Frontier(), Frontier()
    for part in parts:
        leaves = [leaf_hash(bytes([number])) for number in range(part)]
        at_once.extend(leaves)
        for leaf in leaves:
            one_by_one.append(leaf)
        assert (at_once.size, at_once.peaks) == (one_by_one.size, one_by_one.peaks)
    assert at_once.root == one_by_one.root


@pytest.mark.parametrize(("size", "peaks"), [(-1, b""), (0, bytes(32)), (3, bytes(32)), (1, b"x")])
def test_peaks_that_do_not_fit_their_size_are_refused(size: int, peaks: bytes) -> None:
    with pytest.raises(ValueError, match="not the peaks"):
        Frontier.from_peaks(size, peaks)
