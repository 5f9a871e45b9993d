"""From a file to what training keeps of it: the contract's columns, and no patient's reference."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from engine.canonical import canonical_json, parse_canonical
from engine.contract.model import Contract
from engine.contract.problems import did_you_mean
from engine.contract.rules import Violation, judge_reference
from engine.durable import CannotReadError, os_reason
from engine.errors import ReportableError
from engine.tabular.reader import RowProblem
from engine.tabular.survey import UnreadableTableError
from trainer.dataset.table import Table, read_table

Codes = NDArray[np.int64]
_ARRAYS = ("alias", "codes", "patient", "places")
_MARKS = re.compile(r"[\W_]+")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_LEADING_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


class WrongColumnsError(ReportableError):
    """The header lacks columns of the contract."""

    code = "columns-missing"
    default_advice = "Rename the columns in the CSV, or name them in the contract as they are."


@dataclass(frozen=True, slots=True)
class BadReference:
    """A patient's reference that is none; what was written there is not kept.

    Attributes:
        place: Which row, counted from 0 over those that are kept.
        rule: The rule that is broken.
        message: What is wrong.
    """

    place: int
    rule: str
    message: str


@dataclass(frozen=True)
class Ingested:
    """The rows of a file by the contract's inputs and outcome, each different text once.

    Attributes:
        names: The inputs' and the outcome's columns, in the contract's order.
        texts: For each of them its different texts, in the order in which they come.
        codes: Which text stands in which row, shape (rows, names).
        patient: A number per patient in the order in which they come, shape (rows,).
        alias: The same, were references told apart without marks, spaces, capitals and leading
            zeros: two patients of one alias may be one whose reference was typed in two ways.
        places: Each row's number and line in the file, both from 1, shape (rows, 2).
        problems: Rows that do not fit the header.
        references: Rows whose patient reference is none.
        sha256: Digest of the file.
        notes: What a person should know of how the file was read.
    """

    names: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    codes: Codes
    patient: Codes
    alias: Codes
    places: Codes
    problems: tuple[RowProblem, ...]
    references: tuple[BadReference, ...]
    sha256: str
    notes: tuple[str, ...]

    def column(self, name: str) -> tuple[Codes, tuple[str, ...]]:
        """A column's codes, shape (rows,), and the texts that they stand for."""
        place = self.names.index(name)
        return self.codes[:, place], self.texts[place]

    def pack(self) -> dict[str, bytes]:
        """Everything as files: arrays in NumPy's own form, the rest as canonical JSON."""
        facts = {
            "names": list(self.names),
            "texts": [list(texts) for texts in self.texts],
            "problems": [[p.row, p.line, p.reason] for p in self.problems],
            "references": [[r.place, r.rule, r.message] for r in self.references],
            "sha256": self.sha256,
            "notes": list(self.notes),
        }
        arrays = {f"{name}.npy": array_bytes(getattr(self, name)) for name in _ARRAYS}
        return {"facts.json": canonical_json(facts), **arrays}

    @classmethod
    def unpack(cls, files: Mapping[str, bytes]) -> "Ingested":
        """Read what :meth:`pack` wrote."""
        facts: dict[str, Any] = parse_canonical(files["facts.json"])
        return cls(
            names=tuple(facts["names"]),
            texts=tuple(map(tuple, facts["texts"])),
            **{name: array_of(files[f"{name}.npy"]) for name in _ARRAYS},
            problems=tuple(RowProblem(*problem) for problem in facts["problems"]),
            references=tuple(BadReference(*reference) for reference in facts["references"]),
            sha256=facts["sha256"],
            notes=tuple(facts["notes"]),
        )


def ingest(
    path: Path, contract: Contract, token: Callable[[str], str], sha256: str | None = None
) -> tuple[Ingested, tuple[str, ...]]:
    """Read a file and keep what the contract names of it.

    Args:
        path: The file.
        contract: Names the columns.
        token: Replaces a patient's reference.
        sha256: The digest that the file had a moment ago, where it was asked for.

    Returns:
        The rows, and each patient's token in the order of their numbers.

    Raises:
        CannotReadError: The file cannot be read.
        UnreadableTableError: It is no table, or it changed meanwhile.
        WrongColumnsError: It lacks columns of the contract.
    """
    table = read_table(path, [column.name for column in contract.columns()])
    if sha256 is not None and table.sha256 != sha256:
        raise UnreadableTableError(
            f"{path.name} changed while it was read.", advice="Close the program that writes it."
        )
    return _kept(table, contract, path.name, token)


