"""The command line beside its commands: what becomes of output, failures and interruptions."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.cli.output import ProgressLine
from resources import sample_contract


def run(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> int:
    """Run the command line in this process; its exit status."""
    monkeypatch.setattr("sys.argv", ["wardcast", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('site_name: A\npeople: [{password: "s3cret}]\n', 2),
        ("site_name: A\nsite_name: B\n", 2),
        ("site_name: A\npeople:\n\t- {password: s3cret}\n", 3),
        ("site_name: &s3cret A\n", 1),
        ("people: !s3cret []\n", 1),
    ],
)
def test_answers_that_are_no_yaml_are_refused_with_the_line_and_without_a_word_of_theirs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    line: int,
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(text)

    status = run(monkeypatch, "--home", tmp_path / "site", "setup", "--answers", answers)

    said = capsys.readouterr().err
    assert status == 1
    assert "[setup-answers]" in said
    assert f"see line {line}." in said
    assert "s3cret" not in said
    assert not (tmp_path / "site").exists()


COHORT = ("cohort", "--rows", "5", "--seed", "1")


def test_rows_and_truth_are_never_written_over_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rows.csv"

    assert run(monkeypatch, *COHORT, "--out", out, "--truth", out) == 1
    assert "[cannot-write]" in capsys.readouterr().err
    assert not out.exists()


def test_every_problem_of_a_ground_truth_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, contract = tmp_path / "rows.csv", tmp_path / "contract.yaml"
    data.write_text("width,result\n" + "".join(f"{i},{i * 2}\n" for i in range(20)))
    assert run(monkeypatch, "contract", "draft", data) == 0
    contract.write_text(capsys.readouterr().out)

    status = run(monkeypatch, *COHORT, "--out", tmp_path / "x.csv", "--contract", contract)

    said = capsys.readouterr().err
    count = int(said.split(" problems")[0].split()[-1])
    assert status == 1
    assert len([line for line in said.splitlines() if line.startswith("  line ")]) == count > 1


def test_who_wants_to_sign_is_asked_before_the_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ("--contract", tmp_path / "no.yaml", "--data", tmp_path / "no.csv")

    status = run(
        monkeypatch, "--home", tmp_path / "none", "train", *files, "--out", tmp_path / "p", "--as",
        "eve",
    )  # fmt: skip

    assert status == 1
    assert "[site-not-set-up]" in capsys.readouterr().err


def child(*words: str | Path, **options: Any) -> subprocess.Popen[str]:
    """Start the command line as a process of its own."""
    code = "from app.cli.main import main; main()"
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=Path(__file__).parents[3],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [("--version",), (*COHORT, "--out", "rows.csv")])
def test_a_result_that_finds_no_room_is_said_in_words(tmp_path: Path, words: Any) -> None:
    words = [tmp_path / word if word.endswith(".csv") else word for word in words]
    with Path("/dev/full").open("w") as full, child(*words, stdout=full) as ran:
        _, said = ran.communicate(timeout=60)

    assert ran.returncode == 1
    assert said.startswith("The system refused: No space left on device. [system]")
    assert "Traceback" not in said
    assert "ignored" not in said


def test_an_interruption_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.cli.contract.load_contract", interrupted)

    status = run(monkeypatch, "contract", "check", "any.yaml")

    assert (status, capsys.readouterr().err) == (130, "Stopped. Nothing half-written is left.\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_the_pipe_cannot_write_is_written_all_the_same(tmp_path: Path, encoding: str) -> None:
    contract = tmp_path / "größe-ψ.yaml"
    contract.write_bytes(sample_contract().read_bytes())
    told = {**os.environ, "PYTHONIOENCODING": encoding}

    with child("contract", "check", contract, stdout=subprocess.PIPE, env=told) as ran:
        out, _ = ran.communicate(timeout=60)

    assert ran.returncode == 0
    assert "größe-ψ.yaml" in out


def test_how_many_are_done_is_no_other_stage(capsys: pytest.CaptureFixture[str]) -> None:
    line = ProgressLine()
    for done in range(200):
        line.report(f"compare ridge {done}/200", done / 200)
    line.report("learn ridge", 1.0)

    said = capsys.readouterr().err.splitlines()
    assert [words.split("  ")[0] for words in said] == ["compare ridge 0/200", "learn ridge"]
