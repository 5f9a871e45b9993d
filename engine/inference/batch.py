"""A file of cases answered row by row: read, judged, scored, written aside, recorded, shown.

While a block is scored on another thread, the next one is read and the one before it is written;
the order of the rows stays. What a batch leaves is whole and recorded, or not there at all.
"""

import secrets
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from itertools import compress
from pathlib import Path
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from engine.durable import CannotWriteError
from engine.errors import ReportableError
from engine.inference.columns import BlockCoder, CodedBlock, Reject
from engine.inference.matching import Matching, match_columns
from engine.inference.predictor import Predictor
from engine.inference.results import ResultColumns, Results
from engine.inference.service import Entry, Journal, Standing
from engine.inference.tally import Tally
from engine.outputs.together import Output, require_free, writing_together
from engine.phrases import Phrase, phrase
from engine.progress import Pace
from engine.tabular.reader import Block, TableReader, open_table
from engine.tabular.writing import RowTexts

# So many rows' own records are committed together.
_RECORDS_AT_ONCE = 256
# So often whoever waits hears how far it is, and can stop it, while a block is at work.
_TOLD_EVERY_S = 0.1
_REJECT_NAMES = ("row", "line", "column", "rule", "message")
_MARK = b"\xef\xbb\xbf"


class BatchJournal(Journal, Protocol):
    """Where batches are recorded before anybody sees them."""

    def record_batch(self, entry: Entry) -> str:
        """Commit what became of a batch, and return the receipt in short form.

        Raises:
            ReportableError: It cannot be recorded; then there is no result.
        """
        ...


class BatchObserver(Protocol):
    """Told what a batch scored. What it does must not fail."""

    def observe(self, coded: NDArray[np.float64], scores: NDArray[np.float64]) -> None:
        """Take a block that was scored: shape (cases, inputs) and (cases,); unknown is NaN."""
        ...

    def recorded(self, broken: Mapping[str, int]) -> None:
        """Hear that the batch is recorded, and how often rows broke which rule."""
        ...


class Watch(Protocol):
    """Whoever waits for a batch. It may raise something to stop it."""

    def advanced(self, rows: int, share: float) -> None:
        """Hear that ``rows`` rows, ``share`` (0 to 1) of the file, are done."""
        ...


class SameFileError(CannotWriteError):
    """One file was to be two things at once."""

    code = "same-file"
    default_advice = "Name a file of its own for each."


@dataclass(frozen=True, slots=True)
class BatchJob:
    """What is to be done.

    Attributes:
        source: The file of cases.
        out: Where the answers go.
        rejects: Where the rows without an answer are listed; None for nowhere.
        wishes: Headings by column that somebody chose; see
            :func:`engine.inference.matching.match_columns`.
        contributions: Whether to say what moved each score.
        records: Whether each row has a record of its own.
        replace: Whether files that are there may go.
        prefix: What the names of the new columns begin with; None has something chosen, and told,
            where the file has columns of these names already.
    """

    source: Path
    out: Path
    rejects: Path | None = None
    wishes: Mapping[str, str] = field(default_factory=dict)
    contributions: bool = False
    records: bool = False
    replace: bool = False
    prefix: str | None = None

    @property
    def targets(self) -> tuple[Path, ...]:
        """The files that appear, the answers last: where they are, all is there."""
        return (self.out,) if self.rejects is None else (self.rejects, self.out)

    def matched(self, wishes: Mapping[str, str]) -> Self:
        """The same with headings that somebody chose."""
        return replace(self, wishes=wishes)

    def check(self) -> None:
        """Refuse what cannot end well before any work is done.

        Raises:
            SameFileError: A file is named for two things.
            CannotWriteError: A result cannot be put where it is wanted.
        """
        named = [self.source, *self.targets]
        for place, one in enumerate(named):
            if any(_same_file(one, other) for other in named[:place]):
                raise SameFileError(phrase("{path} is named for two things.", path=one))
        require_free(self.targets, replace=self.replace)


@dataclass(frozen=True, slots=True)
class BatchReport:
    """A batch that was done and recorded.

    Attributes:
        number: What its records call it.
        scored: How many rows have an answer.
        rejected: How many have none.
        broken: How often which rule was broken in which column, by heading and rule.
        first: The first rejects, in the order of the rows.
        matching: Which headings were taken for which columns.
        columns: The heading of each new column, by its plain name.
        notes: What a person should know of how the file was read.
        digests: SHA-256 of ``input``, ``output`` and, where there are some, ``rejects``.
        receipt: The batch's receipt.
    """

    number: str
    scored: int
    rejected: int
    broken: Mapping[tuple[str, str], int]
    first: tuple[Reject, ...]
    matching: Matching
    columns: Mapping[str, str]
    notes: tuple[str, ...]
    digests: Mapping[str, str]
    receipt: str


