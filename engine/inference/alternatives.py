"""The same case under the alternatives that its contract permits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any

import numpy as np

from engine.contract.case import Case, formulary_breaks, read_case
from engine.contract.model import CategoryInput, Contract, Input, NumberInput
from engine.contract.rules import Value, judge
from engine.errors import ReportableError
from engine.models.content import NumberReference, Reference
from engine.phrases import phrase, row_of

MAX_OPTIONS = 200
"""More options than this nobody can read, and their pairs would hardly be told apart."""

GRID_POINTS = 5
"""How many values a number without permitted ones is given, beside the one that was entered."""


class BadComparisonError(ReportableError):
    """What was asked to vary makes no comparison."""

    code = "comparison-invalid"
    default_advice = "Name inputs of the contract to vary, as they stand there."


class TooManyOptionsError(ReportableError):
    """There are more options than a comparison may have."""

    code = "too-many-options"
    default_advice = "Vary fewer inputs at once; those that stay are held as they were entered."


@dataclass(frozen=True, slots=True)
class Alternatives:
    """What is compared.

    Attributes:
        case: The case as entered; what varies and was left out stands as in the first option.
        varied: Places of the inputs that vary, in the contract's order.
        options: Values of the varied inputs, one tuple for each option.
        entered: Which option is the case as it was entered; none where something was left out.
    """

    case: Case
    varied: tuple[int, ...]
    options: tuple[tuple[Value, ...], ...]
    entered: int | None

    def values(self, option: int) -> tuple[Value, ...]:
        """All inputs of an option, in the contract's order."""
        values = list(self.case.values)
        for place, value in zip(self.varied, self.options[option], strict=True):
            values[place] = value
        return tuple(values)


def choices_of(contract: Contract) -> tuple[str, ...]:
    """The inputs that are a choice of treatment, as far as the contract shows it.

    Those known before treatment that the formulary permits given another one, and numbers of which
    only some are permitted: both exist because somebody chooses among a few.
    """
    given = {rule.column for rule in contract.formulary}
    return tuple(
        column.name
        for column in contract.inputs
        if column.known == "before"
        and (
            column.name in given
            or (isinstance(column, NumberInput) and column.permitted is not None)
        )
    )


def find_alternatives(
    contract: Contract, reference: Reference, raw: Mapping[str, Any], vary: Sequence[str] = ()
) -> Alternatives:
    """Lay out every permitted option.

    Args:
        contract: The contract of the model that will answer.
        reference: Says between which numbers training lay.
        raw: Typed values by column name; what varies may be left out.
        vary: Columns to vary; by default those that are a choice of treatment.

    Raises:
        BadComparisonError: A column is not known, or nothing varies.
        TooManyOptionsError: Vary fewer columns.
        CaseRefusedError: The case does not fit the contract.
    """
    varied = _places(contract, vary)
    given = {contract.inputs[place].name: raw.get(contract.inputs[place].name) for place in varied}
    choices = [_choices(contract.inputs[p], reference, given, p) for p in varied]
    held = {name: raw.get(name) for name in contract.places if name not in given}
    options = _options(contract, varied, choices, held)
    filled = _filled(given, options)
    case = read_case(contract, {**raw, **filled})
    if len(options) < 2:  # noqa: PLR2004 - one option is nothing to compare
        names = row_of([contract.inputs[place].label for place in varied])
        raise BadComparisonError(
            phrase("The contract permits no other choice of {names} for this case.", names=names),
            advice=phrase("Vary something else, or correct the case."),
        )
    own = tuple(case.values[place] for place in varied)
    entered = options.index(own) if not filled and own in options else None
    return Alternatives(case, varied, options, entered)


def _filled(given: Mapping[str, Any], options: Sequence[tuple[Value, ...]]) -> Mapping[str, Value]:
    """What varies and was left out, as in the first option that fits the rest."""

    def fits(option: tuple[Value, ...]) -> bool:
        return all(v is None or v == o for v, o in zip(given.values(), option, strict=True))

    option = next(filter(fits, options), None)
    if option is None:
        return {}
    return {n: o for (n, v), o in zip(given.items(), option, strict=True) if v is None}


def _places(contract: Contract, vary: Sequence[str]) -> tuple[int, ...]:
    names = tuple(vary) or choices_of(contract)
    for name in names:
        if name not in contract.places:
            near = get_close_matches(name[:200], contract.places, n=1)
            raise BadComparisonError(
                phrase(
                    "There is no input {name!r}; did you mean {near!r}?", name=name, near=near[0]
                )
                if near
                else phrase("There is no input {name!r}.", name=name)
            )
    if not names:
        raise BadComparisonError(phrase("The contract names no choice of treatment to vary."))
    return tuple(sorted({contract.places[name] for name in names}))


def _choices(
    column: Input, reference: Reference, given: Mapping[str, Any], place: int
) -> tuple[Value, ...]:
    if isinstance(column, CategoryInput):
        return tuple(level.value for level in column.values)
    if column.permitted is not None:
        return column.permitted
    own = judge(column, given[column.name])
    seen = reference.inputs[place]
    low, high = (seen.p01, seen.p99) if isinstance(seen, NumberReference) else column.range
    grid = np.linspace(max(low, column.range[0]), min(high, column.range[1]), GRID_POINTS)
    points = {float(point) for point in (np.round(grid) if column.whole else grid)}
    if isinstance(own, float):
        points.add(own)
    return tuple(sorted(points))


def _options(
    contract: Contract,
    varied: Sequence[int],
    choices: Sequence[tuple[Value, ...]],
    held: Mapping[str, Any],
) -> tuple[tuple[Value, ...], ...]:
    def permitted(chosen: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
        if len(chosen) == len(varied):
            yield chosen
            return
        for value in choices[len(chosen)]:
            longer = (*chosen, value)
            named = {contract.inputs[p].name: v for p, v in zip(varied, longer, strict=False)}
            if not any(_unfit(contract, {**held, **named})):
                yield from permitted(longer)

    options = tuple(islice(permitted(()), MAX_OPTIONS + 1))
    if len(options) > MAX_OPTIONS:
        names = row_of([contract.inputs[place].label for place in varied])
        raise TooManyOptionsError(
            phrase(
                "{names} make more than {most} options, which is the most that is compared.",
                names=names,
                most=MAX_OPTIONS,
            )
        )
    return options


def _unfit(contract: Contract, values: Mapping[str, Any]) -> Iterator[object]:
    """Formulary rules that are broken; a held value that is no value at all is told of later."""
    known: dict[str, Value] = {}
    for column in contract.inputs:
        value = values.get(column.name)
        if isinstance(column, CategoryInput) and isinstance(value, str) and value in column.codes:
            known[column.name] = value
    return formulary_breaks(contract, known)
