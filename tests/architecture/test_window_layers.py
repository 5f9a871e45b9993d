"""View-models and jobs know nothing of widgets; the door opens without what is heavy."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITHOUT_WIDGETS = ("app/viewmodels", "app/jobs", "app/desk.py", "app/figures.py", "app/language.py")
ABOVE = ("app.views", "app.widgets", "app.shell", "app.demo", "app.gallery", "app.desktop")
HEAVY = ("numpy", "sqlalchemy", "alembic", "cryptography", "pydantic", "app.desk", "engine.models")
PROBE = """
import importlib, sys
for name in sys.argv[2].split(","):
    importlib.import_module(name)
print(",".join(sorted(set(sys.argv[1].split(",")) & set(sys.modules))))
"""


def files_of(part: str) -> list[Path]:
    path = ROOT / part
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported(source: str) -> Iterator[str]:
    """Full names of the modules that a source imports, wherever it does so."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def loaded(wanted: tuple[str, ...], modules: list[str]) -> str:
    """Which of ``wanted`` a fresh interpreter has loaded after importing ``modules``."""
    probe = [sys.executable, "-c", PROBE, ",".join(wanted), ",".join(modules)]
    done = subprocess.run(probe, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def module_of(path: Path) -> str:
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


@pytest.mark.parametrize("part", WITHOUT_WIDGETS)
def test_of_qt_only_its_core_is_imported_below_the_views(part: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files_of(part)
        for name in imported(path.read_text("utf-8"))
        if name.startswith("PySide6.") and not name.startswith("PySide6.QtCore")
    ]

    assert not found


@pytest.mark.parametrize("part", WITHOUT_WIDGETS)
def test_nothing_below_the_views_imports_what_is_above(part: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in files_of(part)
        for name in imported(path.read_text("utf-8"))
        if name.startswith(ABOVE)
    ]

    assert not found


def test_the_state_of_every_screen_loads_without_widgets() -> None:
    modules = [module_of(path) for part in WITHOUT_WIDGETS for path in files_of(part)]

    assert loaded(("PySide6.QtWidgets", "PySide6.QtGui"), modules) == ""


def test_the_door_loads_nothing_heavy_before_it_is_painted() -> None:
    assert loaded(HEAVY, ["app.desktop", "app.shell.window", "app.shell.door"]) == ""


def test_the_look_at_imports_sees_every_form_of_them() -> None:
    source = "import a.b\nfrom c import d\ndef f():\n    from PySide6.QtWidgets import QLabel\n"

    assert list(imported(source)) == [
        "a.b", "c", "c.d", "PySide6.QtWidgets", "PySide6.QtWidgets.QLabel"
    ]  # fmt: skip
