"""What a stage may see of a contract: a part that holds everything it rests on, and no more.

A stage is given such a view instead of the contract, and keyed by the view's digest: what is not
in it can neither change the stage's outputs nor make it run again.
"""

from typing import Any

from engine.canonical import canonical_json
from engine.contract.model import Contract, Family, Training

_UNSEEN: dict[str, Any] = {
    "title": "-",
    "purpose": "-",
    "provenance": {"synthetic": True, "statement": "-"},
}


def data_view(contract: Contract) -> Contract:
    """The columns and what may stand in them."""
    unseen = {**_UNSEEN, "training": {}, "gates": {}, "drift": {}, "log": {}, "combination": []}
    return _view(contract, unseen)


def learning_view(contract: Contract) -> Contract:
    """The columns, their combination, and how to learn."""
    return _view(contract, {**_UNSEEN, "gates": {}, "drift": {}, "log": {}})


def family_view(contract: Contract, family: Family) -> Contract:
    """What learning one family rests on: not the settings of the others."""
    training = contract.training.model_dump(mode="json")
    plain = Training().model_dump(mode="json")
    others = {"mean", "ridge", "boosting", "forest"} - {family}
    training |= {name: plain[name] for name in ("families", *others) if name in plain}
    return _view(learning_view(contract), {"training": training, "combination": []})


def gates_view(contract: Contract) -> Contract:
    """All of it that a verdict rests on."""
    return _view(contract, {**_UNSEEN, "drift": {}, "log": {}})


def _view(contract: Contract, unseen: dict[str, Any]) -> Contract:
    return Contract.parse(canonical_json({**contract.model_dump(mode="json"), **unseen}))
