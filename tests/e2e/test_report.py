"""Training reports, as their user asks for them: after training, of a package, beside another."""

from collections.abc import Callable
from pathlib import Path

from resources import sample_contract
from tests.e2e.commands import Wardcast
from tests.e2e.conftest import Trained
from tests.integration.samples import write_diabetes


def test_a_report_is_told_and_written_from_the_package_alone(
    nobody: Wardcast, make_package: Callable[[str], Trained]
) -> None:
    trained = make_package("ridge")
    words = ("models", "report", trained.folder, "--expect", trained.facts["manifest_sha256"])

    told = nobody(*words).done().out
    facts = nobody(*words, "--json").done().json
    page = nobody.folder / "page.html"
    nobody(*words, "--html", page).done()
    first = page.read_bytes()
    nobody(*words, "--html", page).refused("already-there")
    nobody(*words, "--html", page, "--force").done()

    estimates = facts["report"]["estimates"]
    assert facts["model_version"] == trained.facts["version"]
    assert estimates["rmse"]["value"] == trained.facts["rmse"]
    assert f"RMSE {estimates['rmse']['value']:.3f} ({estimates['rmse']['low']:.3f}" in told
    assert {one["input"] for one in facts["report"]["subgroups"]} >= {"Age", "Sex"}
    assert first.startswith(b"<!doctype html>")
    assert page.read_bytes() == first
    assert page.stat().st_mode & 0o077 == 0


def test_training_writes_its_report_and_says_how_the_other_model_did(
    nobody: Wardcast, cohort: Path, make_package: Callable[[str], Trained]
) -> None:
    other = make_package("ridge")
    words = ("train", "--contract", sample_contract(), "--data", cohort, "--family", "mean")

    ran = nobody(*words, "--out", "p", "--report", "r.html", "--against", other.folder).done()
    nobody(*words, "--out", "q", "--report", "q/r.html").refused("cannot-write")
    again = nobody(*words, "--out", "q", "--report", "r.html").refused("already-there")

    assert f"Worse than {other.facts['version']} beyond doubt" in ran.out
    assert "Neither model has learnt from these rows." in ran.out
    assert "Name another file with --report." in again.err
    page = (nobody.folder / "r.html").read_text("utf-8")
    assert "For exploration only" in page
    assert f"Worse than {other.facts['version']} beyond doubt" in page
    assert not (nobody.folder / "q").exists()


def test_a_model_of_other_columns_is_no_rival(
    nobody: Wardcast, make_package: Callable[[str], Trained]
) -> None:
    csv = write_diabetes(nobody.folder)
    drafted = nobody("contract", "draft", csv).done().out
    (nobody.folder / "other.yaml").write_text(drafted, encoding="utf-8")

    ran = nobody(
        *("train", "--contract", "other.yaml", "--data", csv, "--out", "package"),
        *("--against", make_package("ridge").folder),
    )

    ran.refused("not-comparable")


def test_a_site_compares_with_the_model_that_is_active(demo: Wardcast, cohort: Path) -> None:
    (listed,) = demo.as_("engineer", "models", "list", "--json").done().json
    words = ("train", "--contract", sample_contract(), "--data", cohort, "--family", "ridge")

    ran = demo.as_("engineer", *words, "--out", "package", "--json").done()

    against = ran.json["against"]
    assert against["model_version"] == listed["version"]
    assert (against["seen"], against["errors"]["rows"]) == (None, 80)
