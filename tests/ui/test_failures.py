"""When something fails: no score without its record, and words that help."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import QueuePool

from app.language import tr
from app.places import STORE
from app.theme.tokens import Tone
from app.viewmodels.predict import PredictModel
from app.viewmodels.session import Stage
from app.views.predict import PredictView
from app.widgets.buttons import Button
from engine.models.signatures import Validation
from resources import resource
from tests.ui import records
from tests.ui.conftest import OpenWindow
from tests.ui.demo_site import make_demo_site
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage

Breaking = Callable[[WindowPage], None]


def no_more_room(page: WindowPage) -> None:
    """SQLite finds no page more, as on a full disk."""
    _execute(page, "PRAGMA max_page_count = 1")


def no_more_writing(page: WindowPage) -> None:
    """SQLite may no longer write, as where the folder was made read-only."""
    _execute(page, "PRAGMA query_only = ON")


def store_gone(page: WindowPage) -> None:
    """Somebody moved the store away while it was open."""
    (page.window.session.home / STORE).unlink()


def _execute(page: WindowPage, statement: str) -> None:
    site = page.window.session.desk._site
    assert site is not None
    pool = site.database._engine.pool
    assert isinstance(pool, QueuePool)
    with ExitStack() as all_of_them:
        # Each of the connections that wait for their next use.
        for _ in range(pool.checkedin()):
            connection = all_of_them.enter_context(site.database.read())
            connection.exec_driver_sql(statement)
            connection.commit()


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        (no_more_room, "store-full"),
        (no_more_writing, "store-read-only"),
        (store_gone, "store-moved"),
    ],
)
def test_no_score_is_shown_that_could_not_be_recorded(
    workplace: WindowPage, happens: Breaking, code: str
) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()
    happens(workplace)

    workplace.form.predict()
    workplace.wait(lambda: bool(workplace.problem))

    assert not workplace.answer.is_shown
    assert workplace.rows_of_the_sitting == []
    assert f"Code: {code}" in workplace.problem
    assert len(workplace.problem.splitlines()) == 3
    assert workplace.form.values == CASE


def test_the_error_panel_has_the_keyboard_and_closes_by_it(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()
    no_more_room(workplace)
    workplace.form.predict()
    workplace.wait(lambda: bool(workplace.problem))

    workplace.keys.press("Space")

    assert not workplace.problem
    workplace.keys.press("Ctrl+Return")
    workplace.wait(lambda: bool(workplace.problem))


def test_escape_closes_the_error_panel_and_nothing_else(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    workplace.form.go_to("Dose")
    no_more_writing(workplace)
    workplace.keys.press("Ctrl+Shift+C")
    workplace.wait(lambda: bool(workplace.problem))

    workplace.keys.press("Esc")

    assert not workplace.problem
    assert workplace.form.focused == "Dose"
    assert workplace.form.values == CASE
    assert workplace.answer.is_shown
    workplace.keys.press("Esc")
    assert not workplace.answer.is_shown


def test_escape_closes_the_error_panel_also_where_somebody_went_on(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()
    no_more_room(workplace)
    workplace.form.predict()
    workplace.wait(lambda: bool(workplace.problem))

    workplace.form.go_to("Dose")
    workplace.keys.press("Esc")

    assert not workplace.problem
    assert workplace.form.focused == "Dose"
    assert workplace.form.values == CASE


def test_what_is_copied_for_support_names_no_patient(workplace: WindowPage) -> None:
    reference = "P-2041-unmistakable"
    workplace.form.enter({**CASE, "Patient reference": reference})
    workplace.wait_for_the_keyboard()
    no_more_room(workplace)
    workplace.form.predict()
    workplace.wait(lambda: bool(workplace.problem))

    workplace.keys.press("Shift+Tab", "Space")

    assert workplace.workplace.problem.copy_button.text() == "Copied"
    assert "store-full" in workplace.clipboard
    assert "StoreFullError" in workplace.clipboard
    for told in (workplace.clipboard, workplace.problem):
        assert reference not in told
        assert "Metformin" not in told


def test_work_goes_on_once_there_is_room_again(workplace: WindowPage) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()
    no_more_room(workplace)
    workplace.form.predict()
    workplace.wait(lambda: bool(workplace.problem))

    workplace.keys.press("Space")
    _execute(workplace, "PRAGMA max_page_count = 1000000")
    workplace.form.predict()

    workplace.wait(lambda: workplace.answer.is_shown)


def test_nothing_leaves_that_could_not_be_recorded(workplace: WindowPage) -> None:
    workplace.answer_a_case()
    workplace.wait(lambda: workplace.answer.is_shown)
    no_more_writing(workplace)

    workplace.keys.press("Ctrl+Shift+C")
    workplace.wait(lambda: bool(workplace.problem))

    assert workplace.clipboard == ""


def test_a_lock_that_cannot_be_recorded_locks_all_the_same(workplace: WindowPage) -> None:
    no_more_writing(workplace)

    workplace.lock()
    workplace.wait(lambda: bool(workplace.door.message))

    assert workplace.stage is Stage.LOCKED
    assert "store-read-only" in workplace.door.message


def test_a_site_without_a_model_says_what_has_to_be_done(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    make_demo_site(tmp_path / "site", with_model=False)
    page = open_window(tmp_path / "site")

    page.enter("clinician")

    assert page.workplace.predict is None
    assert page.workplace._waiting.isVisible()
    assert "No model answers cases" in page.workplace._waiting._what.text()
    assert "An engineer submits one" in page.workplace._waiting._next.text()
    assert page.workplace.header.model.word == "No active model"


def test_a_package_that_was_changed_is_refused_in_words(
    open_window: OpenWindow, home: Path
) -> None:
    sha256 = json.loads(resource("model.json").read_bytes())["manifest_sha256"]
    card = home / "models" / sha256 / "card.md"
    card.write_bytes(card.read_bytes() + b" ")

    page = open_window(home)

    page.enter("clinician")

    assert page.workplace.predict is None
    assert page.workplace.header.model.word == "Model refused"
    waiting = page.workplace._waiting
    assert waiting._what.text() == "No case can be answered here: the model was refused."
    assert waiting._next.text().startswith("Tell an engineer of this site")
    assert "card.md" in waiting._next.text()
    assert page.workplace.sidebar.buttons["predict"].hasFocus()
    assert "model-refused" in records.kinds(home)


def test_a_damaged_store_is_told_at_the_door(open_window: OpenWindow, home: Path) -> None:
    (home / STORE).write_bytes(b"not a store at all, but long enough to be looked at" * 100)
    page = open_window(home)

    page.wait(lambda: bool(page.door.message))

    assert "store-not-a-store" in page.door.message
    page.door.sign_in("clinician")
    page.wait(lambda: not page.window.session.busy)
    assert page.stage is Stage.SIGN_IN
    assert page.door.message


def test_a_model_that_is_not_validated_says_so_in_a_banner_that_cannot_be_closed(
    workplace: WindowPage,
) -> None:
    status = workplace.workplace.status
    assert status.model is not None
    refused = Validation("exploration", not_for_care=False, sentence="A gate refused it.")
    status.model = replace(status.model, validation=refused)
    sitting = workplace.workplace.sitting
    view = PredictView(PredictModel(workplace.window.session, sitting, status.model))
    workplace.qtbot.addWidget(view)

    view.show()

    assert view.warning.isVisible()
    assert view.warning.message == tr(
        "This model is not validated: do not use its answers for care."
    )
    assert not view.warning.findChildren(Button)
    assert status.model_word[1] is Tone.STOP


def test_an_auditor_hears_of_a_log_that_does_not_hold(window: WindowPage) -> None:
    window.wait_for_the_door()
    _execute(window, "UPDATE audit_records SET salt = zeroblob(32) WHERE seq = 2")

    window.enter("auditor")

    assert window.workplace.header.log.word == "Log does not hold"
    said = window.workplace.header.log.accessibleDescription()
    assert said.startswith("The log does not hold; found first: record 2: its contents")
