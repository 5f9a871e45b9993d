"""The main job in the window: sign in, enter a case, read the answer, lock, unlock."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from app.demo.person import Person
from app.demo.site import demo_password
from app.desk import GivenAnswer
from app.shell.window import MainWindow
from app.shell.workplace import Workplace
from app.viewmodels.form import Entry, written_number
from app.viewmodels.predict import PredictModel
from app.viewmodels.session import Stage
from engine.accounts.roles import Role

_CTRL = Qt.KeyboardModifier.ControlModifier


def sign_in(person: Person, window: MainWindow, role: Role) -> Workplace:
    """Sign in at the door as one of the demo's people."""
    person.wait_until(lambda: window.session.site is not None, "the site to be opened")
    window.activateWindow()
    person.picture("sign-in")
    person.type(role.value)
    person.press(Qt.Key.Key_Tab)
    person.type(demo_password(role))
    person.press(Qt.Key.Key_Return)
    person.wait_until(lambda: window.workplace is not None, "the sign-in")
    assert window.workplace is not None  # noqa: S101 - just waited for
    workplace = window.workplace
    person.wait_until(lambda: workplace.status.model is not None, "the model")
    person.wait_until(lambda: workplace.status.report is not None, "the log to be verified")
    return workplace


def enter_case(person: Person, model: PredictModel, case: Mapping[str, Any]) -> None:
    """Type a case into the form, field by field, as the keyboard goes through it."""
    patient = model.form.contract.patient
    if patient is not None:
        person.type(str(case.get(patient.name, "")))
        person.press(Qt.Key.Key_Tab)
    for spec, column in zip(model.form.fields, model.form.contract.inputs, strict=True):
        value = case.get(column.name)
        if spec.entry is Entry.SEGMENTS:
            offered = [option.value for option in model.options(spec.name)]
            person.press(Qt.Key.Key_Space)
            for _ in range(offered.index(value)):
                person.press(Qt.Key.Key_Right)
        elif spec.entry is Entry.CHOICE:
            label = next(o.label for o in model.options(spec.name) if o.value == value)
            person.type(label)
        elif value is not None:
            person.type(written_number(value))
        person.press(Qt.Key.Key_Tab)


def have_it_answered(person: Person, workplace: Workplace) -> GivenAnswer:
    """Ask for the answer and wait until it is on the screen."""
    model = workplace.predict_model
    assert model is not None  # noqa: S101 - the sign-in waited for the model
    person.press(Qt.Key.Key_Return, _CTRL)
    person.wait_until(lambda: model.given is not None or bool(model.problems), "the answer")
    assert model.given is not None  # noqa: S101 - the demo's case has no problem
    return model.given


def main_job(person: Person, window: MainWindow, case: Mapping[str, Any]) -> GivenAnswer:
    """Do the main job once, from the closed door to the unlocked answer."""
    workplace = sign_in(person, window, Role.CLINICIAN)
    model = workplace.predict_model
    assert model is not None  # noqa: S101 - the sign-in waited for the model
    person.picture("empty-form")
    enter_case(person, model, case)
    person.picture("case")
    given = have_it_answered(person, workplace)
    person.picture("answer")
    person.press(Qt.Key.Key_L, _CTRL)
    person.wait_until(lambda: window.session.stage is Stage.LOCKED, "the lock")
    person.picture("locked")
    person.type(demo_password(Role.CLINICIAN))
    person.press(Qt.Key.Key_Return)
    person.wait_until(lambda: window.session.stage is Stage.WORKING, "the unlocking")
    person.settle()
    return given
