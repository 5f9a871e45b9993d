from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.store.database import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "site.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.create(path) as database:
        yield database
