"""A file of cases answered from CSV to CSV, beside the library's bare scores of ready arrays."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median

from app.journal import LogJournal
from engine.inference.batch import BatchJob, BatchService
from engine.inference.predictor import Predictor
from engine.models.signatures import Validation
from engine.store.database import Database
from tests.benchmarks.logs import open_log
from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Setting
from trainer.dataset.cohort import cohort_csv

_GOAL = Goal("at least", 1)
_STANDING = Validation("validated", not_for_care=True, sentence="Validated; not for care.")


class _Nobody:
    def advanced(self, rows: int, share: float) -> None:
        """Hear nothing."""


def measure(setting: Setting) -> list[Result]:
    """Read, match, judge, score, write, sync and record; the peer only scores, on one thread."""
    rows = setting.scaled(100_000, 1000)
    cohort = setting.cohort(rows)
    source = setting.folder / "cases.csv"
    source.write_bytes(cohort_csv(cohort, setting.contract))
    ready, forest = setting.design(setting.coded(cohort)), setting.library_forest
    with _service(setting) as service:
        pair = interleave(
            lambda: _answer(service, source),
            lambda: forest.predict(ready),
            rounds=setting.scaled(5, 1),
            units=rows,
        )
        speeds = {
            f"rows_per_second_at_{many:,}": _rows_per_second(service, source, many)
            for many in ((1_000, 100_000, 1_000_000) if not setting.quick else (1_000,))
        }
    return [
        Result(
            name="csv",
            what=f"a row of {rows:,} from CSV to CSV: judged, scored, written, recorded",
            peer="predict on the same rows as one ready array, one thread",
            reads="speed",
            figure=pair.speed,
            goal=_GOAL,
            ours=pair.ours,
            theirs=pair.theirs,
            rounds=pair.rounds,
            notes={**speeds, "peer_rows_per_second": 1 / pair.theirs.wall_s},
        )
    ]


@contextmanager
def _service(setting: Setting) -> Iterator[BatchService]:
    """The service over the forest and a log on a real disk."""
    with Database.create(setting.folder / "csv.sqlite3") as database:
        yield BatchService(
            Predictor(setting.model),
            _STANDING,
            LogJournal(open_log(database)),
            setting.folder / "aside",
        )


_NUMBERS = count()


def _answer(service: BatchService, source: Path) -> None:
    out = source.with_name(f"scored-{next(_NUMBERS)}.csv")
    service.run(BatchJob(source, out), {"name": "clinician"}, _Nobody())
    out.unlink()


def _rows_per_second(service: BatchService, source: Path, rows: int) -> float:
    """How fast so many rows are: the file's own, over and over."""
    header, *lines = source.read_text("utf-8").splitlines(keepends=True)
    longer = source.with_name(f"cases-{rows}.csv")
    whole, rest = divmod(rows, len(lines))
    with longer.open("w", encoding="utf-8") as file:
        file.writelines([header, *lines * whole, *lines[:rest]])
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        _answer(service, longer)
        taken.append(time.perf_counter() - start)
    longer.unlink()
    return rows / median(taken)
