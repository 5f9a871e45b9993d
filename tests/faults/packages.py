"""Sound packages, and the means to build unsound ones that are right in everything else."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from engine.accounts.roles import Actor
from engine.canonical import canonical_json, sha256_hex
from engine.keys.signing import SigningKey
from engine.models.content import CONTRACT, MANIFEST, NO_SIGNATURES, SIGNATURES
from engine.models.forms import Form
from engine.models.signatures import Act, sign_act, with_envelope
from resources import resource
from tests.unit.accounts.papers import APRIL, EVE, NOW, Someone

Files = dict[str, bytes]
Edit = Callable[[Files], object]

NOT_COVERED = (MANIFEST, SIGNATURES)


def bundled() -> Files:
    """The bundled package, byte by byte; nobody has signed it."""
    folder = resource("model")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def trees() -> Files:
    """The bundled package with two small trees in the place of its linear predictor."""
    files = {k: v for k, v in bundled().items() if not k.startswith("predictor/")}
    widths = tuple(column["width"] for column in _columns(files))
    return rehashed({**files, **two_trees(widths).files()})


def two_trees(widths: tuple[int, ...]) -> Form:
    """One tree that asks a number and then a category, and one that is a single leaf.

    The nodes::

        0 number <= 40?  left 1, right 2        5 leaf
        1 leaf
        2 category in the set?  left 3, right 4
        3, 4 leaves
    """
    number, category = widths.index(0), widths.index(next(w for w in widths if w > 0))
    words = -(-max(widths) // 64)
    arrays = {
        "root": np.array([0, 5, 6], "<i4"),
        "feature": np.array([number, -1, category, -1, -1, -1], "<i4"),
        "threshold": np.array([40, 0, 0, 0, 0, 0], "<f8"),
        "left": np.array([1, -1, 3, -1, -1, -1], "<i4"),
        "right": np.array([2, -1, 4, -1, -1, -1], "<i4"),
        "missing_left": np.array([1, 0, 0, 0, 0, 0], "|u1"),
        "level_set": np.array([-1, -1, 0, -1, -1, -1], "<i4"),
        "value": np.array([0, 4, 0, 5, 6, 0.5], "<f8"),
        "levels": np.array([[1] + [0] * (words - 1)], "<u8"),
    }
    return Form("trees", widths, 0.0, 1.0, arrays)


def _columns(files: Mapping[str, bytes]) -> list[dict[str, int]]:
    inputs = json.loads(files[CONTRACT])["inputs"]
    return [{"width": len(column.get("values") or ())} for column in inputs]


def rehashed(files: Files) -> Files:
    """Let the manifest name the files as they are now, so that no digest gives them away."""
    manifest = json.loads(files[MANIFEST])
    manifest["files"] = {
        name: {"sha256": sha256_hex(data), "size": len(data)}
        for name, data in files.items()
        if name not in NOT_COVERED
    }
    manifest["contract"] = sha256_hex(files[CONTRACT])
    return {**files, MANIFEST: canonical_json(manifest), SIGNATURES: NO_SIGNATURES}


def signed(
    files: Files,
    engineer: Someone = EVE,
    approver: Someone = APRIL,
    *,
    engineer_key: SigningKey | None = None,
    approver_key: SigningKey | None = None,
) -> Files:
    """Sign the package as it is, by two people, each with their own key unless another is given."""
    sha256 = sha256_hex(files[MANIFEST])
    envelopes = (
        act(engineer, "submitted", sha256, key=engineer_key),
        act(approver, "approved", sha256, key=approver_key),
    )
    return with_envelopes(files, *envelopes)


def act(
    who: Someone, what: Act, sha256: str, *, key: SigningKey | None = None, person: str = ""
) -> dict[str, Any]:
    """One signed act about the manifest with this SHA-256."""
    actor = Actor(person or who.id, who.name, frozenset(who.roles))
    return sign_act(key or who.key, actor, what, sha256, at=NOW, reason="For a test.")


def with_envelopes(files: Files, *envelopes: dict[str, Any]) -> Files:
    """Replace the signatures."""
    data = NO_SIGNATURES
    for envelope in envelopes:
        data = with_envelope(data, envelope)
    return {**files, SIGNATURES: data}


def json_edit(name: str, change: Callable[[Any], object]) -> Edit:
    """Edit the value in a JSON file, and write it canonically again."""

    def edit(files: Files) -> None:
        value = json.loads(files[name])
        change(value)
        files[name] = canonical_json(value)

    return edit


def put(*keys: str | int, to: Any) -> Callable[[Any], None]:
    """An edit of one place in a JSON value."""

    def change(value: Any) -> None:
        for key in keys[:-1]:
            value = value[key]
        value[keys[-1]] = to

    return change


def lay_out(files: Mapping[str, bytes], folder: Path) -> Path:
    """Write a package's files to a folder."""
    for name, data in files.items():
        path = folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder
