"""Where garbage that holds something of Qt's is taken apart."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.jobs.runner import JobRunner
from engine.progress import Progress

_ENOUGH = 200_000


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    assert qtbot is not None
    made = JobRunner()
    yield made
    made.finish()
    made.deleteLater()


def make_cycle(ends: list[str]) -> None:
    """Make something of Qt's that only the collector can take apart; it tells on which thread."""
    one = QObject()
    one.myself = one  # type: ignore[attr-defined]
    weakref.finalize(one, lambda: ends.append(threading.current_thread().name))


def test_a_cycle_is_taken_apart_on_the_windows_thread_however_busy_the_desk_is(
    qtbot: QtBot, runner: JobRunner
) -> None:
    ends: list[str] = []
    done: list[object] = []
    make_cycle(ends)

    def busy(_: Progress) -> list[list[int]]:
        return [[number] for number in range(_ENOUGH)]

    # What the work made is kept: so much that Python's own collector would have come by.
    runner.start(busy, done.append, done.append)
    qtbot.waitUntil(lambda: bool(done) and bool(ends), timeout=20_000)

    assert ends == [threading.main_thread().name]


def test_python_collects_by_itself_again_when_the_runner_has_finished(qtbot: QtBot) -> None:
    assert qtbot is not None
    runner = JobRunner()
    assert not gc.isenabled()

    runner.finish()

    assert gc.isenabled()
    runner.deleteLater()
