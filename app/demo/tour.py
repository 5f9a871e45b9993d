"""Every screen of the window, as pictures: for the guides, and for whoever judges how it looks.

One process shows one look, for the scale and the palette belong to a process:
``python -m app.demo.tour --home build/demo --out build/screens/light --palette light``.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from app.cli.output import tell
from app.demo.journey import enter_case, have_it_answered, sign_in
from app.demo.oversight import picture_oversight
from app.demo.person import Person
from app.demo.show import be_quiet_off_screen
from app.demo.site import prepare_demo_site
from app.desktop import make_application, make_window
from app.gallery import Gallery
from app.shell.window import MainWindow
from app.shell.workplace import Workplace
from app.theme.tokens import PALETTES
from app.viewmodels.batch import Step
from app.viewmodels.session import Stage
from app.views.batch import BatchView
from app.views.compare import CompareView
from app.views.sitting import SittingView
from engine.accounts.roles import Role
from resources import resource

_FOUR_WORDS = "quiet harbour lantern ninety"
_OTHER_HEADING, _ROWS = "As the register calls it", 100_000
_CTRL = Qt.KeyboardModifier.ControlModifier


def main(arguments: Sequence[str]) -> int:
    """Take the pictures of one look."""
    options = _options(arguments)
    prepare_demo_site(options.home, tell)
    be_quiet_off_screen()
    application = make_application(options.palette, options.language)
    case = json.loads(resource("demo/case.json").read_bytes())
    pictures = _at_the_demo(options.home, options.out, case)
    pictures += picture_oversight(options.home, options.out)
    pictures += _at_first_run(options.out)
    pictures += _of_the_gallery(options.out)
    sys.stdout.writelines(f"{path}\n" for path in pictures)
    application.quit()
    return 0


def _at_the_demo(home: Path, out: Path, case: Mapping[str, Any]) -> list[Path]:
    window = make_window(home)
    window.show()
    person = Person(window, out)
    _refused(person, window)
    workplace = sign_in(person, window, Role.CLINICIAN)
    _predict(person, workplace, case)
    _compare(person, workplace, case)
    _sitting(person, workplace)
    _batch(person, workplace, case)
    workplace.go("status")
    person.picture("status")
    window.show_about()
    person.picture("about")
    person.press(Qt.Key.Key_Escape)
    person.press(Qt.Key.Key_L, _CTRL)
    person.wait_until(lambda: window.session.stage is Stage.LOCKED, "the lock")
    person.picture("locked")
    window.close()
    return person.pictures


def _refused(person: Person, window: MainWindow) -> None:
    person.wait_until(lambda: window.session.site is not None, "the site to be opened")
    window.activateWindow()
    person.type(Role.CLINICIAN.value)
    person.press(Qt.Key.Key_Tab)
    person.type("not the password")
    person.press(Qt.Key.Key_Return)
    person.wait_until(lambda: bool(window.door.message.message), "the refusal")
    person.picture("sign-in-refused")
    window.door.show_stage()


def _predict(person: Person, workplace: Workplace, case: Mapping[str, Any]) -> None:
    model, view = workplace.predict_model, workplace.predict
    assert model is not None  # noqa: S101 - the sign-in waited for the model
    assert view is not None  # noqa: S101 - made with the model
    person.picture("empty-form")
    person.press(Qt.Key.Key_Return, _CTRL)
    person.picture("problems")
    person.press(Qt.Key.Key_Escape)
    view.form.focus_first()
    enter_case(person, model, case)
    have_it_answered(person, workplace)
    person.picture("answer")
    person.press(Qt.Key.Key_Backtab)
    person.press(Qt.Key.Key_Backtab)
    person.press(Qt.Key.Key_Backspace)
    person.picture("answer-of-the-case-before")
    person.press(Qt.Key.Key_Escape)
    person.picture("emptied-with-undo")


def _compare(person: Person, workplace: Workplace, case: Mapping[str, Any]) -> None:
    form, view = workplace.predict_model, workplace.predict
    assert form is not None  # noqa: S101 - the sign-in waited for the model
    assert view is not None  # noqa: S101 - made with the model
    workplace.go("compare")
    person.picture("compare-empty")
    workplace.go("predict")
    enter_case(person, form, case)
    workplace.go("compare")
    page = workplace.page
    assert isinstance(page, CompareView)  # noqa: S101 - it was just gone to
    person.press(Qt.Key.Key_Return, _CTRL)
    person.wait_until(page.sheet.isVisible, "the comparison")
    person.picture("compare")
    for _ in range(7):
        person.press(Qt.Key.Key_Down)
    person.picture("compare-another-chosen")
    next(iter(page.checks.values())).click()
    person.picture("compare-of-the-choice-before")
    workplace.go("predict")
    person.press(Qt.Key.Key_Escape)


def _sitting(person: Person, workplace: Workplace) -> None:
    workplace.go("sitting")
    person.picture("sitting")
    page = workplace.page
    assert isinstance(page, SittingView)  # noqa: S101 - it was just gone to
    page.void.click()
    person.picture("sitting-void")
    person.press(Qt.Key.Key_Escape)


def _batch(person: Person, workplace: Workplace, case: Mapping[str, Any]) -> None:
    """A file of the same case over and over, with a column to match and a row that does not fit."""
    workplace.go("batch")
    person.picture("batch")
    model, view = workplace.batch_model, workplace.page
    assert model is not None  # noqa: S101 - made with its page
    assert isinstance(view, BatchView)  # noqa: S101 - it was just gone to
    missing = next(iter(model.contract.inputs)).name
    with tempfile.TemporaryDirectory() as folder:
        model.choose(_file_of(Path(folder), case, missing))
        person.wait_until(lambda: model.step is Step.MATCH, "the first rows")
        person.picture("batch-column-missing")
        model.match(missing, _OTHER_HEADING)
        person.wait_until(lambda: model.can_start, "the columns to be matched")
        view.focus_first()
        person.picture("batch-matched")
        model.start()
        person.wait_until(lambda: model.rows > 0, "the first answers")
        person.picture("batch-running")
        person.wait_until(lambda: model.step is Step.DONE, "the answers")
        person.picture("batch-done")
        model.forget()


def _file_of(folder: Path, case: Mapping[str, Any], missing: str) -> Path:
    names = [_OTHER_HEADING if name == missing else name for name in case]
    row = ",".join(map(str, case.values()))
    path = folder / "ward-7.csv"
    rows = [row] * _ROWS
    rows[2] = row.rsplit(",", 1)[0] + ",=1+1"
    path.write_text("\n".join([",".join(names), *rows, ""]), encoding="utf-8")
    return path


def _at_first_run(out: Path) -> list[Path]:
    with tempfile.TemporaryDirectory() as folder:
        window = make_window(Path(folder) / "site")
        window.show()
        person = Person(window, out / "first-run")
        person.wait_until(lambda: window.set_up is not None, "the set-up")
        window.activateWindow()
        person.picture("set-up")
        _set_up(person, window)
    return person.pictures


def _set_up(person: Person, window: MainWindow) -> None:
    """Make a site with an administrator, and leave it without the words."""
    view = window.set_up
    assert view is not None  # noqa: S101 - just waited for
    for text, tabs in (("Ward 3", 2), ("ada", 1), (_FOUR_WORDS, 0)):
        person.type(text)
        for _ in range(tabs):
            person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Return, _CTRL)
    person.wait_until(lambda: view.words is not None, "the site to be made")
    person.picture("recovery-words")
    window.close()
    person.picture("recovery-words-not-confirmed")
    assert view.dialog is not None  # noqa: S101 - closing has just opened it
    view.dialog.secondary.click()


def _of_the_gallery(out: Path) -> list[Path]:
    gallery = Gallery()
    gallery.show()
    area = gallery.findChild(QScrollArea)
    inside = area.widget() if area is not None else None
    assert inside is not None  # noqa: S101 - all of the gallery is in one
    # As high as all of it: a picture does not scroll.
    gallery.resize(1280, inside.minimumSizeHint().height())
    person = Person(gallery, out / "gallery")
    person.picture("gallery")
    gallery.close()
    return person.pictures


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Pictures of every screen, in one look.")
    parser.add_argument("--home", type=Path, required=True, help="a demo site's folder")
    parser.add_argument("--out", type=Path, required=True, help="where the pictures go")
    parser.add_argument("--palette", choices=[one.name for one in PALETTES], default="light")
    parser.add_argument("--language", default="en")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
