"""What a contract must not say, beyond the type of each of its fields.

Each rule yields findings with the path of the culprit, so that the loader can name the line.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.contract.model import CategoryInput, Contract, NumberInput

MAX_CANDIDATES = 200  # of one family: more than data of a hospital can tell apart

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction.

    Attributes:
        path: Keys and places from the top of the contract to the culprit.
        reason: What is wrong, in words.
        given: The name that was not known, where that is the trouble.
        known: The names that would have been.
    """

    path: Path
    reason: str
    given: str = ""
    known: tuple[str, ...] = ()


def findings(contract: Contract) -> Iterator[Finding]:
    """Yield everything in which the contract contradicts itself."""
    for rule in _RULES:
        yield from rule(contract)


def _unique_columns(contract: Contract) -> Iterator[Finding]:
    names: list[tuple[Path, str]] = []
    if contract.patient is not None:
        names.append((("patient", "name"), contract.patient.name))
    names += [(("inputs", i, "name"), column.name) for i, column in enumerate(contract.inputs)]
    names.append((("outcome", "name"), contract.outcome.name))
    for path, name in _repeated(names):
        yield Finding(path, f"two columns are called {name!r}")


def _sound_inputs(contract: Contract) -> Iterator[Finding]:
    for place, column in enumerate(contract.inputs):
        here: Path = ("inputs", place)
        if column.type == "number":
            yield from _sound_number(here, column)
        else:
            yield from _sound_category(here, column)


def _sound_number(here: Path, column: NumberInput) -> Iterator[Finding]:
    low, high = column.range
    if low >= high:
        yield Finding((*here, "range"), f"the range {low:g} to {high:g} holds no number")
    if column.whole and not (low.is_integer() and high.is_integer()):
        yield Finding((*here, "range"), "the column is whole, so both ends must be whole numbers")
    if column.permitted is None:
        return
    for i, value in enumerate(column.permitted):
        if not low <= value <= high:
            yield Finding((*here, "permitted", i), f"{value:g} lies outside {low:g} to {high:g}")
        if column.whole and not value.is_integer():
            yield Finding((*here, "permitted", i), f"the column is whole, {value:g} is not")
    if list(column.permitted) != sorted(set(column.permitted)):
        yield Finding((*here, "permitted"), "permitted numbers must rise, each once")


def _sound_category(here: Path, column: CategoryInput) -> Iterator[Finding]:
    levels = [((*here, "values", i, "value"), level.value) for i, level in enumerate(column.values)]
    for path, value in _repeated(levels):
        yield Finding(path, f"the value {value!r} stands twice")


def _sound_outcome(contract: Contract) -> Iterator[Finding]:
    low, high = contract.outcome.range
    if low >= high:
        yield Finding(("outcome", "range"), f"the range {low:g} to {high:g} holds no number")
    *closed, last = contract.outcome.bands
    if last.below is not None:
        yield Finding(
            ("outcome", "bands", len(closed), "below"),
            "the last band goes to the end of the range: leave out its 'below'",
        )
    edge = low
    for i, band in enumerate(closed):
        here: Path = ("outcome", "bands", i)
        if band.below is None:
            yield Finding(here, "every band but the last needs 'below', the score at which it ends")
        elif not edge < band.below < high:
            yield Finding((*here, "below"), f"must lie above {edge:g} and below {high:g}")
        else:
            edge = band.below
    names = [
        (("outcome", "bands", i, "name"), b.name) for i, b in enumerate(contract.outcome.bands)
    ]
    for path, name in _repeated(names):
        yield Finding(path, f"two bands are called {name!r}")


