"""A file is answered row by row as single cases are, recorded, and only then there to be seen."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.durable import CannotReadError
from engine.errors import ReportableError
from engine.inference import batch, tally
from engine.inference.batch import BatchJob
from engine.inference.matching import BadMatchingError, WrongColumnsError
from engine.inference.predictor import NoScoreError, Predictor
from engine.inference.results import TakenColumnsError
from engine.inference.service import DISCLAIMER
from engine.outputs.together import AlreadyThereError
from engine.tabular import lines
from engine.tabular.survey import UnreadableTableError
from tests.unit.inference.batches import ACTOR, GOOD, HEADER, MIXED, Desk, Watch, visible
from tests.unit.inference.made import answered


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_each_row_has_the_answer_that_its_case_would_have(desk: Desk) -> None:
    report = desk.run(f"{HEADER}\n{GOOD}", contributions=True)

    cases: list[Mapping[str, Any]] = [
        {"width": 1.0, "colour": "red", "steps": 3.0},
        {"width": None, "colour": "blue", "steps": 9.0},
        {"width": -10.0, "colour": None, "steps": 0.0},
    ]
    rows = desk.rows()
    assert (report.scored, report.rejected, len(rows)) == (3, 0, 3)
    for row, case in zip(rows, cases, strict=True):
        single = answered(desk.model, **case)
        # To the last bit, so that two systems can be compared.
        assert float(row["score"]) == single.score
        assert (float(row["interval_low"]), float(row["interval_high"])) == (
            single.low,
            single.high,
        )
        assert (row["band"], row["domain"]) == (single.band, single.domain.status)
        for part in single.contributions:
            assert float(row[f"contribution_{part.column}"]) == part.points
        assert (row["model_version"], row["model_sha256"]) == (
            desk.model.version,
            desk.model.sha256,
        )
        assert row["validation"] == "validated"
        assert row["note"] == f"Validated; not for care. {DISCLAIMER}"
    assert [(row["who"], row["extra"]) for row in rows] == [("P-1", "x"), ("P-2", "y"), ("", "z")]


def test_it_is_recorded_with_its_digests_before_anything_is_to_be_seen(desk: Desk) -> None:
    report = desk.run(f"{HEADER}\n{MIXED}", rejects=desk.folder / "no.csv")

    ((answered_, body),) = desk.book.batches
    assert desk.book.seen_then == [["in.csv"]]
    assert visible(desk.folder) == ["in.csv", "no.csv", "out.csv"]
    digest = {
        name: hashlib.sha256((desk.folder / f"{file}.csv").read_bytes()).hexdigest()
        for name, file in (("input", "in"), ("output", "out"), ("rejects", "no"))
    }
    assert answered_
    assert report.digests == digest
    assert body == {
        "actor": ACTOR,
        "batch": report.number,
        "model": desk.model.sha256,
        "file": "in.csv",
        "sha256": digest,
        "scored": 2,
        "rejected": 2,
        "broken": [
            {"column": "", "rule": "row", "times": 1},
            {"column": "colour", "rule": "value", "times": 1},
            {"column": "width", "rule": "range", "times": 1},
        ],
        "matching": {name: name for name in ("who", "width", "colour", "steps")},
    }
    assert desk.book.rows == []
    assert list(desk.notes.iterdir()) == []


def test_rejects_name_row_line_column_and_rule_and_repeat_no_value(desk: Desk) -> None:
    desk.run(f"{HEADER}\n{MIXED}", rejects=desk.folder / "no.csv")

    found = desk.rows("no.csv")
    assert [(r["row"], r["line"], r["column"], r["rule"]) for r in found] == [
        ("2", "3", "width", "range"),
        ("2", "3", "colour", "value"),
        ("3", "4", "", "row"),
    ]
    assert found[0]["message"] == "is outside the permitted range; permitted: -10 to 10"
    assert "pink" not in (desk.folder / "no.csv").read_text()
    assert [row["who"] for row in desk.rows()] == ["P-1", ""]


def test_many_blocks_keep_the_order_of_the_rows(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_CHUNK", 200)
    text = "".join(f"P-{n},{n % 21 - 10},red,{n % 10},x\n" for n in range(500))
    watch = Watch()

    report = desk.run(f"{HEADER}\n{text}", watch)

    assert [row["who"] for row in desk.rows()] == [f"P-{n}" for n in range(500)]
    assert report.scored == 500
    assert len(watch.heard) > 20
    assert watch.heard == sorted(watch.heard)
    assert watch.heard[-1] == (500, 1.0)


def test_a_row_has_a_record_of_its_own_where_that_is_asked_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_RECORDS_AT_ONCE", 2)

    report = desk.run(f"{HEADER}\n{MIXED}P-5,1,red,4,x\n", records=True)

    assert [len(group) for group in desk.book.rows] == [2, 1]
    assert all(seen == ["in.csv"] for seen in desk.book.seen_then)
    bodies = [body for group in desk.book.rows for body in group]
    assert [(b["row"], b["reference"]) for b in bodies] == [(1, "P-1"), (4, None), (5, "P-5")]
    single = answered(desk.model, width=1.0, colour="red", steps=3.0)
    assert bodies[0] == {
        "actor": ACTOR,
        "batch": report.number,
        "file": "in.csv",
        "model": desk.model.sha256,
        "row": 1,
        "reference": "P-1",
        "inputs": {"width": 1, "colour": "red", "steps": 3},
        "reply": {
            "score": single.score,
            "interval": [single.low, single.high],
            "band": single.band,
            "domain": {"status": single.domain.status},
        },
    }


def test_there_is_no_result_that_could_not_be_recorded(desk: Desk) -> None:
    desk.book.fails = lambda _entry: True

    with pytest.raises(ReportableError, match="The log is full"):
        desk.run(f"{HEADER}\n{GOOD}", rejects=desk.folder / "no.csv")

    assert sorted(path.name for path in desk.folder.iterdir()) == ["in.csv"]
    assert list(desk.notes.iterdir()) == []


@pytest.mark.parametrize(
    ("text", "error", "code"),
    [
        ("width,colour\n1,red\n", WrongColumnsError, "columns-missing"),
        (f"{HEADER}\n", UnreadableTableError, "table-unreadable"),
        (f'{HEADER}\nP-1,1,red,3,x\nP-2,"1,red\n', UnreadableTableError, "table-unreadable"),
    ],
)
def test_a_file_that_cannot_be_answered_is_refused_and_the_refusal_recorded(
    desk: Desk, text: str, error: type[ReportableError], code: str
) -> None:
    with pytest.raises(error):
        desk.run(text)

    assert visible(desk.folder) == ["in.csv"]
    ((answered_, body),) = desk.book.batches
    assert (answered_, body["code"], body["actor"]) == (False, code, ACTOR)


def test_a_model_without_a_score_answers_no_file(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Predictor, "scores", lambda _self, coded: np.full(len(coded), np.nan))

    with pytest.raises(NoScoreError):
        desk.run(f"{HEADER}\n{GOOD}")

    assert visible(desk.folder) == ["in.csv"]
    assert desk.book.batches[0][1]["code"] == "no-score"


def test_what_is_there_is_replaced_only_where_that_is_allowed(desk: Desk) -> None:
    (desk.folder / "out.csv").write_text("old")

    with pytest.raises(AlreadyThereError):
        desk.run(f"{HEADER}\n{GOOD}")
    assert (desk.folder / "out.csv").read_text() == "old"
    assert desk.book.batches == []

    desk.run(f"{HEADER}\n{GOOD}", replace=True)
    assert len(desk.rows()) == 3


@pytest.mark.parametrize(
    "names", [{"out": "in.csv"}, {"out": "./in.csv"}, {"rejects": "in.csv"}, {"rejects": "out.csv"}]
)
def test_one_file_is_not_two_things(desk: Desk, names: dict[str, str]) -> None:
    options: Any = {option: desk.folder / name for option, name in names.items()}

    with pytest.raises(batch.SameFileError):
        desk.run(f"{HEADER}\n{GOOD}", replace=True, **options)

    assert desk.job(f"{HEADER}\n{GOOD}").source.read_text() == f"{HEADER}\n{GOOD}"


def test_a_file_that_is_not_there_is_named(desk: Desk) -> None:
    job = BatchJob(desk.folder / "none.csv", desk.folder / "out.csv")

    with pytest.raises(CannotReadError, match=r"none\.csv"):
        desk.service.run(job, ACTOR, Watch())


def test_headings_can_be_chosen_and_wrong_choices_are_refused(desk: Desk) -> None:
    text = "Breadth,Stairs\n2,3\n"

    report = desk.run(text, wishes={"width": "Breadth", "steps": "Stairs"})
    assert report.matching.headings == {"width": "Breadth", "steps": "Stairs"}
    assert report.matching.unknown == ("colour",)
    (row,) = desk.rows()
    assert float(row["score"]) == answered(desk.model, width=2.0, colour=None, steps=3.0).score

    with pytest.raises(BadMatchingError):
        desk.run(text, wishes={"width": "Breath"}, replace=True)


@pytest.mark.parametrize(
    ("prefix", "also", "begins"),
    [(None, "note", "wardcast_"), (None, "WARDCAST_band", "wardcast1_"), ("new_", "note", "new_")],
)
def test_where_the_file_has_names_of_ours_the_new_ones_begin_otherwise(
    desk: Desk, prefix: str | None, also: str, begins: str
) -> None:
    report = desk.run(f"steps,Score,{also}\n3,7,=1\n", prefix=prefix)

    (row,) = desk.rows()
    assert (row["Score"], row[also]) == ("7", "'=1")
    score = answered(desk.model, width=None, colour=None, steps=3.0).score
    assert float(row[report.columns["score"]]) == score
    assert row[f"{begins}note"].endswith(DISCLAIMER)
    assert set(report.columns.values()) == row.keys() - {"steps", "Score", also}
    # Whoever chose nothing is told.
    assert any(f"'{begins}score'" in note for note in report.notes) == (prefix is None)


@pytest.mark.parametrize("prefix", ["", "Old_"])
def test_a_name_is_never_written_twice(desk: Desk, prefix: str) -> None:
    with pytest.raises(TakenColumnsError, match="score"):
        desk.run("steps,SCORE,old_score\n3,7,8\n", prefix=prefix)
    assert visible(desk.folder) == ["in.csv"]


def test_formulas_are_disarmed_in_results_and_rejects_and_numbers_stay(desk: Desk) -> None:
    text = '=x(),steps,width,extra\n=1+1,3,-1.5,"@y"\n-2+3,99,1,"+z"\n'
    desk.run(text, rejects=desk.folder / "no.csv", wishes={"who": "=x()"})

    (row,) = desk.rows()
    assert row["'=x()"] == "'=1+1"
    assert (row["width"], row["extra"]) == ("-1.5", "'@y")
    for name in ("out.csv", "no.csv"):
        cells = [
            c for line in (desk.folder / name).read_text().splitlines() for c in line.split(",")
        ]
        assert not [cell for cell in cells if cell.lstrip('"')[:1] in ("=", "@", "+")]


@pytest.mark.parametrize(
    ("codec", "mark", "separator", "end"),
    [("utf-8", "", ",", "\n"), ("utf-16", "\ufeff", ";", "\r\n"), ("cp1252", "\ufeff", "\t", "\n")],
)
def test_the_result_is_written_as_the_file_was_but_in_utf_8(
    desk: Desk, codec: str, mark: str, separator: str, end: str
) -> None:
    text = f"who,steps{end}Änne,3{end}Bö,4{end}".replace(",", separator)

    report = desk.run(text.encode(codec))

    said = (desk.folder / "out.csv").read_bytes().decode()
    assert said.startswith(f"{mark}who{separator}steps{separator}score")
    assert [row["who"] for row in desk.rows(separator=separator)] == ["Änne", "Bö"]
    assert said.count(end) == said.count("\n") == 3
    told = ["read as Windows-1252"] * (codec == "cp1252") + ["decimal point"] * (separator != ",")
    for note, words in zip(report.notes, told, strict=True):
        assert words in note


def test_a_quoted_cell_stays_one_cell(desk: Desk) -> None:
    desk.run('steps,extra\n3,"a,\n""b"""\n')

    (row,) = desk.rows()
    assert row["extra"] == 'a,\n"b"'


def test_only_the_first_rejects_are_kept_in_memory(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "_FIRST_REJECTS", 5)
    monkeypatch.setattr(lines, "_CHUNK", 30)

    report = desk.run("steps\n3\n" + "99\n" * 50)

    assert (report.rejected, report.broken) == (50, {("steps", "range"): 50})
    assert [reject.row for reject in report.first] == [2, 3, 4, 5, 6]


def test_a_file_without_a_fitting_row_has_a_result_without_a_row(desk: Desk) -> None:
    report = desk.run("steps\n99\n", rejects=desk.folder / "no.csv")

    assert (report.scored, report.rejected) == (0, 1)
    assert desk.rows() == []
    assert len(desk.rows("no.csv")) == 1
