"""What answers a case starts without what learns, stores or signs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "sklearn", "pandas", "scipy", "joblib", "sqlalchemy", "alembic", "cryptography",
    "securesystemslib", "keyring", "typer", "rich", "PySide6", "trainer", "app",
)  # fmt: skip

PROBE = """
import importlib, sys
for name in sys.argv[2].split(","):
    importlib.import_module(name)
print(",".join(sorted(set(sys.argv[1].split(",")) & set(sys.modules))))
"""


def loaded(*modules: str) -> str:
    """Return which heavy libraries a fresh interpreter has loaded after these imports."""
    probe = [sys.executable, "-c", PROBE, ",".join(HEAVY), ",".join(modules)]
    done = subprocess.run(probe, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def modules_under(folder: str) -> list[str]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    return [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in paths
    ]


def test_answering_a_case_loads_nothing_heavy() -> None:
    assert loaded(*modules_under("engine/inference")) == ""


def test_reading_a_contract_and_a_package_loads_nothing_heavy() -> None:
    assert loaded(*modules_under("engine/contract"), "engine.models.package") == ""


def test_the_probe_sees_a_heavy_library() -> None:
    assert loaded("engine.keys.signing") == "cryptography"


@pytest.mark.parametrize("part", ["engine", "trainer", "resources"])
def test_no_qt_below_the_application(part: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / part).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([one.name for one in node.names] + [getattr(node, "module", None) or ""])
        if name.split(".")[0] in {"PySide6", "shiboken6", "PyQt5", "PyQt6"}
    ]

    assert not found
