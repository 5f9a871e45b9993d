"""The generator of hostile packages: each is sound but for one thing.

Where it matters, whoever made the package knew the rules: the manifest names every byte as it is,
and two people whom the site trusts have signed it. Then only the check that it is for can find it.
"""

import os
import pickle  # noqa: TID251 - to show that nothing is ever unpickled
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from engine.canonical import sha256_hex
from engine.models.content import (
    CALIBRATION,
    CARD,
    CONTRACT,
    FORMAT,
    MANIFEST,
    REFERENCE,
    SIGNATURES,
)
from tests.faults.hostile_knowledge import KNOWLEDGE
from tests.faults.hostile_predictors import PREDICTORS
from tests.faults.hostile_signatures import SIGNATURE_FILES
from tests.faults.packages import (
    Edit,
    Files,
    bundled,
    json_edit,
    lay_out,
    put,
    rehashed,
    signed,
    trees,
)

MIB = 2**20
WEIGHT = "predictor/weight.bin"
PICKLE_RAN = "WARDCAST_TEST_PICKLE_RAN"


@dataclass(frozen=True)
class Hostile:
    """A package and the code with which it has to be refused."""

    code: str
    build: Callable[[Path], Path]


def sound(folder: Path) -> Path:
    """What all the others were before they were spoilt."""
    return lay_out(signed(bundled()), folder / "package")


def _on_disk(code: str, spoil: Callable[[Path], object]) -> Hostile:
    """Spoil the folder of a sound package; returning a path names another one to read."""

    def build(folder: Path) -> Path:
        package = sound(folder)
        other = spoil(package)
        return other if isinstance(other, Path) else package

    return Hostile(code, build)


def _vouched(code: str, edit: Edit, start: Callable[[], Files] = bundled) -> Hostile:
    """Edit the content of a package, then name and sign it as if it were right."""

    def build(folder: Path) -> Path:
        files = start()
        edit(files)
        return lay_out(signed(rehashed(files)), folder / "package")

    return Hostile(code, build)


def _manifest(code: str, edit: Edit) -> Hostile:
    """Edit the manifest alone, then sign it."""

    def build(folder: Path) -> Path:
        files = bundled()
        edit(files)
        return lay_out(signed(files), folder / "package")

    return Hostile(code, build)


def _signatures(code: str, edit: Edit) -> Hostile:
    def build(folder: Path) -> Path:
        files = signed(bundled())
        edit(files)
        return lay_out(files, folder / "package")

    return Hostile(code, build)


def _raw(name: str, before: bytes, after: bytes) -> Edit:
    def edit(files: Files) -> None:
        assert before in files[name]
        files[name] = files[name].replace(before, after, 1)

    return edit


def _linked(path: Path) -> None:
    aside = path.with_name("aside")
    path.rename(path.parent.parent / "aside")
    path.symlink_to(path.parent.parent / aside.name)


def _linked_package(package: Path) -> Path:
    link = package.with_name("link")
    link.symlink_to(package, target_is_directory=True)
    return link


def _sparse(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(256 * MIB + 1)


def _crowd(package: Path) -> None:
    for number in range(64):
        (package / f"extra-{number}").touch()


def _swapped(package: Path) -> None:
    one, other = package / WEIGHT, package / "predictor/centre.bin"
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)


class _Payload:
    @override
    def __reduce__(self) -> tuple[Callable[[str, str], None], tuple[str, str]]:
        return os.putenv, (PICKLE_RAN, "1")


def _pickled(files: Files) -> None:
    files[WEIGHT] = pickle.dumps(_Payload())


def _remove(name: str) -> Callable[[Path], None]:
    return lambda package: (package / name).unlink()


_FOLDERS = {
    "no folder": _on_disk("package-unreadable", lambda package: package.with_name("none")),
    "a file of a package": _on_disk("package-archive-invalid", lambda package: package / CARD),
    "an extra file": _on_disk(
        "package-extra-file", lambda package: (package / "notes.txt").write_text("hello")
    ),
    "an extra hidden file": _on_disk(
        "package-extra-file", lambda package: (package / ".hidden").touch()
    ),
    "an extra array": _on_disk(
        "package-extra-file", lambda package: (package / "predictor/extra.bin").touch()
    ),
    "an extra folder": _on_disk("package-extra-file", lambda package: (package / "more").mkdir()),
    "a folder in the predictor": _on_disk(
        "package-extra-file", lambda package: (package / "predictor/more").mkdir()
    ),
    "a link to the same bytes": _on_disk(
        "package-link", lambda package: _linked(package / "contract.json")
    ),
    "a linked predictor": _on_disk("package-link", lambda package: _linked(package / "predictor")),
    "a linked package": _on_disk("package-link", _linked_package),
    "a pipe": _on_disk("package-link", lambda package: os.mkfifo(package / "predictor/pipe")),
    "a file that is too large": _on_disk(
        "package-too-large", lambda package: _sparse(package / WEIGHT)
    ),
    "too many files": _on_disk("package-too-large", _crowd),
    "two files swapped": _on_disk("package-file-changed", _swapped),
    "a truncated file": _on_disk(
        "package-file-changed", lambda package: os.truncate(package / REFERENCE, 100)
    ),
    "an empty card": _on_disk(
        "package-file-changed", lambda package: os.truncate(package / CARD, 0)
    ),
    **{
        f"no {name}": _on_disk("package-missing-file", _remove(name))
        for name in (MANIFEST, CONTRACT, CALIBRATION, REFERENCE, CARD, SIGNATURES, WEIGHT)
    },
}

