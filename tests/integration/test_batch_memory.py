"""A longer file needs no more memory."""

import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.inference.batch import BatchJob, BatchService
from engine.inference.predictor import Predictor
from engine.inference.service import Entry
from engine.models.package import load_model
from engine.models.signatures import Validation
from engine.tabular import lines
from resources import resource
from tests.integration.samples import write_cohort

STANDING = Validation("validated", not_for_care=True, sentence="Validated; not for care.")


class Journal:
    def record(self, entries: Sequence[Entry]) -> list[str]:
        return [""] * len(entries)

    def record_batch(self, entry: Entry) -> str:
        assert entry.answered
        return ""


class Nobody:
    def advanced(self, rows: int, share: float) -> None:
        pass


def peak_of(service: BatchService, source: Path, rows: int, text: str) -> int:
    """The bytes that Python and numpy held at most while this many rows were answered."""
    header, *some = text.splitlines(keepends=True)
    # Every tenth is rejected, and no number of patient or row is there twice.
    listed = [
        f"{number}{row[row.index(',') :]}" if number % 10 else f"{number},x\n"
        for number, row in enumerate((some * (rows // len(some)))[:rows])
    ]
    source.write_text("".join([header, *listed]), encoding="utf-8")
    del listed
    job = BatchJob(source, source.with_name("out.csv"), source.with_name("no.csv"), replace=True)
    tracemalloc.start()
    try:
        report = service.run(job, {}, Nobody())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert report.scored + report.rejected == rows


@pytest.mark.slow
def test_many_times_the_rows_need_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_CHUNK", 1 << 16)
    source, _ = write_cohort(tmp_path, 1000, seed=4)
    text = source.read_text("utf-8")
    service = BatchService(
        Predictor(load_model(resource("model"))), STANDING, Journal(), tmp_path / "aside"
    )
    peak_of(service, source, 2_000, text)  # what is made once is made here

    short, long = (peak_of(service, source, rows, text) for rows in (20_000, 90_000))

    assert long < 1.05 * short
    assert long < (tmp_path / "out.csv").stat().st_size
