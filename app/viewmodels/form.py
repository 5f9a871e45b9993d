"""A case while it is being entered: what can be chosen, what is wrong, what would be asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from math import isfinite

from PySide6.QtCore import QLocale

from app.language import plain_number, said, tr
from engine.contract.case import formulary_breaks
from engine.contract.model import CategoryInput, Contract, Input, NumberInput
from engine.contract.rules import Value, Violation, hidden_in, judge, judge_reference
from engine.models.content import Reference

_GROUPED = re.compile(
    r"[+\-\u2212]?[1-9]\d*(?:[.,'\u2019\s]\d{3})+(?:[.,]\d+)?(?![.,]?\d)"  # \u2212 is the minus
)
"""Begins like thousands with marks between them; "1.000" may be meant for one, too."""
_FEW = 3
_SHORT = 12


class Entry(Enum):
    """How an input is entered."""

    NUMBER = "number"
    CHOICE = "choice"
    SEGMENTS = "segments"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Selectable:
    """A value that is offered.

    Attributes:
        value: What it is; None stands for "not known".
        label: What people read.
        note: Why it is excluded, or what is to be known before it is chosen.
        excluded: Whether it cannot be chosen as the form stands.
    """

    value: Value
    label: str
    note: str = ""
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of the form.

    Attributes:
        name: The column.
        label: What is asked for.
        hint: The permitted range with its unit, or what the field is for.
        help: A longer explanation.
        entry: How it is entered.
        short: Whether it may stand beside another short one, where both fit.
        optional: Whether it may be left empty.
    """

    name: str
    label: str
    hint: str
    help: str
    entry: Entry
    short: bool
    optional: bool


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Text in a field that is no value of it.

    Attributes:
        text: As it was typed.
    """

    text: str

    @property
    def grouped(self) -> bool:
        """Whether it looks like a number with marks between thousands."""
        return _GROUPED.match(self.text.strip()) is not None


Entered = Value | Unreadable


class CaseForm:
    """The form that a contract asks for.

    Args:
        contract: The contract of the model that will answer.
        reference: What its training saw, for the combinations that it knows.
    """

    def __init__(self, contract: Contract, reference: Reference) -> None:
        self.contract = contract
        self._combination = [contract.places[name] for name in contract.combination]
        self._seen = [row[:-1] for row in reference.combinations]

    @property
    def patient(self) -> FieldSpec | None:
        """The field of the patient's reference, where the contract has one."""
        column = self.contract.patient
        if column is None:
            return None
        hint = tr("sealed, never in clear")
        return FieldSpec(
            column.name, said(column.label), hint, said(column.help), Entry.TEXT,
            short=False, optional=True,
        )  # fmt: skip

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """The fields of the inputs, in the contract's order."""
        # How many values fit stands beside their field, and takes more room than a unit does.
        counted = {rule.column for rule in self.contract.formulary}
        return tuple(_field(one, counted=one.name in counted) for one in self.contract.inputs)

    def options(self, name: str, entered: Mapping[str, Entered]) -> tuple[Selectable, ...]:
        """What a field of choices or segments offers, given what the others hold.

        Those that training saw with the others come first; excluded ones come last.
        """
        column = self._column(name)
        offered = [self._option(column, value, entered) for value in _values(column)]
        if entry_of(column) is Entry.CHOICE:
            offered.sort(key=lambda option: (option.excluded, bool(option.note)))
        if column.may_be_unknown:
            offered.insert(0, Selectable(None, tr("Not known")))
        return tuple(offered)

    def holds_numbers(self, name: str) -> bool:
        """Whether the values of a field are numbers."""
        return isinstance(self._column(name), NumberInput)

    def read(self, name: str, text: str) -> Entered:
        """Read the number that was typed into a field, the field's unit behind it or not."""
        column = self._column(name)
        unit = column.unit if isinstance(column, NumberInput) else None
        return read_number(text, said(unit.label) if unit else "")

    def hint(self, name: str, entered: Mapping[str, Entered]) -> str:
        """What stands beside a field: how many of its values fit the others, or its range."""
        column = self._column(name)
        for rule in self.contract.formulary:
            given = _known(entered).get(rule.given)
            if rule.column == name and given is not None:
                offered = self.options(name, entered)
                fit = sum(not option.excluded for option in offered)
                what = _label_of(self._column(rule.given), given)
                return tr("{fit} of {count} for {what}", fit=fit, count=len(offered), what=what)
        return _hint(column, entry_of(column))

    def problem(self, name: str, entered: Mapping[str, Entered]) -> str:
        """Say in a few words what is wrong with a field, or nothing."""
        column = self._column(name)
        value = entered.get(name)
        if isinstance(value, Unreadable):
            return _words_for_unreadable(column, value)
        judged = judge(column, value)
        if isinstance(judged, Violation):
            return _short_words(column, judged)
        for rule in formulary_breaks(self.contract, _known(entered)):
            if rule.column == name:
                given = _label_of(self._column(rule.given), entered[rule.given])
                return tr("Not given for {condition}", condition=given)
        return ""

    def reference_problem(self, text: str) -> str:
        """Say what is wrong with a patient reference, or nothing."""
        if not text or not isinstance(judge_reference(text), Violation):
            return ""
        hidden = hidden_in(text)
        if hidden is not None:
            return tr("Holds {character}: type it anew", character=hidden)
        return tr("At most 200 characters") if text.strip() else tr("Only spaces")

    def problems(self, entered: Mapping[str, Entered], reference: str) -> dict[str, str]:
        """Everything that is wrong, by column, in the order of the form."""
        found: dict[str, str] = {}
        if self.contract.patient and (words := self.reference_problem(reference)):
            found[self.contract.patient.name] = words
        for column in self.contract.inputs:
            if words := self.problem(column.name, entered):
                found[column.name] = words
        return found

    def case(self, entered: Mapping[str, Entered], reference: str) -> dict[str, Value]:
        """The case as the engine wants it: values by column, the reference where there is one."""
        case: dict[str, Value] = dict(_known(entered))
        if self.contract.patient and reference:
            case[self.contract.patient.name] = reference
        return case

    def _column(self, name: str) -> Input:
        return self.contract.inputs[self.contract.places[name]]

    def _option(self, column: Input, value: Value, entered: Mapping[str, Entered]) -> Selectable:
        label = _option_label(column, value)
        supposed = {**_known(entered), column.name: value}
        for rule in formulary_breaks(self.contract, supposed):
            if rule.column == column.name:
                given = _label_of(self._column(rule.given), supposed[rule.given])
                reason = tr("not for {condition}", condition=given)
                return Selectable(value, label, reason, excluded=True)
        if self._combination and not self._known_to_training(column.name, supposed):
            return Selectable(value, label, tr("not seen in training"))
        return Selectable(value, label)

    def _known_to_training(self, name: str, supposed: Mapping[str, Value]) -> bool:
        """Whether training saw the value with what stands before it in the combination."""
        order = self.contract.combination
        if name not in order:
            return True
        upto = order.index(name) + 1
        wanted = [_code(self._column(column), supposed.get(column)) for column in order[:upto]]
        return any(
            all(w is None or w == code for w, code in zip(wanted, row, strict=False))
            for row in self._seen
        )


