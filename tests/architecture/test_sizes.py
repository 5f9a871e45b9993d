"""Files and functions stay small enough to be read in one go."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("app", "engine", "trainer", "resources", "packaging", "tests")
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
EXCUSE = "# long:"


def sources() -> list[Path]:
    return sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))


def excused(lines: list[str], number: int) -> bool:
    """Say whether a reason stands on the line with this number, or alone on the one above."""
    here, above = lines[number - 1], lines[number - 2].strip() if number > 1 else ""
    reasons = [here.partition(EXCUSE)[2]]
    if above.startswith(EXCUSE):
        reasons.append(above.removeprefix(EXCUSE))
    return any(reason.strip() for reason in reasons)


def too_long(text: str) -> list[str]:
    """Return what is too long in a module's text: the file itself, and functions by name."""
    lines = text.splitlines()
    found = [f"{len(lines)} lines"] if len(lines) > MOST_LINES_OF_A_FILE else []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        # The comment may stand above the decorators, where a reader begins.
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > MOST_LINES_OF_A_FUNCTION and not (
            excused(lines, node.lineno) or excused(lines, first)
        ):
            found.append(f"{node.name} at line {node.lineno} has {length} lines")
    return found


def test_files_and_functions_are_short() -> None:
    found = {
        str(path.relative_to(ROOT)): long
        for path in sources()
        if (long := too_long(path.read_text("utf-8")))
    }

    assert not found, "split them, or give the reason in a comment '# long: ...' at the def"


def function_of(lines: int, above: str = "", beside: str = "") -> str:
    return f"{above}def f():{beside}\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        (function_of(40), 0),
        (function_of(41), 1),
        (function_of(41, above="# long: one table, read from top to bottom\n"), 0),
        (function_of(41, above="# long: a table\n@decorated\n"), 0),
        (function_of(41, beside="  # long: one table"), 0),
        (function_of(41, beside="  # long:"), 1),
        (function_of(41, above="# long:\n"), 1),
        (function_of(41, above="x = 1  # long: of something else\n"), 1),
        ("class C:\n    async def f():\n" + "        pass\n" * 40, 1),
        ("x = 1\n" * 400, 0),
        ("x = 1\n" * 401, 1),
    ],
)
def test_the_measure_finds_what_is_too_long(text: str, findings: int) -> None:
    assert len(too_long(text)) == findings
