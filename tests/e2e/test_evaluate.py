"""wardcast evaluate, as its user runs it: on a folder, a file, a version; what it says."""

import json
from pathlib import Path

import pytest

from resources import resource
from tests.e2e.commands import Wardcast, kinds
from tests.integration.samples import REAL_CSV, needs_real_csv, write_diabetes

BUNDLED = "model"


@pytest.fixture(scope="session")
def bundled_sha256() -> str:
    return str(json.loads(resource("model.json").read_bytes())["manifest_sha256"])


def test_a_folder_a_file_and_a_version_are_judged_alike(demo: Wardcast, cohort: Path) -> None:
    (listed,) = demo.as_("engineer", "models", "list", "--json").done().json
    version = listed["version"]
    (folder,) = (demo.home / "models").iterdir()
    file = demo.folder / "model.wardmodel"
    demo.as_(
        "engineer", "models", "export", version, "--format", "wardmodel", "--out", str(file)
    ).done()

    of_version = demo.as_("engineer", "evaluate", version, "--data", str(cohort), "--json").done()
    of_folder = demo("evaluate", folder, "--data", cohort, "--json").done()
    of_file = demo("evaluate", file, "--data", cohort, "--json").done()

    assert of_version.json == of_folder.json == of_file.json
    assert of_version.json["model_version"] == version
    assert of_version.json["validation"] == "validated"
    assert of_version.json["data"]["rows"] == 400
    assert of_version.json["verdict"] in {"holds", "watch"}


def test_the_page_is_written_whole_and_never_over_another(
    nobody: Wardcast, cohort: Path, bundled_sha256: str
) -> None:
    page = nobody.folder / "page.html"
    words = ("evaluate", resource(BUNDLED), "--data", cohort, "--expect", bundled_sha256)

    ran = nobody(*words, "--html", page).done()
    first = page.read_bytes()
    nobody(*words, "--html", page).refused("already-there")
    nobody(*words, "--html", page, "--force", "--json").done()

    assert "Better than the mean beyond doubt" in ran.out
    assert str(page) in ran.out
    assert first.startswith(b"<!doctype html>")
    assert page.read_bytes() == first
    assert page.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in nobody.folder.iterdir()) == ["page.html"]


def test_rows_that_do_not_fit_are_named_and_left_out(
    nobody: Wardcast, cohort: Path, bundled_sha256: str
) -> None:
    lines = cohort.read_text("utf-8-sig").splitlines()
    lines[3] = lines[3].rsplit(",", 1)[0] + ",ninety"
    lines[8] += ",one,more"
    spoilt = nobody.folder / "spoilt.csv"
    spoilt.write_text("\n".join(lines) + "\n", encoding="utf-8")

    words = ("evaluate", resource(BUNDLED), "--data", spoilt, "--expect", bundled_sha256, "--json")
    ran = nobody(*words).done()

    assert ran.json["data"]["rejected"] == 2
    assert ran.json["data"]["rows"] == 398
    assert "row 3 (line 4)" in ran.err
    assert "row 8 (line 9)" in ran.err
    assert "ninety" not in ran.err


def test_what_cannot_be_judged_is_refused_with_a_reason(
    nobody: Wardcast, demo: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    bundled = resource(BUNDLED)
    few = tmp_path / "few.csv"
    few.write_text("\n".join(cohort.read_text("utf-8").splitlines()[:20]), encoding="utf-8")

    nobody("evaluate", "v-00000000", "--data", cohort).refused("package-unreadable")
    nobody("evaluate", bundled, "--data", cohort).refused("package-unsigned")
    demo.as_("engineer", "evaluate", "v-00000000", "--data", str(cohort)).refused("model-unknown")
    demo.as_("administrator", "evaluate", "v-00000000", "--data", str(cohort)).refused("denied")
    (folder,) = (demo.home / "models").iterdir()
    demo("evaluate", folder, "--data", few).refused("too-few-rows")
    demo("evaluate", folder, "--data", tmp_path / "none.csv").refused("cannot-read")
    (folder / "card.md").write_text("Good.", encoding="utf-8")
    demo("evaluate", folder, "--data", cohort).refused("package-file-changed")
    assert kinds(demo.home).count("denied") == 1


@needs_real_csv
def test_the_real_data_show_that_the_bundled_model_is_not_for_them(
    nobody: Wardcast, bundled_sha256: str
) -> None:
    ran = nobody(
        *("evaluate", resource(BUNDLED), "--data", REAL_CSV, "--expect", bundled_sha256, "--json")
    ).done()

    assert ran.json["verdict"] == "fails"
    assert "must not advise" in ran.json["sentence"]
    by_title = {one["title"]: one["verdict"] for one in ran.json["findings"]}
    assert by_title["Better than the mean"] == "fails"


@pytest.mark.slow
def test_another_contract_is_judged_and_exported_without_a_change(
    nobody: Wardcast, tmp_path: Path
) -> None:
    data = write_diabetes(tmp_path)
    contract = tmp_path / "contract.yaml"
    drafted = nobody("contract", "draft", data, "--outcome", "progression").done()
    contract.write_text(drafted.out, encoding="utf-8")
    trained = nobody(
        *("train", "--contract", contract, "--data", data, "--out", tmp_path / "package"),
        *("--family", "ridge", "--json"),
    ).done()
    sha256 = trained.json["manifest_sha256"]
    page = tmp_path / "page.html"

    ran = nobody(
        *("evaluate", tmp_path / "package", "--data", data, "--expect", sha256),
        *("--html", page, "--json"),
    ).done()

    assert ran.json["data"]["rows"] == 442
    assert ran.json["estimates"]["gain"]["low"] > 0.1
    assert b"<svg" in page.read_bytes()