def read_number(text: str, unit: str = "") -> Entered:
    """Read a number as it was typed; empty text is "not known".

    The locale's decimal mark and the point are understood, marks between thousands are not: what
    could be read in two ways is refused, for a dose must never be taken for a thousandth of it.

    Args:
        text: What was typed.
        unit: May stand behind the number, as it is written beside the field; no other unit may.
    """
    if not text.strip():
        return None
    figures = _without_unit(text.strip(), unit)
    value, understood = _strict(QLocale()).toDouble(figures)
    if not understood and not Unreadable(figures).grouped:
        value, understood = _strict(QLocale.c()).toDouble(figures)
    return value if understood and isfinite(value) else Unreadable(text)


def written_number(value: float) -> str:
    """Write a number into a field so that it can be read from there: without marks in it."""
    locale = QLocale()
    return plain_number(value).replace(locale.groupSeparator(), "")


def _strict(locale: QLocale) -> QLocale:
    locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    return locale


def _without_unit(text: str, unit: str) -> str:
    figures = text.removesuffix(unit)
    # A unit that begins with a digit may be the end of the number.
    runs_on = unit[:1].isdigit() and not figures[-1:].isspace()
    return text if runs_on else figures.rstrip()


def entry_of(column: Input) -> Entry:
    """Decide how an input is entered."""
    if isinstance(column, NumberInput):
        return Entry.CHOICE if column.permitted is not None else Entry.NUMBER
    labels = [said(level.label or level.value) for level in column.values]
    few = len(labels) + column.may_be_unknown <= _FEW
    return Entry.SEGMENTS if few and max(map(len, labels)) <= _SHORT else Entry.CHOICE


