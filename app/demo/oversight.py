"""What those see who oversee a site, as pictures: drift on the status page, and the settings."""

import tempfile
from pathlib import Path

from PySide6.QtCore import Qt

from app.demo.journey import sign_in
from app.demo.person import Person
from app.demo.site import demo_password
from app.desk import Desk
from app.desktop import make_window
from app.shell.workplace import Workplace
from app.views.settings import SettingsView
from engine.accounts.roles import Role
from engine.durable import write_file
from engine.inference.batch import BatchJob
from resources import resource

_CTRL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_ROWS, _SEED = 600, 2


class _NobodyWaits:
    def advanced(self, rows: int, share: float) -> None:
        """Hear how far it is."""


def picture_oversight(home: Path, out: Path) -> list[Path]:
    """Have a cohort scored, then look at what came of it as the administrator.

    Args:
        home: A demo site.
        out: Where the pictures go.
    """
    _have_cohort_scored(home)
    window = make_window(home)
    window.show()
    person = Person(window, out / "oversight")
    workplace = sign_in(person, window, Role.ADMINISTRATOR)
    workplace.go("status")
    person.picture("status-with-drift")
    _settings(person, workplace)
    window.close()
    return person.pictures


def _have_cohort_scored(home: Path) -> None:
    # The trainer is heavy: only where its cohort is wanted.
    from trainer.dataset.cohort import cohort_csv, generate, load_ground_truth

    desk = Desk(home)
    desk.open()
    try:
        desk.sign_in(Role.CLINICIAN.value, demo_password(Role.CLINICIAN))
        active = desk.model()
        assert active is not None  # noqa: S101 - a demo site has one
        contract = active.model.contract
        known = load_ground_truth(resource("cohort/ground_truth.yaml"), contract)
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "cohort.csv"
            rows = generate(contract, known, _ROWS, _SEED, signal=True)
            write_file(source, cohort_csv(rows, contract))
            desk.batches()(BatchJob(source, Path(folder) / "scored.csv"), _NobodyWaits())
    finally:
        desk.close()


def _settings(person: Person, workplace: Workplace) -> None:
    workplace.go("settings")
    view = workplace.page
    assert isinstance(view, SettingsView)  # noqa: S101 - it was just gone to
    person.wait_until(view.save.isEnabled, "what is set")
    person.picture("settings")
    port = view.port.text()
    person.press(Qt.Key.Key_P, _ALT)
    person.press(Qt.Key.Key_A, _CTRL)
    person.type("80")
    person.press(Qt.Key.Key_Return, _CTRL)
    person.picture("settings-problem")
    person.press(Qt.Key.Key_A, _CTRL)
    person.type(port)
    _switch(person, view, Qt.Key.Key_Right)
    person.picture("settings-on")
    # As it was: a demo that is looked at again begins where everything is off.
    _switch(person, view, Qt.Key.Key_Left)


def _switch(person: Person, view: SettingsView, key: Qt.Key) -> None:
    person.press(Qt.Key.Key_M, _ALT)
    person.press(key)
    person.press(Qt.Key.Key_Space)
    person.press(Qt.Key.Key_Return, _CTRL)
    person.wait_until(view.save.isEnabled, "the settings to be stored")
