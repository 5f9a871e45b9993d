from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.accounts.sites import Site, make_site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = make_site(tmp_path)
    yield made
    made.database.close()
