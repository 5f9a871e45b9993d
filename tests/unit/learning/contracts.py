"""Small contracts of the tests' own."""

from typing import Any

from engine.canonical import canonical_json
from engine.contract.model import Contract

VALUES = ("red", "green", "blue", "grey", "teal")


# long: one contract, to be read from top to bottom.
def small_contract(**changes: Any) -> Contract:
    """Two numbers, one category with a value that may be unknown, one outcome."""
    text: dict[str, Any] = {
        "format": 1,
        "name": "small",
        "title": "A small contract",
        "purpose": "Tests.",
        "provenance": {"synthetic": True, "statement": "Made up for tests."},
        "inputs": [
            {
                "name": "width",
                "label": "Width",
                "help": "How wide.",
                "type": "number",
                "known": "before",
                "range": [-10, 10],
                "may_be_unknown": True,
            },
            {
                "name": "colour",
                "label": "Colour",
                "help": "Which colour.",
                "type": "category",
                "known": "before",
                "may_be_unknown": True,
                "values": [{"value": value} for value in VALUES],
            },
            {
                "name": "steps",
                "label": "Steps",
                "help": "How many.",
                "type": "number",
                "known": "after",
                "whole": True,
                "range": [0, 9],
            },
        ],
        "outcome": {
            "name": "result",
            "label": "Result",
            "help": "What came out.",
            "range": [-100, 100],
            "bands": [{"name": "Low", "below": 0}, {"name": "High"}],
        },
        "training": {
            "forest": {"trees": 20, "depth": 8, "min_leaf": 2},
            "boosting": {"rounds": 30, "learning_rate": 0.2, "leaves": 8, "min_leaf": 5},
            "repeats": 2,
        },
    }
    return Contract.parse(canonical_json({**text, **changes}))
