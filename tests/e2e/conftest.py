"""What costs seconds is made once: a demo site, a cohort and a package; tests work on copies."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from resources import sample_contract
from tests.e2e.commands import Ran, Wardcast


@dataclass(frozen=True)
class Trained:
    """A package as ``train --json`` left it."""

    folder: Path
    ran: Ran
    facts: dict[str, Any]


@pytest.fixture(scope="session")
def first_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The home of a demo that was run once, and what that run said."""
    folder = tmp_path_factory.mktemp("demo")
    home = folder / "home"
    return home, Wardcast(folder, home)("demo")


@pytest.fixture(scope="session")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cohort")
    nobody = Wardcast(folder, folder / "none")
    nobody("cohort", "--rows", "400", "--seed", "1", "--out", "cohort.csv").done()
    return folder / "cohort.csv"


@pytest.fixture(scope="session")
def make_package(
    tmp_path_factory: pytest.TempPathFactory, cohort: Path
) -> Callable[[str], Trained]:
    """Train a package of a family, once for each family."""
    made: dict[str, Trained] = {}

    def package(family: str) -> Trained:
        if family not in made:
            folder = tmp_path_factory.mktemp("trained")
            ran = Wardcast(folder, folder / "none")(
                *("train", "--contract", sample_contract(), "--data", cohort),
                *("--out", "package", "--family", family, "--json"),
            ).done()
            made[family] = Trained(folder / "package", ran, ran.json)
        return made[family]

    return package


@pytest.fixture
def nobody(tmp_path: Path) -> Wardcast:
    """Somebody at a machine without a site."""
    return Wardcast(tmp_path, tmp_path / "none")


@pytest.fixture
def demo(tmp_path: Path, first_demo: tuple[Path, Ran]) -> Wardcast:
    """A demo site of the test's own."""
    home, ran = first_demo
    ran.done()
    shutil.copytree(home, tmp_path / "home")
    return Wardcast(tmp_path, tmp_path / "home")


REAL_PASSWORD = "seven green kettles under rain"


def real_answers(folder: Path, *, password: str = REAL_PASSWORD) -> Path:
    """Write the answers for a site that is no demo, of the fewest people."""
    people = [
        {"name": "ada", "roles": ["administrator"], "password": password},
        {"name": "audrey", "roles": ["auditor"], "password": password},
    ]
    path = folder / "answers.json"
    path.write_text(json.dumps({"site_name": "St. Ada's", "people": people}), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a site that is no demo."""
    folder = tmp_path_factory.mktemp("real")
    someone = Wardcast(folder, folder / "home")
    someone("setup", "--answers", real_answers(folder)).done()
    return someone.home
