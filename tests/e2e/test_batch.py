"""A CSV goes in and comes out with scores: in order, recorded, whole or not at all."""

import csv
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.commands import (
    TOO_LONG_S,
    Wardcast,
    case_file,
    demo_password,
    kinds,
    sequence_of,
)
from tests.e2e.test_predict import holding

SENTINEL = "Xq7-SENTINEL-4411"


def rows_of(path: Path, separator: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator, strict=True))


def sample(folder: Path, *rows: dict[str, Any], name: str = "in.csv") -> Path:
    """Write rows of the sample, each with some values changed."""
    typical = json.loads(case_file(folder).read_text())
    listed = [{"Patient_ID": f"P-{n}", **typical, **row} for n, row in enumerate(rows, start=1)]
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["Patient_ID", *typical], lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)
    return path


@pytest.fixture
def many(demo: Wardcast) -> Path:
    """Enough rows to be caught in the middle of them."""
    demo("cohort", "--rows", "200", "--seed", "3", "--out", "some.csv").done()
    header, *rows = (demo.folder / "some.csv").read_text().splitlines()
    path = demo.folder / "many.csv"
    path.write_text("\n".join([header, *(rows * 2500), ""]))
    return path


def test_every_row_has_the_score_that_its_case_has(demo: Wardcast) -> None:
    path = sample(demo.folder, {}, {"Age": 79, "Side_Effects": "Fatigue"})

    ran = demo.as_("clinician", "batch", path, "out.csv", "--contributions", "--json").done()

    first, second = rows_of(demo.folder / "out.csv")
    single = (
        demo.as_("clinician", "predict", "--case", case_file(demo.folder), "--json").done().json
    )
    assert float(first["score"]) == single["score"]
    moved = sum(float(cell) for name, cell in first.items() if name.startswith("contribution_"))
    added = float(first["score_baseline"]) + moved
    assert added == pytest.approx(single["score"], abs=1e-9)
    assert first["clipped"] == "no"
    assert float(first["interval_level"]) == single["interval_level"]
    assert list(ran.json["columns"].values()) == list(first)[-len(ran.json["columns"]) :]
    assert [float(first["interval_low"]), float(first["interval_high"])] == single["interval"]
    assert (first["band"], first["domain"]) == (single["band"], single["domain"]["status"])
    for part in single["contributions"]:
        assert float(first[f"contribution_{part['column']}"]) == part["points"]
    assert first["model_sha256"] == ran.json["model_sha256"] == single["model_sha256"]
    assert first["note"] == f"{single['statement']} {single['disclaimer']}"
    assert (second["Patient_ID"], second["Age"]) == ("P-2", "79")
    assert (ran.json["scored"], ran.json["rejected"]) == (2, 0)
    assert kinds(demo.home)[-4:] == ["sign-in", "batch-scored", "sign-in", "prediction"]


def test_rejects_are_listed_and_the_record_has_counts_and_digests(demo: Wardcast) -> None:
    path = sample(demo.folder, {}, {"Age": 17, "Drug_Name": "Ibuprofen"}, {"Dosage_mg": 120})

    ran = demo.as_("clinician", "batch", path, "out.csv", "--rejects", "no.csv").done()

    assert [
        (r["row"], r["line"], r["column"], r["rule"]) for r in rows_of(demo.folder / "no.csv")
    ] == [
        ("2", "3", "Age", "range"),
        ("2", "3", "Drug_Name", "formulary"),
        ("3", "4", "Dosage_mg", "permitted"),
    ]
    assert "row 2 (line 3), Age" in ran.err
    assert "100%" in ran.err
    assert "rows, " in ran.err
    seq = str(sequence_of(demo.home, "batch-scored"))
    body = demo.as_("auditor", "audit", "show", seq, "--json").done().json["body"]
    files = {"input": "in.csv", "output": "out.csv", "rejects": "no.csv"}
    assert body["sha256"] == {
        what: hashlib.sha256((demo.folder / file).read_bytes()).hexdigest()
        for what, file in files.items()
    }
    assert (body["scored"], body["rejected"], body["actor"]["name"]) == (1, 2, "clinician")
    assert {"column": "Age", "rule": "range", "times": 1} in body["broken"]


def test_rows_have_records_of_their_own_and_no_reference_lies_in_clear(demo: Wardcast) -> None:
    path = sample(demo.folder, {"Patient_ID": SENTINEL}, {"Patient_ID": SENTINEL, "Age": SENTINEL})

    ran = demo.as_("clinician", "batch", path, "out.csv", "--records").done()

    assert kinds(demo.home)[-3:] == ["sign-in", "prediction", "batch-scored"]
    seq = str(sequence_of(demo.home, "prediction"))
    body = demo.as_("auditor", "audit", "show", seq, "--json").done().json["body"]
    assert (body["reference"], body["row"], body["inputs"]["Age"]) == (SENTINEL, 1, 56)
    assert holding(demo.home, SENTINEL) == []
    assert SENTINEL not in ran.err + ran.out


