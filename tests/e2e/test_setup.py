"""Making a site without questions, and signing in to it."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from tests.e2e.commands import Wardcast
from tests.e2e.conftest import REAL_PASSWORD, real_answers


@pytest.fixture
def site(real_site: Path, tmp_path: Path) -> Wardcast:
    shutil.copytree(real_site, tmp_path / "home")
    return Wardcast(tmp_path, tmp_path / "home")


def test_keeps_the_recovery_words_in_the_named_file_only(nobody: Wardcast) -> None:
    answers = real_answers(nobody.folder)

    ran = nobody("setup", "--answers", answers, "--recovery-out", "words.txt", "--json").done()

    words = nobody.folder / "words.txt"
    assert ran.json.keys() == {"home", "site", "site_root"}
    assert len(ran.json["site_root"]) == 64
    assert len(words.read_text("utf-8").split()) == 24
    assert stat.S_IMODE(words.stat().st_mode) == 0o600
    assert words.read_text("utf-8").strip() not in ran.out + ran.err


@pytest.mark.parametrize("place", ["no-such-folder/words.txt", "answers.json"])
def test_makes_no_site_whose_recovery_words_would_be_lost(nobody: Wardcast, place: str) -> None:
    answers = real_answers(nobody.folder)
    before = answers.read_bytes()

    nobody("setup", "--answers", answers, "--recovery-out", place).refused("cannot-write")

    assert not nobody.home.exists()
    assert answers.read_bytes() == before


def test_a_second_site_in_the_same_folder_is_refused_and_leaves_nothing(site: Wardcast) -> None:
    answers = real_answers(site.folder)
    before = (site.home / "wardcast.sqlite3").read_bytes()

    site("setup", "--answers", answers, "--recovery-out", "words.txt").refused("site-exists")

    assert not (site.folder / "words.txt").exists()
    assert (site.home / "wardcast.sqlite3").read_bytes() == before


def test_a_bad_answer_is_named_and_leaves_no_site(nobody: Wardcast) -> None:
    path = real_answers(nobody.folder)
    answers = json.loads(path.read_text("utf-8"))
    answers["people"][0]["roles"] = ["surgeon"]
    path.write_text(json.dumps(answers), encoding="utf-8")

    ran = nobody("setup", "--answers", path).refused("setup-answers")

    assert "people.0.roles.0" in ran.err
    assert REAL_PASSWORD not in ran.err
    assert not nobody.home.exists()


def test_a_weak_password_is_refused_and_leaves_no_site(nobody: Wardcast) -> None:
    answers = real_answers(nobody.folder, password="password1")

    nobody("setup", "--answers", answers).refused("weak-password")

    assert not (nobody.home / "wardcast.sqlite3").exists()


def test_lets_people_in_by_the_first_line_of_a_file(site: Wardcast) -> None:
    (site.folder / "password").write_text(f"{REAL_PASSWORD}\nsomething else\n", encoding="utf-8")

    ran = site(
        *("accounts", "list", "--as", "ada", "--password-file", "password", "--json"),
        password="of somebody else",
    ).done()

    assert [one["name"] for one in ran.json] == ["ada", "audrey"]


def test_asks_nobody_where_there_is_no_terminal(site: Wardcast) -> None:
    site("accounts", "list", "--as", "ada").refused("no-password")


def test_says_the_same_to_a_wrong_password_and_to_nobody(site: Wardcast) -> None:
    wrong = site("accounts", "list", "--as", "ada", password="a guess").refused("sign-in-refused")
    nobody = site("accounts", "list", "--as", "eve", password="a guess").refused("sign-in-refused")

    assert wrong.err == nobody.err
    assert "a guess" not in wrong.err


@pytest.mark.parametrize(
    "words",
    [
        ("accounts", "list"),
        ("accounts", "add", "x", "--as", "ada", "--role", "surgeon"),
        ("predict", "--case"),
    ],
)
def test_a_slip_in_the_command_is_status_two_with_words_on_stderr(
    nobody: Wardcast, words: tuple[str, ...]
) -> None:
    ran = nobody(*words)

    assert (ran.status, ran.out) == (2, "")
    assert "Error: " in ran.err


def test_help_needs_no_site_and_the_rest_says_where_there_is_none(nobody: Wardcast) -> None:
    assert "predict" in nobody("--help").done().out
    nobody("accounts", "list", "--as", "ada", password="x").refused("site-not-set-up")
