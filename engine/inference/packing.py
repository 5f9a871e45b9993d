"""Trees laid out for walking: the same layout for the kernel and for its numpy twin.

Nodes ask few different questions (a threshold or a set of codes of one input), many times over. So
each row first answers every different question once, a byte each: 0 sends it left, 1 right. A step
of a walk is then one sum::

    node = left[node] + answers[question[node]]

The children of a node stand side by side, a tree's nodes from its root downwards. A leaf asks
question 0, whose answer is always 0, and leads to itself: a walk that has arrived stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.models.bounds import Array
from engine.models.forms import Form

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Thresholds:
    """Questions ``x > threshold`` about one number that treat unknown alike.

    Attributes:
        place: Which input.
        start: The first of them; they stand in the order of the thresholds.
        limits: The thresholds, rising, shape (questions,).
        unknown: The answer of an unknown number.
    """

    place: int
    start: int
    limits: NDArray[np.float64]
    unknown: int


@dataclass(frozen=True, eq=False)
class Sets:
    """Questions "is its code outside the set?" about one category.

    Attributes:
        place: Which input.
        start: The first of them.
        table: The answers of each code and, in the last line, of unknown and of whatever is no code
            of this category; shape (codes + 1, questions).
    """

    place: int
    start: int
    table: NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Packed:
    """A form of trees, ready to be walked.

    Attributes:
        inputs: Number of inputs of a row.
        questions: Number of different questions, the leaves' included.
        numbers: The questions about numbers.
        categories: The questions about categories.
        root: Each tree's first node, shape (trees,).
        left: Each node's left child, a leaf's own place, shape (nodes,).
        question: What each node asks, shape (nodes,).
        value: What each leaf adds, shape (nodes,).
        depth: The most steps from a root to a leaf.
        base: The score before anything is added.
        divisor: What the sum over the trees is divided by.
    """

    inputs: int
    questions: int
    numbers: tuple[Thresholds, ...]
    categories: tuple[Sets, ...]
    root: Places
    left: Places
    question: Places
    value: NDArray[np.float64]
    depth: int
    base: float
    divisor: float


def pack(form: Form) -> Packed:
    """Lay out a form of trees that passed its check."""
    arrays = form.arrays
    order, depth = _downwards(arrays)
    numbers: list[Thresholds] = []
    categories: list[Sets] = []
    asked = np.zeros(order.size, np.intp)
    start = 1
    for place, width in enumerate(form.widths):
        for unknown in (0, 1):
            nodes = np.flatnonzero(
                (arrays["feature"] == place) & (arrays["missing_left"] == 1 - unknown)
            )
            if nodes.size == 0:
                continue
            if width:
                sets, asked_here = np.unique(arrays["level_set"][nodes], return_inverse=True)
                table = _answers(arrays["levels"][sets], width, unknown)
                categories.append(Sets(place, start, table))
            else:
                limits, asked_here = np.unique(arrays["threshold"][nodes], return_inverse=True)
                numbers.append(Thresholds(place, start, limits.astype(np.float64), unknown))
            asked[nodes] = start + asked_here
            start += int(asked_here.max()) + 1
    to = np.empty(order.size, np.intp)
    to[order] = np.arange(order.size)
    leaf = arrays["feature"] == -1
    return Packed(
        inputs=len(form.widths),
        questions=start,
        numbers=tuple(numbers),
        categories=tuple(categories),
        root=arrays["root"][:-1].astype(np.intp),
        left=to[np.where(leaf, np.arange(order.size), arrays["left"])][order],
        question=asked[order],
        value=arrays["value"].astype(np.float64)[order],
        depth=depth,
        base=form.base,
        divisor=form.divisor,
    )


def _downwards(arrays: Mapping[str, Array]) -> tuple[Places, int]:
    """Order the nodes tree by tree, each level by level with siblings side by side.

    Returns:
        The nodes' present places in their new order, shape (nodes,), and the deepest level.
    """
    root, leaf = arrays["root"], arrays["feature"] == -1
    tree = np.repeat(np.arange(root.size - 1), np.diff(root))
    level = root[:-1].astype(np.intp)
    levels = []
    while level.size:
        levels.append(level)
        inner = level[~leaf[level]]
        level = np.stack([arrays["left"][inner], arrays["right"][inner]], axis=1).ravel()
        level = level.astype(np.intp)
    order = np.concatenate(levels)
    return order[np.argsort(tree[order], kind="stable")], len(levels) - 1


def _answers(levels: NDArray[np.uint64], width: int, unknown: int) -> NDArray[np.uint8]:
    """The table of :class:`Sets` from the sets' bits, shape (sets, words)."""
    little_endian = np.ascontiguousarray(levels, "<u8").view(np.uint8)
    inside = np.unpackbits(little_endian, axis=1, bitorder="little", count=width)
    table = np.full((width + 1, levels.shape[0]), unknown, np.uint8)
    table[:width] = 1 - inside.T
    return table
