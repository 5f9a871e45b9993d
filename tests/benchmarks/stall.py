"""How long the window leaves a person without an answer to what they do, beside what they notice.

A timer of the window's own thread beats every 5 ms; the longest time between two beats is how long
a key or a click had to wait. Each round is a process of its own, for much of what could hold the
window up is importing, which happens once in a process.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

from app.demo.site import demo_password, prepare_demo_site
from app.desk import Desk
from engine.accounts.roles import Role
from resources import resource
from tests.benchmarks.measure import Cost, Goal, Result
from tests.benchmarks.setting import Setting

_NOTICED_S = 0.1


def measure(setting: Setting) -> list[Result]:
    """Sign in, have the model loaded, the log verified and a case answered, again and again."""
    home = setting.folder / "stall-site"
    _fill(home, answers=setting.scaled(1000, 3))
    rounds = setting.scaled(5, 1)
    sittings = [_sit(home) for _ in range(rounds)]
    longest = {phase: statistics.median(one[phase] for one in sittings) for phase in sittings[0]}
    gap = max(longest.values())
    return [
        Result(
            name="stall",
            what="the longest that the window answers to nothing, from its start to an answer",
            peer="0.1 s, which a person notices",
            reads="time",
            figure=gap / _NOTICED_S,
            goal=Goal("at most", 1.0),
            ours=Cost(gap, 0.0),
            theirs=Cost(_NOTICED_S, 0.0),
            rounds=rounds,
            notes={f"{phase}_s": gap_s for phase, gap_s in longest.items()},
        )
    ]


def _fill(home: Path, *, answers: int) -> None:
    """Make a demo site whose log takes a while to verify."""
    prepare_demo_site(home, lambda _: None)
    case = json.loads(resource("demo/case.json").read_bytes())
    desk = Desk(home)
    desk.open()
    desk.sign_in(Role.CLINICIAN.value, demo_password(Role.CLINICIAN))
    for number in range(answers):
        desk.answer(number, case)
    desk.close()


def _sit(home: Path) -> dict[str, float]:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.heartbeat", str(home)],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, float] = json.loads(ran.stdout)
    return said
