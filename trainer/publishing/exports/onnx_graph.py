"""Builds an ONNX graph by naming operators one after the other."""

from collections.abc import Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, ValueInfoProto, helper, numpy_helper

ML = "ai.onnx.ml"
_OPSET, _ML_OPSET, _IR = 21, 5, 10

Bits = NDArray[Any]


class Graph:
    """Collects operators; every value in it is one number per row, unless an operator says else.

    Args:
        inputs: Names of inputs and outputs, which nothing inside may have.
    """

    def __init__(self, inputs: Collection[str]) -> None:
        self._taken = frozenset(inputs)
        self._nodes: list[NodeProto] = []
        self._constants: dict[tuple[str, tuple[int, ...], bytes], str] = {}
        self._tensors: list[TensorProto] = []
        self._inputs: list[ValueInfoProto] = []
        self._outputs: list[ValueInfoProto] = []
        self._count = 0

    def input(self, name: str, *, text: bool, says: str) -> str:
        """Take a column: texts or doubles, shape (rows,)."""
        kind = TensorProto.STRING if text else TensorProto.DOUBLE
        self._inputs.append(_column(name, kind, says))
        return name

    def output(self, name: str, value: str, says: str) -> None:
        """Give a value out, doubles of shape (rows,)."""
        self._nodes.append(helper.make_node("Identity", [value], [name]))
        self._outputs.append(_column(name, TensorProto.DOUBLE, says))

    def constant(self, value: object, dtype: type[Any] = np.float64) -> str:
        """Name a constant; equal ones share a name."""
        array = np.ascontiguousarray(np.array(value, dtype))
        key = (array.dtype.str, array.shape, array.tobytes())
        if key not in self._constants:
            self._constants[key] = self._new_name()
            self._tensors.append(numpy_helper.from_array(array, self._constants[key]))
        return self._constants[key]

    def __call__(self, operator: str, *values: str, domain: str = "", **attributes: Any) -> str:
        """Apply an operator; returns the name of its result."""
        result = self._new_name()
        node = helper.make_node(operator, list(values), [result], domain=domain, **attributes)
        self._nodes.append(node)
        return result

    def model(self, name: str, says: str, producer: str, facts: dict[str, str]) -> bytes:
        """Write the graph as a model, checked by onnx; the same graph gives the same bytes."""
        from onnx import checker

        graph = helper.make_graph(
            *(self._nodes, name, self._inputs, self._outputs, self._tensors), doc_string=says
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(ML, _ML_OPSET)]
        model: ModelProto = helper.make_model(graph, opset_imports=opsets, ir_version=_IR)
        model.producer_name, model.producer_version = "wardcast", producer
        model.doc_string = says
        helper.set_model_props(model, facts)
        checker.check_model(model, full_check=True)
        return bytes(model.SerializeToString(deterministic=True))

    def _new_name(self) -> str:
        while True:
            self._count += 1
            name = f"v{self._count}"
            if name not in self._taken:
                return name


def tensor(values: object, dtype: type[Any]) -> TensorProto:
    """An attribute that is a tensor; texts are of ``object``."""
    return numpy_helper.from_array(np.array(values, dtype), "")


def _column(name: str, kind: int, says: str) -> ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, ["rows"], doc_string=says)
