"""The demo: one command from nothing to an answer whose record is verified."""

import shutil
from pathlib import Path

from tests.e2e.commands import Ran, Wardcast

DEMANDED = {
    "score",
    "interval",
    "band",
    "model_version",
    "validated",
    "audit_size",
    "audit_verified",
    "screenshots",
}


def test_says_on_one_line_what_was_answered_and_that_its_record_holds(
    first_demo: tuple[Path, Ran],
) -> None:
    _, ran = first_demo

    facts = ran.done().json

    assert facts.keys() == DEMANDED
    low, high = facts["interval"]
    assert 0 <= low < facts["score"] < high <= 10
    assert facts["validated"] is True
    assert facts["audit_verified"] is True
    assert facts["model_version"].startswith("v-")


def test_answers_the_same_again_and_adds_to_the_same_log(
    demo: Wardcast, first_demo: tuple[Path, Ran]
) -> None:
    before = first_demo[1].json
    elsewhere = Wardcast(demo.folder, demo.folder / "never-made")

    after = elsewhere("demo", "--home", demo.home).done().json

    assert after["audit_size"] > before["audit_size"]
    assert {**after, "audit_size": 0} == {**before, "audit_size": 0}
    assert not elsewhere.home.exists()


def test_refuses_a_site_that_is_no_demo_and_leaves_it_as_it_is(
    real_site: Path, tmp_path: Path
) -> None:
    shutil.copytree(real_site, tmp_path / "home")
    someone = Wardcast(tmp_path, tmp_path / "home")
    before = (someone.home / "wardcast.sqlite3").read_bytes()

    someone("demo").refused("not-a-demo")

    assert (someone.home / "wardcast.sqlite3").read_bytes() == before
