"""The frozen folder, run as real processes; only where it is asked for: ``make test-frozen``.

Of the two places the bare one needs root, debootstrap and a Debian mirror. Where one of them is
missing its tests are skipped and say which; the others run all the same.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from tests.e2e.commands import Ran, Wardcast
from tests.frozen.places import FROZEN, Place, bare_system, elsewhere
from tests.frozen.screens import Screen, screen


def pytest_ignore_collect(config: pytest.Config) -> bool | None:
    """Nobody has to freeze before they test: without ``-m frozen`` nothing here is collected."""
    return None if "frozen" in cast("str", config.option.markexpr) else True


class Places:
    """Each place, made when it is first asked for; the tests' order must not make one twice."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Place | LookupError] = {}
        self._demos: dict[str, Ran] = {}

    def __call__(self, name: str) -> Place:
        if name not in self._made:
            self._made[name] = self._make(name)
        made = self._made[name]
        if isinstance(made, LookupError):
            pytest.skip(str(made))
        return made

    def demo_at(self, place: Place) -> Ran:
        """The demo, run once at each place, with pictures."""
        if place.name not in self._demos:
            words = ("--home", place.work / "demo", "--screenshots", place.work / "pictures")
            self._demos[place.name] = place.run("wardcast", "demo", *words)
        return self._demos[place.name]

    def clear(self) -> None:
        for made in self._made.values():
            if isinstance(made, Place):
                shutil.rmtree(made.folder.parent)

    def _make(self, name: str) -> Place | LookupError:
        if name == "elsewhere":
            return elsewhere(self._folder)
        try:
            return bare_system(f"{self._folder.parent.name}-{self._folder.name}")
        except LookupError as reason:
            return reason


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    assert FROZEN.is_dir(), "nothing is frozen: make package"
    made = Places(tmp_path_factory.mktemp("places"))
    yield made
    made.clear()


@pytest.fixture(params=["elsewhere", "bare"])
def place(request: pytest.FixtureRequest, places: Places) -> Place:
    """The frozen folder at a place that knows nothing of the checkout."""
    return places(request.param)


@pytest.fixture
def demo(places: Places, place: Place) -> Ran:
    """What the place's demo said."""
    return places.demo_at(place).done()


@pytest.fixture
def home(place: Place, demo: Ran) -> Path:
    """The place's demo site."""
    demo.done()
    return place.work / "demo"


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Wardcast:
    """The same commands from source, for comparison."""
    folder = tmp_path_factory.mktemp("source")
    return Wardcast(folder, folder / "home")


@pytest.fixture(scope="session")
def unseen_screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """A screen, where there is an X server that needs none."""
    if shutil.which("Xvfb") is None:
        pytest.skip("a window on a screen needs Xvfb: apt-get install xvfb")
    with screen(tmp_path_factory.mktemp("screen")) as started:
        yield started


@pytest.fixture
def made_here(place: Place) -> Path:
    """An empty folder at the place, this test's own."""
    return Path(tempfile.mkdtemp(dir=place.work))
