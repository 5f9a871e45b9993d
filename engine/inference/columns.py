"""A block of text columns coded at once, by the rules that a single case is read by.

A row is accepted exactly where :func:`engine.contract.case.read_case` accepts the case that
:func:`engine.contract.rules.judge_text` makes of its cells.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.case import CaseRefusedError, FieldProblem, read_case
from engine.contract.model import CategoryInput, Contract, Formulary, Input
from engine.contract.rules import MAX_REFERENCE, Value, Violation, judge_reference, judge_text
from engine.inference.matching import Matching
from engine.tabular.reader import Block

# So many different texts of a column are remembered, none of them longer than that.
_MOST_TEXTS, _LONGEST_TEXT = 1 << 14, 200
_MOST_PAIRS = 1 << 12
# No code is infinite: ranges are finite, and unknown is NaN.
_BROKEN = -np.inf


@dataclass(frozen=True, slots=True)
class Reject:
    """One reason why a row got no score; it never repeats what stands in the cell.

    Attributes:
        row: The row's number, counted from 1 below the header.
        line: The line of the file in which the row begins.
        column: The column's heading; empty where the whole row is meant.
        rule: The rule that is broken.
        message: What is wrong and what is permitted.
    """

    row: int
    line: int
    column: str
    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class CodedBlock:
    """A block's rows, judged.

    Attributes:
        accepted: Which of the block's rows are, shape (rows,).
        coded: The accepted rows' codes, shape (accepted, inputs); unknown is NaN.
        rejects: Why the others are not, in the order of the rows.
        rejected: How many rows are not, those that do not fit the header among them.
    """

    accepted: NDArray[np.bool_]
    coded: NDArray[np.float64]
    rejects: tuple[Reject, ...]
    rejected: int


class BlockCoder:
    """Codes the blocks of one file; remembers each different text, so it is judged once.

    Args:
        contract: The contract of the model that will answer.
        header: The file's headings.
        matching: Which of them stand for which column; complete.
    """

    def __init__(self, contract: Contract, header: Sequence[str], matching: Matching) -> None:
        self._contract = contract
        places = {heading: place for place, heading in enumerate(header)}
        self._headings = matching.headings
        self._place_of = {name: places[h] for name, h in matching.headings.items()}
        self._texts = [_Texts(column) for column in contract.inputs]
        self._formulary = [_Permitted(contract, rule) for rule in contract.formulary]
        self._unfit: dict[tuple[Value, ...], tuple[FieldProblem, ...]] = {}

    def code(self, block: Block) -> CodedBlock:
        """Code a block's rows, or say what is wrong with them."""
        coded = np.full((len(block.numbers), len(self._texts)), np.nan)
        for place, texts in enumerate(self._texts):
            cells = self._cells(block, texts.column.name)
            if cells is not None:
                coded[:, place] = np.fromiter(
                    map(texts.__getitem__, cells), np.float64, len(block.numbers)
                )
        broken = np.isneginf(coded)
        wrong = broken.any(axis=1) | self._bad_references(block)
        for permitted in self._formulary:
            wrong |= permitted.broken_by(coded)
        if not wrong.any() and not block.problems:
            return CodedBlock(~wrong, coded, (), 0)
        places = np.flatnonzero(wrong).tolist()
        rejects = [reject for place in places for reject in self._rejects(block, place, coded)]
        rejects += [Reject(p.row, p.line, "", "row", p.reason) for p in block.problems]
        rejects.sort(key=lambda reject: reject.row)
        rejected = len(places) + len(block.problems)
        return CodedBlock(~wrong, coded[~wrong], tuple(rejects), rejected)

    def references(self, block: Block) -> list[str | None]:
        """The patient reference of each of the block's rows, where there is one."""
        patient = self._contract.patient
        cells = None if patient is None else self._cells(block, patient.name)
        if cells is None:
            return [None] * len(block.numbers)
        return [cell if cell.strip() else None for cell in cells]

    def values(self, codes: Sequence[float]) -> dict[str, Value]:
        """The typed values that a coded row stands for, by column."""
        return {
            column.name: _value(column, code)
            for column, code in zip(self._contract.inputs, codes, strict=True)
        }

    def _cells(self, block: Block, column: str) -> list[str] | None:
        place = self._place_of.get(column)
        return None if place is None else block.columns[place]

    def _bad_references(self, block: Block) -> NDArray[np.bool_]:
        patient = self._contract.patient
        cells = None if patient is None else self._cells(block, patient.name)
        # Nearly always nothing is wrong, and that is seen at once: what cannot be printed is rare.
        if not cells or (max(map(len, cells)) <= MAX_REFERENCE and "".join(cells).isprintable()):
            return np.zeros(len(block.numbers), np.bool_)
        # An empty cell means that there is none, however many spaces stand in it.
        return np.array(
            [c.strip() != "" and isinstance(judge_reference(c), Violation) for c in cells], np.bool_
        )

    def _rejects(self, block: Block, place: int, coded: NDArray[np.float64]) -> Iterator[Reject]:
        for column, rule, message in self._problems(block, place, coded[place].tolist()):
            heading = self._headings[column]
            yield Reject(block.numbers[place], block.lines[place], heading, rule, message)

    def _problems(
        self, block: Block, place: int, codes: list[float]
    ) -> Iterator[tuple[str, str, str]]:
        """Column, rule and message of everything that is wrong with a row, as for one case."""
        for texts, code in zip(self._texts, codes, strict=True):
            cells = self._cells(block, texts.column.name)
            if code == _BROKEN and cells is not None:
                broken = texts.violation(cells[place])
                yield texts.column.name, broken.rule, broken.message
        patient = self._contract.patient
        references = None if patient is None else self._cells(block, patient.name)
        if patient is not None and references and references[place].strip():
            verdict = judge_reference(references[place])
            if isinstance(verdict, Violation):
                yield patient.name, verdict.rule, verdict.message
        for problem in self._formulary_problems(codes):
            yield problem.field, problem.rule, problem.message

    def _formulary_problems(self, codes: list[float]) -> tuple[FieldProblem, ...]:
        if not self._formulary:
            return ()
        places = {place for rule in self._formulary for place in rule.places}
        values = {
            column.name: _value(column, code)
            for place, (column, code) in enumerate(zip(self._contract.inputs, codes, strict=True))
            if place in places
        }
        key = tuple(values.values())
        if key not in self._unfit:
            if len(self._unfit) >= _MOST_PAIRS:
                self._unfit.clear()
            self._unfit[key] = _formulary_problems(self._contract, values)
        return self._unfit[key]