def test_headings_are_matched_and_formulas_disarmed(demo: Wardcast) -> None:
    path = sample(demo.folder, {"Patient_ID": "=1+1"})
    text = path.read_text().replace("Patient_ID", "MRN").replace("Gender", "GENDER")
    path.write_text(text.replace("Age", "Years=lived"))
    command = ("batch", path, "out.csv", "--match", "Age=Years=lived", "--json")

    lacking = demo.as_("clinician", *command[:3])
    matched = demo.as_("clinician", *command, "--match", "Patient_ID=MRN").done().json

    assert "'Age'" in lacking.refused("columns-missing").err
    assert matched["matching"]["Age"] == "Years=lived"
    assert matched["matching"]["Gender"] == "GENDER"
    (row,) = rows_of(demo.folder / "out.csv")
    assert row["MRN"] == "'=1+1"
    assert kinds(demo.home)[-4:] == ["sign-in", "batch-refused", "sign-in", "batch-scored"]


def test_what_is_wrong_from_the_start_is_said_before_anybody_signs_in(demo: Wardcast) -> None:
    path = sample(demo.folder, {})
    (demo.folder / "out.csv").write_text("old")
    before = kinds(demo.home)

    demo.as_("clinician", "batch", path, "out.csv").refused("already-there")
    demo.as_("clinician", "batch", path, path, "--force").refused("same-file")
    demo.as_("clinician", "batch", path, "none/out.csv").refused("cannot-write")
    wrong_use = demo.as_("clinician", "batch", path, "new.csv", "--match", "Age")

    assert wrong_use.status == 2
    assert kinds(demo.home) == before
    assert (demo.folder / "out.csv").read_text() == "old"
    demo.as_("clinician", "batch", path, "out.csv", "--force").done()
    assert len(rows_of(demo.folder / "out.csv")) == 1


def test_a_result_is_answered_again_under_other_names_and_never_the_same(demo: Wardcast) -> None:
    path = sample(demo.folder, {})
    demo.as_("clinician", "batch", path, "out.csv").done()

    same = demo.as_("clinician", "batch", "out.csv", "again.csv")
    other = demo.as_("clinician", "batch", "out.csv", "again.csv", "--prefix", "new_", "--json")

    assert "--prefix" in same.refused("columns-taken").err
    assert other.done().json["columns"]["score"] == "new_score"
    (row,) = rows_of(demo.folder / "again.csv")
    assert row["score"] == row["new_score"]
    assert kinds(demo.home)[-4:] == ["sign-in", "batch-refused", "sign-in", "batch-scored"]


def test_a_file_without_any_score_has_a_status_of_its_own(demo: Wardcast) -> None:
    path = sample(demo.folder, {"Age": "56,0"}, {"Age": " 56"})

    ran = demo.as_("clinician", "batch", path, "out.csv", "--match", "Side_Effects=")

    assert ran.status == 1
    assert "2 rows have no score. Name a file with --rejects" in ran.err
    assert "No row has a score." in ran.err
    assert "write a decimal point in place of the comma" in ran.err
    assert "leave out the spaces around it" in ran.err
    assert "Side_Effects: left out, as was asked" in ran.out
    assert kinds(demo.home)[-1] == "batch-scored"
    assert rows_of(demo.folder / "out.csv") == []


def test_who_may_not_ask_gets_no_scores(demo: Wardcast) -> None:
    demo.as_("engineer", "batch", sample(demo.folder, {}), "out.csv").refused("denied")

    assert not (demo.folder / "out.csv").exists()
    assert kinds(demo.home)[-2:] == ["sign-in", "denied"]


def test_a_hostile_file_is_refused_with_one_error(demo: Wardcast) -> None:
    header = b",".join(b"c%d" % n for n in range(10_001))
    open_quote = sample(demo.folder, {}).read_bytes() + b'"P-2,56\n' * 3
    for data in (b"", b"PK\x03\x04", b"a\0b\n", b"Age,Age\n1,2\n", header, open_quote):
        (demo.folder / "bad.csv").write_bytes(data)
        demo.as_("clinician", "batch", "bad.csv", "out.csv").refused("table-unreadable")
        assert kinds(demo.home)[-1] == "batch-refused"

    assert not (demo.folder / "out.csv").exists()


