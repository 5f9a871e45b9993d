"""wardcast data in this process: what it refuses, and that hostile files get an answer."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.cli.main import main
from engine.tabular.writing import neutral
from resources import sample_contract
from tests.integration.samples import write_cohort

DATA = "data.csv"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Run a data command under the sample's contract; its exit status."""
    options = ["--contract", str(sample_contract())]
    monkeypatch.setattr("sys.argv", ["wardcast", "data", *words, *options])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


def spoil(folder: Path) -> bytes:
    """Write a cohort with one cell that is to be mended."""
    path, _ = write_cohort(folder, 100, seed=1)
    lines = path.read_text("utf-8").splitlines()
    lines[1] = lines[1].replace("Male", "male").replace("Female", "female")
    path.unlink()
    (folder / DATA).write_text("\n".join(lines) + "\n", "utf-8")
    return (folder / DATA).read_bytes()


@pytest.mark.parametrize("option", ["--report", "--html"])
def test_a_report_never_takes_the_place_of_the_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    before = spoil(folder)

    status = run(monkeypatch, "check", DATA, option, DATA)

    assert status == 1
    assert "[cannot-write]" in capsys.readouterr().err
    assert (folder / DATA).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--apply", "mixed-units"], "nothing-to-mend"),
        (["--apply", "case:Age"], "nothing-to-mend"),
        (["--plan", "no-such.json"], "cannot-read"),
        (["--plan", DATA], "mends-invalid"),
    ],
)
def test_what_cannot_be_mended_is_refused_and_nothing_is_written(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: Sequence[str],
    code: str,
) -> None:
    spoil(folder)

    status = run(monkeypatch, "mend", DATA, "out.csv", *words, "--record", "r.json")

    assert status == 1
    assert f"[{code}]" in capsys.readouterr().err
    assert {path.name for path in folder.iterdir()} == {DATA}


@pytest.mark.parametrize("words", [[], ["--apply", "case", "--plan", "x.json"]])
def test_one_says_either_what_to_mend_or_a_plan(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: Sequence[str]
) -> None:
    spoil(folder)

    assert run(monkeypatch, "mend", DATA, "out.csv", *words) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04rest",
        b"Age,Age\n1,2\n",
        b'Age,Gender\n"1,2\n',
        b"Age,Gender\n1\x00,2\n",
        b"Age\n",
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        ["check", DATA, "--report", "r.csv", "--html", "r.html"],
        ["mend", DATA, "out.csv", "--apply", "spaces"],
    ],
)
def test_what_is_no_table_is_one_clear_error(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    words: Sequence[str],
) -> None:
    (folder / DATA).write_bytes(data)

    status = run(monkeypatch, *words)

    said = capsys.readouterr()
    assert (status, said.out) == (1, "")
    assert "[table-unreadable]" in said.err
    assert {one.name for one in folder.iterdir()} == {DATA}


@pytest.mark.parametrize(
    "data",
    [
        b"x\n1\n",
        b"\xff\xfeA\x00g\x00e\x00\n\x001\x00\n\x00",
        "Age;Gender\n1,5;\u202e=cmd|' /C calc'!A0\n".encode(),
        b"Age,Gender\n1\n1,2,3\n4,Male\n",
        b"Age\n" + b"9" * 90_000 + b"\n",
        b"Age,Gender\n" + b"\xe4,\xf6\n" * 10,
        ("Age," + ",".join(f"c{i}" for i in range(5_000)) + "\n1" + ",2" * 5_000 + "\n").encode(),
        b"Improvement_Score,Age\n" + b"1e999,-1e-999\n" * 60,
        b"Age,Improvement_Score\n" + b"30,nan\n40,inf\n" * 60,
        b"Age,Improvement_Score\n" + b"1" * 400 + b",5\n",
        b"Gender,Improvement_Score\n" + "ﬁ²Ⅷ٣,٣\n".encode() * 3,
    ],
)
def test_whatever_a_table_holds_it_is_checked(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
) -> None:
    (folder / DATA).write_bytes(data)

    status = run(monkeypatch, "check", DATA, "--report", "r.csv", "--html", "r.html", "--json")

    said = capsys.readouterr()
    assert status == 1
    assert "[internal]" not in said.err
    assert "column-missing" in {one["kind"] for one in json.loads(said.out)["findings"]}
    with (folder / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        assert all(neutral(cell) == cell for row in csv.reader(file) for cell in row)
