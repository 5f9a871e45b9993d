"""A file of cases: chosen, matched, answered, done. Nothing of it is kept beyond the sitting."""

import time
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.jobs.runner import Job, Work
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel, Stage
from engine.contract.model import Contract
from engine.inference.batch import BatchJob, BatchReport
from engine.inference.preview import Judged, Sample, judge_sample, read_sample
from engine.models.verification import VerifiedModel
from engine.progress import Progress

if TYPE_CHECKING:
    from app.desk import BatchRun

_ESTIMATE_AFTER_S = 1.0


class Step(Enum):
    """Where the page is."""

    CHOOSE = "choose"
    READ = "read"
    MATCH = "match"
    RUN = "run"
    DONE = "done"


class BatchModel(QObject):
    """The state of the page that answers files.

    Args:
        session: Whose files.
        model: The model that answers.
        parent: Whose end is also this one's.

    Attributes:
        step: Where the page is.
        sample: The beginning of the file, from when it is known.
        judged: What would become of it as it is matched now.
        job: What will be done, as it is set now.
        rows: How many rows are done.
        share: How much of the file is, 0 to 1.
        report: What came of it, once it is done.
        problem: Why the last file could not be read; none where it could.
    """

    step_changed = Signal()
    judged_changed = Signal()
    job_changed = Signal()
    progressed = Signal()
    stopped = Signal()
    failed = Signal(Problem)

    def __init__(
        self, session: SessionModel, model: VerifiedModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.answering = model
        self.sha256 = model.model.sha256
        self.step = Step.CHOOSE
        self.sample: Sample | None = None
        self.judged: Judged | None = None
        self.job: BatchJob | None = None
        self.rows, self.share = 0, 0.0
        self.report: BatchReport | None = None
        self.problem: Problem | None = None
        self._question = 0
        self._started = 0.0
        self._stop_wanted = False
        self._running: Job | None = None
        session.stage_changed.connect(self._on_stage)

    @property
    def contract(self) -> Contract:
        """The contract of the model that answers."""
        return self.answering.model.contract

    @property
    def at_work(self) -> bool:
        """Whether a file is being read or answered."""
        return self.step in (Step.READ, Step.RUN)

    @property
    def rate(self) -> float:
        """Rows a second since the start; 0 before there is a figure."""
        spent = time.monotonic() - self._started
        return self.rows / spent if self.rows and spent > 0 else 0.0

    @property
    def remaining_s(self) -> float | None:
        """About how many seconds are left; nothing while any figure would be a guess."""
        spent = time.monotonic() - self._started
        if self.share <= 0 or spent < _ESTIMATE_AFTER_S:
            return None
        return spent / self.share * (1 - self.share)

    @property
    def can_start(self) -> bool:
        """Whether the file can be answered as it is matched."""
        return self.step is Step.MATCH and self.judged is not None and not self._lacks

    @property
    def _lacks(self) -> bool:
        return self.judged is not None and bool(self.judged.matching.missing)

    def choose(self, path: Path) -> None:
        """Look at the beginning of a file; the page goes on when that is known."""
        if self.at_work:
            return
        self._question += 1
        question, contract = self._question, self.contract

        def work(_: Progress) -> tuple[int, Sample, Judged]:
            sample = read_sample(path, contract)
            return question, sample, judge_sample(sample, contract, {})

        def broke(error: Exception) -> None:
            if question == self._question:
                self.problem = problem_of(error)
                self._go(Step.CHOOSE)

        self.problem = None
        self._go(Step.READ)
        self._session.runner.start(work, self._on_sample, broke, beside=True)

    def match(self, column: str, heading: str) -> None:
        """Take a heading for a column; an empty one leaves the column out."""
        if self.job is None or self.sample is None:
            return
        wishes = self._wishes()
        if heading:
            # One heading stands for one column: the other one lets go of it.
            wishes |= {name: "" for name, taken in wishes.items() if taken == heading}
        self.job = replace(self.job, wishes={**wishes, column: heading})
        self._judge()

    def write_to(self, out: Path, *, replacing: bool) -> None:
        """Say where the answers go, and whether a file that is there may go."""
        if self.job is not None:
            rejects = out.with_name(f"{out.stem}-rejects.csv")
            self.job = replace(self.job, out=out, rejects=rejects, replace=replacing)
            self.job_changed.emit()

    def wish(self, *, contributions: bool, records: bool) -> None:
        """Say what else is wanted."""
        if self.job is not None:
            self.job = replace(self.job, contributions=contributions, records=records)
            self.job_changed.emit()

    def start(self) -> None:
        """Answer the file."""
        job, desk = self.job, self._session.desk
        if not self.can_start or job is None:
            return

        def begun(run: "BatchRun") -> None:
            if self._stop_wanted:
                self._on_stopped()
            else:
                self._run(lambda progress: run(job, _Relay(progress)))

        self.rows, self.share, self._stop_wanted = 0, 0.0, False
        self._started = time.monotonic()
        self._go(Step.RUN)
        # On the desk whether they may; beside it the work itself, so that it holds nobody up.
        self._session.runner.start(lambda _: desk.batches(), begun, self._on_failed)

    def stop(self) -> None:
        """Stop it; nothing is left of it but the record that it was stopped."""
        self._stop_wanted = True
        if self._running is not None:
            self._running.cancel()

    def forget(self) -> None:
        """Begin anew; what was looked at is gone."""
        if self.step is Step.RUN:
            return
        self._question += 1
        self.sample = self.judged = self.job = self.report = self.problem = None
        self._go(Step.CHOOSE)

    def _run(self, work: Work) -> None:
        running = self._session.runner.start(work, self._on_report, self._on_failed, beside=True)
        running.progressed.connect(self._on_progressed)
        running.cancelled.connect(self._on_stopped)
        self._running = running

    def _wishes(self) -> dict[str, str]:
        """The heading of every column as it is matched now, so that one choice moves no other."""
        if self.job is not None and self.job.wishes:
            return dict(self.job.wishes)
        headings = {} if self.judged is None else self.judged.matching.headings
        patient = self.contract.patient
        names = [*([] if patient is None else [patient.name]), *self.contract.places]
        return {name: headings.get(name, "") for name in names}

    def _judge(self) -> None:
        assert self.job is not None  # noqa: S101 - the caller looked; for the type checker
        assert self.sample is not None  # noqa: S101 - it comes with the job
        self._question += 1
        question, sample, contract = self._question, self.sample, self.contract
        wishes: Mapping[str, str] = self.job.wishes

        def work(_: Progress) -> tuple[int, Judged]:
            return question, judge_sample(sample, contract, wishes)

        self._session.runner.start(work, self._on_judged, self._on_failed)

    def _on_sample(self, found: tuple[int, Sample, Judged]) -> None:
        question, sample, judged = found
        if question != self._question:
            return
        self.sample, self.judged = sample, judged
        out = _free_name(sample.path)
        rejects = out.with_name(f"{out.stem}-rejects.csv")
        self.job = BatchJob(sample.path, out, rejects)
        self._go(Step.MATCH)

    def _on_judged(self, found: tuple[int, Judged]) -> None:
        question, judged = found
        if question == self._question:
            self.judged = judged
            self.judged_changed.emit()

    def _on_progressed(self, rows: str, share: float) -> None:
        self.rows, self.share = int(rows), share
        self.progressed.emit()

    def _on_report(self, report: BatchReport) -> None:
        self._running, self.report = None, report
        self._session.case_was_counted()
        self._go(Step.DONE)

    def _on_stopped(self) -> None:
        self._running = None
        self._go(Step.MATCH)
        self.stopped.emit()

    def _on_failed(self, error: Exception) -> None:
        self._running = None
        if self.step is Step.RUN:
            self._go(Step.MATCH)
        self.failed.emit(problem_of(error))

    def _on_stage(self) -> None:
        """Nobody's files are answered after they have signed out."""
        if self._session.stage not in (Stage.WORKING, Stage.LOCKED):
            self.stop()

    def _go(self, step: Step) -> None:
        self.step = step
        self.step_changed.emit()


class _Relay:
    """Tells a job how many rows are done; where the job is cancelled, that stops the batch."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def advanced(self, rows: int, share: float) -> None:
        self._progress.report(str(rows), share)


def _free_name(source: Path) -> Path:
    """A name beside the file that nothing has yet."""
    number = 1
    while True:
        mark = "scored" if number == 1 else f"scored-{number}"
        out = source.with_name(f"{source.stem}-{mark}.csv")
        if not out.exists() and not out.with_name(f"{out.stem}-rejects.csv").exists():
            return out
        number += 1
