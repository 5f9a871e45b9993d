"""Say in one SHA-256 what a folder holds: ``python packaging/tree_digest.py FOLDER [FOLDER]``.

Paths, bytes, links and whether a file can be run count; dates and owners do not. With two folders
it names what differs, and ends with 1 if anything does.
"""

import hashlib
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Print the digest of a folder, or what differs between two."""
    folders = [Path(name) for name in arguments]
    if not 1 <= len(folders) <= 2 or not all(one.is_dir() for one in folders):  # noqa: PLR2004
        sys.stderr.write(f"{__doc__}\n")
        return 2
    for folder in folders:
        sys.stdout.write(f"{digest_of(folder)}  {folder}\n")
    different = differences(folders[0], folders[-1])
    sys.stdout.writelines(f"differs: {name}\n" for name in different)
    return 1 if different else 0


def digest_of(folder: Path) -> str:
    """The SHA-256 over every entry of a folder, as hex digits."""
    whole = hashlib.sha256()
    for name, said in sorted(_entries(folder).items()):
        whole.update(f"{name}\0{said}\0".encode())
    return whole.hexdigest()


def differences(one: Path, other: Path) -> list[str]:
    """The entries that are not the same in both folders."""
    ours, theirs = _entries(one), _entries(other)
    return sorted(
        name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)
    )


def files_of(folder: Path) -> Iterator[Path]:
    """The regular files in a folder, links left out."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _entries(folder: Path) -> dict[str, str]:
    entries = {path.relative_to(folder).as_posix(): _of_file(path) for path in files_of(folder)}
    links = (path for path in folder.rglob("*") if path.is_symlink())
    return entries | {p.relative_to(folder).as_posix(): f"-> {p.readlink()}" for p in links}


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    runs = "x" if path.stat().st_mode & stat.S_IXUSR else "-"
    return f"{runs} {digest}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
