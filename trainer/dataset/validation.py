"""From a table of text to coded rows that fit the contract, or a report of every bad cell."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engine.contract.case import formulary_breaks
from engine.contract.model import CategoryInput, Contract, Formulary, Input, Outcome
from engine.contract.problems import did_you_mean
from engine.contract.rules import Violation, judge_reference, judge_text
from engine.errors import ReportableError
from trainer.dataset.table import Table

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


class WrongColumnsError(ReportableError):
    """The header lacks columns of the contract."""

    code = "columns-missing"
    default_advice = "Rename the columns in the CSV, or name them in the contract as they are."


@dataclass(frozen=True)
class Dataset:
    """Rows that fit the contract.

    Attributes:
        contract: The contract.
        coded: Inputs, shape (rows, inputs); a category by its place, unknown as NaN.
        outcome: Observed outcomes, shape (rows,).
        patient: A number per patient, shape (rows,); rows of one patient share it.
        sha256: Digest of the file.
        notes: What a person should know of how it was read.
    """

    contract: Contract
    coded: NDArray[np.float64]
    outcome: NDArray[np.float64]
    patient: NDArray[np.int64]
    sha256: str
    notes: tuple[str, ...]


def validate(table: Table, contract: Contract, name: str) -> Dataset:
    """Check every cell by the rules that a single case is checked by.

    Each different text of a column is judged once, so the cost grows with the number of
    different values, not of rows.

    Args:
        table: The file's rows.
        contract: What they must fit.
        name: How the file is called in messages.

    Raises:
        WrongColumnsError: A column of the contract is not there.
        DataRefusedError: With one violation per bad cell, in the order of the rows.
    """
    _check_header(table, contract, name)
    found = [RowViolation(p.row, p.line, "", "", "row", p.reason) for p in table.problems]
    coded = np.full((table.row_count, len(contract.inputs)), np.nan)
    for place, column in enumerate(contract.inputs):
        coded[:, place] = _read_column(table, column, found)
    outcome = _read_column(table, contract.outcome, found)
    patient = _read_patients(table, contract, found)
    for rule in contract.formulary:
        found += _formulary_violations(table, contract, rule, coded)
    if found:
        found.sort(key=lambda violation: (violation.row, violation.column))
        more = len(found) > MAX_REPORTED
        raise DataRefusedError(name, tuple(found[:MAX_REPORTED]), more=more)
    return Dataset(contract, coded, outcome, patient, table.sha256, _notes(table, contract))


def _check_header(table: Table, contract: Contract, name: str) -> None:
    wanted = [column.name for column in contract.columns()]
    missing = [column for column in wanted if column not in table.columns]
    if missing:
        spare = [column for column in table.header if column not in wanted]
        hints = [", ".join(filter(None, (repr(c), did_you_mean(c, spare)))) for c in missing]
        raise WrongColumnsError(
            f"{name} lacks {len(missing)} of the contract's columns: " + "; ".join(hints)
        )


def _read_column(
    table: Table, column: Input | Outcome, found: list[RowViolation]
) -> NDArray[np.float64]:
    codes, texts = _distinct(table, column.name)
    judged = np.full(len(texts), np.nan)
    for place, text in enumerate(texts):
        value = judge_text(column, text)
        if isinstance(value, Violation):
            rows = np.flatnonzero(codes == place)[: MAX_REPORTED + 1]
            found += [_violation(table, int(row), column.name, text, value) for row in rows]
        elif isinstance(column, CategoryInput):
            judged[place] = np.nan if value is None else column.codes[str(value)]
        elif value is not None:
            judged[place] = float(value)
    coded: NDArray[np.float64] = judged[codes]
    return coded


def _distinct(table: Table, name: str) -> tuple[NDArray[np.int64], list[str]]:
    """Number the different texts of a column: one number per row, and the texts by number."""
    codes, texts = pd.factorize(np.asarray(table.columns[name], dtype=object))
    return codes.astype(np.int64), list(texts)


def _read_patients(
    table: Table, contract: Contract, found: list[RowViolation]
) -> NDArray[np.int64]:
    if contract.patient is None:
        return np.arange(table.row_count)
    name = contract.patient.name
    codes, texts = _distinct(table, name)
    for place, text in enumerate(texts):
        verdict = judge_reference(text)
        if isinstance(verdict, Violation):
            rows = np.flatnonzero(codes == place)
            found += [_violation(table, int(row), name, "", verdict) for row in rows]
    return codes


def _formulary_violations(
    table: Table, contract: Contract, rule: Formulary, coded: NDArray[np.float64]
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
        for row in np.flatnonzero((given == pair.given) & (chosen == pair.chosen)):
            broken = Violation("formulary", message)
            yield _violation(table, int(row), rule.column, values[rule.column], broken)


def _violation(table: Table, row: int, column: str, value: str, broken: Violation) -> RowViolation:
    return RowViolation(
        row=table.numbers[row],
        line=table.lines[row],
        column=column,
        value=value[:200],
        rule=broken.rule,
        message=broken.message,
        mend=broken.mend,
    )


def _notes(table: Table, contract: Contract) -> tuple[str, ...]:
    wanted = {column.name for column in contract.columns()}
    extra = [column for column in table.header if column not in wanted]
    if not extra:
        return table.notes
    return (
        *table.notes,
        f"columns that the contract does not have were left out: {', '.join(extra)}",
    )
