"""From the start of the process to the first paint, beside the same window with all imported."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from app.demo.site import prepare_demo_site
from tests.benchmarks.everything import everything
from tests.benchmarks.measure import Cost, Goal, Result
from tests.benchmarks.setting import Setting

_GOAL = Goal("at most", 0.30)


def measure(setting: Setting) -> list[Result]:
    """Start the window again and again, each way in turn."""
    home = setting.folder / "site"
    prepare_demo_site(home, lambda _: None)
    rounds = setting.scaled(7, 1)
    eager = everything()
    for modules in ([], eager):
        _start(home, modules)  # fills the disk's cache, does not count
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(rounds):
        ours.append(_start(home, []))
        theirs.append(_start(home, eager))
    mine, peer = _median(ours), _median(theirs)
    return [
        Result(
            name="paint",
            what="from the start of the process to the window's first paint",
            peer="the same window with everything imported first",
            reads="time",
            figure=mine.wall_s / peer.wall_s,
            goal=_GOAL,
            ours=mine,
            theirs=peer,
            rounds=rounds,
        )
    ]


def _start(home: Path, modules: Sequence[str]) -> Cost:
    command = [sys.executable, "-m", "tests.benchmarks.first_paint", str(home), *modules]
    began = time.monotonic()
    ran = subprocess.run(
        command,
        env=_environment(),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    painted, computed = map(float, ran.stdout.split())
    return Cost(painted - began, computed)


def _environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


def _median(costs: list[Cost]) -> Cost:
    return Cost(
        statistics.median(cost.wall_s for cost in costs),
        statistics.median(cost.cpu_s for cost in costs),
    )