class _Texts(dict[str, float]):
    """The code of each text of a column, judged when it is first met."""

    def __init__(self, column: Input) -> None:
        super().__init__()
        self.column = column
        self._violations: dict[str, Violation] = {}

    def __missing__(self, text: str) -> float:
        if len(self) >= _MOST_TEXTS:
            self.clear()
            self._violations.clear()
        judged = judge_text(self.column, text)
        code = self._code(judged)
        if len(text) <= _LONGEST_TEXT:
            self[text] = code
            if isinstance(judged, Violation):
                self._violations[text] = judged
        return code

    def violation(self, text: str) -> Violation:
        """What is wrong with a text that has no code."""
        judged = self._violations.get(text) or judge_text(self.column, text)
        if not isinstance(judged, Violation):
            message = "the text has a code"
            raise TypeError(message)
        return judged

    def _code(self, judged: Value | Violation) -> float:
        if isinstance(judged, Violation):
            return _BROKEN
        if judged is None:
            return np.nan
        if isinstance(self.column, CategoryInput):
            return float(self.column.codes[str(judged)])
        return float(judged)


class _Permitted:
    """One formulary rule as a table over codes; the last place of each side is unknown."""

    def __init__(self, contract: Contract, rule: Formulary) -> None:
        self.places = given, chosen = contract.places[rule.given], contract.places[rule.column]
        givens, choices = contract.inputs[given], contract.inputs[chosen]
        self._table = np.ones((givens.width + 1, choices.width + 1), np.bool_)
        if isinstance(givens, CategoryInput) and isinstance(choices, CategoryInput):
            self._table[:-1, :-1] = [
                [choice in rule.permits[value] for choice in choices.codes]
                for value in givens.codes
            ]

    def broken_by(self, coded: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which rows have a pair that is not permitted; unknown and broken codes break none."""
        given, chosen = (
            np.where(np.isfinite(coded[:, place]), coded[:, place], -1).astype(np.intp)
            for place in self.places
        )
        return ~self._table[given, chosen]


def _formulary_problems(contract: Contract, values: dict[str, Value]) -> tuple[FieldProblem, ...]:
    try:
        read_case(contract, values)
    except CaseRefusedError as error:
        return tuple(problem for problem in error.problems if problem.rule == "formulary")
    return ()


def _value(column: Input, code: float) -> Value:
    if not np.isfinite(code):
        return None
    return column.values[int(code)].value if isinstance(column, CategoryInput) else code
