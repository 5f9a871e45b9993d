"""Runs work on other threads and brings what comes of it back to the window's own."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from typing_extensions import override

from app.jobs.sweeper import Sweeper
from engine.progress import Progress

Work = Callable[[Progress], Any]
"""What is run on another thread; it tells how far it is, which is also where it is stopped."""


class CancelledError(Exception):
    """The work was told to stop."""

    code = "stopped"


class Job(QObject):
    """One piece of work, as the window's thread sees it.

    It lives on the thread that started it; its signals come there too.
    """

    finished = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    progressed = Signal(str, float)
    ended = Signal()

    _came = Signal(object)
    _broke = Signal(Exception)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.stop_wanted = False
        queued = Qt.ConnectionType.QueuedConnection
        self._came.connect(self._on_came, queued)
        self._broke.connect(self._on_broke, queued)

    def cancel(self) -> None:
        """Ask the work to stop; it does so the next time that it reports how far it is."""
        self.stop_wanted = True

    def hand_over(self, result: object) -> None:
        """Bring a result over from the thread of the work."""
        self._came.emit(result)

    def hand_over_error(self, error: Exception) -> None:
        """Bring a failure over from the thread of the work."""
        self._broke.emit(error)

    def _on_came(self, result: object) -> None:
        self.finished.emit(result)
        self._end()

    def _on_broke(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
        self._end()

    def _end(self) -> None:
        self.ended.emit()
        self.deleteLater()


class _Reporter:
    """What the work tells how far it is; a queued signal carries it over."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def report(self, stage: str, share: float) -> None:
        if self._job.stop_wanted:
            raise CancelledError
        self._job.progressed.emit(stage, share)


class _Task(QRunnable):
    def __init__(self, job: Job, work: Work) -> None:
        super().__init__()
        # The runner keeps it until the job has ended; the pool must not delete it before.
        self.setAutoDelete(False)
        self._job, self._work = job, work

    @override
    def run(self) -> None:
        try:
            result = self._work(_Reporter(self._job))
        except Exception as error:  # noqa: BLE001 - whatever it is, the window has to hear of it
            self._job.hand_over_error(error)
        else:
            self._job.hand_over(result)


class JobRunner(QObject):
    """The desk's lane, in order, one at a time; and two beside it for what takes long.

    Args:
        parent: Whose end is also this one's.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = _lane(self)
        # The log may be verified for minutes, and nobody's file has to wait for that.
        self._beside = _lane(self, at_once=2)
        self._running: dict[Job, _Task] = {}
        self._sweeper = Sweeper(self)

    def start(
        self,
        work: Work,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        *,
        beside: bool = False,
    ) -> Job:
        """Run ``work``; exactly one of ``done`` and ``failed`` is called, unless it is cancelled.

        Args:
            work: What to do; it must touch no widget.
            done: Takes the result, on the window's thread.
            failed: Takes the error, on the window's thread.
            beside: Whether it takes long and must not hold up the desk.
        """
        job = Job(self)
        job.finished.connect(done)
        job.failed.connect(failed)
        task = self._running[job] = _Task(job, work)
        job.ended.connect(self._on_ended)
        (self._beside if beside else self._desk).start(task)
        return job

    def finish(self) -> None:
        """Wait until everything that was started on the desk is done, cancel the rest.

        Nothing is reported any more.
        """
        for job in self._running:
            job.blockSignals(True)
            job.cancel()
        self._beside.clear()
        for lane in (self._desk, self._beside):
            lane.waitForDone()
        # Whoever waited for them is held by them, and would outlive the window.
        for job in self._running:
            job.deleteLater()
        self._running.clear()
        self._sweeper.stop()

    def _on_ended(self) -> None:
        job = self.sender()
        if isinstance(job, Job):
            self._running.pop(job, None)


def _lane(parent: QObject, at_once: int = 1) -> QThreadPool:
    pool = QThreadPool(parent)
    pool.setMaxThreadCount(at_once)
    pool.setExpiryTimeout(-1)
    return pool
