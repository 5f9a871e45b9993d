"""The bounds of a predictor's arrays: whatever passes here can be walked without a further look."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.phrases import phrase

Array = NDArray[Any]

MAX_MAGNITUDE = 1e12
MAX_DEPTH = 1024  # a tree of the most leaves that a contract permits is never deeper
MAX_ANSWERS = 1 << 28  # of every value of the categories to every different question about them
_NODE_ARRAYS = ("feature", "threshold", "left", "right", "missing_left", "level_set", "value")
_WORD_BITS = 64
_ALL_BITS = np.uint64(2**64 - 1)


class BadFormError(ValueError):
    """The arrays are not a predictor for this contract; the message says in what."""


def check_numbers(arrays: Mapping[str, Array]) -> None:
    """Every float is finite and of a size that sums cannot carry to infinity.

    Raises:
        BadFormError: Naming the array.
    """
    for name, array in arrays.items():
        if array.dtype.kind == "f":
            # A comparison with NaN is false, so this refuses it too.
            _demand(
                (np.abs(array) <= MAX_MAGNITUDE).all(),
                phrase("{name}: not finite, or beyond 1e12", name=name),
            )


def check_linear(arrays: Mapping[str, Array], widths: tuple[int, ...]) -> None:
    """One weight and centre per input, one table entry per value.

    Raises:
        BadFormError: Naming the array.
    """
    inputs = (len(widths),)
    _demand(arrays["weight"].shape == inputs, phrase("weight: one per input is needed"))
    _demand(arrays["centre"].shape == inputs, phrase("centre: one per input is needed"))
    _demand(arrays["table"].shape == (sum(widths),), phrase("table: one per value is needed"))


def check_trees(arrays: Mapping[str, Array], widths: tuple[int, ...]) -> None:
    """Nodes form trees, splits ask known inputs, category sets hold known codes.

    Raises:
        BadFormError: Naming the array and what is wrong with it.
    """
    feature, root = arrays["feature"], arrays["root"]
    for name in _NODE_ARRAYS:
        _demand(
            arrays[name].shape == (feature.size,),
            phrase("{name}: one per node is needed", name=name),
        )
    _demand(root.ndim == 1 and root.size > 1, phrase("root: at least one tree is needed"))
    _demand(
        root[0] == 0 and root[-1] == feature.size, phrase("root: the trees do not fill the nodes")
    )
    sizes: Array = np.diff(root.astype(np.int64))
    _demand((sizes > 0).all(), phrase("root: a tree without a node"))
    _check_children(arrays, np.repeat(root[1:], sizes))
    _check_depth(arrays)
    _check_leaves(arrays)
    _check_splits(arrays, np.asarray(widths, np.int64))


def _check_children(arrays: Mapping[str, Array], end: Array) -> None:
    """Each node but the roots is the child of exactly one earlier node of its own tree."""
    left, right = arrays["left"], arrays["right"]
    leaf = arrays["feature"] == -1
    place = np.arange(leaf.size)
    for name, child in (("left", left), ("right", right)):
        _demand((child[leaf] == -1).all(), phrase("{name}: a leaf with a child", name=name))
        inside = (child > place) & (child < end)
        _demand(
            inside[~leaf].all(),
            phrase("{name}: a child that is not after its parent in its tree", name=name),
        )
    parents = np.bincount(np.concatenate([left[~leaf], right[~leaf]]), minlength=leaf.size)
    expected = np.ones(leaf.size, np.int64)
    expected[arrays["root"][:-1]] = 0
    _demand(np.array_equal(parents, expected), phrase("left, right: nodes that do not form trees"))


def _check_depth(arrays: Mapping[str, Array]) -> None:
    """Every walk ends soon: a chain of a million nodes is sound data, but stops the ward."""
    level = arrays["root"][:-1]
    for _ in range(MAX_DEPTH):
        inner = level[arrays["feature"][level] != -1]
        if inner.size == 0:
            return
        level = np.concatenate([arrays["left"][inner], arrays["right"][inner]])
    raise BadFormError(phrase("root: a tree deeper than {most}", most=MAX_DEPTH))


def _check_leaves(arrays: Mapping[str, Array]) -> None:
    leaf = arrays["feature"] == -1
    _demand((arrays["threshold"][leaf] == 0).all(), phrase("threshold: one on a leaf"))
    _demand((arrays["level_set"][leaf] == -1).all(), phrase("level_set: one on a leaf"))
    _demand(
        (arrays["missing_left"][leaf] == 0).all(), phrase("missing_left: a direction on a leaf")
    )
    _demand(
        (arrays["value"][~leaf] == 0).all(), phrase("value: a score on a node that is not a leaf")
    )
    _demand((arrays["missing_left"] <= 1).all(), phrase("missing_left: neither 0 nor 1"))


def _check_splits(arrays: Mapping[str, Array], widths: NDArray[np.int64]) -> None:
    feature, level_set = arrays["feature"], arrays["level_set"]
    _demand(((feature >= -1) & (feature < widths.size)).all(), phrase("feature: no such input"))
    split = feature >= 0
    category = split & (widths[np.where(split, feature, 0)] > 0)
    _demand(
        (level_set[split & ~category] == -1).all(),
        phrase("level_set: a set where a number is asked"),
    )
    _demand(
        (arrays["threshold"][category] == 0).all(),
        phrase("threshold: one where a category is asked"),
    )
    _check_levels(arrays["levels"], level_set[category], widths[feature[category]], widths)
    _check_answers(arrays, category, widths)


def _check_levels(levels: Array, used: Array, width: Array, widths: NDArray[np.int64]) -> None:
    words = -(-int(widths.max(initial=0)) // _WORD_BITS)
    _demand(levels.shape[1:] == (words,), phrase("levels: not as wide as the widest category"))
    _demand(((used >= 0) & (used < levels.shape[0])).all(), phrase("level_set: no such set"))
    _demand(np.unique(used).size == levels.shape[0], phrase("levels: a set that no node uses"))
    for word in range(words):
        room = np.clip(width - _WORD_BITS * word, 0, _WORD_BITS)
        # A shift by the whole word is undefined, so the full mask is made apart.
        low = (np.uint64(1) << (room % _WORD_BITS).astype(np.uint64)) - np.uint64(1)
        mask = np.where(room == _WORD_BITS, _ALL_BITS, low)
        _demand(
            (levels[used, word] & ~mask == 0).all(),
            phrase("levels: a code that the category lacks"),
        )


def _check_answers(arrays: Mapping[str, Array], category: Array, widths: NDArray[np.int64]) -> None:
    """The table of answers that scoring keeps in memory stays small: a byte for each."""
    feature = arrays["feature"][category].astype(np.int64)
    lines = widths[feature] + 1
    if int(lines.sum()) <= MAX_ANSWERS:
        return  # even if every node asked something else
    sets = np.int64(arrays["levels"].shape[0])
    questions = (feature * sets + arrays["level_set"][category]) * 2
    _, first = np.unique(questions + arrays["missing_left"][category], return_index=True)
    _demand(
        int(lines[first].sum()) <= MAX_ANSWERS,
        phrase("levels: more different sets than can be held ready"),
    )


def _demand(holds: object, message: str) -> None:
    if not holds:
        raise BadFormError(message)
