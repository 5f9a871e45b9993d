"""From a file to its mended copy, the rows that went, and the record of both."""

from dataclasses import dataclass
from pathlib import Path

from engine.canonical import sha256_hex
from engine.durable import CannotWriteError, write_file
from engine.outputs.together import require_free
from engine.phrases import phrase
from trainer.dataset.mending.applying import Mended, dropped_csv, table_csv
from trainer.dataset.mending.mends import Applied, FileFacts, MendFile, StepRecord
from trainer.dataset.mending.wording import inverse
from trainer.dataset.table import Table

_MODE = 0o600  # for its owner only: it is about patients


@dataclass(frozen=True, slots=True)
class Copy:
    """Where the copy of a file goes.

    Attributes:
        source: The file that was read; it stays as it is.
        out: The copy.
        record: The record of the mends; nothing where nobody wants one.
    """

    source: Path
    out: Path
    record: Path | None = None

    @property
    def dropped(self) -> Path:
        """Where rows go that a mend took away."""
        return self.out.with_name(f"{self.out.stem}.dropped{self.out.suffix}")

    def require_free(self) -> None:
        """Refuse places where something stands: neither the original nor older work is replaced.

        Raises:
            CannotWriteError: Something stands there, or two files would have one place.
        """
        targets = [self.dropped, self.out] + ([self.record] if self.record else [])
        places = [path.absolute() for path in (self.source, *targets)]
        if len(set(places)) < len(places):
            raise CannotWriteError(
                phrase("Two of the files would have the same name."),
                advice=phrase("Name another file."),
            )
        require_free(targets, replace=False)


def write_copy(copy: Copy, table: Table, done: Mended, contract_sha256: str | None) -> MendFile:
    """Write the rows that went, then the mended copy, then the record.

    Args:
        copy: Where they go.
        table: What was read.
        done: What came of its mends; at least one.
        contract_sha256: The contract by which the mends were proposed.

    Returns:
        The record.

    Raises:
        CannotWriteError: One cannot be written, or something stands there.
    """
    copy.require_free()
    output, dropped = table_csv(done.table), dropped_csv(done) if done.dropped else None
    record = MendFile(
        contract=contract_sha256,
        mends=tuple(step.mend for step in done.steps),
        applied=Applied(
            input=FileFacts(sha256=table.sha256, rows=table.row_count),
            output=FileFacts(sha256=sha256_hex(output), rows=done.table.row_count),
            dropped=None
            if dropped is None
            else FileFacts(sha256=sha256_hex(dropped), rows=len(done.dropped)),
            steps=_steps(done),
        ),
    )
    if dropped is not None:
        write_file(copy.dropped, dropped, mode=_MODE)
    write_file(copy.out, output, mode=_MODE)
    if copy.record is not None:
        write_file(copy.record, record.canonical(), mode=_MODE)
    return record


def _steps(done: Mended) -> tuple[StepRecord, ...]:
    return tuple(
        StepRecord(cells=step.cells, rows=step.rows, inverse=inverse(step.mend))
        for step in done.steps
    )
