"""A table read column by column under a contract, whatever is wrong with it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engine.contract.model import CategoryInput, Contract, Input, Outcome, PatientColumn
from engine.contract.rules import Value, Violation, judge_reference, judge_text
from engine.models.package import Model
from engine.phrases import Phrase
from trainer.dataset.checking.findings import MAX_SPOTS, MAX_VALUE, Finding, Severity, Spot
from trainer.dataset.mending.mends import Mend
from trainer.dataset.table import Table

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

MAX_JUDGED = 2_000
"""So many different refused texts of a column get a message of their own; making it is slow."""

_SLOW = (
    "value",
    "number",
)  # rules by which a text is refused for what it is, however many there are


@dataclass(frozen=True, eq=False)
class Cells:
    """One column, each of its different texts judged once.

    Attributes:
        spec: What the contract says of it.
        codes: Which of the texts each row has, shape (rows,).
        texts: The different texts, in the order in which they come.
        judged: What the contract makes of each: a value, nothing for unknown, or a violation.
    """

    spec: Input | Outcome | PatientColumn
    codes: Codes
    texts: tuple[str, ...]
    judged: tuple[Value | Violation, ...]

    @classmethod
    def of(cls, table: Table, spec: Input | Outcome | PatientColumn) -> Self:
        """Read a column that the table has."""
        codes, texts = pd.factorize(np.asarray(table.columns[spec.name], dtype=object))
        return cls(spec, codes.astype(np.int64), tuple(texts), tuple(_judged(spec, texts)))

    @property
    def name(self) -> str:
        """The column's name."""
        return self.spec.name

    @cached_property
    def counts(self) -> Codes:
        """How many rows have each text, shape (texts,)."""
        return np.bincount(self.codes, minlength=len(self.texts))

    @cached_property
    def values(self) -> Floats:
        """The number of each text, or its code for a category; NaN for unknown and refused."""
        values = np.full(len(self.texts), np.nan)
        for place, value in enumerate(self.judged):
            if value is None or isinstance(value, Violation | str):
                continue
            values[place] = value
        if isinstance(self.spec, CategoryInput):
            known = self.spec.codes
            for place, value in enumerate(self.judged):
                if isinstance(value, str):
                    values[place] = known[value]
        return values

    @cached_property
    def coded(self) -> Floats:
        """The same for each row, shape (rows,)."""
        coded: Floats = self.values[self.codes]
        return coded

    @cached_property
    def blank(self) -> Mask:
        """Which texts are nothing but spaces, shape (texts,)."""
        return np.array([not text.strip() for text in self.texts], dtype=bool)

    @cached_property
    def refused(self) -> Mask:
        """Which texts that are not blank the contract refuses, shape (texts,)."""
        wrong = np.array([isinstance(value, Violation) for value in self.judged], dtype=bool)
        return wrong & ~self.blank

    def rows_of(self, texts: Mask) -> Codes:
        """The rows with some of the texts, rising; from a mask of shape (texts,)."""
        rows: Codes = np.flatnonzero(texts[self.codes])
        return rows


@dataclass(frozen=True, eq=False)
class Sheet:
    """What every check looks at.

    Attributes:
        table: The file's rows.
        contract: What they are held against.
        model: The model with whose training they are compared, if any.
        columns: Those of the contract's columns that the table has, in the contract's order.
    """

    table: Table
    contract: Contract
    model: Model | None
    columns: Mapping[str, Cells]

    @classmethod
    def of(cls, table: Table, contract: Contract, model: Model | None = None) -> Self:
        """Read a table under a contract."""
        there = [column for column in _specs(contract) if column.name in table.columns]
        cells = {column.name: Cells.of(table, column) for column in there}
        return cls(table, contract, model, cells)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.table.row_count

    @property
    def inputs(self) -> Iterator[tuple[Input, Cells]]:
        """The inputs that the table has."""
        for column in self.contract.inputs:
            if column.name in self.columns:
                yield column, self.columns[column.name]

    @property
    def outcome(self) -> Cells | None:
        """The outcome's column, where the table has it."""
        return self.columns.get(self.contract.outcome.name)

    @property
    def patient(self) -> Cells | None:
        """The patient's column, where the contract and the table have one."""
        named = self.contract.patient
        return None if named is None else self.columns.get(named.name)

    @property
    def spare(self) -> list[str]:
        """The table's columns that the contract does not have."""
        known = {column.name for column in self.contract.columns()}
        return [name for name in self.table.header if name not in known]

    def spots(self, rows: Codes, *columns: str) -> tuple[Spot, ...]:
        """The places of some rows, in one column, in several, or as a whole."""
        table, patient = self.table, self.contract.patient
        hidden = "" if patient is None else patient.name
        kept = rows[: MAX_SPOTS // max(1, len(columns))].tolist()
        return tuple(
            Spot(
                row=table.numbers[row],
                line=table.lines[row],
                column=name,
                value="" if name in ("", hidden) else table.columns[name][row][:MAX_VALUE],
            )
            for row in kept
            for name in columns or ("",)
        )

    def finding(
        self,
        kind: str,
        severity: Severity,
        columns: tuple[str, ...],
        sentence: Phrase,
        rows: Codes | None = None,
        *,
        mend: Mend | None = None,
        **figures: float,
    ) -> Finding:
        """Make a finding about some columns and, where they are given, rows."""
        places = np.zeros(0, np.int64) if rows is None else rows
        spots = self.spots(places, *columns)
        return Finding(kind, severity, columns, sentence, len(places), spots, mend, figures)


def _specs(contract: Contract) -> Iterator[Input | Outcome | PatientColumn]:
    if contract.patient is not None:
        yield contract.patient
    yield from contract.inputs
    yield contract.outcome


def _judged(spec: Input | Outcome | PatientColumn, texts: Any) -> Iterator[Value | Violation]:
    if isinstance(spec, PatientColumn):
        yield from map(judge_reference, texts)
        return
    refused, last = 0, None
    for text in texts:
        if refused >= MAX_JUDGED and last is not None and not _quickly(spec, text):
            yield last
            continue
        value = judge_text(spec, text)
        if isinstance(value, Violation) and value.rule in _SLOW:
            refused, last = refused + 1, Violation(value.rule, value.message)
        yield value


def _quickly(spec: Input | Outcome, text: str) -> bool:
    """Whether a text is judged without putting together why it is refused."""
    if not text.strip():
        return True
    if isinstance(spec, CategoryInput):
        return text in spec.codes
    try:
        float(text)
    except ValueError:
        return False
    return text == text.strip()
