"""wardcast data: what is wrong with a CSV, and a mended copy of it."""

import csv
import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from resources import resource, sample_contract
from tests.e2e.commands import Ran, Wardcast
from tests.integration.samples import REAL_CSV, needs_real_csv


@pytest.fixture
def wardcast(tmp_path: Path) -> Wardcast:
    return Wardcast(tmp_path, tmp_path / "none")


def check(wardcast: Wardcast, data: Path, *words: str | Path) -> Ran:
    return wardcast("data", "check", data, "--contract", sample_contract(), *words)


def mend(wardcast: Wardcast, data: Path, out: str, *words: str | Path) -> Ran:
    return wardcast("data", "mend", data, out, "--contract", sample_contract(), *words)


def kinds(ran: Ran, severity: str) -> set[str]:
    return {one["kind"] for one in ran.json["findings"] if one["severity"] == severity}


def spoilt(cohort: Path, folder: Path, cells: dict[tuple[int, str], str], **options: Any) -> Path:
    """The cohort with other texts in some cells, by row (counted from 1) and column."""
    with cohort.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for (row, column), text in cells.items():
        rows[row - 1][column] = text
    path = folder / "spoilt.csv"
    with path.open("w", encoding=options.pop("encoding", "utf-8"), newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), **options)
        writer.writeheader()
        writer.writerows(rows)
    return path


TROUBLE = {
    (3, "Dosage_mg"): "0.5 g",
    (4, "Dosage_mg"): "250 mg",
    (5, "Age"): "45.0 ",
    (6, "Gender"): "female",
    (7, "Side_Effects"): "n/a",
    (8, "Improvement_Score"): "7,5",
    (9, "Patient_ID"): " S-000009",
}


def test_sound_data_are_left_in_peace_and_can_be_learnt_from(
    wardcast: Wardcast, cohort: Path
) -> None:
    ran = check(wardcast, cohort, "--model", resource("model"), "--json").done()

    assert ran.json["stops"] is False
    assert kinds(ran, "attention") <= {"known-after", "synonyms", "rare-values"}
    assert ran.json["model"].startswith("v-")


