"""Every cell judged by the contract: a report of every bad one, or coded rows that fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engine.contract.case import formulary_breaks
from engine.contract.model import CategoryInput, Contract, Formulary, Input, Outcome
from engine.contract.rules import Violation, judge_text
from engine.errors import ReportableError
from trainer.dataset.ingest import Ingested, ingest

MAX_REPORTED = 10_000


@dataclass(frozen=True, slots=True)
class RowViolation:
    """One cell (or row) that the contract does not permit.

    Attributes:
        row: The row's number, counted from 1 below the header.
        line: The line of the file in which the row begins.
        column: The column's name; empty when the whole row is meant.
        value: The cell as it stands; empty for the patient's column, which no report repeats.
        rule: The rule that is broken.
        message: What is wrong and what is permitted.
        mend: A proposal, or nothing.
    """

    row: int
    line: int
    column: str
    value: str
    rule: str
    message: str
    mend: str = ""


class DataRefusedError(ReportableError):
    """The data do not fit the contract; nothing was learnt from them."""

    code = "data-refused"
    default_advice = "Mend the rows named above, or the contract, and train again."

    def __init__(self, name: str, violations: tuple[RowViolation, ...], *, more: bool) -> None:
        count = f"{len(violations):,}" + (" or more" if more else "")
        rows = len({violation.row for violation in violations})
        super().__init__(f"{name} does not fit the contract: {count} errors in {rows:,} rows.")
        self.violations = violations


@dataclass(frozen=True)
class Dataset:
    """Rows that fit the contract.

    Attributes:
        contract: The contract.
        coded: Inputs, shape (rows, inputs); a category by its place, unknown as NaN.
        outcome: Observed outcomes, shape (rows,).
        patient: A number per patient, shape (rows,); rows of one patient share it.
    """

    contract: Contract
    coded: NDArray[np.float64]
    outcome: NDArray[np.float64]
    patient: NDArray[np.int64]


def read_dataset(path: Path, contract: Contract) -> Dataset:
    """Read a file, check it and code it, and keep nothing of it.

    Raises:
        ReportableError: It cannot be read, or does not fit the contract.
    """
    rows, _ = ingest(path, contract, lambda _: "")
    validate(rows, contract, path.name)
    return code_rows(rows, contract)


def validate(rows: Ingested, contract: Contract, name: str) -> None:
    """Check every cell by the rules that a single case is checked by.

    Each different text of a column is judged once, so the cost grows with the number of
    different values, not of rows.

    Args:
        rows: The file's rows.
        contract: What they must fit.
        name: How the file is called in messages.

    Raises:
        DataRefusedError: With one violation per bad cell, in the order of the rows.
    """
    found = [RowViolation(p.row, p.line, "", "", "row", p.reason) for p in rows.problems]
    coded = np.full((rows.patient.size, len(contract.inputs)), np.nan)
    for place, column in enumerate(contract.inputs):
        coded[:, place] = _judged(rows, column, found)
    _judged(rows, contract.outcome, found)
    found += _bad_references(rows, contract)
    for rule in contract.formulary:
        found += _formulary_violations(rows, contract, rule, coded)
    if found:
        found.sort(key=lambda violation: (violation.row, violation.column))
        more = len(found) > MAX_REPORTED
        raise DataRefusedError(name, tuple(found[:MAX_REPORTED]), more=more)


def code_rows(rows: Ingested, contract: Contract) -> Dataset:
    """Code rows that :func:`validate` accepted."""
    found: list[RowViolation] = []
    columns = [_judged(rows, column, found) for column in contract.inputs]
    outcome = _judged(rows, contract.outcome, found)
    if found:
        message = "only rows that fit the contract are coded"
        raise ValueError(message)
    coded = np.column_stack(columns)
    return Dataset(contract, coded, outcome, rows.patient)


def _judged(
    rows: Ingested, column: Input | Outcome, found: list[RowViolation]
) -> NDArray[np.float64]:
    """Code a column, and note every cell that is not permitted."""
    codes, texts = rows.column(column.name)
    judged = np.full(len(texts), np.nan)
    for place, text in enumerate(texts):
        value = judge_text(column, text)
        if isinstance(value, Violation):
            bad = np.flatnonzero(codes == place)[: MAX_REPORTED + 1].tolist()
            found += [_violation(rows, row, column.name, text, value) for row in bad]
        elif isinstance(column, CategoryInput):
            judged[place] = np.nan if value is None else column.codes[str(value)]
        elif value is not None:
            judged[place] = float(value)
    coded: NDArray[np.float64] = judged[codes]
    return coded


def _bad_references(rows: Ingested, contract: Contract) -> Iterator[RowViolation]:
    if contract.patient is None:
        return
    for bad in rows.references:
        broken = Violation(bad.rule, bad.message)
        yield _violation(rows, bad.place, contract.patient.name, "", broken)


def _formulary_violations(
    rows: Ingested, contract: Contract, rule: Formulary, coded: NDArray[np.float64]
) -> Iterator[RowViolation]:
    given, chosen = coded[:, contract.places[rule.given]], coded[:, contract.places[rule.column]]
    pairs = pd.DataFrame({"given": given, "chosen": chosen}).dropna().drop_duplicates()
    givens, choices = (contract.inputs[contract.places[n]] for n in (rule.given, rule.column))
    if not isinstance(givens, CategoryInput) or not isinstance(choices, CategoryInput):
        return
    for pair in pairs.itertuples(index=False):
        values = {
            rule.given: givens.values[int(pair.given)].value,
            rule.column: choices.values[int(pair.chosen)].value,
        }
        if rule not in formulary_breaks(contract, values):
            continue
        permits = ", ".join(rule.permits[values[rule.given]])
        message = f"is not in the formulary for {values[rule.given]}; permitted: {permits}"
        for row in np.flatnonzero((given == pair.given) & (chosen == pair.chosen)).tolist():
            broken = Violation("formulary", message)
            yield _violation(rows, row, rule.column, values[rule.column], broken)


def _violation(
    rows: Ingested, row: int, column: str, value: str, broken: Violation
) -> RowViolation:
    number, line = rows.places[row].tolist()
    return RowViolation(
        row=number,
        line=line,
        column=column,
        value=value[:200],
        rule=broken.rule,
        message=broken.message,
        mend=broken.mend,
    )
