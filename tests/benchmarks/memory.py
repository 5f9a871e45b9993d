"""How much memory the installed program needs to answer a million rows, and a tenth of them."""

import os
import subprocess
import sys
from pathlib import Path

from app.demo.site import demo_password, prepare_demo_site
from engine.accounts.roles import Role
from tests.benchmarks.measure import Goal, Result
from tests.benchmarks.setting import Setting
from trainer.dataset.cohort import cohort_csv

_LIMIT_MIB = 400
# Counted by a process that is small itself: a child's peak begins with its parent's.
_COUNT = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(child.pid, 0)
print(used.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measure(setting: Setting) -> list[Result]:
    """Run ``wardcast batch`` over files of two lengths and read what each run held at most."""
    home = setting.folder / "memory-site"
    prepare_demo_site(home, lambda _: None)
    rows = setting.scaled(1_000_000, 2_000)
    data = cohort_csv(setting.cohort(rows // 10), setting.contract)
    peak, tenth = _peak_mib(home, data, times=10), _peak_mib(home, data, times=1)
    return [
        Result(
            name="memory",
            what=f"resident memory of wardcast batch over {rows:,} rows, at its peak",
            peer=f"{_LIMIT_MIB} MiB",
            reads="memory",
            figure=peak / _LIMIT_MIB,
            goal=Goal("at most", 1),
            notes={"mebibytes": peak, f"mebibytes_at_{rows // 10:,}_rows": tenth},
        )
    ]


def _peak_mib(home: Path, data: bytes, times: int) -> float:
    """The peak of one run over the rows, ``times`` over."""
    header, _, rows = data.partition(b"\n")
    source, out = home / "cases.csv", home / "scored.csv"
    with source.open("wb") as file:
        file.write(header + b"\n")
        file.writelines([rows] * times)
    batch = ["--home", str(home), "batch", str(source), str(out), "--as", Role.CLINICIAN]
    command = [sys.executable, "-c", _COUNT, sys.executable, "-m", "app.cli.main", *batch]
    environment = {**os.environ, "WARDCAST_PASSWORD": demo_password(Role.CLINICIAN)}
    counted = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    out.unlink()
    return int(counted.stdout) / 2**20
