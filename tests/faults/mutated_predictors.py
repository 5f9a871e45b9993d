"""Predictors gone wrong by chance: sound ones, drawn, with one to three things in them changed."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.canonical import canonical_json, parse_canonical
from engine.contract.model import Contract
from engine.models.forms import STRUCTURE, Form
from tests.unit.learning.contracts import small_contract
from trainer.learning.conversion import TreeBuilder

Draw = np.random.Generator
Rows = NDArray[np.float64]

WIDTHS = (0, 5, 70, 0, 1)
_DTYPES = {"threshold": "<f8", "value": "<f8", "missing_left": "|u1", "levels": "<u8"}
_FLOATS = (0.0, -0.0, 1.0, -1.5, 5e-324, 1e12, -1e12, 1e13, 1e308, np.inf, -np.inf, np.nan)
_INTEGERS = (0, -1, 1, 2, 3, 64, 69, 70, 255, 1 << 20, 2**31 - 1, -(2**31))
_COUNTS = (0, 1, 2, 7, 1 << 20, 64_000_000, 64_000_001, 2**31, 2**62, 10**30, -1)
NUMBERS = (
    *(np.nan, np.inf, -np.inf, 1e300, -1e300, 1e12, 5e-324, -5e-324, 0.0, -0.0),
    *(0.5, 1.0, -1.0, 2.5, 2.0**31, 2.0**32, 2.0**53, 2.0**63, -(2.0**63), 2.0**64),
)
"""What a number of a row may be, and what a code is not."""


@dataclass(frozen=True)
class Mutant:
    """A predictor's files and what was changed in them, one after the other."""

    files: dict[str, bytes]
    changes: tuple[str, ...]


def contract() -> Contract:
    """Numbers and categories of one, five and seventy values: more than a word of bits."""
    inputs = small_contract().model_dump(mode="json")["inputs"]
    number, category = inputs[0], inputs[1]
    made = []
    for place, width in enumerate(WIDTHS):
        values = [{"value": f"v{code}"} for code in range(width)]
        column = {**category, "values": values} if width else number
        made.append({**column, "name": f"c{place}"})
    return small_contract(inputs=made)


def sound_form(draw: Draw, kind: Literal["mean", "linear", "trees"]) -> Form:
    """Draw a form that passes every check."""
    if kind == "mean":
        return Form("mean", WIDTHS, _number(draw), 1.0, {})
    if kind == "linear":
        arrays = {
            "weight": draw.normal(size=len(WIDTHS)),
            "centre": draw.normal(size=len(WIDTHS)),
            "table": draw.normal(size=sum(WIDTHS)),
        }
        return Form("linear", WIDTHS, _number(draw), 1.0, arrays)
    builder = TreeBuilder(WIDTHS)
    for _ in range(int(draw.integers(1, 20))):
        grow(draw, builder, int(draw.integers(0, 7)))
        builder.end_tree()
    return builder.form(base=_number(draw), divisor=float(draw.integers(1, 9)))


def grow(draw: Draw, builder: TreeBuilder, depth: int) -> None:
    """Draw a tree of at most this depth into the builder."""
    nodes: list[tuple[int, int] | None] = []

    def plan(left: int) -> int:
        """Put a node and what is below it in order; its place."""
        place = len(nodes)
        nodes.append(None)
        if left and draw.random() < 0.85:
            nodes[place] = (plan(left - 1), plan(left - 1))
        return place

    plan(depth)
    for children in nodes:
        missing_left = bool(draw.integers(2))
        feature = int(draw.integers(len(WIDTHS)))
        width = WIDTHS[feature]
        if children is None:
            builder.leaf(_number(draw))
        elif width:
            codes = np.flatnonzero(draw.random(width) < 0.5).tolist()
            builder.category(feature, codes, children, missing_left=missing_left)
        else:
            builder.number(feature, _number(draw), children, missing_left=missing_left)


def _number(draw: Draw) -> float:
    """A number of any size; few different ones, so that questions come again."""
    chosen = (0.0, -0.0, 1.0, 2.5, -1e12, 1e12, 5e-324, float(np.round(draw.normal(), 1)))
    return chosen[int(draw.integers(len(chosen)))]


def mutant(draw: Draw) -> Mutant:
    """Draw a form and change something in its files."""
    kind: Any = draw.choice(["trees"] * 8 + ["linear", "mean"])
    files = sound_form(draw, kind).files()
    changes = []
    for _ in range(int(draw.integers(1, 4))):
        change = _CHANGES[int(draw.integers(len(_CHANGES)))]
        change(draw, files)
        changes.append(change.__name__)
    return Mutant(files, tuple(changes))


def hostile_rows(draw: Draw, count: int) -> Rows:
    """Rows of codes, of no codes, of thresholds and of what stands beside them."""
    rows = np.empty((count, len(WIDTHS)))
    for place, width in enumerate(WIDTHS):
        rows[:, place] = draw.integers(0, width, count) if width else draw.normal(size=count)
    wild = draw.random(rows.shape) < 0.4
    rows[wild] = draw.choice(NUMBERS, int(wild.sum()))
    near = draw.random(rows.shape) < 0.1
    rows[near] = np.nextafter(rows[near], draw.choice([-np.inf, np.inf]))
    return rows


