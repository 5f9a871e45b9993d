"""Rows of another hospital, or another year: coded where they fit the contract, told where not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.contract.rules import Violation, judge_text
from engine.errors import ReportableError
from engine.inference.columns import BlockCoder, CodedBlock, Reject
from engine.inference.matching import Matching, WrongColumnsError, match_columns
from engine.progress import Progress
from engine.tabular.reader import Block, TableReader, open_table

Vector = NDArray[np.float64]

LEAST_ROWS = 30
"""With fewer rows no figure would say anything."""

_FIRST = 200
_BROKEN = -np.inf


class TooFewFittingRowsError(ReportableError):
    """Hardly a row fits the contract and has an outcome."""

    code = "too-few-rows"
    default_advice = "Bring more rows with a known outcome, or mend those that do not fit."


@dataclass(frozen=True)
class ExternalRows:
    """The rows of a file that fit the contract, and what is to be said of the others.

    Attributes:
        name: How the file is called.
        coded: Shape (rows, inputs).
        outcome: What was observed, shape (rows,).
        patient: A number per patient, shape (rows,); rows of one patient share it.
        repeated: Whether a patient has several rows.
        rejected: How many rows do not fit, or have no outcome.
        broken: How often which rule was broken in which column, by heading and rule.
        first: The first reasons, in the order of the rows.
        matching: Which headings were taken for which inputs.
        notes: What a person should know of how the file was read.
        sha256: Digest of the file.
    """

    name: str
    coded: Vector
    outcome: Vector
    patient: NDArray[np.int64]
    repeated: bool
    rejected: int
    broken: Mapping[tuple[str, str], int]
    first: tuple[Reject, ...]
    matching: Matching
    notes: tuple[str, ...]
    sha256: str


def read_external(path: Path, contract: Contract, progress: Progress) -> ExternalRows:
    """Read a CSV by the rules that a single case is read by; rows that break one are left out.

    Args:
        path: The file. It needs the outcome's column beside the inputs; the patient's may be there.
        contract: The contract of the package that is judged.
        progress: Told how far it is.

    Raises:
        CannotReadError: The file is missing or cannot be opened.
        UnreadableTableError: It is no table, or beyond what is read.
        WrongColumnsError: A column that every case must have, or the outcome's, is missing.
        TooFewFittingRowsError: Fewer rows fit than say anything.
    """
    names = [column.name for column in contract.columns()]
    with open_table(path, names) as reader:
        collected = _Collected(contract, reader, path.name)
        for block in reader.blocks():
            collected.take(block)
            progress.report("read", reader.share)
        rows = collected.rows(path.name, reader)
    if rows.outcome.size < LEAST_ROWS:
        raise TooFewFittingRowsError(
            f"Only {rows.outcome.size:,} rows of {path.name} fit the contract and have an outcome; "
            f"{LEAST_ROWS} are the least. {rows.rejected:,} were left out."
        )
    return rows


class _Collected:
    """What the blocks of a file gave so far."""

    def __init__(self, contract: Contract, reader: TableReader, name: str) -> None:
        self._contract = contract
        header = reader.header
        self._matching = match_columns(contract, header)
        self._matching.require_complete(name)
        self._outcome = _outcome_heading(contract, header, name)
        self._place = header.index(self._outcome)
        self._coder = BlockCoder(contract, header, self._matching)
        self._texts: dict[str, float | Violation] = {}
        self._coded: list[Vector] = []
        self._outcomes: list[Vector] = []
        self._numbers: dict[str, int] = {}
        self._patients: list[int] = []
        self._rejected = 0
        self._broken: Counter[tuple[str, str]] = Counter()
        self._first: list[Reject] = []

    def take(self, block: Block) -> None:
        """Code a block and keep what fits."""
        coded = self._coder.code(block)
        judged = [self._judged(text) for text in block.columns[self._place]]
        observed = np.array([_BROKEN if isinstance(v, Violation) else v for v in judged])
        known = np.isfinite(observed)
        self._tell(block, coded, judged)
        self._rejected += coded.rejected + int((coded.accepted & ~known).sum())
        self._coded.append(coded.coded[known[coded.accepted]])
        kept = coded.accepted & known
        self._outcomes.append(observed[kept])
        references = self._coder.references(block)
        self._patients += (self._patient(references[at]) for at in np.flatnonzero(kept).tolist())

    def rows(self, name: str, reader: TableReader) -> ExternalRows:
        """All rows that were kept."""
        patient = np.array(self._patients, np.int64)
        unused = tuple(one for one in self._matching.unused if one != self._outcome)
        notes = list(reader.notes)
        if unused:
            notes.append(f"columns that the contract does not have: {', '.join(unused)}")
        column = self._contract.patient
        if column is not None and column.name not in self._matching.headings:
            notes.append("no column of the patient: every row counts as another patient's")
        return ExternalRows(
            name=name,
            coded=np.concatenate(self._coded) if self._coded else np.empty((0, 0)),
            outcome=np.concatenate(self._outcomes) if self._outcomes else np.empty(0),
            patient=patient,
            repeated=np.unique(patient).size < patient.size,
            rejected=self._rejected,
            broken=dict(self._broken),
            first=tuple(self._first),
            matching=self._matching,
            notes=tuple(notes),
            sha256=reader.survey.sha256,
        )

    def _judged(self, text: str) -> float | Violation:
        if text not in self._texts:
            value = judge_text(self._contract.outcome, text)
            self._texts[text] = value if isinstance(value, Violation) else float(value or 0.0)
        return self._texts[text]

    def _tell(self, block: Block, coded: CodedBlock, judged: list[float | Violation]) -> None:
        rejects = list(coded.rejects)
        for place, value in enumerate(judged):
            if isinstance(value, Violation):
                where = block.numbers[place], block.lines[place], self._outcome
                rejects.append(Reject(*where, value.rule, value.message))
        self._broken.update((reject.column, reject.rule) for reject in rejects)
        if len(self._first) < _FIRST:
            rejects.sort(key=lambda reject: reject.row)
            self._first += rejects[: _FIRST - len(self._first)]

    def _patient(self, reference: str | None) -> int:
        """A number per reference; a row without one is a patient of its own."""
        key = f"={reference}" if reference is not None else f"#{len(self._numbers)}"
        return self._numbers.setdefault(key, len(self._numbers))


def _outcome_heading(contract: Contract, header: tuple[str, ...], name: str) -> str:
    """The heading of the outcome: its name, or the only one that is its name or label but for case.

    Raises:
        WrongColumnsError: There is none.
    """
    outcome = contract.outcome
    if outcome.name in header:
        return outcome.name
    wanted = {_plain(outcome.name), _plain(outcome.label)}
    near = [heading for heading in header if _plain(heading) in wanted]
    if len(near) == 1:
        return near[0]
    raise WrongColumnsError(
        f"{name} lacks the column of the outcome, {outcome.name!r}: without what was observed, "
        "nothing can be judged."
    )


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
