"""Everything that the application imports anywhere, however late."""

import ast
import importlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("app", "engine", "trainer")
# Alembic runs these; they are no modules to import.
LEFT_OUT = ("engine/store/migrations",)


def everything() -> list[str]:
    """The names of the application's modules, and of all that one of them imports."""
    return sorted({name for path in _sources() for name in _named(path)})


def import_all(names: Iterable[str]) -> None:
    """Import what there is of these on this system."""
    for name in names:
        with suppress(ImportError):
            importlib.import_module(name)


def _sources() -> Iterator[Path]:
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT):
                yield path


def _named(path: Path) -> Iterator[str]:
    yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
