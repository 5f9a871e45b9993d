"""From a contract's file to the contract, or to everything that is wrong with the file."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.contract.consistency import Finding
from engine.contract.model import INCONSISTENT, Contract
from engine.contract.problems import MAX_PROBLEMS, ContractError, ContractProblem
from engine.contract.second_look import bridged, holds
from engine.contract.source import MAX_BYTES, Source, read_source
from engine.contract.wording import found_problem, shape_problems
from engine.durable import read_file

ModelT = TypeVar("ModelT", bound=BaseModel)


def load_contract(path: Path) -> Contract:
    """Read a contract's file.

    Raises:
        CannotReadError: The file is missing, unreadable or larger than 1 MiB.
        ContractError: The file is not a contract; it says all that is wrong with it.
    """
    return parse_contract(read_file(path, limit=MAX_BYTES), path.name)


def parse_contract(data: bytes | str, name: str = "params.yaml") -> Contract:
    """Read the text of a contract.

    Args:
        data: YAML, in UTF-8 where it is bytes.
        name: What to call the text in messages.

    Raises:
        ContractError: The text is not a contract; it says all that is wrong with it.
    """
    contract, problems = read_strictly(Contract, data)
    if contract is None:
        raise ContractError(name, problems)
    return contract


def read_strictly(
    model: type[ModelT],
    data: bytes | str,
    rules: Callable[[ModelT], Iterable[Finding]] = lambda _: (),
) -> tuple[ModelT | None, tuple[ContractProblem, ...]]:
    """Read YAML text as ``model``, which is strict, and by rules beyond the model's types.

    Args:
        model: What the text has to be.
        data: YAML, in UTF-8 where it is bytes.
        rules: Finds what is wrong with a model whose types are right.

    Returns:
        The model and no problem, or no model and every problem by line.
    """
    # A lone half of a surrogate pair cannot be encoded; let it through to be refused as bytes.
    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    source = read_source(raw)
    if not source.readable:
        return None, source.problems
    read, errors = _validated(model, source)
    problems = [*source.problems]
    _add(problems, _problems(model, source, errors))
    if read is not None:
        _add(problems, (found_problem(finding, source) for finding in rules(read)))
    elif errors and not _findings(errors):
        bridge = bridged(source, errors, model)
        _, errors = _validated(model, bridge)
        _add(problems, _problems(model, bridge, errors))
    in_order = sorted(problems, key=lambda each: each.line)[:MAX_PROBLEMS]
    return (None if problems else read), tuple(in_order)


def _validated(model: type[ModelT], source: Source) -> tuple[ModelT | None, list[ErrorDetails]]:
    try:
        text = json.dumps(source.value, allow_nan=False)
        return model.model_validate_json(text, strict=True), []
    except ValidationError as error:
        return None, error.errors(include_url=False)[:MAX_PROBLEMS]


def _problems(
    model: type[BaseModel], source: Source, errors: list[ErrorDetails]
) -> Iterator[ContractProblem]:
    shape = [error for error in errors if error["type"] != INCONSISTENT]
    yield from shape_problems(shape, model, source)
    yield from (found_problem(each, source) for each in _findings(errors) if holds(each))


def _findings(errors: list[ErrorDetails]) -> list[Finding]:
    return [
        finding
        for error in errors
        if error["type"] == INCONSISTENT
        for finding in error["ctx"]["findings"]
    ]


def _add(problems: list[ContractProblem], more: Iterable[ContractProblem]) -> None:
    """Add what is said of other places than those of which something is said already."""
    spoken_of = {problem.path for problem in problems}
    problems += [problem for problem in more if problem.path not in spoken_of]
