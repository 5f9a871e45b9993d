"""Another model is made active while a window is open."""

from pathlib import Path

from app.bootstrap import open_site
from engine.models.content import CONTRACT
from engine.models.package import check_files
from tests.faults.packages import Files, bundled, json_edit, lay_out, rehashed
from tests.ui import records
from tests.ui.demo_site import password_of
from tests.ui.pages.form import CASE
from tests.ui.pages.window import WindowPage
from tests.unit.models.wards import another

LEAST_AGE = 60
"""The other contract permits no younger patients: the case's age does not fit it."""


def of_another_contract() -> Files:
    files = bundled()
    json_edit(CONTRACT, _only_the_old)(files)
    return rehashed(files)


def _only_the_old(contract: dict[str, list[dict[str, object]]]) -> None:
    age = next(column for column in contract["inputs"] if column["label"] == "Age")
    age["range"] = [LEAST_AGE, 79]


def activate(home: Path, files: Files, outside: Path) -> None:
    """As an engineer and an approver do from a terminal beside the window."""
    sha256 = check_files(files).sha256
    package = lay_out(files, outside / sha256)
    with open_site(home) as site:
        engineer, approver = (
            site.accounts.sign_in(name, password_of(name)) for name in ("engineer", "approver")
        )
        site.models.submit(engineer, package, "For a test.", expect=sha256)
        site.models.approve(approver, sha256, "For a test.")
        site.models.activate(approver, sha256, "For a test.")


def test_an_answer_of_another_model_with_the_same_form_is_shown_and_said(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.wait_for_the_keyboard()
    activate(home, another(), tmp_path)

    workplace.form.predict()
    workplace.wait(lambda: workplace.word.startswith("Another model answers now"))

    status = workplace.workplace.status
    assert status.model is not None
    assert workplace.answer.score == "6.8"
    assert not workplace.answer.is_dimmed
    assert workplace.form.values == CASE
    assert workplace.workplace.predict_model is not None
    assert workplace.workplace.predict_model.sha256 == status.model.model.sha256
    assert len(workplace.rows_of_the_sitting) == 1


def test_a_refusal_by_another_form_brings_that_form_with_what_fits_it(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    workplace.answer_a_case()
    workplace.form.replace("Duration", "31")
    activate(home, of_another_contract(), tmp_path)

    workplace.form.predict()
    workplace.wait(lambda: workplace.word.startswith("Another model answers now"))

    assert workplace.problem == ""
    assert workplace.form.values == {**CASE, "Duration": "31", "Age": ""}
    assert workplace.form.messages == {}
    assert workplace.answer.is_dimmed
    assert "of the one before" in workplace.answer.stale_words
    workplace.form.replace("Age", "61")
    workplace.predict()
    workplace.wait(lambda: not workplace.answer.is_dimmed)
    assert records.kinds(home)[-1] == "prediction"


def test_an_answer_of_another_form_is_reopened_dimmed(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    workplace.answer_a_case()
    activate(home, of_another_contract(), tmp_path)
    workplace.go("status")
    workplace.wait(lambda: workplace.word.startswith("Another model answers now"))

    workplace.go("sitting")
    workplace.keys.press("Return")

    assert workplace.answer.is_shown
    assert workplace.answer.is_dimmed
    assert not workplace.answer.can_be_handed_out


def test_another_model_is_noticed_after_the_lock(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    workplace.form.enter(CASE)
    activate(home, another(), tmp_path)

    workplace.lock()
    workplace.door.unlock(password_of("clinician"))
    workplace.wait(lambda: workplace.word.startswith("Another model answers now"))

    assert workplace.form.values == CASE


def test_a_comparison_by_another_form_brings_that_form(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    workplace.form.enter(CASE)
    workplace.go("compare")
    activate(home, of_another_contract(), tmp_path)

    workplace.keys.press("Ctrl+Return")
    workplace.wait(lambda: workplace.word.startswith("Another model answers now"))

    assert workplace.form.values == {**CASE, "Age": ""}


def test_an_answer_that_is_awaited_while_the_form_goes_is_in_the_sitting(
    workplace: WindowPage, home: Path, tmp_path: Path
) -> None:
    workplace.form.enter({**CASE, "Age": "61"})
    workplace.wait_for_the_keyboard()
    activate(home, of_another_contract(), tmp_path)

    with workplace.busy_desk():
        workplace.workplace.status.look()
        workplace.form.predict()
    workplace.wait(lambda: len(workplace.rows_of_the_sitting) == 1)

    assert "is in This sitting" in workplace.word
    assert workplace.form.value("Age") == "61"
    assert not workplace.answer.is_shown