def _array(draw: Draw, files: dict[str, bytes]) -> tuple[str, NDArray[Any]] | None:
    """One of the arrays that has a cell, open for changes."""
    paths = sorted(path for path, data in files.items() if path != STRUCTURE and data)
    if not paths:
        return None
    path = paths[int(draw.integers(len(paths)))]
    name = path.removeprefix("predictor/").removesuffix(".bin")
    floats = name in {"weight", "centre", "table"}
    dtype = np.dtype("<f8" if floats else _DTYPES.get(name, "<i4"))
    if len(files[path]) % dtype.itemsize:
        return None
    return path, np.frombuffer(files[path], dtype).copy()


def cell(draw: Draw, files: dict[str, bytes]) -> None:
    """Put something else into a cell."""
    found = _array(draw, files)
    if found is None:
        return
    path, array = found
    place = int(draw.integers(array.size))
    if array.dtype.kind == "f":
        array[place] = draw.choice(_FLOATS)
    elif array.dtype.kind == "u":
        array[place] = draw.integers(0, np.iinfo(array.dtype).max, dtype=array.dtype, endpoint=True)
    else:
        array[place] = draw.choice([*_INTEGERS, array.size - 1, array.size, place, place + 1])
    files[path] = array.tobytes()


def next_to_it(draw: Draw, files: dict[str, bytes]) -> None:
    """Move a cell by one."""
    found = _array(draw, files)
    if found is None:
        return
    path, array = found
    place = int(draw.integers(array.size))
    with np.errstate(over="ignore"):
        array[place] += array.dtype.type(1)
    files[path] = array.tobytes()


def turn(draw: Draw, files: dict[str, bytes]) -> None:
    """Exchange the children of some nodes, or what unknown does there: still a tree."""
    names = ("feature", "left", "right", "missing_left")
    if any(len(files.get(f"predictor/{name}.bin", b"x")) % 4 for name in names[:3]):
        return
    arrays = {
        name: np.frombuffer(files[f"predictor/{name}.bin"], _DTYPES.get(name, "<i4")).copy()
        for name in names
    }
    if len({array.size for array in arrays.values()}) != 1:
        return
    nodes = np.flatnonzero((arrays["feature"] >= 0) & (draw.random(arrays["feature"].size) < 0.3))
    if draw.integers(2):
        arrays["left"][nodes], arrays["right"][nodes] = (
            arrays["right"][nodes],
            arrays["left"][nodes],
        )
    else:
        arrays["missing_left"][nodes] ^= 1
    files.update({f"predictor/{name}.bin": array.tobytes() for name, array in arrays.items()})


def other_numbers(draw: Draw, files: dict[str, bytes]) -> None:
    """Draw anew every number that is not zero, of one array: often still a predictor."""
    found = _array(draw, files)
    if found is None or found[1].dtype.kind != "f":
        return
    path, array = found
    array[array != 0] = [_number(draw) for _ in range(np.count_nonzero(array))]
    files[path] = array.tobytes()


def swap(draw: Draw, files: dict[str, bytes]) -> None:
    """Exchange two cells of an array."""
    found = _array(draw, files)
    if found is None:
        return
    path, array = found
    first, second = draw.integers(array.size, size=2)
    array[[first, second]] = array[[second, first]]
    files[path] = array.tobytes()


def bit(draw: Draw, files: dict[str, bytes]) -> None:
    """Turn one bit of any file."""
    path = sorted(files)[int(draw.integers(len(files)))]
    data = bytearray(files[path])
    if data:
        data[int(draw.integers(len(data)))] ^= 1 << int(draw.integers(8))
        files[path] = bytes(data)


def length(draw: Draw, files: dict[str, bytes]) -> None:
    """Cut a file, or let it go on."""
    path = sorted(files)[int(draw.integers(len(files)))]
    data = files[path]
    end = int(draw.integers(len(data) + 1))
    files[path] = data[:end] if draw.integers(2) else data + data[:8]


def listed(draw: Draw, files: dict[str, bytes]) -> None:
    """Let the structure say something else of an array."""

    def change(structure: Any) -> None:
        if not structure["arrays"]:
            return
        one = structure["arrays"][int(draw.integers(len(structure["arrays"])))]
        key = str(draw.choice(["dtype", "shape", "shape", "name"]))
        if key == "dtype":
            one[key] = str(draw.choice(["<f8", "<f4", ">f8", "<i4", "|u1", "|O", "<u8"]))
        elif key == "name":
            one[key] = str(draw.choice(["left", "right", "value", "../left"]))
        else:
            side = int(draw.integers(len(one["shape"])))
            one["shape"][side] = _COUNTS[int(draw.integers(len(_COUNTS)))]

    _restructure(files, change)


def number_of_all(draw: Draw, files: dict[str, bytes]) -> None:
    """Change base, divisor or widths."""

    def change(structure: Any) -> None:
        key = str(draw.choice(["base", "divisor", "widths"]))
        if key == "widths":
            structure[key] = structure[key][::-1]
        else:
            chosen = (0.0, -1.0, 1e308, -1e308, 5e-324, 3.0)
            structure[key] = chosen[int(draw.integers(len(chosen)))]

    _restructure(files, change)


def _restructure(files: dict[str, bytes], change: Callable[[Any], None]) -> None:
    """Change what the structure says, unless an earlier change left nothing to be changed."""
    with suppress(ValueError, KeyError, IndexError, TypeError):
        structure = parse_canonical(files[STRUCTURE])
        change(structure)
        files[STRUCTURE] = canonical_json(structure)


_CHANGES: Sequence[Callable[[Draw, dict[str, bytes]], None]] = (
    *(turn, turn, turn, turn, other_numbers, other_numbers, other_numbers, other_numbers),
    *(cell, cell, next_to_it, swap, bit, length, listed, number_of_all),
)