@contextmanager
def under_way(demo: Wardcast, source: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A batch of which the first rows are done and written aside."""
    command = demo.command("batch", source, "out.csv", "--rejects", "no.csv", "--as", "clinician")
    environment = demo.environment() | {"WARDCAST_PASSWORD": demo_password("clinician")}
    with subprocess.Popen(
        command, cwd=demo.folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stderr is not None
        assert b"scoring" in child.stderr.readline()
        assert len(aside(demo.folder)) == 2
        yield child


def aside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.endswith(".wardcast"))


def results(folder: Path) -> list[str]:
    return [name for name in ("out.csv", "no.csv") if (folder / name).exists()]


@pytest.mark.skipif(os.name == "nt", reason="no such signals there")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_whatever_stops_it_leaves_nothing_half_written(
    demo: Wardcast, many: Path, name: str
) -> None:
    number = getattr(signal, name)
    with under_way(demo, many) as child:
        child.send_signal(number)
        out, err = child.communicate(timeout=TOO_LONG_S)

    assert child.returncode == 128 + number
    assert b"Nothing half-written is left." in err
    assert out == b""
    assert aside(demo.folder) == results(demo.folder) == []
    assert list((demo.home / "aside").iterdir()) == []
    assert kinds(demo.home)[-2:] == ["sign-in", "batch-refused"]


def test_what_a_killed_batch_left_aside_is_gone_at_the_next_start(
    demo: Wardcast, many: Path
) -> None:
    with under_way(demo, many) as child:
        child.kill()
        child.communicate(timeout=TOO_LONG_S)
    assert len(aside(demo.folder)) == 2
    assert results(demo.folder) == []
    told = demo("doctor").done().out
    assert all(name in told for name in aside(demo.folder))

    demo.as_("clinician", "predict", "--case", case_file(demo.folder)).done()

    assert aside(demo.folder) == results(demo.folder) == []
    assert kinds(demo.home)[-3:] == ["sign-in", "sign-in", "prediction"]


@pytest.mark.slow
def test_there_is_no_result_while_the_log_cannot_be_written(demo: Wardcast, many: Path) -> None:
    store = demo.home / "wardcast.sqlite3"
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        with under_way(demo, many) as child:
            other.execute("BEGIN EXCLUSIVE")
            out, err = child.communicate(timeout=TOO_LONG_S)
        other.execute("ROLLBACK")

    assert (child.returncode, out) == (1, b"")
    assert b"[store-" in err
    assert aside(demo.folder) == results(demo.folder) == []
    assert kinds(demo.home)[-1] == "sign-in"


def garden(folder: Path) -> Path:
    """Data of another kind, as a German spreadsheet writes it: how well a plant grew."""
    chance = random.Random(5)  # noqa: S311 - made-up plants
    lines = ["Beet;Pflanze;Standort;Wasser;Höhe"]
    for number in range(900):
        plant, place = chance.choice(["Rose", "Nelke"]), chance.choice(["Süd", "Nord", "West"])
        water = chance.choice([1, 2, 4])
        height = 20 + 9 * (plant == "Rose") + 6 * (place == "Süd") + 3 * water + chance.gauss(0, 2)
        lines.append(f"B{number:04};{plant};{place};{water};{height:.1f}")
    path = folder / "garten.csv"
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp1252"))
    return path


@pytest.mark.slow
def test_another_contract_and_csv_are_answered_alike(demo: Wardcast) -> None:
    data = garden(demo.folder)
    drafted = demo("contract", "draft", data, "--outcome", "Höhe", "--id", "Beet").done().out
    (demo.folder / "garten.yaml").write_text(drafted, encoding="utf-8")
    train = ("train", "--contract", "garten.yaml", "--data", data, "--family", "ridge")
    made = demo(*train, "--out", "package", "--json").done().json
    submit = ("models", "submit", "package", "--expect", made["manifest_sha256"])
    demo.as_("engineer", *submit).done()
    for step in ("approve", "activate"):
        demo.as_("approver", "models", step, made["version"]).done()

    ran = demo.as_("clinician", "batch", data, "out.csv", "--rejects", "no.csv", "--json").done()

    assert (ran.json["scored"], ran.json["rejected"]) == (900, 0)
    assert ran.json["unused"] == ["Höhe"]
    assert "Windows-1252" in ran.json["notes"][0]
    rows = rows_of(demo.folder / "out.csv", ";")
    assert [row["Beet"] for row in rows] == [f"B{number:04}" for number in range(900)]
    apart = [abs(float(row["score"]) - float(row["Höhe"])) for row in rows]
    assert sum(apart) / len(apart) < 3
    assert rows[0]["model_version"] == made["version"]
