"""What is left out of the frozen folder, and what must not be."""

from collections.abc import Callable
from types import ModuleType

import pytest

Load = Callable[[str], ModuleType]


@pytest.mark.parametrize(
    "place",
    [
        "resources/model/predictor/table.bin",
        "resources/translations/wardcast_de.qm",
        "resources/params.yaml",
        "engine/store/migrations/versions/0001_first.py",
        "fontpkg_inter/files/Inter[opsz,wght].ttf",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "wardcast-0.1.0.dist-info/METADATA",
        "mnemonic/wordlist/english.txt",
        "sklearn/datasets/_svmlight_format_fast.so",
        "numpy.libs/libscipy_openblas64_.so",
    ],
)
def test_what_the_program_needs_is_taken(script: Load, place: str) -> None:
    assert script("slimming").is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "resources/translations/wardcast_de.ts",
        "resources/__init__.py",
        "engine/store/migrations/versions/__pycache__/0001_first.cpython-311.pyc",
        "fontpkg_inter/files/Inter-Italic[opsz,wght].ttf",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "wardcast-0.1.0.dist-info/direct_url.json",
        "numpy-2.4.6.dist-info/licenses/LICENSE.txt",
        "mnemonic/wordlist/french.txt",
        "sklearn/datasets/data/iris.csv",
        "sklearn/_isotonic.pyx",
    ],
)
def test_what_no_one_would_miss_is_left_out(script: Load, place: str) -> None:
    assert not script("slimming").is_wanted(place)


def test_a_library_goes_with_the_last_file_that_is_linked_with_it(script: Load) -> None:
    linked = {"/x/plugin.so": ["libused.so.1"], "/s/libused.so.1": ["libdeep.so.2", "libc.so.6"]}
    entries = [
        ("PySide6/Qt/plugins/platforms/plugin.so", "/x/plugin.so", "BINARY"),
        ("libused.so.1", "/s/libused.so.1", "BINARY"),
        ("libdeep.so.2", "/s/libdeep.so.2", "BINARY"),
        ("PySide6/Qt/lib/libQt6Left.so.6", "/q/libQt6Left.so.6", "BINARY"),
        ("libleft.so.3", "/s/libleft.so.3", "BINARY"),
        ("libpython3.11.so.1.0", "/p/libpython3.11.so.1.0", "BINARY"),
    ]

    kept = script("slimming").needed(entries, lambda path: linked.get(path, []))

    assert [place for place, _, _ in kept] == [
        "PySide6/Qt/plugins/platforms/plugin.so",
        "libused.so.1",
        "libdeep.so.2",
        "libpython3.11.so.1.0",
    ]


def test_no_link_to_what_was_left_out_stays(script: Load) -> None:
    file = ("PySide6/Qt/lib/libQt6Core.so.6", "/q/libQt6Core.so.6", "BINARY")
    good = ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK")
    beside = ("PySide6/Qt/plugins/x.so", "../lib/libQt6Core.so.6", "SYMLINK")
    loose = ("libQt6Left.so.6", "PySide6/Qt/lib/libQt6Left.so.6", "SYMLINK")

    assert script("slimming").without_loose_ends([file, good, beside, loose]) == [
        file,
        good,
        beside,
    ]
