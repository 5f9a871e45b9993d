"""Lines come out as they went in, in groups that wait for nobody."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.lines import TOO_LONG, Line, LineGroups, LineSplitter

LIMIT = 8


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    # The writing end first: whoever still reads is at the end then.
    for end in reversed(ends):
        try:
            os.close(end)
        except OSError:
            assert end == ends[1], "a test closes the end it writes to, and no other"


def split(pieces: list[bytes]) -> list[Line]:
    splitter = LineSplitter(LIMIT)
    return [line for piece in pieces for line in splitter.feed(piece)] + splitter.finish()


@given(st.lists(st.text("ab\n", max_size=20).map(str.encode), max_size=8))
def test_it_does_not_matter_in_which_pieces_lines_come(pieces: list[bytes]) -> None:
    whole = b"".join(pieces).split(b"\n")
    expected = [line if len(line) <= LIMIT else TOO_LONG for line in whole]

    assert split(pieces) == (expected if whole[-1] else expected[:-1])


def test_no_more_of_a_long_line_is_kept_than_a_line_may_have() -> None:
    splitter = LineSplitter(LIMIT)

    for _ in range(1000):
        assert splitter.feed(b"x" * LIMIT) == []
        assert len(splitter._rest) <= 2 * LIMIT

    assert splitter.feed(b"\nshort\n") == [TOO_LONG, b"short"]


@pytest.mark.parametrize(
    ("count", "groups"),
    [(1, [1]), (255, [255]), (256, [256]), (257, [256, 1]), (600, [256] * 2 + [88])],
)
def test_a_group_closes_at_256_lines_or_where_nothing_more_is_ready(
    pipe: tuple[int, int], count: int, groups: list[int]
) -> None:
    reading, writing = pipe
    lines = [b"%d" % number for number in range(count)]
    # All of it lies in the pipe before anybody reads.
    os.write(writing, b"\n".join([*lines, b""]))
    os.close(writing)

    found = list(LineGroups(reading))

    assert [len(group) for group in found] == groups
    assert [line for group in found for line in group] == lines


def test_a_line_is_given_out_while_the_pipe_stays_open(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    groups = iter(LineGroups(reading))

    for line in (b"first", b"second"):
        os.write(writing, line + b"\nbegin")
        assert next(groups) == [line]
        os.write(writing, b"ning ends\n")
        assert next(groups) == [b"beginning ends"]

    os.close(writing)
    assert list(groups) == []


def test_the_last_line_counts_where_nothing_ends_it(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"first\nlast")
    os.close(writing)

    assert [line for group in LineGroups(reading) for line in group] == [b"first", b"last"]


def test_nothing_at_all_gives_no_group(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.close(writing)
    assert list(LineGroups(reading)) == []


@pytest.mark.parametrize("by_signal", [False, True])
def test_whoever_waits_for_a_line_can_be_stopped(pipe: tuple[int, int], *, by_signal: bool) -> None:
    reading, _ = pipe
    groups = LineGroups(reading)
    before = signal.getsignal(signal.SIGINT)
    if by_signal:
        signal.signal(signal.SIGINT, lambda number, _: groups.stop(number))
    stop = signal.raise_signal if by_signal else groups.stop
    stopper = threading.Thread(target=stop, args=[signal.SIGINT])
    try:
        stopper.start()
        assert list(groups) == []
    finally:
        stopper.join()
        signal.signal(signal.SIGINT, before)
    assert groups.stopped


def test_lines_that_were_read_are_not_given_out_once_it_was_stopped(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"\n" * 300)
    groups = LineGroups(reading)

    given_out = []
    for group in groups:
        given_out.append(len(group))
        groups.stop(signal.SIGTERM)

    assert given_out == [256]


def test_a_pipe_that_cannot_be_read_is_no_end_of_lines(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(IsADirectoryError):
            list(LineGroups(folder))
    finally:
        os.close(folder)