def _kept(
    table: Table, contract: Contract, name: str, token: Callable[[str], str]
) -> tuple[Ingested, tuple[str, ...]]:
    wanted = [column.name for column in contract.columns()]
    _check_header(table, wanted, name)
    patient = None if contract.patient is None else contract.patient.name
    names = tuple(column for column in wanted if column != patient)
    distinct = [_distinct(table, column) for column in names]
    tokens: tuple[str, ...] = ()
    references: tuple[BadReference, ...] = ()
    of_row = alias = np.arange(table.row_count)
    if patient is not None:
        of_row, known = _distinct(table, patient)
        references = tuple(_bad_references(of_row, known))
        tokens = tuple(map(token, known))
        alias = pd.factorize(np.array([plainly(text) for text in known], object))[0][of_row]
    rows = Ingested(
        names=names,
        texts=tuple(texts for _, texts in distinct),
        codes=np.column_stack([codes for codes, _ in distinct]),
        patient=of_row,
        alias=alias.astype(np.int64),
        places=np.column_stack([np.asarray(p, np.int64) for p in (table.numbers, table.lines)]),
        problems=table.problems,
        references=references,
        sha256=table.sha256,
        notes=_notes(table, wanted),
    )
    return rows, tokens


def plainly(reference: str) -> str:
    """A reference without what differs between two ways of typing it.

    What stands between two digits parts them still, whatever it is: 1-23 is not 12-3.
    """
    text = unicodedata.normalize("NFKC", reference).casefold()
    parted = "-".join(_MARKS.sub("", part) for part in _BETWEEN_DIGITS.split(text))
    return _LEADING_ZEROS.sub("", parted) or text


def digest_of_file(path: Path) -> str:
    """The SHA-256 of a file's bytes, as 64 hex digits.

    Raises:
        CannotReadError: It cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = os_reason(error) if isinstance(error, OSError) else str(error)
        raise CannotReadError(f"Cannot read {path}: {reason}.") from error


def array_bytes(array: NDArray[Any]) -> bytes:
    """Write an array in NumPy's own form."""
    out = BytesIO()
    np.lib.format.write_array(out, np.ascontiguousarray(array), (1, 0), allow_pickle=False)
    return out.getvalue()


def array_of(data: bytes) -> NDArray[Any]:
    """Read an array that :func:`array_bytes` wrote."""
    array: NDArray[Any] = np.lib.format.read_array(BytesIO(data), allow_pickle=False)
    return array


def _check_header(table: Table, wanted: list[str], name: str) -> None:
    missing = [column for column in wanted if column not in table.columns]
    if missing:
        spare = [column for column in table.header if column not in wanted]
        hints = [", ".join(filter(None, (repr(c), did_you_mean(c, spare)))) for c in missing]
        raise WrongColumnsError(
            f"{name} lacks {len(missing)} of the contract's columns: " + "; ".join(hints)
        )


def _distinct(table: Table, name: str) -> tuple[Codes, tuple[str, ...]]:
    """Number the different texts of a column: one number per row, and the texts by number."""
    codes, texts = pd.factorize(np.asarray(table.columns[name], dtype=object))
    return codes.astype(np.int64), tuple(texts)


def _bad_references(of_row: Codes, known: tuple[str, ...]) -> list[BadReference]:
    bad = []
    for number, text in enumerate(known):
        verdict = judge_reference(text)
        if isinstance(verdict, Violation):
            rows = np.flatnonzero(of_row == number).tolist()
            bad += [BadReference(row, verdict.rule, str(verdict.message)) for row in rows]
    return bad


def _notes(table: Table, wanted: list[str]) -> tuple[str, ...]:
    extra = [column for column in table.header if column not in wanted]
    if not extra:
        return table.notes
    return (
        *table.notes,
        f"columns that the contract does not have were left out: {', '.join(extra)}",
    )
