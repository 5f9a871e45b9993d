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

# The families that have settings.
_SET = frozenset({"ridge", "boosting", "forest"})


def data_view(contract: Contract) -> Contract:
    """The columns and what may stand in them."""
    unseen = {**_UNSEEN, "training": {}, "gates": {}, "drift": {}, "log": {}, "combination": []}
    return _view(contract, unseen)


def learning_view(contract: Contract) -> Contract:
    """The columns, their combination, and how to learn."""
    return _view(contract, {**_UNSEEN, "gates": {}, "drift": {}, "log": {}})


def family_view(contract: Contract, family: Family) -> Contract:
    """What comparing one family rests on: not the settings of the others, nor their search."""
    training = contract.training.model_dump(mode="json")
    search = training["search"]
    others: dict[str, Any] = {name: {} for name in _SET - {family}}
    own = {**search, **others} if any(search.get(family, {}).values()) else {}
    training |= {"families": list(Training().families), **others, "search": own}
    return _view(learning_view(contract), {"training": training, "combination": []})


def learnt_view(contract: Contract) -> Contract:
    """What is left to see once a model is chosen: how to learn it travels with the choice."""
    training = contract.training.model_dump(mode="json")
    plain: dict[str, Any] = {name: {} for name in (*_SET, "search")}
    training |= {"families": list(Training().families), **plain}
    return _view(learning_view(contract), {"training": training})


def gates_view(contract: Contract) -> Contract:
    """All of it that a verdict rests on."""
    return _view(contract, {**_UNSEEN, "drift": {}, "log": {}})


def _view(contract: Contract, unseen: dict[str, Any]) -> Contract:
    return Contract.parse(canonical_json({**contract.model_dump(mode="json"), **unseen}))