_MANIFESTS = {
    "a manifest with a space": _manifest("package-manifest-invalid", _raw(MANIFEST, b":", b": ")),
    "a manifest with a key twice": _manifest(
        "package-manifest-invalid", _raw(MANIFEST, b'{"contract"', b'{"format":1,"contract"')
    ),
    "a manifest that is no JSON": _manifest("package-manifest-invalid", _raw(MANIFEST, b"{", b"")),
    "a manifest nested without end": _manifest(
        "package-manifest-invalid", lambda files: files.update({MANIFEST: b"[" * 100_000})
    ),
    "a manifest with NaN": _manifest(
        "package-manifest-invalid", _raw(MANIFEST, b'"coverage":0.9125', b'"coverage":NaN')
    ),
    "a manifest with a key too many": _manifest(
        "package-manifest-invalid", json_edit(MANIFEST, put("date", to="2026-11-02"))
    ),
    "a manifest that praises a refused model": _manifest(
        "package-manifest-invalid", json_edit(MANIFEST, put("gates", 0, "verdict", to="refused"))
    ),
    "a manifest of an earlier format": _manifest(
        "package-format", json_edit(MANIFEST, put("format", to=1))
    ),
    "a manifest of a later format": _manifest(
        "package-format", json_edit(MANIFEST, put("format", to=FORMAT + 1))
    ),
    "a manifest of no format": _manifest(
        "package-manifest-invalid", json_edit(MANIFEST, put("format", to="2"))
    ),
    "a file of more than 2 GB named": _manifest(
        "package-manifest-invalid", json_edit(MANIFEST, put("files", CARD, "size", to=2**31 + 1))
    ),
    "a file of 2 GB named": _manifest(
        "package-file-changed", json_edit(MANIFEST, put("files", CARD, "size", to=2**31))
    ),
    "a file outside named": _manifest(
        "package-missing-file",
        json_edit(MANIFEST, put("files", "../card.md", to={"sha256": "0" * 64, "size": 0})),
    ),
    "a file left out": _manifest(
        "package-extra-file", json_edit(MANIFEST, lambda value: value["files"].pop(CARD))
    ),
    "real data claimed for synthetic": _manifest(
        "package-content-invalid", json_edit(MANIFEST, put("provenance", "synthetic", to=False))
    ),
    "another contract named": _manifest(
        "package-content-invalid", json_edit(MANIFEST, put("contract", to=sha256_hex(b"another")))
    ),
}

_CONTENTS = {
    "a pickle": _pickled,
    "a card that is no text": lambda files: files.update({CARD: b"\xff\xfe"}),
    "a contract with a space": _raw(CONTRACT, b":", b": "),
    "a contract that contradicts itself": json_edit(CONTRACT, put("outcome", "range", to=[10, 0])),
    "a contract without inputs": json_edit(CONTRACT, put("inputs", to=[])),
    "an interval of negative width": json_edit(CALIBRATION, put("half_width", to=-1)),
    "an interval without a level": json_edit(CALIBRATION, put("level", to=1)),
    "an interval of another method": json_edit(CALIBRATION, put("method", to="guess")),
    "an infinite interval": _raw(CALIBRATION, b'"half_width":', b'"half_width":1e999,"x":'),
    "a prototype of one patient": json_edit(REFERENCE, put("prototypes", 0, "rows", to=1)),
    "a prototype of an unknown value": json_edit(REFERENCE, put("prototypes", 0, "codes", 1, to=2)),
    "a prototype of half a value": json_edit(REFERENCE, put("prototypes", 0, "codes", 1, to=0.5)),
    "a prototype too short": json_edit(REFERENCE, put("prototypes", 0, "codes", to=[0])),
    "too many prototypes": json_edit(
        REFERENCE, lambda value: value.update(prototypes=value["prototypes"][:1] * 17)
    ),
    "a combination too short": json_edit(REFERENCE, put("combinations", 0, to=[0, 1])),
    "counts of a value too few": json_edit(
        REFERENCE, lambda value: value["inputs"][1]["counts"].pop()
    ),
    "an input too few": json_edit(REFERENCE, lambda value: value["inputs"].pop()),
    "edges that fall": json_edit(REFERENCE, lambda value: value["inputs"][0]["edges"].reverse()),
}

HOSTILE: Mapping[str, Hostile] = {
    **_FOLDERS,
    **_MANIFESTS,
    **{
        name: _vouched("package-content-invalid", edit)
        for name, edit in {**_CONTENTS, **KNOWLEDGE}.items()
    },
    **{
        name: _vouched("package-content-invalid", edit, trees if of_trees else bundled)
        for name, (edit, of_trees) in PREDICTORS.items()
    },
    **{name: _signatures(code, edit) for name, (code, edit) in SIGNATURE_FILES.items()},
}
"""By what is wrong with them."""
