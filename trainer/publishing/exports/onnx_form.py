"""The engine's own form as ONNX operators: mean, linear sum, or trees, all in double precision."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ReportableError
from engine.models.content import Calibration
from engine.models.forms import Form
from engine.models.spread import NumberTerm
from trainer.publishing.exports.onnx_columns import place_of
from trainer.publishing.exports.onnx_graph import ML, Graph, tensor

# What an input adds: weight and centre of a number, or the points of each value of a category.
_Term = tuple[float, float] | NDArray[np.float64]

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
    if form.kind == "mean":
        return graph.constant(form.base)
    return _linear(graph, form, codes) if form.kind == "linear" else _trees(graph, form, codes)


def half_width(graph: Graph, calibration: Calibration, codes: Sequence[str]) -> str:
    """Half the width of the interval, as :class:`engine.inference.widths.Widths` has it."""
    factor, spread = graph.constant(calibration.half_width), calibration.spread
    if spread is None:
        return factor
    terms = [
        (term.weight, term.centre) if isinstance(term, NumberTerm) else np.array(term.points)
        for term in spread.terms
    ]
    expected = _sum(graph, spread.base, terms, codes)
    held = graph("Clip", expected, graph.constant(spread.floor), graph.constant(spread.ceiling))
    return graph("Mul", factor, held)


def _linear(graph: Graph, form: Form, codes: Sequence[str]) -> str:
    arrays = form.arrays
    tables = np.split(arrays["table"].astype(np.float64), np.cumsum(form.widths)[:-1])
    terms: list[_Term] = [
        tables[place] if width else (arrays["weight"][place], arrays["centre"][place])
        for place, width in enumerate(form.widths)
    ]
    return _sum(graph, form.base, terms, codes)


def _sum(graph: Graph, base: float, terms: Sequence[_Term], codes: Sequence[str]) -> str:
    """Add a term of each input to the base, in the engine's order, so that every bit is its own."""
    total = graph.constant(base)
    for code, term in zip(codes, terms, strict=True):
        if isinstance(term, tuple):
            weight, centre = map(graph.constant, term)
            product = graph("Mul", weight, graph("Sub", code, centre))
            part = graph("Where", graph("IsNaN", code), graph.constant(0.0), product)
        else:
            table = graph.constant(np.append(term, 0.0))
            part = graph("Gather", table, place_of(graph, code, term.size))
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
    order, roots = _depth_first(form), arrays["root"][:-1]
    # A tree that is one leaf is written as a question whose answers lead to two leaves of one
    # value: with a single leaf for both, onnx's own evaluator takes another tree's leaf.
    nodes = order[~leaf[order] | np.isin(order, roots)]
    alone = leaf[nodes]
    leaves = np.concatenate([order[leaf[order]], nodes[alone]])
    place = np.zeros(leaf.size, np.int64)
    place[order[leaf[order]]] = np.arange(leaves.size - alone.sum())
    place_of_node = np.zeros(leaf.size, np.int64)
    place_of_node[nodes] = np.arange(nodes.size)
    true = np.where(alone, nodes, arrays["left"][nodes])
    false = np.where(alone, nodes, arrays["right"][nodes])
    true_places = np.where(leaf[true], place[true], place_of_node[true])
    false_places = np.where(leaf[false], place[false], place_of_node[false])
    false_places[alone] = np.arange(leaves.size - alone.sum(), leaves.size)
    member = arrays["level_set"][nodes] >= 0
    attributes: dict[str, Any] = {
        "n_targets": 1,
        "aggregate_function": _SUM,
        "tree_roots": place_of_node[roots].tolist(),
        "nodes_modes": tensor(np.where(member, _MEMBER, _LEQ), np.uint8),
        "nodes_featureids": np.maximum(arrays["feature"][nodes], 0).tolist(),
        "nodes_splits": tensor(arrays["threshold"][nodes], np.float64),
        "nodes_missing_value_tracks_true": arrays["missing_left"][nodes].tolist(),
        "nodes_truenodeids": true_places.tolist(),
        "nodes_trueleafs": leaf[true].astype(int).tolist(),
        "nodes_falsenodeids": false_places.tolist(),
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
    """Each set's codes, counted from 1, with the NaN that ends it.

    onnxruntime refuses a set without a member, so an empty one gets a code that no category has.
    """
    bits = np.ascontiguousarray(levels, "<u8").view(np.uint8)
    inside = np.unpackbits(bits, axis=1, bitorder="little")
    nobody = np.array([inside.shape[1] + 1.0])
    found = [np.flatnonzero(row) + 1.0 for row in inside]
    return [np.append(codes if codes.size else nobody, np.nan) for codes in found]


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
