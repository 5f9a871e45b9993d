"""Lay the licences of everything that is bundled beside it, in the frozen folder's ``licences/``.

For each Python package its own texts and a line in ``licences/README.txt``; for each library of the
system the copyright file of the Debian package that it came from; for Qt the LGPL, with what it
lets the reader do.
"""

import shutil
import subprocess
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

OURS = Path(__file__).with_name("licence-texts")
_TEXTS = ("licen[cs]e*", "copying*", "notice*", "authors*")
_ALSO = ("ftl*", "ofl*")

_HEAD = """Wardcast is under the MIT licence: wardcast/LICENSE.

It bundles the software of others, listed below with the licence that each names; the texts lie in
the folder of the same name.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3 (LGPL-3.0.txt, which
refers to GPL-3.0.txt). You may replace them: they lie as separate libraries in _internal/PySide6
and _internal/shiboken6, and the program loads whatever compatible ones lie there. Their sources are
those that the Qt Company publishes for the versions below; nothing in them was changed.

"""


def collect(folder: Path) -> None:
    """Write ``licences/`` into a frozen folder.

    Args:
        folder: The frozen folder; the metadata in it say which packages it bundles.
    """
    into = folder / "licences"
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(OURS, into)
    inside = folder / "_internal"
    lines = [_of_package(one, into) for one in _bundled(inside)]
    lines.append(_of_python(into))
    lines += _of_system(inside, into)
    (into / "README.txt").write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


def _bundled(inside: Path) -> list[Distribution]:
    said = (Distribution.at(path) for path in sorted(inside.glob("*.dist-info")))
    # What was installed has the texts; what was bundled has the metadata only.
    return [distribution(one.name) for one in said]


def _of_package(one: Distribution, into: Path) -> str:
    texts = [path for path in one.files or () if _is_text(Path(path))]
    for path in texts:
        source = Path(str(one.locate_file(path)))
        if source.is_file():
            # The folder of the metadata says nothing that the package's name does not.
            place = into / one.name.lower() / "-".join(_below_metadata(Path(path)))
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(source, place)
    return f"{one.name} {one.version}: {_named(one)}"


def _below_metadata(path: Path) -> tuple[str, ...]:
    parts = path.parts[1:]
    return parts[1:] if parts[0] in ("licenses", "license_files") and len(parts) > 1 else parts


def _is_text(path: Path) -> bool:
    if path.suffix in (".py", ".pyc", ".pyi"):
        return False
    in_metadata = path.parts[0].endswith(".dist-info")
    name = Path(path.name.lower())
    return any(name.match(pattern) for pattern in _TEXTS + _ALSO) or (
        in_metadata and "licenses" in path.parts
    )


def _named(one: Distribution) -> str:
    told = one.metadata.get("License-Expression")
    classified = [
        line.rpartition(" :: ")[2]
        for line in one.metadata.get_all("Classifier") or ()
        if line.startswith("License :: ")
    ]
    free = (one.metadata.get("License") or "").splitlines()
    return told or ", ".join(classified) or "".join(free[:1]) or "see its texts"


def _of_python(into: Path) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    for source in (
        Path(sys.base_prefix, "lib", f"python3.{sys.version_info[1]}", "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(f"/usr/share/doc/python3.{sys.version_info[1]}/copyright"),
    ):
        if source.is_file():
            (into / "python").mkdir()
            shutil.copyfile(source, into / "python" / "LICENSE.txt")
            break
    return f"Python {version}: PSF-2.0"


def _of_system(inside: Path, into: Path) -> list[str]:
    """Where there is dpkg it knows whose the libraries are; elsewhere none of them is bundled."""
    if shutil.which("dpkg-query") is None:
        return []
    names = sorted(
        path.name
        for path in inside.glob("lib*.so*")
        if not path.is_symlink() and not path.name.startswith("libpython")
    )
    lines = []
    for package, libraries in sorted(_packages_of(names).items()):
        source = Path("/usr/share/doc", package, "copyright")
        place = into / "system" / f"{package}.txt"
        place.parent.mkdir(exist_ok=True)
        shutil.copyfile(source, place)
        lines.append(f"{package}, of the system ({', '.join(libraries)}): system/{place.name}")
    return lines


def _packages_of(names: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        asked = subprocess.run(  # noqa: S603 - our own command line
            ["dpkg-query", "--search", f"*/{name}"],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        package = asked.stdout.partition(":")[0].strip()
        if package:
            found.setdefault(package, []).append(name)
    return found
