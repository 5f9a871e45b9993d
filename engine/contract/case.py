"""A case: one patient's inputs, checked against the contract."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from engine.contract.model import Contract, Formulary
from engine.contract.problems import shortened
from engine.contract.rules import Value, Violation, judge, judge_reference
from engine.errors import ReportableError
from engine.phrases import phrase, row_of

# So many unknown keys are told one by one; and beyond so many times as many keys as a case may
# have, none is.
_MOST_TOLD, _TIMES_MORE = 20, 10


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field of a case.

    Attributes:
        field: The column's name, or the unknown key, shortened; empty where many are meant.
        label: The column's label for people.
        rule: The rule that is broken.
        message: What is wrong and what is permitted; never repeats what was typed.
    """

    field: str
    label: str
    rule: str
    message: str


class CaseRefusedError(ReportableError):
    """A case that the contract does not permit, one problem per field."""

    code = "case-refused"
    default_advice = "Correct the fields named above and ask again."

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        count = len(problems)
        super().__init__(
            phrase("The case was refused: 1 field to correct.")
            if count == 1
            else phrase("The case was refused: {count} fields to correct.", count=count)
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Case:
    """Inputs in the contract's order; only :func:`read_case` makes one.

    Attributes:
        reference: The patient reference as typed, or nothing.
        values: One value per input: a number, a category's value, or ``None`` for unknown.
    """

    reference: str | None
    values: tuple[Value, ...]


def read_case(contract: Contract, raw: Mapping[str, Any]) -> Case:
    """Check a mapping from column name to value.

    Args:
        contract: The contract of the model that will answer.
        raw: Typed values by column name; the patient column may be left out.

    Returns:
        The case.

    Raises:
        CaseRefusedError: With every problem, one per field, in the contract's order.
    """
    problems: list[FieldProblem] = []
    values: list[Value] = []
    for column in contract.inputs:
        judged = judge(column, raw.get(column.name))
        if isinstance(judged, Violation):
            problems.append(FieldProblem(column.name, column.label, judged.rule, judged.message))
            judged = None
        values.append(judged)
    reference = _read_reference(contract, raw, problems)
    if contract.formulary:
        # A column may stand in several formulary rules, and is told of one.
        unfit = {p.field: p for p in reversed(list(_unfit(contract, values)))}
        problems += (unfit[name] for name in contract.places if name in unfit)
    if not raw.keys() <= contract.case_keys:
        if len(raw) > _TIMES_MORE * len(contract.case_keys):
            raise CaseRefusedError((_far_too_many(contract, raw),))
        problems += _unknown_keys(contract, raw)
    if problems:
        raise CaseRefusedError(tuple(problems))
    return Case(reference, tuple(values))


def formulary_breaks(contract: Contract, values: Mapping[str, Value]) -> Iterator[Formulary]:
    """Yield each formulary rule that the given values break; unknown values break none."""
    for rule in contract.formulary:
        given, chosen = values.get(rule.given), values.get(rule.column)
        if (
            given is not None
            and chosen is not None
            and chosen not in rule.permitted_sets[str(given)]
        ):
            yield rule


def _read_reference(
    contract: Contract, raw: Mapping[str, Any], problems: list[FieldProblem]
) -> str | None:
    column = contract.patient
    if column is None or raw.get(column.name) is None:
        return None
    judged = judge_reference(raw[column.name])
    if isinstance(judged, Violation):
        problems.append(FieldProblem(column.name, column.label, judged.rule, judged.message))
        return None
    return judged


def _unfit(contract: Contract, values: list[Value]) -> Iterator[FieldProblem]:
    named = dict(zip(contract.places, values, strict=True))
    for rule in formulary_breaks(contract, named):
        column = contract.inputs[contract.places[rule.column]]
        given = str(named[rule.given])
        message = phrase(
            "is not in the formulary for {column} {value}; permitted: {choices}",
            column=rule.given,
            value=given,
            choices=row_of(rule.permits[given]) if rule.permits[given] else "",
        )
        yield FieldProblem(column.name, column.label, "formulary", message)


def _unknown_keys(contract: Contract, raw: Mapping[str, Any]) -> Iterator[FieldProblem]:
    unknown = [key for key in raw if key not in contract.case_keys]
    for key in unknown[:_MOST_TOLD]:
        yield _unknown_key(contract, key)
    more = len(unknown) - _MOST_TOLD
    if more > 0:
        message = phrase("has {count:,} further keys that are no columns", count=more)
        yield FieldProblem("", phrase("The case"), "unknown-field", message)


def _unknown_key(contract: Contract, key: str) -> FieldProblem:
    if key == contract.outcome.name:
        message = phrase("is what is predicted: leave it out")
        return FieldProblem(key, contract.outcome.label, "outcome", message)
    known = [*contract.places, *([contract.patient.name] if contract.patient else [])]
    wrong = phrase("is no column of the contract")
    near = get_close_matches(key[:200], known, n=1)
    message = (
        phrase("{wrong}; did you mean {near!r}?", wrong=wrong, near=near[0])
        if near
        else phrase("{wrong}; known: {names}", wrong=wrong, names=row_of(known))
    )
    # Half a character, which JSON can escape, is no text that can be recorded or shown.
    shown = shortened(key).encode(errors="replace").decode()
    return FieldProblem(shown, shown, "unknown-field", message)


def _far_too_many(contract: Contract, raw: Mapping[str, Any]) -> FieldProblem:
    message = phrase(
        "has {count:,} keys; the contract has {known:,}",
        count=len(raw),
        known=len(contract.case_keys),
    )
    return FieldProblem("", phrase("The case"), "unknown-field", message)
