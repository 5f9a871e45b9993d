"""The page "Batch": a file answered by keys or dropped, matched, stopped, refused."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from app.viewmodels.batch import Step
from app.views.waiting import WaitingView
from tests.ui.conftest import OpenWindow
from tests.ui.demo_site import make_demo_site
from tests.ui.pages.batch import HEADER, BatchPage, write_cases
from tests.ui.pages.window import WindowPage
from tests.ui.records import bodies, kinds


@pytest.fixture
def page(workplace: WindowPage) -> BatchPage:
    found = BatchPage(workplace)
    found.go()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def answer_by_keys(page: BatchPage, workplace: WindowPage, source: Path) -> None:
    """Choose a file, give the one column without a heading its heading, have it answered."""
    page.choose_by_keys(source)
    page.wait_for(Step.MATCH)
    assert page.missing == ["Sex"]
    assert not page.matching.start.isEnabled()
    assert "no heading" in page.verdict
    page.keys.type("Sex a")
    page.keys.press("Down", "Return", "Tab")
    workplace.wait(lambda: page.model.can_start)
    assert page.verdict == "Of the first 4 rows, 1 would have no answer."
    workplace.wait_for_the_keyboard()
    page.keys.press("Ctrl+Return")
    page.wait_for(Step.DONE)


def test_a_file_is_answered_by_keys_alone(
    page: BatchPage, folder: Path, home: Path, workplace: WindowPage
) -> None:
    header = HEADER.replace("Gender", "Sex at birth").replace("Age", "AGE")
    source = write_cases(folder / "ward.csv", 3, header, "P-9,17,Female,Diabetes,x,500,30,Nausea")
    assert page.view.choosing.button.hasFocus()

    answer_by_keys(page, workplace, source)

    assert left(folder) == ["ward-scored-rejects.csv", "ward-scored.csv", "ward.csv"]
    with (folder / "ward-scored.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Patient_ID"] for row in rows] == ["P-1", "P-2", "P-3"]
    assert float(rows[0]["score"]) == pytest.approx(6.8, abs=0.05)
    facts = dict(page.done.facts.facts)
    assert facts["Answers"] == str(folder / "ward-scored.csv")
    (body,) = bodies(home, "batch-scored")
    assert facts["SHA-256"] == body["sha256"]["output"]
    assert facts["Receipt"]
    assert body["matching"]["Gender"] == "Sex at birth"
    why = page.rows(page.done.table)
    assert [[cell.text for cell in row[:2]] for row in why] == [["4", "AGE"], ["4", "Drug_Name"]]
    assert page.done.other.hasFocus()
    page.keys.press("Ctrl+Return")
    assert page.model.step is Step.CHOOSE
    assert page.model.sample is None


def test_a_file_is_dropped_and_its_rows_are_shown_as_they_stand(
    page: BatchPage, folder: Path
) -> None:
    source = write_cases(folder / "ward.csv", 2, HEADER, "<b>x</b>,1,Female,Diabetes,x,500,30,x")

    assert not page.drop(source, source)
    assert page.drop(source)
    page.wait_for(Step.MATCH)

    rows = page.rows(page.matching.table)
    assert [row[1].text for row in rows] == ["Fits", "Fits", "No answer"]
    assert rows[2][2].text == "<b>x</b>"
    assert "Age: is outside the permitted range" in rows[2][1].more
    assert "1 <b>" not in rows[2][1].more
    assert page.matching.start.hasFocus()


def test_one_heading_stands_for_one_column(
    page: BatchPage, folder: Path, workplace: WindowPage
) -> None:
    page.look_at(write_cases(folder / "ward.csv"))

    page.model.match("Age", "Dosage_mg")
    workplace.wait(lambda: page.missing != [])

    assert page.headings["Age"] == "Dosage_mg"
    assert page.headings["Dosage_mg"] == ""
    assert page.missing == ["Dose"]
    page.model.match("Age", "Age")
    page.model.match("Dosage_mg", "Dosage_mg")
    workplace.wait(lambda: page.model.can_start)


def test_more_is_written_where_it_is_wished_for_and_where_it_is_wanted(
    page: BatchPage, folder: Path, home: Path
) -> None:
    page.look_at(write_cases(folder / "ward.csv"))

    page.elsewhere(folder / "other.csv")
    page.keys.press("Alt+W", "Right", "Space")
    page.keys.press("Alt+R", "Right", "Space")
    page.keys.press("Ctrl+Return")
    page.wait_for(Step.DONE)

    assert left(folder) == ["other-rejects.csv", "other.csv", "ward.csv"]
    assert "contribution_Age" in (folder / "other.csv").read_text()
    assert kinds(home)[-4:] == ["prediction", "prediction", "prediction", "batch-scored"]
    assert page.done.table is None


def test_a_name_that_is_free_is_proposed(page: BatchPage, folder: Path) -> None:
    source = write_cases(folder / "ward.csv")
    (folder / "ward-scored.csv").write_text("old")

    page.look_at(source)

    assert page.model.job is not None
    assert page.model.job.out == folder / "ward-scored-2.csv"


def test_stopping_leaves_nothing_but_its_record(
    page: BatchPage, folder: Path, home: Path, workplace: WindowPage
) -> None:
    page.look_at(write_cases(folder / "ward.csv", 200_000))
    heard: list[float] = []
    page.model.progressed.connect(lambda: heard.append(page.model.share))

    page.keys.press("Ctrl+Return")
    workplace.wait(lambda: bool(heard))
    assert "rows" in page.view.running.words.text()
    assert "a second" in page.view.running.words.text()
    page.keys.press("Esc")
    assert page.view.running.question.isVisible()
    page.keys.press("Esc")
    page.wait_for(Step.MATCH)

    assert left(folder) == ["ward.csv"]
    assert workplace.word == "Stopped: no file was written."
    assert kinds(home)[-1] == "batch-refused"
    assert bodies(home, "batch-refused")[0]["code"] == "stopped"


def test_a_file_goes_on_where_it_was_not_to_be_stopped(
    page: BatchPage, folder: Path, workplace: WindowPage
) -> None:
    page.look_at(write_cases(folder / "ward.csv", 2_000))
    with workplace.busy_desk():
        page.keys.press("Ctrl+Return")
        page.wait_for(Step.RUN)

        page.keys.press("Esc")
        assert page.view.running.go_on.hasFocus()
        page.keys.press("Space")

        assert not page.view.running.question.isVisible()
        assert page.view.running.stop.hasFocus()
    page.wait_for(Step.DONE)


def test_a_file_that_was_stopped_is_as_it_was_left(
    page: BatchPage, folder: Path, workplace: WindowPage
) -> None:
    page.look_at(write_cases(folder / "ward.csv"))
    page.keys.press("Alt+W", "Right", "Space")
    matching = page.matching
    with workplace.busy_desk():
        page.keys.press("Ctrl+Return")
        page.wait_for(Step.RUN)
        page.keys.press("Space")
    page.wait_for(Step.MATCH)

    chosen = page.matching.contributions.chosen
    assert page.matching is matching
    assert page.model.job is not None
    assert page.model.job.contributions
    assert chosen is not None
    assert chosen.label == "Yes"
    assert page.matching.start.hasFocus()


def test_nobodys_file_is_answered_after_they_signed_out(
    page: BatchPage, folder: Path, home: Path, workplace: WindowPage
) -> None:
    page.look_at(write_cases(folder / "ward.csv", 200_000))
    model = page.model
    page.keys.press("Ctrl+Return")
    workplace.wait(lambda: model.rows > 0)

    workplace.window.session.sign_out()
    workplace.wait(lambda: kinds(home)[-2:].count("batch-refused") == 1)

    assert left(folder) == ["ward.csv"]


def test_a_file_that_is_no_table_is_refused_beside_the_place_where_it_is_dropped(
    page: BatchPage, folder: Path, workplace: WindowPage
) -> None:
    bad = folder / "bad.csv"
    bad.write_bytes(b"PK\x03\x04")

    page.drop(bad)
    workplace.wait(lambda: page.model.problem is not None)

    assert "is a workbook" in page.view.choosing.problem.message
    assert page.view.choosing.button.isEnabled()
    page.look_at(write_cases(folder / "ward.csv"))


def test_what_cannot_be_written_is_said_and_the_file_stays_chosen(
    page: BatchPage, folder: Path, workplace: WindowPage
) -> None:
    page.look_at(write_cases(folder / "ward.csv"))
    page.model.write_to(folder / "gone" / "out.csv", replacing=True)

    page.model.start()
    workplace.wait(lambda: bool(workplace.problem))

    assert "There is no folder" in workplace.problem
    assert page.model.step is Step.MATCH
    assert left(folder) == ["ward.csv"]


def test_the_folder_and_the_rejects_can_be_opened(
    page: BatchPage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(QUrl.toLocalFile(url))
    )
    page.look_at(write_cases(folder / "ward.csv", 1, HEADER, "x"))
    page.model.start()
    page.wait_for(Step.DONE)

    page.done.folder.click()
    page.done.open_rejects.click()

    assert opened == [str(folder), str(folder / "ward-scored-rejects.csv")]


def test_only_who_may_predict_has_the_page(window: WindowPage) -> None:
    window.enter("engineer")

    assert "Batch" not in window.places


def test_without_a_model_the_page_says_why(open_window: OpenWindow, tmp_path: Path) -> None:
    make_demo_site(tmp_path / "site", with_model=False)
    window = open_window(tmp_path / "site")
    window.enter("clinician")

    window.workplace.go("batch")

    page = window.workplace.page
    assert isinstance(page, WaitingView)
    assert page._what.text() == "No model answers cases at this site yet."
    assert QApplication.focusWidget() is not None
