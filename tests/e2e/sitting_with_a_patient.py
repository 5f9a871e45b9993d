"""One person's whole sitting in a window of its own process, with a reference to be looked for.

``python -m tests.e2e.sitting_with_a_patient HOME PDF REFERENCE``; what becomes of it is for others
to search: the folders, and what this process says.
"""

import json
import os
import sys
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from app.demo.journey import enter_case, have_it_answered, sign_in
from app.demo.person import Person
from app.demo.site import demo_password, prepare_demo_site
from app.desktop import make_application, make_window
from app.shell.window import MainWindow
from app.shell.workplace import Workplace
from app.viewmodels.session import Stage
from engine.accounts.roles import Role
from resources import resource

_CTRL = Qt.KeyboardModifier.ControlModifier


def main(home: Path, paper: Path, reference: str) -> None:
    """Do everything with a case that can be done with it."""
    prepare_demo_site(home, lambda _: None)
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = make_application("light", "en")
    window = make_window(home)
    window.show()
    person = Person(window, None)
    workplace = sign_in(person, window, Role.CLINICIAN)
    _answer(person, workplace, reference)
    _save(person, workplace, paper)
    _void(person, workplace)
    _run_into_an_error(person, workplace)
    _lock_and_go_on(person, window)
    window.session.sign_out()
    window.close()
    application.quit()


def _answer(person: Person, workplace: Workplace, reference: str) -> None:
    model = workplace.predict_model
    assert model is not None
    case = json.loads(resource("demo/case.json").read_bytes())
    enter_case(person, model, {**case, "Patient_ID": reference})
    given = have_it_answered(person, workplace)
    assert given.case["Patient_ID"] == reference


def _save(person: Person, workplace: Workplace, paper: Path) -> None:
    person.press(Qt.Key.Key_S, _CTRL)
    person.wait_until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "a dialog")
    person.settle()
    person.type(str(paper))
    person.press(Qt.Key.Key_Return)
    person.wait_until(lambda: bool(workplace.word.text), "the PDF")


def _void(person: Person, workplace: Workplace) -> None:
    entry = workplace.sitting.entries[0]
    workplace.sitting.void(entry.given.receipt, "wrong patient")
    person.wait_until(lambda: bool(workplace.sitting.entries[0].void_reason), "the voiding")


def _run_into_an_error(person: Person, workplace: Workplace) -> None:
    """As on a full disk: the record of a second answer cannot be written."""
    model, site = workplace.predict_model, workplace._session.desk._site
    assert model is not None
    assert site is not None
    with site.database.read() as one, site.database.read() as other:
        for connection in (one, other):
            connection.exec_driver_sql("PRAGMA query_only = ON")
    model.enter("Age", 57)
    model.ask()
    person.wait_until(workplace.problem.isVisible, "the error")
    workplace.problem.copy_button.click()
    workplace.problem.close_button.click()
    with site.database.read() as one, site.database.read() as other:
        for connection in (one, other):
            connection.exec_driver_sql("PRAGMA query_only = OFF")


def _lock_and_go_on(person: Person, window: MainWindow) -> None:
    window.session.lock()
    person.settle()
    window.session.unlock(demo_password(Role.CLINICIAN))
    person.wait_until(lambda: window.session.stage is Stage.WORKING, "the unlocking")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