def _known_combination(contract: Contract) -> Iterator[Finding]:
    inputs = tuple(column.name for column in contract.inputs)
    listed: list[tuple[Path, str]] = [
        (("combination", i), name) for i, name in enumerate(contract.combination)
    ]
    for path, name in listed:
        if name not in inputs:
            yield Finding(path, f"there is no input {name!r}", name, inputs)
    for path, name in _repeated(listed):
        yield Finding(path, f"{name!r} stands twice")
    for i, column in enumerate(contract.inputs):
        continuous = column.type == "number" and column.permitted is None
        if continuous and column.name in contract.combination:
            where = ("combination", contract.combination.index(column.name))
            yield Finding(
                where, f"{column.name!r} (input {i + 1}) is a number without 'permitted' values"
            )


def _known_formulary(contract: Contract) -> Iterator[Finding]:
    categories = {c.name: c for c in contract.inputs if c.type == "category"}
    for i, rule in enumerate(contract.formulary):
        here: Path = ("formulary", i)
        for field, name in (("column", rule.column), ("given", rule.given)):
            if name not in categories:
                yield Finding(
                    (*here, field), f"there is no category {name!r}", name, tuple(categories)
                )
        if rule.column == rule.given:
            yield Finding((*here, "given"), "a column cannot be given itself")
        if rule.column in categories and rule.given in categories:
            yield from _formulary_values(here, contract, i, categories)


def _formulary_values(
    here: Path, contract: Contract, index: int, categories: dict[str, CategoryInput]
) -> Iterator[Finding]:
    rule = contract.formulary[index]
    given, permitted = tuple(categories[rule.given].codes), tuple(categories[rule.column].codes)
    for value, choices in rule.permits.items():
        if value not in given:
            yield Finding(
                (*here, "permits", value), f"{rule.given} has no value {value!r}", value, given
            )
        for i, choice in enumerate(choices):
            if choice not in permitted:
                reason = f"{rule.column} has no value {choice!r}"
                yield Finding((*here, "permits", value, i), reason, choice, permitted)
    for value in given:
        if not rule.permits.get(value):
            yield Finding(
                (*here, "permits"), f"nothing is permitted for {rule.given} {value!r}: list it"
            )


def _possible_shares(contract: Contract) -> Iterator[Finding]:
    training = contract.training
    if training.holdout_share + training.calibration_share > 0.8:  # noqa: PLR2004 - a fifth to learn from
        yield Finding(
            ("training", "calibration_share"),
            "hold-out and calibration together leave less than a fifth of the rows to learn from",
        )
    for path, family in _repeated(
        [(("training", "families", i), f) for i, f in enumerate(training.families)]
    ):
        yield Finding(path, f"{family!r} stands twice")
    if contract.gates.leakage_watch >= contract.gates.leakage_refuse:
        yield Finding(("gates", "leakage_refuse"), "must be above 'leakage_watch'")
    if contract.drift.watch >= contract.drift.alarm:
        yield Finding(("drift", "alarm"), "must be above 'watch'")


def _possible_search(contract: Contract) -> Iterator[Finding]:
    search = contract.training.search
    listed = search.model_dump(include={"ridge", "forest", "boosting"})
    if search.method == "none" and any(any(tries.values()) for tries in listed.values()):
        yield Finding(
            ("training", "search", "method"),
            "settings to try are listed, but no method: say grid or halving",
        )
    for family, tries in listed.items():
        here: Path = ("training", "search", family)
        for name, values in tries.items():
            named = [((*here, name, i), repr(value)) for i, value in enumerate(values)]
            for path, value in _repeated(named):
                yield Finding(path, f"{value} stands twice")
        count = math.prod(len(values) or 1 for values in tries.values())
        if count > MAX_CANDIDATES:
            yield Finding(
                here, f"{count:,} combinations of settings are listed; {MAX_CANDIDATES} is the most"
            )


def _repeated(named: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    seen: set[str] = set()
    for path, name in named:
        if name in seen:
            yield path, name
        seen.add(name)


_RULES: Sequence[Callable[[Contract], Iterator[Finding]]] = (
    _unique_columns,
    _sound_inputs,
    _sound_outcome,
    _known_combination,
    _known_formulary,
    _possible_shares,
    _possible_search,
)
