"""From Ctrl+Enter to the painted answer, audited, beside one prediction of scikit-learn's."""

import json
import os
import time
from typing import Any

from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Setting
from tests.benchmarks.single import pipeline_of

_GOAL = Goal("at most", 1.0)
_BEAT_MS = 5


def measure(setting: Setting) -> list[Result]:
    """Ask for the same case again and again in the window of a demo site."""
    import pandas as pd

    cohort = setting.cohort(1)
    frame = pd.DataFrame(setting.cases(cohort))
    pipeline = pipeline_of(setting, frame)
    clicks = _Clicks(setting)
    pair = interleave(
        clicks.click, lambda: pipeline.predict(frame), rounds=setting.scaled(40, 2), units=1
    )
    clicks.close()
    return [
        Result(
            name="click",
            what="from Ctrl+Enter to the painted answer, sealed and committed",
            peer="Pipeline.predict on a DataFrame of one row",
            reads="time",
            figure=pair.time,
            goal=_GOAL,
            ours=pair.ours,
            theirs=pair.theirs,
            rounds=pair.rounds,
            notes={"longest time without an answer to events_s": clicks.longest_stall_s},
        )
    ]


class _Clicks:
    """A window with a case in its form."""

    def __init__(self, setting: Setting) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtCore import QTimer

        from app.demo.journey import enter_case, sign_in
        from app.demo.person import Person
        from app.demo.site import prepare_demo_site
        from app.desktop import make_application, make_window
        from engine.accounts.roles import Role
        from resources import resource

        home = setting.folder / "click-site"
        prepare_demo_site(home, lambda _: None)
        self._application = make_application("light", "en")
        self._window = make_window(home)
        self._window.show()
        person = Person(self._window, None)
        person.settle()
        self.longest_stall_s, self._beat_at = 0.0, time.perf_counter()
        self._heart = QTimer(interval=_BEAT_MS)
        self._heart.timeout.connect(self._on_beat)
        self._heart.start()
        workplace = sign_in(person, self._window, Role.CLINICIAN)
        model: Any = workplace.predict_model
        enter_case(person, model, json.loads(resource("demo/case.json").read_bytes()))
        self._model = model

    def click(self) -> None:
        """Ask, and return when the answer was painted."""
        from PySide6.QtCore import QEventLoop, Qt
        from PySide6.QtTest import QTest

        loop = QEventLoop()

        def answered() -> None:
            # Drawn here and now, and not when the loop comes to it: that is what is measured.
            self._window.repaint()
            loop.quit()

        self._model.answer_changed.connect(answered)
        QTest.keyClick(self._window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        loop.exec()
        self._model.answer_changed.disconnect(answered)

    def close(self) -> None:
        """Close the window."""
        self._heart.stop()
        self._window.close()

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.longest_stall_s = max(self.longest_stall_s, now - self._beat_at - _BEAT_MS / 1000)
        self._beat_at = now
