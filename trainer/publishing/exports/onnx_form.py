"""The engine's own form as ONNX operators: mean, linear sum, or trees, all in double precision."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ReportableError
from engine.models.forms import Form
from trainer.publishing.exports.onnx_columns import place_of
from trainer.publishing.exports.onnx_graph import ML, Graph, tensor

_LEQ, _MEMBER = 0, 6
_SUM = 1
# Numbers of a graph stand in one message, and no message may reach 2 GiB.
_MOST_NODES = 10_000_000


class NotForOnnxError(ReportableError):
    """The model cannot be written as ONNX."""

    code = "not-for-onnx"
    default_advice = "Export it as wardmodel or joblib."


def raw_score(graph: Graph, form: Form, codes: Sequence[str]) -> str:
    """Score codes as :func:`engine.inference.traversal.compile_form` does.

    Returns:
        The name of the raw score: one per row, or a single one for all where it is the mean.

    Raises:
        NotForOnnxError: More nodes than one ONNX file can hold.
    """
    base = graph.constant(form.base)
    if form.kind == "mean":
        return base
    return _linear(graph, form, codes) if form.kind == "linear" else _trees(graph, form, codes)


def _linear(graph: Graph, form: Form, codes: Sequence[str]) -> str:
    """Add in the engine's order, so that every bit is its own."""
    total = graph.constant(form.base)
    tables = np.split(form.arrays["table"].astype(np.float64), np.cumsum(form.widths)[:-1])
    for place, (code, width) in enumerate(zip(codes, form.widths, strict=True)):
        if width:
            table = graph.constant(np.append(tables[place], 0.0))
            part = graph("Gather", table, place_of(graph, code, width))
        else:
            away = graph("Sub", code, graph.constant(form.arrays["centre"][place]))
            product = graph("Mul", graph.constant(form.arrays["weight"][place]), away)
            part = graph("Where", graph("IsNaN", code), graph.constant(0.0), product)
        total = graph("Add", total, part)
    return total


def _trees(graph: Graph, form: Form, codes: Sequence[str]) -> str:
    if form.arrays["feature"].size > _MOST_NODES:
        size = form.arrays["feature"].size
        raise NotForOnnxError(f"The model has {size:,} nodes, more than an ONNX file can hold.")
    axis = graph.constant([1], np.int64)
    # Categories are counted from 1 here: a member 0 ends a set in onnx's own evaluator.
    numbered = [
        graph("Add", code, graph.constant(1.0)) if width else code
        for code, width in zip(codes, form.widths, strict=True)
    ]
    rows = graph("Concat", *(graph("Unsqueeze", one, axis) for one in numbered), axis=1)
    attributes = _ensemble(form)
    summed = graph("TreeEnsemble", rows, domain=ML, **attributes)
    mean = graph("Div", graph("Squeeze", summed, axis), graph.constant(form.divisor))
    return graph("Add", graph.constant(form.base), mean)


# long: one table of attributes, each beside what it is made from.
def _ensemble(form: Form) -> dict[str, Any]:
    """The attributes of TreeEnsemble: inner nodes and leaves apart, each tree from its root."""
    arrays = form.arrays
    leaf = arrays["feature"] == -1
    order = _depth_first(form)
    roots, single = arrays["root"][:-1], leaf[arrays["root"][:-1]]
    # A tree that is one leaf is written as a question whose two answers lead to that leaf.
    nodes = order[~leaf[order] | np.isin(order, roots[single])]
    leaves = order[leaf[order]]
    place = np.zeros(leaf.size, np.int64)
    place[leaves] = np.arange(leaves.size)
    alone = leaf[nodes]
    place_of_node = np.zeros(leaf.size, np.int64)
    place_of_node[nodes] = np.arange(nodes.size)
    true = np.where(alone, nodes, arrays["left"][nodes])
    false = np.where(alone, nodes, arrays["right"][nodes])
    member = arrays["level_set"][nodes] >= 0
    attributes: dict[str, Any] = {
        "n_targets": 1,
        "aggregate_function": _SUM,
        "tree_roots": place_of_node[roots].tolist(),
        "nodes_modes": tensor(np.where(member, _MEMBER, _LEQ), np.uint8),
        "nodes_featureids": np.maximum(arrays["feature"][nodes], 0).tolist(),
        "nodes_splits": tensor(arrays["threshold"][nodes], np.float64),
        "nodes_missing_value_tracks_true": arrays["missing_left"][nodes].tolist(),
        "nodes_truenodeids": np.where(leaf[true], place[true], place_of_node[true]).tolist(),
        "nodes_trueleafs": leaf[true].astype(int).tolist(),
        "nodes_falsenodeids": np.where(leaf[false], place[false], place_of_node[false]).tolist(),
        "nodes_falseleafs": leaf[false].astype(int).tolist(),
        "leaf_weights": tensor(arrays["value"][leaves], np.float64),
        "leaf_targetids": [0] * leaves.size,
    }
    if member.any():
        sets = _members(arrays["levels"])
        listed = [sets[number] for number in arrays["level_set"][nodes[member]].tolist()]
        attributes["membership_values"] = tensor(np.concatenate(listed), np.float64)
    return attributes


def _members(levels: NDArray[np.uint64]) -> list[NDArray[np.float64]]:
    """Each set's codes, counted from 1, with the NaN that ends it."""
    bits = np.ascontiguousarray(levels, "<u8").view(np.uint8)
    inside = np.unpackbits(bits, axis=1, bitorder="little")
    return [np.append(np.flatnonzero(row) + 1.0, np.nan) for row in inside]


def _depth_first(form: Form) -> NDArray[np.int64]:
    """The nodes tree by tree, each before its left branch and that before its right one."""
    left, right = form.arrays["left"].tolist(), form.arrays["right"].tolist()
    order: list[int] = []
    for root in form.arrays["root"][:-1].tolist():
        ahead = [root]
        while ahead:
            node = ahead.pop()
            order.append(node)
            if left[node] >= 0:
                ahead += (right[node], left[node])
    return np.array(order, np.int64)
