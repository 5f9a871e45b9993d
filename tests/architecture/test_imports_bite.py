"""Every import contract is broken once on purpose: one that cannot fail holds nothing."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("app", "engine", "trainer", "resources")

BREAKS = {
    "tops": [("engine/clock.py", "import trainer"), ("trainer/dataset/split.py", "import app")],
    "engine-floors": [
        ("engine/models/content.py", "import engine.inference.predictor"),
        ("engine/keys/signing.py", "import engine.store.schema"),
        ("engine/canonical.py", "from engine import errors"),
        ("engine/inference/service.py", "import engine.monitoring.drift"),
        ("engine/tabular/lines.py", "import engine.contract.model"),
    ],
    "trainer-floors": [("trainer/dataset/split.py", "from trainer.learning import families")],
    "trainer-doors": [
        ("app/__init__.py", "from trainer.learning import families"),
        ("app/__init__.py", "from trainer.dataset import split"),
    ],
    "qt": [
        ("engine/clock.py", "import PySide6"),
        ("trainer/dataset/split.py", "from PySide6.QtCore import QObject"),
    ],
    "learning": [
        ("app/__init__.py", "import pandas"),
        ("resources/__init__.py", "from sklearn.tree import export_text"),
    ],
    "engine-learning": [("engine/progress.py", "import scipy.stats")],
    "light-inference": [
        ("engine/inference/service.py", "import cryptography"),
        # Through another module, which may do it for itself.
        ("engine/models/package.py", "import engine.models.registry"),
    ],
    "package-only": [("engine/inference/service.py", "import engine.models.signatures")],
    "sql": [
        ("engine/accounts/service.py", "from sqlalchemy import select"),
        ("engine/monitoring/tally.py", "import sqlalchemy"),
        ("app/__init__.py", "import alembic"),
    ],
    "ciphers": [
        ("engine/models/package.py", "from cryptography.hazmat.primitives import hashes"),
        ("engine/store/schema.py", "import securesystemslib"),
    ],
}


def contracts() -> dict[str, str]:
    """Return the contracts' names by id."""
    settings: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = settings["tool"]["importlinter"]["contracts"]
    return {one["id"]: one["name"] for one in found}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages that may be spoilt; the linter's cache makes all but one run short."""
    folder = tmp_path_factory.mktemp("tree")
    for part in PARTS:
        shutil.copytree(
            ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__", "*.bin")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@contextmanager
def broken(path: Path, line: str) -> Iterator[None]:
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        yield
    finally:
        path.write_text(before, "utf-8")


def lint(tree: Path, *options: str) -> tuple[int, str]:
    """Run the linter over the copy, with the copy before the checkout on the path."""
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-c", code]
    done = subprocess.run(
        [*command, "--config", "pyproject.toml", *options],
        cwd=tree,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, re.sub(r"\s+", " ", done.stdout + done.stderr)


def test_every_contract_is_broken_below() -> None:
    assert contracts().keys() == BREAKS.keys()


def test_the_copy_itself_keeps_every_contract(tree: Path) -> None:
    code, said = lint(tree)

    assert code == 0, said
    assert f"{len(BREAKS)} kept, 0 broken" in said


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [(contract, file, line) for contract, breaks in BREAKS.items() for file, line in breaks],
)
def test_one_forbidden_import_breaks_the_contract(
    tree: Path, contract: str, file: str, line: str
) -> None:
    with broken(tree / file, line):
        code, said = lint(tree, "--contract", contract)

    assert code == 1, said
    assert f"{contracts()[contract]} BROKEN" in said
