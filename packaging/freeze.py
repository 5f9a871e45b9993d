"""Freeze the application into dist/wardcast: a folder that needs no Python.

The same sources, lock and system libraries give the same bytes: compare two folders by what
packaging/tree_digest.py says of them. ``--twice`` does so: it freezes again, elsewhere.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import licences
from tree_digest import differences, digest_of, files_of

ROOT = Path(__file__).parents[1]
DIST, WORK = ROOT / "dist", ROOT / "build" / "freeze"
PROGRAMS = ("wardcast", "wardcast-desktop")
# The hash seed orders what is written from sets; the date stands in for that of the build.
PINNED = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1767225600"}


class FreezeError(Exception):
    """The folder is not what it has to be."""


def main(arguments: Sequence[str]) -> int:
    """Freeze, once or twice; 0 when the folder is good."""
    try:
        folder = freeze(DIST, WORK)
        if "--twice" in arguments:
            _compare(folder, freeze(WORK / "again", WORK / "again-work"))
    except FreezeError as error:
        _say(f"could not freeze: {error}")
        return 1
    sizes = [path.stat().st_size for path in files_of(folder)]
    size, digest = sum(sizes) / 1e6, digest_of(folder)
    _say(f"{folder.relative_to(ROOT)}: {len(sizes)} files, {size:.0f} MB, SHA-256 {digest}")
    return 0


def _compare(folder: Path, again: Path) -> None:
    different = differences(folder, again)
    if different:
        raise FreezeError(f"the second time gave other bytes: {', '.join(different)}")
    _say("the same bytes twice")


def freeze(dist: Path, work: Path) -> Path:
    """Make the folder under ``dist``.

    Raises:
        FreezeError: It cannot be made, or something is wrong with it.
    """
    _run_freezer(dist, work)
    folder = dist / "wardcast"
    strip(folder)
    licences.collect(folder)
    check(folder)
    return folder


def _run_freezer(dist: Path, work: Path) -> None:
    work.mkdir(parents=True, exist_ok=True)
    log = work / "freeze.log"
    _say(f"freezing, this takes some minutes; its log is {log.relative_to(ROOT)}")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean"]
    command += ["--distpath", str(dist), "--workpath", str(work)]
    command += [str(ROOT / "packaging" / "wardcast.spec")]
    pinned = os.environ | PINNED | {"PYINSTALLER_CONFIG_DIR": str(work / "cache")}
    with log.open("wb") as out:
        done = subprocess.run(  # noqa: S603 - our own command line
            command, cwd=ROOT, env=pinned, stdout=out, stderr=subprocess.STDOUT, check=False
        )
    if done.returncode != 0:
        last = log.read_text("utf-8", "replace").splitlines()[-1:]
        raise FreezeError(f"the freezer ended with {done.returncode}: {' '.join(last)}")


def strip(folder: Path) -> None:
    """Take symbols for debuggers out of what was compiled; only ELF files have them inside.

    Libraries in ``*.libs`` were patched after linking, which strip breaks; the programs carry
    their modules at their end, which strip would take for waste.
    """
    if not sys.platform.startswith("linux") or shutil.which("strip") is None:
        return
    libraries = [str(path) for path in _libraries(folder) if ".libs" not in path.parent.name]
    subprocess.run(  # noqa: S603 - our own command line
        ["strip", "--strip-unneeded", "--enable-deterministic-archives", *libraries],  # noqa: S607
        check=True,
    )


def check(folder: Path) -> None:
    """See that the folder is whole.

    Raises:
        FreezeError: It is not.
    """
    dangling = [path for path in folder.rglob("*") if path.is_symlink() and not path.exists()]
    if dangling:
        raise FreezeError(f"links to nothing: {', '.join(map(str, dangling))}")
    leaving = [
        path
        for path in folder.rglob("*")
        if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve())
    ]
    if leaving:
        raise FreezeError(f"links that leave the folder: {', '.join(map(str, leaving))}")
    told = [path for path in files_of(folder) if str(ROOT).encode() in path.read_bytes()]
    if told:
        raise FreezeError(f"files that name the build's place: {', '.join(map(str, told))}")
    _check_programs(folder)
    _check_sqlite(folder)


def _check_programs(folder: Path) -> None:
    ending = ".exe" if sys.platform == "win32" else ""
    for name in PROGRAMS:
        if not (folder / f"{name}{ending}").is_file():
            raise FreezeError(f"no program {name}")
    program = str(folder / f"wardcast{ending}")
    nowhere = ["--home", str(folder / "no-site")]
    asked = subprocess.run(  # noqa: S603 - our own program
        [program, *nowhere, "doctor", "--json"], capture_output=True, text=True, check=False
    )
    if asked.returncode != 0:
        raise FreezeError(f"the program does not start: {(asked.stderr or asked.stdout).strip()}")
    found = {one["name"]: one for one in json.loads(asked.stdout)["checks"]}
    if found["kernel"]["state"] != "ok":
        raise FreezeError(f"{found['kernel']['says']}; make setup says why it was not compiled")


def _check_sqlite(folder: Path) -> None:
    """The bundled SQLite has to be the one that the tests ran with."""
    library = folder / "_internal" / "libsqlite3.so.0"
    if not library.exists():
        return  # Python has it inside its own module, which was bundled
    ask = (
        "import ctypes, sys; told = ctypes.CDLL(sys.argv[1]).sqlite3_libversion;"
        "told.restype = ctypes.c_char_p; print(told().decode())"
    )
    asked = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-c", ask, str(library)], capture_output=True, text=True, check=True
    )
    if asked.stdout.strip() != sqlite3.sqlite_version:
        raise FreezeError(f"SQLite {asked.stdout.strip()} instead of {sqlite3.sqlite_version}")


def _libraries(folder: Path) -> Iterator[Path]:
    for path in files_of(folder / "_internal"):
        with path.open("rb") as file:
            if file.read(4) == b"\x7fELF":
                yield path


def _say(what: str) -> None:
    sys.stderr.write(f"package: {what}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
