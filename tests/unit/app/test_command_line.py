"""The command line beside its commands: what becomes of output, failures and interruptions."""

from pathlib import Path

import pytest

from app.cli.main import main


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
