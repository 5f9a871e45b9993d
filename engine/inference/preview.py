"""The beginning of a file of cases: what its rows are, and what would become of them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from engine.contract.model import Contract
from engine.inference.columns import BlockCoder, CodedBlock
from engine.inference.matching import Matching, columns_to_match, match_columns
from engine.tabular.reader import Block, open_table

MOST_ROWS = 1000
"""So many rows at the beginning are looked at."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The first rows of a file; the whole of it was looked at for its encoding only.

    Attributes:
        path: The file.
        header: Its headings.
        block: Its first rows.
        encoding: How its bytes are read, in words.
        size: How many bytes it has.
        notes: What a person should know of how it is read.
    """

    path: Path
    header: tuple[str, ...]
    block: Block
    encoding: str
    size: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A sample under a matching.

    Attributes:
        matching: Which headings stand for which columns.
        coded: The first rows, judged; None while the matching lacks columns.
    """

    matching: Matching
    coded: CodedBlock | None


def read_sample(path: Path, contract: Contract) -> Sample:
    """Read the first rows of a file.

    Raises:
        CannotReadError: It is missing or cannot be opened.
        UnreadableTableError: It is no table, or beyond what is read.
    """
    names = [column.name for column in columns_to_match(contract)]
    with open_table(path, names) as reader:
        return Sample(
            path=path,
            header=reader.header,
            block=_first(next(reader.blocks())),
            encoding=reader.survey.encoding,
            size=reader.survey.size,
            notes=reader.notes,
        )


def judge_sample(sample: Sample, contract: Contract, wishes: Mapping[str, str]) -> Judged:
    """Match the headings and judge the first rows.

    Args:
        sample: The beginning of a file.
        contract: The contract of the model that will answer.
        wishes: Headings by column that somebody chose.

    Raises:
        BadMatchingError: A wish names what is not there, or one heading twice.
    """
    matching = match_columns(contract, sample.header, wishes)
    if matching.missing:
        return Judged(matching, None)
    return Judged(matching, BlockCoder(contract, sample.header, matching).code(sample.block))


def _first(block: Block) -> Block:
    count = bisect_right(block.numbers, MOST_ROWS)
    return replace(
        block,
        columns=[column[:count] for column in block.columns],
        numbers=block.numbers[:count],
        lines=block.lines[:count],
        problems=tuple(problem for problem in block.problems if problem.row <= MOST_ROWS),
        texts=None,
    )
