"""The benchmarks run and write what they measured; how fast it was is no test's business."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.measure import Cost, Goal, Pair, Result, interleave
from tests.benchmarks.report import table

ROOT = Path(__file__).parents[2]
CHEAPEST = ("append", "verify")


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tests.benchmarks", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    out = tmp_path_factory.mktemp("bench") / "made" / "bench.json"
    only = [word for name in CHEAPEST for word in ("--only", name)]
    done = run("--quick", *only, "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    return {"rows": json.loads(out.read_bytes()), "table": done.stdout}


def test_every_row_has_both_sides_a_ratio_and_a_verdict(written: dict[str, Any]) -> None:
    assert {row["name"] for row in written["rows"]} == set(CHEAPEST)
    for row in written["rows"]:
        ours, theirs = row["ours"], row["theirs"]
        ratio = {"speed": theirs / ours, "time": ours / theirs}[row["reads"]]
        assert min(ours, theirs) > 0
        assert row["ratio"] == pytest.approx(ratio)
        goal = None if row["goal"] is None else Goal(row["sense"], row["goal"])
        assert row["met"] is (goal and goal.reached(row["ratio"]))
        assert row["rounds"] >= 1
        assert {"what", "peer", "notes", "ours_cpu_s", "theirs_cpu_s"} <= row.keys()


def test_the_run_says_what_it_was_measured_with(written: dict[str, Any]) -> None:
    for row in written["rows"]:
        assert row["quick"] is True
        assert set(row["machine"]) == {
            "python", "numpy", "scikit_learn", "sqlite", "system", "machine", "cores", "kernel",
        }  # fmt: skip


def test_the_table_has_one_aligned_line_for_each_row(written: dict[str, Any]) -> None:
    header, rule, *lines = written["table"].split("\n\n")[0].splitlines()
    starts = [place for place in range(len(rule)) if rule[place] == "-" and rule[place - 1] != "-"]

    assert len(lines) == len(written["rows"])
    assert all(line[place - 1] == " " for line in (header, *lines) for place in starts[1:])
    assert header.split() == ["row", "what", "beside", "ours", "peer", "ratio", "goal", "reached"]


def test_an_unknown_row_is_refused_with_those_there_are() -> None:
    done = run("--only", "speed")

    assert done.returncode == 2
    assert "append" in done.stderr


def test_both_sides_take_turns_and_who_begins_changes() -> None:
    turns: list[str] = []

    pair = interleave(lambda: turns.append("o"), lambda: turns.append("p"), rounds=3, units=1)

    assert "".join(turns) == "op" + "op" + "po" + "op"
    assert pair.rounds == 3


def test_speed_and_time_are_the_same_ratio_from_two_sides() -> None:
    pair = Pair(ours=Cost(0.5, 0.5), theirs=Cost(2.0, 1.0), rounds=1)

    assert (pair.speed, pair.time) == (4, 0.25)


@pytest.mark.parametrize(
    ("goal", "figure", "reached"),
    [
        (Goal("at least", 4), 4.0, "yes"),
        (Goal("at least", 4), 3.9, "no"),
        (Goal("at most", 2.2), 2.2, "yes"),
        (Goal("at most", 2.2), 2.3, "no"),
        (None, 1.0, "-"),
    ],
)
def test_a_missed_goal_is_said_plainly(goal: Goal | None, figure: float, reached: str) -> None:
    result = Result("x", "we", "they", "speed", figure, goal)

    assert table([result]).splitlines()[2].split()[-1] == reached
