from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.models.wards import Ward, make_ward


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Ward]:
    made = make_ward(tmp_path)
    yield made
    made.site.database.close()
