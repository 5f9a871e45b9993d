"""Scores of coded rows under a form, to the same bits whatever the number of rows or threads.

This is the numpy form of the traversal: every row walks every tree at once, one level a step, and
the trees' values are added in the order of the trees.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from engine.models.forms import Form

Rows = NDArray[np.float64]
Scores = NDArray[np.float64]

# Walks under way at once: bounds the memory of a block, about 100 bytes each.
_BLOCK_WALKS = 1 << 20


def compile_form(form: Form) -> Callable[[Rows], Scores]:
    """Make the function from coded rows, shape (rows, inputs), to raw scores, shape (rows,).

    The form has been checked (:meth:`engine.models.forms.Form.check`); nothing is checked here.
    """
    if form.kind == "mean":
        return lambda rows: np.full(rows.shape[0], form.base)
    if form.kind == "linear":
        return _Linear(form)
    return _Trees(form)


class _Linear:
    def __init__(self, form: Form) -> None:
        self._base = form.base
        self._weight = form.arrays["weight"].astype(np.float64)
        self._centre = form.arrays["centre"].astype(np.float64)
        self._table = form.arrays["table"].astype(np.float64)
        self._widths = form.widths
        self._start = np.concatenate([[0], np.cumsum(form.widths)])

    def __call__(self, rows: Rows) -> Scores:
        """Score rows; an unknown number counts as the centre, an unknown category as nothing."""
        total = np.full(rows.shape[0], self._base)
        for place, width in enumerate(self._widths):
            x = rows[:, place]
            known = ~np.isnan(x)
            if width == 0:
                part = self._weight[place] * (x - self._centre[place])
            else:
                code = np.where(known, x, 0).astype(np.int64)
                part = self._table[self._start[place] + code]
            total += np.where(known, part, 0.0)
        return total


class _Trees:
    def __init__(self, form: Form) -> None:
        a = form.arrays
        self._base, self._divisor = form.base, form.divisor
        self._root = a["root"][:-1].astype(np.intp)
        leaf = a["feature"] == -1
        place = np.arange(leaf.size)
        # A leaf leads to itself, so that all walks can take the same number of steps.
        self._feature = np.where(leaf, 0, a["feature"]).astype(np.intp)
        self._left = np.where(leaf, place, a["left"]).astype(np.intp)
        self._right = np.where(leaf, place, a["right"]).astype(np.intp)
        self._threshold = a["threshold"].astype(np.float64)
        self._missing_left = a["missing_left"].astype(bool)
        self._value = a["value"].astype(np.float64)
        self._level_set = a["level_set"].astype(np.intp)
        self._levels = a["levels"].astype(np.uint64)
        self._asks_levels = bool((self._level_set >= 0).any())
        self._depth = self._deepest(leaf)

    def _deepest(self, leaf: NDArray[np.bool_]) -> int:
        depth, level = 0, self._root
        while True:
            inner = level[~leaf[level]]
            if inner.size == 0:
                return depth
            level = np.concatenate([self._left[inner], self._right[inner]])
            depth += 1

    def __call__(self, rows: Rows) -> Scores:
        """Score rows block by block."""
        trees = self._root.size
        block = max(1, _BLOCK_WALKS // trees)
        scores = np.empty(rows.shape[0])
        for start in range(0, rows.shape[0], block):
            part = rows[start : start + block]
            leaf_values = self._value[self._walk(part)]
            # cumsum adds strictly from the first tree to the last; sum() would add in pairs.
            total = np.cumsum(leaf_values, axis=1)[:, -1]
            scores[start : start + block] = self._base + total / self._divisor
        return scores

    def _walk(self, rows: Rows) -> NDArray[np.intp]:
        node = np.broadcast_to(self._root, (rows.shape[0], self._root.size))
        line = np.arange(rows.shape[0])[:, None]
        for _ in range(self._depth):
            x = rows[line, self._feature[node]]
            go_left = x <= self._threshold[node]
            if self._asks_levels:
                go_left = np.where(self._level_set[node] >= 0, self._in_set(node, x), go_left)
            go_left = np.where(np.isnan(x), self._missing_left[node], go_left)
            node = np.where(go_left, self._left[node], self._right[node])
        return node

    def _in_set(self, node: NDArray[np.intp], x: Rows) -> NDArray[np.bool_]:
        asked = self._level_set[node] >= 0
        code = np.where(asked & ~np.isnan(x), x, 0).astype(np.uint64)
        word = self._levels[
            np.where(asked, self._level_set[node], 0), (code >> np.uint64(6)).astype(np.intp)
        ]
        inside: NDArray[np.bool_] = (word >> (code & np.uint64(63))) & np.uint64(1) == 1
        return inside
