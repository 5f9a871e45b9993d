"""The results as a table for people, and as JSON for whoever compares runs."""

import json
import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from engine.durable import write_file
from engine.inference.traversal import WHY_TWIN
from tests.benchmarks.measure import Cost, Result

_HEADER = ("row", "what", "beside", "ours", "peer", "ratio", "goal", "reached")
_FIGURE = {
    "area": "{:.3f}",
    "speed": "{:.3g} x as fast",
    "time": "{:.3g} x the time",
    "difference": "{:.2g} apart",
    "memory": "{:.3g} x the memory",
}
_YES_NO = {True: "yes", False: "no", None: "-"}


def table(results: Sequence[Result]) -> str:
    """Lay the results out in aligned columns, with their notes below."""
    rows = [_HEADER, *(_cells(result) for result in results)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    notes = [f"{result.name}: {_notes(result)}" for result in results if result.notes]
    return "\n".join([*lines, "", *notes]) + "\n"


def write_json(path: Path, results: Sequence[Result], *, quick: bool) -> None:
    """Put the results at ``path`` in one step.

    Raises:
        CannotWriteError: It cannot be written there; what was there before stays.
    """
    rows = [_row(result) | {"quick": quick, "machine": _machine()} for result in results]
    write_file(path, (json.dumps(rows, indent=2, allow_nan=False) + "\n").encode())


def _row(result: Result) -> dict[str, Any]:
    """A row by itself: seconds of wall time for one unit of work, their ratio and the verdict."""
    goal = result.goal
    row = asdict(result)
    row.update(
        ours=result.ours and result.ours.wall_s,
        theirs=result.theirs and result.theirs.wall_s,
        ratio=row.pop("figure"),
        goal=goal and goal.limit,
        sense=goal and goal.sense,
        met=result.reached,
        ours_cpu_s=result.ours and result.ours.cpu_s,
        theirs_cpu_s=result.theirs and result.theirs.cpu_s,
    )
    return row


def _machine() -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "numpy": version("numpy"),
        "scikit_learn": version("scikit-learn"),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "kernel": WHY_TWIN or "compiled",
    }


def _cells(result: Result) -> tuple[str, ...]:
    goal = f"{result.goal.sense} {result.goal.limit:g}" if result.goal else "-"
    return (
        result.name,
        result.what,
        result.peer,
        _time(result.ours),
        _time(result.theirs),
        _FIGURE[result.reads].format(result.figure),
        goal,
        _YES_NO[result.reached],
    )


def _time(cost: Cost | None) -> str:
    return "-" if cost is None else _seconds(cost.wall_s)


def _seconds(seconds: float) -> str:
    for size, unit in ((1.0, "s"), (1e-3, "ms")):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-6:.3g} us"


def _notes(result: Result) -> str:
    return "; ".join(f"{_words(name)} {_value(name, v)}" for name, v in result.notes.items())


def _words(name: str) -> str:
    return name.removesuffix("_s").replace("_", " ")


def _value(name: str, value: float | str) -> str:
    if isinstance(value, str):
        return value
    if name.endswith("_s"):
        return _seconds(value)
    return f"{value:,.0f}" if value >= 1 else f"{value:.2g}"