def test_what_stops_learning_is_said_with_rows_and_a_mend_and_the_status_is_1(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    data = spoilt(cohort, tmp_path, TROUBLE)

    ran = check(wardcast, data)

    assert ran.status == 1
    assert "STOP      [unit] Dosage_mg: in 2 of 400 rows" in ran.out
    assert "rows 3 (line 4), 4 (line 5)" in ran.out
    assert "--apply 'unit:Dosage_mg': Replace 2 texts in Dosage_mg" in ran.out
    assert "Nothing can be learnt from it as it is." in ran.out
    assert "S-000009" not in ran.out + ran.err


def test_the_reports_are_written_for_their_owner_only(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    data = spoilt(cohort, tmp_path, TROUBLE)

    ran = check(wardcast, data, "--report", "rows.csv", "--html", "page.html", "--json")

    with (tmp_path / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    mends = {(one["row"], one["column"]): one["mend"] for one in rows if one["severity"] == "stop"}
    assert ran.status == 1
    assert mends[("3", "Dosage_mg")] == "500"
    assert mends[("6", "Gender")] == "Female"
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    for name in ("rows.csv", "page.html"):
        assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_everything_that_can_be_mended_is_and_the_copy_can_be_learnt_from(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    # given
    data = spoilt(cohort, tmp_path, TROUBLE)
    before = data.read_bytes()
    found = check(wardcast, data, "--json").json["findings"]
    wanted = [one["kind"] for one in found if one["mend"] and one["kind"] != "synonyms"]
    asked = [word for kind in dict.fromkeys(wanted) for word in ("--apply", kind)]

    # when
    ran = mend(wardcast, data, "out.csv", *asked, "--record", "mends.json", "--json").done()

    # then
    out = tmp_path / "out.csv"
    again = check(wardcast, out, "--json").done()
    record = ran.json
    assert again.json["stops"] is False
    assert data.read_bytes() == before
    assert json.loads((tmp_path / "mends.json").read_bytes()) == record
    assert record["applied"]["input"]["sha256"] == hashlib.sha256(before).hexdigest()
    assert record["applied"]["output"]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert sum(step["cells"] for step in record["applied"]["steps"]) == len(TROUBLE)


def test_a_record_is_a_plan_and_twice_is_once(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    data = spoilt(cohort, tmp_path, TROUBLE)
    mend(wardcast, data, "a.csv", "--apply", "unit", "--record", "mends.json").done()

    mend(wardcast, data, "b.csv", "--plan", "mends.json").done()
    mend(wardcast, tmp_path / "b.csv", "c.csv", "--plan", "mends.json").done()

    files = {(tmp_path / name).read_bytes() for name in ("a.csv", "b.csv", "c.csv")}
    assert len(files) == 1


def test_rows_that_go_are_kept_in_a_file_beside(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    data = spoilt(cohort, tmp_path, {(2, "Improvement_Score"): "", (5, "Age"): "abc"})

    ran = mend(wardcast, data, "out.csv", "--apply", "missing", "--apply", "not-a-number").done()

    with (tmp_path / "out.dropped.csv").open(encoding="utf-8-sig", newline="") as file:
        dropped = list(csv.DictReader(file))
    assert [(one["row"], one["line"], one["mend"]) for one in dropped] == [
        ("2", "3", "1"),
        ("5", "6", "2"),
    ]
    assert len((tmp_path / "out.csv").read_text("utf-8").splitlines()) == 399
    assert "out.dropped.csv" in ran.out


def test_the_original_is_never_replaced(wardcast: Wardcast, cohort: Path, tmp_path: Path) -> None:
    data = spoilt(cohort, tmp_path, TROUBLE)
    before = data.read_bytes()

    mend(wardcast, data, "spoilt.csv", "--apply", "unit").refused("cannot-write")
    (tmp_path / "link.csv").symlink_to(data)
    mend(wardcast, data, "link.csv", "--apply", "unit").refused("cannot-write")

    assert data.read_bytes() == before


def test_the_model_of_a_site_is_found_by_its_version(
    first_demo: tuple[Path, Ran], cohort: Path, tmp_path: Path
) -> None:
    home, _ = first_demo
    (package,) = [path.name for path in (home / "models").iterdir()]
    at_site = Wardcast(tmp_path, home)

    ran = check(at_site, cohort, "--model", f"v-{package[:8]}", "--json").done()

    assert ran.json["model"] == f"v-{package[:8]}"
    check(at_site, cohort, "--model", "v-00000000").refused("cannot-read")


def test_a_file_of_windows_with_semicolons_is_mended_in_its_own_form(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    cells = {(1, "Patient_ID"): "Müller-1", (2, "Improvement_Score"): "6,5"}
    data = spoilt(cohort, tmp_path, cells, encoding="cp1252", delimiter=";")

    mend(wardcast, data, "out.csv", "--apply", "decimal-comma").done()

    text = (tmp_path / "out.csv").read_bytes().decode("utf-8-sig")
    assert text.splitlines()[1].startswith("Müller-1;")
    assert ";6.5" in text.splitlines()[2]


def test_threads_and_hash_seeds_change_nothing(
    wardcast: Wardcast, cohort: Path, tmp_path: Path
) -> None:
    data = spoilt(cohort, tmp_path, TROUBLE)

    said = {
        wardcast(
            *("data", "check", data, "--contract", sample_contract(), "--json"),
            PYTHONHASHSEED=seed,
            OMP_NUM_THREADS=threads,
        ).out
        for seed, threads in (("0", "1"), ("1", "2"), (str(os.getpid()), "1"))
    }

    assert len(said) == 1


def test_another_contract_works_unchanged(wardcast: Wardcast, tmp_path: Path) -> None:
    # given
    rows = [f"{i % 3}.5,{'ab'[i % 2]},{i % 7}" for i in range(60)]
    clean = tmp_path / "clean.csv"
    clean.write_text("\n".join(["width,kind,result", *rows]) + "\n")
    contract = tmp_path / "contract.yaml"
    contract.write_text(wardcast("contract", "draft", clean).done().out)
    data = tmp_path / "data.csv"
    data.write_text("\n".join(["width,kind,result", *rows, '"1,5",A,3']) + "\n")
    words = ("--contract", contract)

    # when
    ran = wardcast("data", "check", data, *words, "--json")
    asked = ("--apply", "case", "--apply", "decimal-comma")
    wardcast("data", "mend", data, "out.csv", *words, *asked).done()

    # then
    assert kinds(ran, "stop") == {"case", "decimal-comma"}
    assert (tmp_path / "out.csv").read_text().splitlines()[-1] == "1.5,a,3"


@needs_real_csv
def test_the_real_sample_has_two_words_for_three_things_and_an_input_that_comes_too_late(
    wardcast: Wardcast,
) -> None:
    ran = check(wardcast, REAL_CSV, "--json").done()

    found = ran.json["findings"]
    merged = [one["mend"]["texts"] for one in found if one["kind"] == "synonyms"]
    late = [one for one in found if one["kind"] == "known-after"]
    assert merged == [
        {"Tiredness": "Fatigue"},
        {"Low sugar": "Low blood sugar"},
        {"Skin rash": "Rash"},
    ]
    assert [(one["columns"], one["figures"]) for one in late] == [
        (["Side_Effects"], {"share_unknown": 0.0})
    ]
    assert "next to nothing of such cases" in late[0]["sentence"]
