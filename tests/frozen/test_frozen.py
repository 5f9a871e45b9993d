"""What was frozen does what the source does, wherever it is copied to, and brings all it needs."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.e2e.commands import Ran, Wardcast
from tests.frozen.conftest import Places
from tests.frozen.places import FROZEN, ROOT, Place, lines_of_maps
from tests.frozen.screens import Screen, share_that_differs, shows_the_window

pytestmark = pytest.mark.frozen

PATIENCE_S = 60
# A blinking cursor may stand on one picture and not on the other.
SAME_TO = 0.0005


@pytest.fixture(scope="session")
def source_demo(source: Wardcast) -> Ran:
    return source("demo", "--screenshots", "pictures", QT_QPA_PLATFORM="offscreen").done()


def test_says_which_version_it_is(place: Place) -> None:
    said = place.run("wardcast", "--version").done().out

    assert said == f"wardcast {version('wardcast')}\n"


def test_the_compiled_kernel_scores(place: Place) -> None:
    checks = place.run("wardcast", "--home", place.work / "none", "doctor", "--json").done().json

    (kernel,) = (one for one in checks["checks"] if one["name"] == "kernel")
    assert (kernel["state"], kernel["says"]) == ("ok", "the compiled kernel scores")
    assert list(place.folder.glob("_internal/engine/inference/_kernel.*"))


def test_there_is_no_python_at_the_bare_place(places: Places) -> None:
    bare = places("bare")

    assert not list(bare.top.glob("usr/bin/python*"))
    assert not list(bare.top.glob("usr/lib/**/libpython*"))


def test_the_demo_gives_the_answer_that_the_source_gives(demo: Ran, source_demo: Ran) -> None:
    frozen, ours = demo.json, source_demo.json
    own = {"screenshots": None}

    assert list(frozen) == list(ours)
    assert {**frozen, **own} == {**ours, **own}


def test_the_demo_paints_every_step_without_a_screen(
    place: Place, demo: Ran, source_demo: Ran
) -> None:
    pictures = [place.top / name.lstrip("/") for name in demo.json["screenshots"]]
    names = [Path(name).name for name in source_demo.json["screenshots"]]

    assert [path.name for path in pictures] == names
    assert all(shows_the_window(QImage(str(path))) for path in pictures)


def test_the_log_of_the_demo_is_sound(place: Place, home: Path) -> None:
    assert place.run("wardcast", "--home", home, "audit", "verify").done().out.startswith("Sound")


def test_training_gives_the_same_model_as_the_source(
    place: Place, source: Wardcast, made_here: Path
) -> None:
    data = made_here / "cohort.csv"
    place.run("wardcast", "cohort", "--rows", "400", "--seed", "1", "--out", data).done()
    contract = place.folder / "_internal" / "resources" / "params.yaml"
    words = ("train", "--contract", contract, "--data", data, "--family", "boosting", "--json")

    frozen = place.run("wardcast", *words, "--out", made_here / "package").done().json

    ours = source(*words, "--out", f"package-{place.name}").done().json
    assert frozen == ours


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_window_paints_what_the_source_paints(
    place: Place, home: Path, made_here: Path, language: str
) -> None:
    look = ("--language", language, "--palette", "light")
    frozen, ours = made_here / f"frozen-{language}.png", made_here / f"source-{language}.png"

    place.run(
        "wardcast-desktop", "--home", home, *look, "--picture", frozen, QT_QPA_PLATFORM="offscreen"
    ).done()

    paint = [
        sys.executable,
        "-m",
        "app.desktop",
        "--home",
        str(home),
        *look,
        "--picture",
        str(ours),
    ]
    offscreen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(paint, cwd=ROOT, env=offscreen, check=True, timeout=PATIENCE_S)
    pictures = [QImage(str(path)) for path in (frozen, ours)]
    assert all(map(shows_the_window, pictures))
    assert share_that_differs(*pictures) <= SAME_TO


def test_the_window_stands_on_a_screen(place: Place, home: Path, unseen_screen: Screen) -> None:
    with running_window(place, home, unseen_screen) as window:
        wait_for_the_window(unseen_screen, window)


def test_the_window_loads_its_own_libraries(
    place: Place, home: Path, unseen_screen: Screen
) -> None:
    with running_window(place, home, unseen_screen) as window:
        wait_for_the_window(unseen_screen, window)
        loaded = loaded_by(place)

    inside = place.folder / "_internal"
    own = {name for name, path in loaded.items() if inside in path.parents}
    assert {
        "libsqlite3.so.0",
        "libQt6Widgets.so.6",
        "libqxcb.so",
        "libshiboken6.abi3.so.6.11",
    } <= own
    foreign = [
        path
        for name, path in loaded.items()
        if name not in own and not str(path.relative_to(place.top)).startswith(("usr/lib", "lib"))
    ]
    assert not foreign


def test_running_it_leaves_the_folder_as_it_is(place: Place, demo: Ran) -> None:
    demo.done()
    script = ROOT / "packaging" / "tree_digest.py"
    compare = [sys.executable, str(script), str(FROZEN), str(place.folder)]

    compared = subprocess.run(compare, capture_output=True, text=True, check=False)

    assert compared.returncode == 0, compared.stdout


def test_every_bundled_package_has_its_licence_beside_it(place: Place) -> None:
    bundled = {
        named(one.name.partition("-")[0]) for one in place.folder.glob("_internal/*.dist-info")
    }
    lines = (place.folder / "licences" / "README.txt").read_text("utf-8").splitlines()

    assert len(bundled) > 30
    assert bundled <= {named(line.partition(" ")[0]) for line in lines}
    assert (place.folder / "licences" / "LGPL-3.0.txt").is_file()


def named(package: str) -> str:
    """A package's name as all of its spellings have in common."""
    return re.sub(r"[-_.]+", "-", package).lower()


@contextmanager
def running_window(place: Place, home: Path, where: Screen) -> Iterator["subprocess.Popen[bytes]"]:
    """Open the window on a screen, and end it."""
    words = ("--home", home, "--palette", "light")
    command = place.command("wardcast-desktop", *words, DISPLAY=where.display)
    window = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield window
    finally:
        for pid in processes_of(place):
            os.kill(pid, 15)
        window.communicate(timeout=PATIENCE_S)


def wait_for_the_window(where: Screen, window: "subprocess.Popen[bytes]") -> None:
    """Look at the screen until the window is on it."""
    until = time.monotonic() + PATIENCE_S
    while not shows_the_window(where.picture()):
        assert window.poll() is None, window.communicate()[0].decode()
        assert time.monotonic() < until, "the window did not come"
        time.sleep(0.1)


def processes_of(place: Place) -> list[int]:
    """The processes that run the place's window."""
    program = place.folder / "wardcast-desktop"
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                runs = (entry / "exe").readlink()
            except OSError:  # it has ended, or is not ours
                continue
            if runs == program:
                found.append(int(entry.name))
    return found


def loaded_by(place: Place) -> dict[str, Path]:
    """The libraries that the place's window has loaded."""
    (pid,) = processes_of(place)
    return dict(lines_of_maps(pid))
