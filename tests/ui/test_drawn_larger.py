"""The same pages at twice the size: a scale belongs to a process, so another one looks at them."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_is_cut_or_covered_at_twice_the_size() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "tests/ui/test_drawn.py"]
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}

    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