@dataclass(frozen=True)
class BatchService:
    """Answer files of cases with one verified model.

    Attributes:
        predictor: The model that answers.
        standing: Its validation state.
        journal: Where batches are recorded.
        notes: The folder that remembers what lies aside; see :mod:`engine.outputs.notes`.
        observer: Makes what is told of one batch, where somebody wants to be told.
    """

    predictor: Predictor
    standing: Standing
    journal: BatchJournal
    notes: Path
    observer: Callable[[], BatchObserver] | None = None

    def run(self, job: BatchJob, actor: Mapping[str, Any], watch: Watch) -> BatchReport:
        """Answer every row that fits the contract; the files appear once that is recorded.

        Args:
            job: What is to be done.
            actor: Who asks, as it shall stand in the record.
            watch: Hears how far it is; whatever it raises stops the batch.

        Raises:
            ReportableError: The file cannot be read or lacks columns, the model gave no score, the
                result cannot be written or recorded. There is no result then, and the refusal is
                recorded where that is possible.
        """
        job.check()
        batch: dict[str, Any] = {
            "actor": actor,
            "batch": secrets.token_hex(8),
            "model": self.predictor.model.sha256,
            "file": job.source.name,
        }
        try:
            return self._answered(job, batch, watch)
        except BaseException as error:
            refused = Entry(answered=False, body={**batch, "code": _code_of(error)})
            # What stopped the batch is what is told, also where it was the log.
            with suppress(ReportableError):
                self.journal.record_batch(refused)
            raise

    def _answered(self, job: BatchJob, batch: dict[str, Any], watch: Watch) -> BatchReport:
        contract = self.predictor.model.contract
        expected = [*contract.places, *job.wishes.values()]
        with open_table(job.source, expected) as reader:
            matching = match_columns(contract, reader.header, job.wishes)
            matching.require_complete(job.source.name)
            with writing_together(job.targets, self.notes, replace=job.replace) as outputs:
                *others, out = outputs.files
                work = _Work(self, job, batch, reader, matching, watch)
                work.write(out, others[0] if others else None)
                outputs.complete()
                digests = {"input": reader.survey.sha256, "output": out.sha256}
                if others:
                    digests["rejects"] = others[0].sha256
                receipt = self.journal.record_batch(_done(batch, work.tally, matching, digests))
                if work.observer is not None:
                    work.observer.recorded(work.tally.rules)
                outputs.appear()
        return BatchReport(
            number=batch["batch"],
            scored=work.tally.scored,
            rejected=work.tally.rejected,
            broken=dict(work.tally.broken),
            first=tuple(work.tally.first),
            matching=matching,
            columns=work.headings,
            notes=(*reader.notes, *_notes(job, reader, work.headings)),
            digests=digests,
            receipt=receipt,
        )


