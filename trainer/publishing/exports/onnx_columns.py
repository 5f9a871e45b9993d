"""The contract as ONNX operators: columns in, codes out, and whether the contract permits the row.

A text that is no permitted value has the code -1; an unknown value is NaN, as in the engine.
"""

from collections.abc import Sequence

import numpy as np

from engine.contract.model import CategoryInput, Contract, Formulary, Input, NumberInput
from engine.contract.rules import permitted_text
from trainer.publishing.exports.onnx_graph import ML, Graph, tensor

UNKNOWN_TEXT = ""
"""What stands for an unknown category; an unknown number is NaN."""

_NOT_PERMITTED = -1.0


def take_columns(graph: Graph, contract: Contract) -> list[str]:
    """Take each input by its column's name; returns the names of their codes, in order."""
    codes = []
    for column in contract.inputs:
        text = isinstance(column, CategoryInput)
        taken = graph.input(column.name, text=text, says=describe(column))
        codes.append(_coded(graph, taken, column) if isinstance(column, CategoryInput) else taken)
    return codes


def describe(column: Input) -> str:
    """Say in a sentence what an input is and what stands for unknown."""
    unknown = "an empty text" if isinstance(column, CategoryInput) else "NaN"
    may = f"{unknown} where it is unknown" if column.may_be_unknown else "it must be known"
    return f"{column.label}: {permitted_text(column)}; {may}. Known {column.known} treatment."


def permitted(graph: Graph, contract: Contract, codes: Sequence[str]) -> str:
    """Say for each row whether the contract permits it, by the rules that a case is read by."""
    rules = [
        _number_permitted(graph, code, column)
        if isinstance(column, NumberInput)
        else graph("GreaterOrEqual", code, graph.constant(0.0))
        for code, column in zip(codes, contract.inputs, strict=True)
    ]
    for place, column in enumerate(contract.inputs):
        if column.may_be_unknown:
            rules[place] = graph("Or", rules[place], graph("IsNaN", codes[place]))
    rules += [_in_formulary(graph, contract, rule, codes) for rule in contract.formulary]
    whole = rules[0]
    for rule in rules[1:]:
        whole = graph("And", whole, rule)
    return whole


def place_of(graph: Graph, code: str, width: int) -> str:
    """The place of a code in a table of ``width`` values and one line for what is no code."""
    known = graph("GreaterOrEqual", code, graph.constant(0.0))
    place = graph("Where", known, code, graph.constant(float(width)))
    return graph("Cast", place, to=_INT64)


_INT64 = 7  # TensorProto.INT64


def _coded(graph: Graph, texts: str, column: CategoryInput) -> str:
    values = [level.value for level in column.values]
    codes = [float(code) for code in range(len(values))]
    if column.may_be_unknown:
        values, codes = [*values, UNKNOWN_TEXT], [*codes, np.nan]
    return graph(
        "LabelEncoder",
        texts,
        domain=ML,
        keys_tensor=tensor(values, object),
        values_tensor=tensor(codes, np.float64),
        default_tensor=tensor([_NOT_PERMITTED], np.float64),
    )


def _number_permitted(graph: Graph, number: str, column: NumberInput) -> str:
    low, high = (graph.constant(end) for end in column.range)
    inside = graph("And", graph("GreaterOrEqual", number, low), graph("LessOrEqual", number, high))
    if column.whole:
        inside = graph("And", inside, graph("Equal", number, graph("Floor", number)))
    if column.permitted is not None:
        alone = graph("Unsqueeze", number, graph.constant([1], np.int64))
        equal = graph("Equal", alone, graph.constant([column.permitted]))
        some = graph(
            "ReduceMax", graph("Cast", equal, to=_INT64), graph.constant([1], np.int64), keepdims=0
        )
        inside = graph("And", inside, graph("Greater", some, graph.constant(0, np.int64)))
    return inside


def _in_formulary(graph: Graph, contract: Contract, rule: Formulary, codes: Sequence[str]) -> str:
    places = contract.places[rule.given], contract.places[rule.column]
    givens, choices = (contract.inputs[place] for place in places)
    table = np.ones((givens.width + 1, choices.width + 1), np.bool_)
    if isinstance(givens, CategoryInput) and isinstance(choices, CategoryInput):
        table[:-1, :-1] = [
            [choice in rule.permits[given] for choice in choices.codes] for given in givens.codes
        ]
    row, cell = (
        place_of(graph, codes[place], column.width)
        for place, column in zip(places, (givens, choices), strict=True)
    )
    start = graph("Mul", row, graph.constant(choices.width + 1, np.int64))
    return graph("Gather", graph.constant(table.ravel(), np.bool_), graph("Add", start, cell))
