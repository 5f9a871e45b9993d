"""Every page of the window in each of its states, one after another, to be looked at."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.viewmodels.batch import Step
from app.viewmodels.first_people import SITE, name_of
from app.viewmodels.first_people import password_of as field_of_password
from app.viewmodels.problem import Problem
from app.viewmodels.session import Stage
from app.views.settings import SettingsView
from app.widgets.dialog import Dialog
from engine.accounts.roles import Role
from tests.ui.demo_site import password_of
from tests.ui.pages.batch import HEADER, BatchPage, write_cases
from tests.ui.pages.compare import ComparePage
from tests.ui.pages.window import WindowPage

Scene = tuple[str, QWidget]
"""A name, and the window or dialog that shows it."""

INPUTS: tuple[float | str, ...] = (56, "Female", "Diabetes", "Metformin", 500, 30, "Nausea")
LONG_REFERENCE = "Ward 7 / bed 12 / <b>A</b>&B / W" + "w" * 60


def scenes(page: WindowPage) -> Iterator[Scene]:
    """Go from the door through every page and back to the lock; the model is loaded on the way."""
    yield from _at_the_door(page)
    page.enter("clinician")
    yield from _predicting(page)
    yield from _comparing(page)
    yield from _of_the_sitting(page)
    yield from _of_a_file(page)
    page.workplace.go("status")
    yield "status", page.window
    yield from _about(page)
    page.workplace.problem.show_problem(A_PROBLEM)
    yield "error panel", page.window
    page.workplace.problem.hide()
    page.window.session.lock()
    yield "locked", page.window
    page.window.session.unlock(password_of("clinician"))
    page.wait(lambda: page.stage is Stage.WORKING)
    page.window.session.sign_out()
    yield from _of_the_administrator(page)


A_PROBLEM = Problem(
    "The disk is full: nothing was saved to /srv/hospital/wardcast/site/wardcast.sqlite3.",
    "Make room on this disk, then try again; nothing was lost.",
    "store-full",
)


def _at_the_door(page: WindowPage) -> Iterator[Scene]:
    page.wait_for_the_door()
    yield "door", page.window
    page.window.session.sign_in("clinician", "wrong")
    page.wait(lambda: bool(page.door.message))
    yield "door, refused", page.window


def _predicting(page: WindowPage) -> Iterator[Scene]:
    model = page.workplace.predict_model
    assert model is not None
    yield "predict, empty", page.window
    model.ask()
    yield "predict, problems", page.window
    page.workplace.go("sitting")
    yield "sitting, empty", page.window
    page.workplace.go("predict")
    model.enter_reference(LONG_REFERENCE)
    names = [column.name for column in model.form.contract.inputs]
    for name, value in zip(names, INPUTS, strict=True):
        model.enter(name, value)
    model.replaced.emit()
    model.ask()
    page.wait(lambda: model.given is not None)
    yield "predict, answer", page.window
    model.enter("Age", 57)
    yield "predict, answer of the case before", page.window
    model.clear()
    yield "predict, emptied", page.window
    page.workplace.word.hide()


def _comparing(page: WindowPage) -> Iterator[Scene]:
    compare = ComparePage(page)
    page.workplace.go("compare")
    yield "compare, empty", page.window
    model = page.workplace.predict_model
    assert model is not None
    model.undo_clear()
    yield "compare, to be asked", page.window
    compare.ask()
    yield "compare, options", page.window
    compare.view._model.vary("Age", varies=True)
    yield "compare, of the choice before", page.window
    model.clear()
    page.workplace.word.hide()


def _of_the_sitting(page: WindowPage) -> Iterator[Scene]:
    page.workplace.go("sitting")
    yield "sitting", page.window
    page.sitting._on_void()
    dialog = page.sitting.dialog
    assert dialog is not None
    dialog.confirm.click()
    yield "voiding", dialog
    dialog.reason.setPlainText("wrong patient")
    dialog.confirm.click()
    page.wait(lambda: page.sitting.dialog is None)
    yield "sitting, void", page.window


def _of_the_administrator(page: WindowPage) -> Iterator[Scene]:
    page.enter("administrator")
    page.workplace.go("status")
    yield "status, drift", page.window
    page.workplace.go("settings")
    view = page.workplace.page
    assert isinstance(view, SettingsView)
    page.wait(view.save.isEnabled)
    yield "settings", page.window
    view.port.setText("80")
    view.save.click()
    yield "settings, problem", page.window


def _of_a_file(page: WindowPage) -> Iterator[Scene]:
    batch = BatchPage(page)
    page.workplace.go("batch")
    yield "batch, empty", page.window
    with TemporaryDirectory() as folder:
        header = HEADER.replace("Gender", "Sex at birth (as the register has it)")
        path = Path(folder) / "ward 7, of March.csv"
        wrong = ("P-8,17,female,Diabetes,x,5,300,<b>y</b>", "P-9,x")
        batch.look_at(write_cases(path, 9, header, *wrong))
        yield "batch, a column missing", page.window
        batch.model.match("Gender", "Sex at birth (as the register has it)")
        page.wait(lambda: batch.model.can_start)
        batch.matching.focus_first()
        yield "batch, matched", page.window
        batch.model.start()
        batch.wait_for(Step.DONE)
        yield "batch, done", page.window
        batch.model.step = Step.RUN
        batch.model.rows, batch.model.share = 512_000, 0.42
        batch.model.step_changed.emit()
        yield "batch, running", page.window
        batch.model.step = Step.DONE
        batch.model.forget()
        (Path(folder) / "bad.csv").write_bytes(b"")
        batch.model.choose(Path(folder) / "bad.csv")
        page.wait(lambda: batch.model.problem is not None)
        yield "batch, not read", page.window


def _about(page: WindowPage) -> Iterator[Scene]:
    page.window.show_about()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog))
    yield "about", dialog
    dialog.reject()


def first_run(page: WindowPage) -> Iterator[Scene]:
    """Set a site up, from the empty page to its recovery words."""
    page.wait(lambda: page.window.set_up is not None)
    view = page.window.set_up
    assert view is not None
    assert view.people is not None
    yield "set-up", page.window
    view.people.make.click()
    page.wait(lambda: bool(view.model.problems) and not view.model.busy)
    yield "set-up, problems", page.window
    for place, text in (
        (SITE, "St Mary's"),
        (name_of(Role.ADMINISTRATOR), "site.it"),
        (field_of_password(Role.ADMINISTRATOR), "quartz-lemon-biscuit-harbour"),
    ):
        QTest.keyClicks(view.people.fields[place].control, text)
    view.people.make.click()
    page.wait(lambda: view.words is not None and view.words.grid.isVisible())
    yield "set-up, words", page.window
    view.model.forget()
