"""The first version of a contract, read off a CSV; a person has to finish it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from engine.contract.columns import ColumnFacts
from engine.contract.loader import parse_contract
from engine.contract.model import MAX_INPUTS, MAX_LEVELS, Name
from engine.contract.problems import did_you_mean, shortened
from engine.contract.source import MAX_BYTES
from engine.contract.writing import number_word, text_word
from engine.errors import ReportableError

_NAME: TypeAdapter[str] = TypeAdapter(Name)
_MOST_DECIMALS = 6


class CannotDraftError(ReportableError):
    """A CSV from which no contract can be drafted."""

    code = "cannot-draft"
    default_advice = "Mend the CSV, or leave the column out of it, then draft again."


def draft_contract(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    outcome: str | None = None,
    patient: str | None = None,
) -> str:
    """Write a contract that fits a CSV, with comments on what is left to do.

    Args:
        header: The names of the columns.
        rows: One text per column each.
        outcome: The column to predict; the last one unless named.
        patient: The column that tells whose row it is; unless named, one that looks like it.

    Returns:
        YAML text that :func:`engine.contract.loader.parse_contract` accepts.

    Raises:
        CannotDraftError: There is no header, no row, no such column, no numeric outcome, or a
            column that no contract can describe.
    """
    facts = _facts(_sound_header(header), rows)
    target = facts[-1] if outcome is None else _named(facts, outcome)
    _refuse_outcome(target)
    others = [column for column in facts if column is not target]
    whose = _patient(others, patient)
    offered = [column for column in others if column is not whose]
    left_out = {column.name: reason for column in offered if (reason := _no_input(column))}
    inputs = [column for column in offered if column.name not in left_out]
    if not inputs:
        raise CannotDraftError("No column is left that could be an input.")
    if len(inputs) > MAX_INPUTS:
        raise CannotDraftError(f"{len(inputs):,} columns are more than {MAX_INPUTS} inputs.")
    text = "\n".join(_lines(whose, inputs, left_out, target)) + "\n"
    if len(text.encode()) > MAX_BYTES:
        raise CannotDraftError("The columns have too many different texts for one contract.")
    parse_contract(text, "the draft")  # what Wardcast writes, Wardcast reads
    return text


def _sound_header(header: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in header)
    if not any(names):
        raise CannotDraftError("The CSV has no header.")
    for place, name in enumerate(names):
        try:
            _NAME.validate_python(name)
        except ValidationError as error:
            raise CannotDraftError(
                f"The name of column {place + 1}, {shortened(name)!r}, cannot be used: "
                "it must be one line of 1 to 120 characters."
            ) from error
    for name, count in Counter(names).items():
        if count > 1:
            raise CannotDraftError(f"{count} columns are called {name!r}.")
    if all(ColumnFacts.of("", [name]).numbers for name in names):
        raise CannotDraftError(
            "The first line holds only numbers, so it is no header.",
            advice="Put a line with the names of the columns at the top.",
        )
    return names


def _facts(names: tuple[str, ...], rows: Iterable[Sequence[str]]) -> list[ColumnFacts]:
    kept = list(rows)
    for number, row in enumerate(kept, start=1):
        if len(row) != len(names):
            raise CannotDraftError(
                f"Row {number:,} does not fit the header: cells {len(row):,}, names {len(names):,}."
            )
    if not kept:
        raise CannotDraftError("The CSV has no row below its header.")
    return [
        ColumnFacts.of(name, cells)
        for name, cells in zip(names, zip(*kept, strict=True), strict=True)
    ]


def _named(facts: list[ColumnFacts], name: str) -> ColumnFacts:
    for column in facts:
        if column.name == name:
            return column
    names = [column.name for column in facts]
    hint = did_you_mean(name, names) or f"the columns are {shortened(', '.join(names))}"
    raise CannotDraftError(
        f"There is no column {shortened(name)!r}; {hint}", advice="Name a column of the CSV."
    )


def _refuse_outcome(column: ColumnFacts) -> None:
    if not column.numbers:
        trouble = "holds something that is not a number" if column.filled else "is empty"
        raise CannotDraftError(
            f"The outcome {column.name!r} {trouble}.",
            advice="Name a column of numbers as the outcome.",
        )
    if column.constant:
        raise CannotDraftError(
            f"The outcome {column.name!r} is the same in every row: there is nothing to predict.",
            advice="Name a column of numbers that differ as the outcome.",
        )


def _patient(others: list[ColumnFacts], name: str | None) -> ColumnFacts | None:
    if name is not None:
        return _named(others, name)
    return next((column for column in others if column.identifies), None)


def _no_input(column: ColumnFacts) -> str:
    """Why nothing can be learnt from a column; empty where something may be."""
    if not column.filled:
        return "every cell is empty"
    if column.constant:
        return "it says the same in every row"
    if column.numbers:
        return ""
    if len(column.values) > MAX_LEVELS:
        raise CannotDraftError(
            f"Column {column.name!r} has {len(column.values):,} different texts; a category has "
            f"at most {MAX_LEVELS:,}. It looks like free text."
        )
    if column.own_value_each:
        return "every row has a text of its own"
    for value in column.values:
        try:
            _NAME.validate_python(value)
        except ValidationError as error:
            raise CannotDraftError(
                f"Column {column.name!r} holds text that no category can have: more than 120 "
                "characters, or more than one line. It looks like free text."
            ) from error
    return ""


def _lines(
    patient: ColumnFacts | None,
    inputs: list[ColumnFacts],
    left_out: dict[str, str],
    outcome: ColumnFacts,
) -> Iterator[str]:
    yield from _TOP
    if patient is not None:
        yield "# Whose row it is; keeps a patient's rows together and is never an input. Check it."
        yield "patient:"
        yield from _described(patient, "  ", "How the ward finds this patient again.")
        yield ""
    yield from _INPUTS
    for name, reason in left_out.items():
        yield f"# Left out: {name}: {reason}."
    yield "inputs:"
    for column in inputs:
        yield from _number(column) if column.numbers else _category(column)
        yield ""
    yield from _outcome(outcome)
    yield from _BOTTOM


def _described(column: ColumnFacts, indent: str, words: str) -> Iterator[str]:
    yield f"{indent}name: {text_word(column.name)}"
    yield f"{indent}label: {text_word(column.name.replace('_', ' ').strip() or column.name)}"
    yield f"{indent}help: {text_word(words)}"


def _input(column: ColumnFacts, kind: str) -> Iterator[str]:
    first, *others = _described(column, "    ", "To be written: what to enter here.")
    yield f"  - {first.strip()}"
    yield f"    type: {kind}"
    yield from others
    yield "    known: before  # check: 'after' where it is known only once the treatment began"
    if column.filled < column.rows:
        yield f"    may_be_unknown: true  # empty in {column.rows - column.filled:,} rows"


def _number(column: ColumnFacts) -> Iterator[str]:
    yield from _input(column, "number")
    if column.decimal_comma:
        yield "    # Numbers with a decimal comma: the check of the data proposes the point."
    yield "    # unit: {label: mg, ucum: mg}"
    if column.whole:
        yield "    whole: true"
    yield f"    range: {_list(column.numbers[0], column.numbers[-1])}  # seen; widen it as needed"
    if column.few_numbers:
        yield "    # The only numbers that were seen. Remove the line where others may come."
        yield f"    permitted: {_list(*column.numbers)}"


def _category(column: ColumnFacts) -> Iterator[str]:
    yield from _input(column, "category")
    yield "    values:  # each may have a label for people: {value: M, label: Male}"
    for value in column.values:
        yield f"      - {{value: {text_word(value)}}}"


def _outcome(column: ColumnFacts) -> Iterator[str]:
    low, high = column.numbers[0], column.numbers[-1]
    decimals = _decimals(column.numbers)
    yield "# What is predicted. Check the range and the bands: they are the seen range in thirds."
    yield "outcome:"
    yield from _described(column, "  ", "To be written: what the score says, and who gives it.")
    yield f"  range: {_list(low, high)}"
    yield f"  decimals: {decimals}"
    yield "  bands:"
    names = iter(("Low", "Moderate"))
    for edge in _thirds(low, high, decimals):
        yield f"    - {{name: {next(names)}, below: {number_word(edge)}}}"
    yield "    - {name: High}"


def _decimals(numbers: tuple[float, ...]) -> int:
    for decimals in range(_MOST_DECIMALS):
        if all(round(number, decimals) == number for number in numbers):
            return decimals
    return _MOST_DECIMALS


def _thirds(low: float, high: float, decimals: int) -> list[float]:
    """Where the lower two thirds end: rounded where the thirds survive it."""
    exact = [low / 3 * 2 + high / 3, low / 3 + high / 3 * 2]
    rounded = [round(edge, decimals) for edge in exact]
    for edges in (rounded, exact):
        if all(a < b for a, b in pairwise((low, *edges, high))):
            return edges
    return []  # two numbers so close that nothing lies between them


def _list(*numbers: float) -> str:
    return "[" + ", ".join(map(number_word, numbers)) + "]"


_TOP = (
    "# A draft, read off a CSV. It is complete enough to be used; whoever answers for it checks",
    "# every line. What the keys mean stands in the comments of the sample's params.yaml.",
    "format: 1",
    "name: draft",
    "title: Draft",
    "purpose: To be written; it stands on every model card.",
    "",
    "# As long as this says true, no model is for care. Say false only where somebody who can",
    "# answer for it has written down where the data come from.",
    "provenance:",
    "  synthetic: true",
    "  statement: Not stated yet where these data come from.",
    "",
)
_INPUTS = (
    "# The inputs, in the order in which the form asks for them: put them in clinical order, and",
    "# remove what must not decide.",
)
_BOTTOM = (
    "",
    "# Which values of one category can be chosen given another:",
    "# formulary:",
    "#   - column: ...",
    "#     given: ...",
    "#     permits:",
    "#       one value: [its, choices]",
    "",
    "# Columns that must form a combination which the training data knew:",
    "# combination: [..., ...]",
)