class _Work:
    """One pass over a file: from its blocks to the rows of the results."""

    def __init__(
        self,
        service: BatchService,
        job: BatchJob,
        batch: Mapping[str, Any],
        reader: TableReader,
        matching: Matching,
        watch: Watch,
    ) -> None:
        self._job, self._batch, self._reader = job, batch, reader
        self._journal = service.journal
        self.observer = None if service.observer is None else service.observer()
        self._coder = BlockCoder(service.predictor.model.contract, reader.header, matching)
        self._rows = RowTexts(reader.separator)
        self._columns = ResultColumns(
            service.predictor,
            service.standing,
            contributions=job.contributions,
            separator=reader.separator,
        )
        self.headings = self._columns.headings(reader.header, job.prefix)
        self.tally = Tally()
        self._pace = Pace()
        self._watch = watch

    def write(self, out: Output, rejects: Output | None) -> None:
        """Write the answers, and the rows without one."""
        header, end = self._reader.header, self._reader.line_end
        _begin(out, self._reader, self._rows.of_rows([[*header, *self.headings.values()]]))
        if rejects is not None:
            _begin(rejects, self._reader, self._rows.of_rows([_REJECT_NAMES]))
        # Closed here, whatever ends the work, so that its thread ends too.
        with closing(self._scored()) as scored:
            for block, coded, results in scored:
                if self._job.records:
                    self._record(block, coded, results)
                rows = compress(self._rows.of_block(block), coded.accepted.tolist())
                out.write("".join(self._columns.texts(rows, results, end)).encode())
                if rejects is not None and coded.rejects:
                    listed = self._rows.of_rows(map(_cells, coded.rejects))
                    rejects.write("".join(row + end for row in listed).encode())
                self.tally.take(coded)
                if self.observer is not None:
                    self.observer.observe(coded.coded, results.score)
                self._tell()

    def _scored(self) -> Generator[tuple[Block, CodedBlock, Results]]:
        """Score each block on another thread while its neighbours are read and written."""
        waiting: deque[tuple[Block, CodedBlock, Future[Results]]] = deque()
        pool = ThreadPoolExecutor(1, thread_name_prefix="batch")
        try:
            for block in self._reader.blocks():
                coded = self._coder.code(block)
                self.tally.read += len(coded.accepted) + len(block.problems)
                found = pool.submit(self._columns.score, coded.coded, self._pace)
                waiting.append((block, coded, found))
                if len(waiting) > 1:
                    yield self._resolved(*waiting.popleft())
            while waiting:
                yield self._resolved(*waiting.popleft())
        finally:
            self._pace.stop()
            pool.shutdown(cancel_futures=True)

    def _resolved(
        self, block: Block, coded: CodedBlock, future: Future[Results]
    ) -> tuple[Block, CodedBlock, Results]:
        while True:
            try:
                return block, coded, future.result(_TOLD_EVERY_S)
            except TimeoutError:
                self._tell()

    def _tell(self, recorded: int = 0) -> None:
        """Say how far it is; ``recorded`` rows of the block at work have their records."""
        done = self.tally.done(max(self.tally.scored + recorded, self._pace.rows))
        self._watch.advanced(done, self._reader.share * done / max(self.tally.read, 1))

    def _record(self, block: Block, coded: CodedBlock, results: Results) -> None:
        """Record each answer by itself, before the file that holds it appears."""
        kept = coded.accepted.tolist()
        references = compress(self._coder.references(block), kept)
        numbers = compress(block.numbers, kept)
        entries: list[Entry] = []
        for place, (number, reference) in enumerate(zip(numbers, references, strict=True)):
            body = {
                **self._batch,
                "row": number,
                "reference": reference,
                "inputs": self._coder.values(coded.coded[place].tolist()),
                "reply": self._columns.reply(results, place),
            }
            entries.append(Entry(answered=True, body=body))
        for start in range(0, len(entries), _RECORDS_AT_ONCE):
            self._tell(recorded=start)
            self._journal.record(entries[start : start + _RECORDS_AT_ONCE])


def _notes(job: BatchJob, reader: TableReader, headings: Mapping[str, str]) -> Iterator[Phrase]:
    """What a person should know of how the answers are written."""
    score = headings["score"]
    if job.prefix is None and score != "score":
        yield phrase(
            "The file has columns that are called as the new ones would be; those begin otherwise: "
            "the score is in {name!r}.",
            name=score,
        )
    if reader.separator != ",":
        yield phrase(
            "Numbers were read and written with a decimal point. A spreadsheet that expects a "
            "comma may take them for dates: import the column as text or name the mark."
        )


def _begin(output: Output, reader: TableReader, header: Sequence[str]) -> None:
    """Write the header; a spreadsheet takes UTF-8 for itself only behind its mark."""
    if reader.survey.codec != "utf-8":
        output.write(_MARK)
    output.write("".join(row + reader.line_end for row in header).encode())


def _cells(reject: Reject) -> tuple[str, ...]:
    return str(reject.row), str(reject.line), reject.column, reject.rule, reject.message


def _done(
    batch: Mapping[str, Any], tally: Tally, matching: Matching, digests: Mapping[str, str]
) -> Entry:
    broken = [
        {"column": column, "rule": rule, "times": times}
        for (column, rule), times in sorted(tally.broken.items())
    ]
    body = {
        **batch,
        "sha256": dict(digests),
        "scored": tally.scored,
        "rejected": tally.rejected,
        "broken": broken,
        "matching": dict(matching.headings),
    }
    return Entry(answered=True, body=body)


def _code_of(error: BaseException) -> str:
    """Why there is no result, in one word."""
    if isinstance(error, KeyboardInterrupt):
        return "stopped"
    code = getattr(error, "code", "internal")
    return code if isinstance(code, str) else "internal"


def _same_file(one: Path, other: Path) -> bool:
    with suppress(OSError):
        if one.samefile(other):
            return True
    return one.absolute() == other.absolute()