def _field(column: Input, *, counted: bool) -> FieldSpec:
    entry = entry_of(column)
    return FieldSpec(
        name=column.name,
        label=said(column.label),
        hint=_hint(column, entry),
        help=said(column.help),
        entry=entry,
        short=not counted and (isinstance(column, NumberInput) or entry is Entry.SEGMENTS),
        optional=column.may_be_unknown,
    )


def _hint(column: Input, entry: Entry) -> str:
    if column.known == "after":
        return tr("known only after it began")
    if isinstance(column, NumberInput):
        unit = said(column.unit.label) if column.unit else ""
        return unit if entry is Entry.CHOICE else _range(column)
    return ""


def _range(column: NumberInput) -> str:
    low, high = map(written_number, column.range)
    unit = said(column.unit.label) if column.unit else ""
    return tr("{low}\N{EN DASH}{high} {unit}", low=low, high=high, unit=unit).strip()


def _words_for_unreadable(column: Input, value: Unreadable) -> str:
    if isinstance(column, NumberInput):
        if value.grouped:
            return tr("No thousands marks")
        if column.permitted is None:
            return tr("Not a number")
    return tr("Not in the list")


def _short_words(column: Input, violation: Violation) -> str:
    """What a violation is called beside its field, where there is little room."""
    if isinstance(column, CategoryInput) or column.permitted is not None:
        return tr("Choose one") if violation.rule == "missing" else tr("Not in the list")
    words = {
        "missing": tr("Enter {range}", range=_range(column)),
        "whole": tr("Whole numbers only"),
    }
    return words.get(violation.rule) or tr("Only {range}", range=_range(column))


def _values(column: Input) -> Sequence[Value]:
    if isinstance(column, NumberInput):
        return column.permitted or ()
    return [level.value for level in column.values]


def _label_of(column: Input, value: object) -> str:
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(column, CategoryInput):
        level = next((level for level in column.values if level.value == value), None)
        return said(level.label or level.value) if level else ""
    return ""


def _option_label(column: Input, value: Value) -> str:
    return written_number(value) if isinstance(value, int | float) else _label_of(column, value)


def value_label(column: Input, value: Value) -> str:
    """Write a value with its unit as people read it."""
    if value is None:
        return tr("not known")
    label = _label_of(column, value)
    unit = column.unit if isinstance(column, NumberInput) else None
    return f"{label} {said(unit.label)}" if unit else label


def _code(column: Input, value: Value) -> float | None:
    if value is None:
        return None
    if isinstance(column, CategoryInput):
        return float(column.codes[str(value)])
    return float(value)


def _known(entered: Mapping[str, Entered]) -> dict[str, Value]:
    return {name: value for name, value in entered.items() if not isinstance(value, Unreadable)}
