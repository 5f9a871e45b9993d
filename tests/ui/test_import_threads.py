"""What uses Qt is imported on the window's thread: on another one it crashes now and then."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# A sitting at the window, which imports everything as late as a person's does.
CHILD = """
import json, sys, threading

off = []

class Spy:
    def find_spec(self, name, path=None, target=None):
        if threading.current_thread() is not threading.main_thread():
            off.append(name)

sys.meta_path.insert(0, Spy())
from tests.benchmarks.heartbeat import main

main()
print(json.dumps(off))
"""


@pytest.fixture(scope="module")
def imported_off_the_window(
    prepared_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[str]:
    """The modules that a sitting imports on other threads than the window's."""
    home = shutil.copytree(prepared_site, tmp_path_factory.mktemp("sitting") / "site")
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(home)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    found: list[str] = json.loads(child.stdout.splitlines()[-1])
    return found


def test_what_is_heavy_is_imported_beside_the_window(imported_off_the_window: list[str]) -> None:
    assert {"app.desk", "app.bootstrap", "sqlalchemy", "numpy"} <= set(imported_off_the_window)


def test_nothing_of_qt_is_imported_beside_the_window(imported_off_the_window: list[str]) -> None:
    of_qt = ("PySide6", "shiboken6", "app.printing", "app.shell", "app.theme", "app.views",
             "app.viewmodels", "app.widgets")  # fmt: skip

    assert not [name for name in imported_off_the_window if name.startswith(of_qt)]
