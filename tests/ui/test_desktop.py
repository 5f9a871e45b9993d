"""The program as a whole: how it ends."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIES_AND_ENDS = """
from PySide6.QtCore import QTimer
from app.desktop import make_application
from app.printing.document import copy_text
from tests.ui.printing.samples import english, handout

application = make_application()

def copy() -> None:
    copy_text(handout(english()))
    application.quit()

QTimer.singleShot(0, copy)
raise SystemExit(application.exec())
"""


def test_it_ends_well_with_an_answer_in_the_clipboard() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", COPIES_AND_ENDS],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (0, "")
