"""From Ctrl+Enter to the painted answer, audited, beside one prediction of scikit-learn's."""

import json
import os
from typing import Any

from tests.benchmarks.measure import Goal, Result, interleave
from tests.benchmarks.setting import Setting
from tests.benchmarks.single import pipeline_of

_GOAL = Goal("at most", 1.0)


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
            notes={"our_cpu_s": pair.ours.cpu_s, "peer_cpu_s": pair.theirs.cpu_s},
        )
    ]


class _Clicks:
    """A window with a case in its form."""

    def __init__(self, setting: Setting) -> None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
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
        workplace = sign_in(person, self._window, Role.CLINICIAN)
        # Both are there: signing in waited for the model.
        model: Any = workplace.predict_model
        enter_case(person, model, json.loads(resource("demo/case.json").read_bytes()))
        self._model: Any = model
        self._view: Any = workplace.predict

    def click(self) -> None:
        """Ask, and return when Qt has painted the answer."""
        from PySide6.QtCore import QEventLoop, Qt
        from PySide6.QtTest import QTest

        from tests.benchmarks.painted import Painted

        loop = QEventLoop()
        before = self._model.given

        def answered() -> None:
            assert self._model.given is not before
            Painted(self._view.answer, loop.quit)

        self._model.answer_changed.connect(answered)
        QTest.keyClick(self._window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        loop.exec()
        self._model.answer_changed.disconnect(answered)

    def close(self) -> None:
        """Close the window."""
        self._window.close()
