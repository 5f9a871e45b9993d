"""Which settings a search may try is checked with the rest of the contract, line by line."""

import json
from typing import Any

import pytest
import yaml

from engine.contract.loader import parse_contract
from engine.contract.problems import ContractError, ContractProblem
from resources import sample_contract

_LISTED = list(range(1, 16))


def with_search(search: Any) -> str:
    """The sample, searching as said."""
    values = yaml.safe_load(sample_contract().read_text(encoding="utf-8"))
    values["training"]["search"] = search
    return json.dumps(values)


def refused(search: Any) -> tuple[ContractProblem, ...]:
    with pytest.raises(ContractError) as caught:
        parse_contract(with_search(search))
    return caught.value.problems


def test_a_search_is_read() -> None:
    asked = {"method": "halving", "folds": 3, "ridge": {"penalty": [0.1, 10]}}

    search = parse_contract(with_search(asked)).training.search

    assert (search.method, search.folds, search.ridge.penalty) == ("halving", 3, (0.1, 10.0))


def test_a_contract_that_says_nothing_of_a_search_has_none() -> None:
    assert parse_contract(with_search({})).training.search.method == "none"


@pytest.mark.parametrize(
    ("search", "path", "reason"),
    [
        ({"ridge": {"penalty": [0.1]}}, "training.search", "say grid or halving"),
        (
            {"method": "grid", "ridge": {"penalty": [1, 2, 1.0]}},
            "training.search.ridge.penalty[2]",
            "1.0 stands twice",
        ),
        (
            {"method": "grid", "forest": {"depth": _LISTED, "min_leaf": _LISTED}},
            "training.search.forest",
            "225 combinations",
        ),
        (
            {"method": "grid", "boosting": {"leaves": [8, 1]}},
            "training.search.boosting.leaves[1]",
            "2",
        ),
        ({"method": "random"}, "training.search.method", "grid"),
        ({"method": "grid", "ridge": {"penalties": [1]}}, "penalties", "penalty"),
    ],
)
def test_a_search_that_cannot_be_is_told_in_plain_words(
    search: Any, path: str, reason: str
) -> None:
    (problem,) = refused(search)

    assert path in problem.path
    assert reason in problem.sentence
