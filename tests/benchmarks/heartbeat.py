"""A sitting at the window, and how long its thread was ever held up, phase by phase.

Run as a process of its own: ``python -m tests.benchmarks.heartbeat HOME``, with the folder of a
demo site. It prints the longest time between two beats in seconds as a line of JSON.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.demo.person import Person
from app.desktop import make_application, make_window
from resources import resource

_BEAT_MS = 5


class Heart(QObject):
    """Beats on the window's thread.

    Attributes:
        longest: The longest time between two beats, in seconds, by phase.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest: dict[str, float] = {}
        self._phase = ""
        self._at = time.perf_counter()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    @contextmanager
    def watching(self, phase: str) -> Iterator[None]:
        """Count for a phase."""
        self._phase, self._at = phase, time.perf_counter()
        self.longest[phase] = 0.0
        self._timer.start()
        yield
        self._on_beat()
        self._timer.stop()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.longest[self._phase] = max(self.longest[self._phase], now - self._at)
        self._at = now


def main() -> int:
    """Sit down, work, get up."""
    make_application("light", "en")
    heart, window = Heart(), make_window(Path(sys.argv[1]))
    person = Person(window, None)
    window.show()
    with heart.watching("opening"):
        person.wait_until(lambda: window.session.site is not None, "the site")
    with heart.watching("at the door"):
        person.wait_until(lambda: "app.shell.workplace" in sys.modules, "the imports")
    with heart.watching("signing in"):
        window.session.sign_in("clinician", "demo-password-clinician")
        person.wait_until(lambda: window.workplace is not None, "the sign-in")
    workplace: Any = window.workplace
    with heart.watching("loading the model"):
        person.wait_until(lambda: workplace.predict is not None, "the model")
    with heart.watching("verifying"):
        person.wait_until(lambda: workplace.status.report is not None, "the log")
    _predict(person, heart, workplace)
    window.close()
    sys.stdout.write(f"{json.dumps(heart.longest)}\n")
    return 0


def _predict(person: Person, heart: Heart, workplace: Any) -> None:
    # Imported this late, or it would bring along what the phases before are to load themselves.
    from app.demo.journey import enter_case, have_it_answered

    workplace.window().activateWindow()
    enter_case(person, workplace.predict_model, json.loads(resource("demo/case.json").read_bytes()))
    with heart.watching("predicting"):
        have_it_answered(person, workplace)


if __name__ == "__main__":
    sys.exit(main())
