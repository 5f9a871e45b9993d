"""The German catalogue is complete, and the tool that says so finds what is not."""

import ast
import builtins
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "packaging" / "translations.py"


def load_tool() -> Any:
    spec = importlib.util.spec_from_file_location("wardcast_translations", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()

# What only the command line says: what is wrong with the text of a contract, and drafting one.
ENGLISH_ONLY = {
    "engine/contract/drafting.py",
    "engine/contract/model.py",
    "engine/contract/source.py",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small application that is translated completely."""
    (tmp_path / "app" / "cli").mkdir(parents=True)
    (tmp_path / "engine").mkdir()
    (tmp_path / "resources" / "model").mkdir(parents=True)
    (tmp_path / "app" / "cli" / "loud.py").write_text('default_advice = "English only."\n')
    (tmp_path / "app" / "window.py").write_text('tr("Score {score} & <more>", score=1)\n')
    (tmp_path / "engine" / "errors.py").write_text(
        'default_advice = "Try again."\nphrase("{path} is gone.", path=1)\nf(advice="Look.")\n'
    )
    shutil.copy(ROOT / "params.yaml", tmp_path)
    shutil.copy(ROOT / "resources" / "model" / "contract.json", tmp_path / "resources" / "model")
    tool.update(tmp_path)
    rewrite(tmp_path, lambda catalogue: {key: f"({key[1]})" for key in catalogue})
    assert tool.check(tmp_path) == []
    return tmp_path


def rewrite(tree: Path, change: Callable[[dict[Any, str]], dict[Any, str]]) -> None:
    ts = tree / "resources" / "translations" / "wardcast_de.ts"
    ts.write_text(tool.written(change(tool.read_catalogue(ts.read_text("utf-8")))), "utf-8")
    ts.with_suffix(".qm").write_bytes(tool.compiled(ts))


def test_everything_is_said_in_german() -> None:
    done = subprocess.run(
        [sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_is_left_out(tree: Path) -> None:
    said = {text for _, text in tool.messages(tree)}

    assert {"Try again.", "{path} is gone.", "Look.", "Score {score} & <more>"} <= said
    assert "English only." not in said


def test_an_empty_default_of_advice_is_no_sentence(tree: Path) -> None:
    (tree / "app" / "new.py").write_text('advice: str = ""\n')

    assert tool.check(tree) == []


def test_a_new_sentence_is_missing_until_it_is_translated(tree: Path) -> None:
    (tree / "app" / "new.py").write_text('tr("New.")\n')

    assert tool.check(tree) == ["missing (app): 'New.'"]
    assert tool.update(tree) == ["unfinished (app): 'New.'"]
    assert tool.check(tree) == ["unfinished (app): 'New.'"]


def test_a_sentence_that_is_gone_is_obsolete_and_then_dropped(tree: Path) -> None:
    (tree / "app" / "window.py").write_text("")

    assert tool.check(tree) == ["obsolete (app): 'Score {score} & <more>'"]
    assert tool.update(tree) == []


def test_translations_outlive_an_update(tree: Path) -> None:
    ts = tree / "resources" / "translations" / "wardcast_de.ts"
    before = ts.read_bytes(), ts.with_suffix(".qm").read_bytes()

    tool.update(tree)

    assert (ts.read_bytes(), ts.with_suffix(".qm").read_bytes()) == before


@pytest.mark.parametrize("text", ["{pfad} fehlt.", "fehlt.", "{path fehlt."])
def test_other_placeholders_are_found(tree: Path, text: str) -> None:
    rewrite(tree, lambda catalogue: {**catalogue, ("engine", "{path} is gone."): text})

    assert tool.check(tree) == [f"other placeholders (engine): '{{path}} is gone.': {text!r}"]


def test_a_catalogue_that_was_not_compiled_is_found(tree: Path) -> None:
    ts = tree / "resources" / "translations" / "wardcast_de.ts"
    ts.write_text(ts.read_text("utf-8").replace("(Try again.)", "Noch einmal."), "utf-8")

    assert tool.check(tree) == ["wardcast_de.qm is not what wardcast_de.ts compiles to"]


@pytest.mark.parametrize(
    "source", ['tr("a" + x)', 'phrase(f"{x}")', "tr(words)", "default_advice = OTHER"]
)
def test_a_sentence_put_together_in_the_source_is_refused(tree: Path, source: str) -> None:
    (tree / "app" / "new.py").write_text(f"\n{source}\n")

    with pytest.raises(tool.NotALiteralError, match=r"app/new\.py:2"):
        tool.check(tree)


def plainly_raised(text: str) -> Iterator[int]:
    """Yield the lines that make an error of ours with a text that no catalogue can hold."""
    for node in ast.walk(ast.parse(text)):
        name = ast.unparse(node.func).split(".")[-1] if isinstance(node, ast.Call) else ""
        ours = name.endswith("Error") and not hasattr(builtins, name)
        if isinstance(node, ast.Call) and ours and node.args:
            first = node.args[0]
            words = isinstance(first, ast.JoinedStr) or (
                isinstance(first, ast.Constant) and isinstance(first.value, str)
            )
            if words:
                yield node.lineno


def test_every_error_that_a_person_can_meet_is_raised_with_a_phrase() -> None:
    paths = [*(ROOT / "engine").rglob("*.py"), *(ROOT / "app").rglob("*.py")]
    found = {
        file: lines
        for path in paths
        if not (file := path.relative_to(ROOT).as_posix()).startswith("app/cli/")
        and file not in ENGLISH_ONLY
        and (lines := list(plainly_raised(path.read_text("utf-8"))))
    }

    assert not found, "write phrase(...), with the values in braces"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('raise OurError("Gone.")', [1]),
        ('\nraise ours.GoneError(f"{x} is gone.", detail="d")', [2]),
        ('raise OurError(phrase("Gone."))', []),
        ('raise ValueError("gone")', []),
    ],
)
def test_the_search_finds_a_plain_text(text: str, lines: list[int]) -> None:
    assert list(plainly_raised(text)) == lines
