"""Every direct dependency stands in docs/dependencies.md, and nothing else does."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def names(requirements: list[str]) -> list[str]:
    return sorted(re.split(r"[\s\[<>=!~;]", one, maxsplit=1)[0] for one in requirements)


def told(section: str) -> list[str]:
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    body = text.partition(f"## {section}\n")[2].partition("\n## ")[0]
    rows = [line.split("|")[1].strip() for line in body.splitlines() if line.startswith("|")]
    return sorted(rows[2:])


def test_the_tables_name_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert told("The product") == names(project["project"]["dependencies"])
    extras = project["project"]["optional-dependencies"].values()
    assert told("Extras") == names([one for extra in extras for one in extra])
    assert told("Tools for development") == names(project["dependency-groups"]["dev"])
