"""A batch tells how far it is and can be stopped, also within a block that takes long."""

import threading
from pathlib import Path

import pytest
from typing_extensions import override

from engine.inference import batch
from engine.inference.attribution import Explanation, Vector, _Additive
from engine.tabular import lines
from tests.unit.inference.batches import GOOD, HEADER, Desk, Watch


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_stopped_batch_leaves_nothing_but_the_record_that_it_was_stopped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_CHUNK", 40)

    with pytest.raises(KeyboardInterrupt):
        desk.run(f"{HEADER}\n{GOOD * 30}", Watch(stop_after=20), rejects=desk.folder / "no.csv")

    assert sorted(path.name for path in desk.folder.iterdir()) == ["in.csv"]
    ((answered_, body),) = desk.book.batches
    assert not answered_
    assert body["code"] == "stopped"
    assert not [one for one in threading.enumerate() if one.name.startswith("batch")]


def test_explaining_is_told_of_and_stopped_between_two_rows_of_a_block(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    explain, stopped = _Additive.explain, threading.Event()
    explained: list[Vector] = []

    def until_stopped(additive: _Additive, row: Vector) -> Explanation:
        explained.append(row)
        if len(explained) > 3:
            stopped.wait(20)
        return explain(additive, row)

    class Impatient(Watch):
        @override
        def advanced(self, rows: int, share: float) -> None:
            super().advanced(rows, share)
            if rows >= 3:
                stopped.set()
                raise KeyboardInterrupt

    monkeypatch.setattr(_Additive, "explain", until_stopped)
    watch = Impatient()
    with pytest.raises(KeyboardInterrupt):
        desk.run(f"{HEADER}\n{GOOD * 100}", watch, contributions=True)

    assert len(explained) in (4, 5)
    assert watch.heard[-1] == (3, 0.01)
    assert desk.book.batches[0][1]["code"] == "stopped"
    assert not [one for one in threading.enumerate() if one.name.startswith("batch")]


def test_recording_rows_is_told_of_and_stopped_between_two_commits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_RECORDS_AT_ONCE", 10)

    with pytest.raises(KeyboardInterrupt):
        desk.run(f"{HEADER}\n{GOOD * 100}", Watch(stop_after=20), records=True)

    assert [len(group) for group in desk.book.rows] == [10, 10]
