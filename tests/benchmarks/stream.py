"""Cases through a pipe to the installed program, audited, beside the predecessor's way of asking.

The predecessor answered over HTTP, on two cores like these: 152 requests a second. It is not here
to be run again, so that its side is a constant and no measurement.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from app.bootstrap import open_site
from app.demo.site import demo_password, prepare_demo_site
from engine.accounts.roles import Role
from engine.canonical import sha256_hex
from engine.models.content import MANIFEST
from tests.benchmarks.measure import Cost, Goal, Result
from tests.benchmarks.setting import Setting
from tests.faults.packages import bundled, lay_out, rehashed

_GOAL = Goal("at least", 50)
_PREDECESSOR = Cost(wall_s=1 / 152, cpu_s=0.0)
_ROOT = Path(__file__).parents[2]


def measure(setting: Setting) -> list[Result]:
    """Send many cases at once and count until the last answer is out; then one after another."""
    home = _site(setting)
    cohort = setting.cohort(setting.scaled(20_000, 300))
    lines = [json.dumps(case).encode() + b"\n" for case in setting.cases(cohort)]
    rounds = setting.scaled(5, 1)
    with _streaming(home) as asked:
        wall_s = [_seconds(asked, lines) for _ in range(rounds)]
        alone_s = [_seconds(asked, [line]) for line in lines[: setting.scaled(100, 3)]]
    few = lines[: setting.scaled(2_000, 20)]
    with _streaming(home, "--contributions") as asked:
        explained_s = min(_seconds(asked, few) for _ in range(rounds))
    ours = Cost(median(wall_s) / len(lines), cpu_s=0.0)
    return [
        Result(
            name="stream",
            what="one case of many through a pipe, scored by the forest, sealed and committed",
            peer="the predecessor over HTTP: the constant 152 requests a second",
            reads="speed",
            figure=_PREDECESSOR.wall_s / ours.wall_s,
            goal=_GOAL,
            ours=ours,
            theirs=_PREDECESSOR,
            rounds=rounds,
            notes={
                "our_cases_per_second": 1 / ours.wall_s,
                "best_cases_per_second": len(lines) / min(wall_s),
                "cases_per_second_with_contributions": len(few) / explained_s,
                "one_case_alone_s": median(alone_s),
            },
        )
    ]


def _site(setting: Setting) -> Path:
    """A site on a real disk whose active model is the forest, signed by two people."""
    home = setting.folder / "stream-site"
    prepare_demo_site(home, lambda _: None)
    rest = {name: data for name, data in bundled().items() if not name.startswith("predictor/")}
    package = lay_out(rehashed({**rest, **setting.forest.form.files()}), home / "forest")
    with open_site(home) as site:
        engineer, approver = (
            site.accounts.sign_in(role.value, demo_password(role))
            for role in (Role.ENGINEER, Role.APPROVER)
        )
        sha256 = sha256_hex((package / MANIFEST).read_bytes())
        site.models.submit(engineer, package, "To measure.", expect=sha256)
        site.models.approve(approver, sha256, "To measure.")
        site.models.activate(approver, sha256, "To measure.")
    return home


@contextmanager
def _streaming(home: Path, *options: str) -> "Iterator[subprocess.Popen[bytes]]":
    """The program, signed in and ready: it has answered nothing yet."""
    command = [sys.executable, "-m", "app.cli.main", "--home", str(home), "predict", "--stream"]
    with subprocess.Popen(
        [*command, "--as", Role.CLINICIAN.value, *options],
        cwd=_ROOT,
        env={**os.environ, "WARDCAST_PASSWORD": demo_password(Role.CLINICIAN)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as asked:
        # A line that is no case is answered as soon as the program is ready.
        _seconds(asked, [b"0\n"])
        yield asked
        assert asked.stdin is not None
        asked.stdin.close()


def _seconds(asked: "subprocess.Popen[bytes]", lines: Sequence[bytes]) -> float:
    """Send lines while their answers are read; return what passes until the last one is there."""
    stdin, stdout = asked.stdin, asked.stdout
    assert stdin is not None
    assert stdout is not None

    def send() -> None:
        stdin.writelines(lines)
        stdin.flush()

    sender = threading.Thread(target=send)
    start = time.perf_counter()
    sender.start()
    for _ in lines:
        assert stdout.readline().endswith(b"}\n")
    seconds = time.perf_counter() - start
    sender.join()
    return seconds
