"""Measure Wardcast against peers in the same run: ``python -m tests.benchmarks``.

Ends with 1 only where scores are further from the learning library's than they may be: that does
not depend on the machine. No time makes it fail.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import (
    agreement,
    append,
    batch,
    click,
    csv,
    domain,
    explained,
    learning,
    memory,
    paint,
    single,
    stall,
    stream,
    verify,
)
from tests.benchmarks.measure import Result
from tests.benchmarks.report import table, write_json
from tests.benchmarks.setting import Setting

ROOT = Path(__file__).parents[2]

MEASUREMENTS: dict[str, Callable[[Setting], list[Result]]] = {
    "single": single.measure,
    "explained": explained.measure,
    "batch": batch.measure,
    "csv": csv.measure,
    "memory": memory.measure,
    "agreement": agreement.measure,
    "domain": domain.measure,
    "append": append.measure,
    "verify": verify.measure,
    "stream": stream.measure,
    "paint": paint.measure,
    "click": click.measure,
    "stall": stall.measure,
    "learning": learning.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Run the measurements that are asked for, show them and write them down."""
    asked = _parser().parse_args(arguments)
    out: Path = asked.out
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the result, and not among temporary files: those may lie in memory, which never syncs.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".bench-") as folder:
        results = _run(Setting(asked.quick, Path(folder)), asked.only or list(MEASUREMENTS))
    write_json(out, results, quick=asked.quick)
    sys.stdout.write(table(results))
    wrong = [one for one in results if one.reads == "difference" and one.reached is False]
    return 1 if wrong else 0


def _run(setting: Setting, names: Sequence[str]) -> list[Result]:
    results: list[Result] = []
    for name in names:
        sys.stderr.write(f"bench: {name}\n")
        results += MEASUREMENTS[name](setting)
    return results


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument(
        "--only", action="append", choices=list(MEASUREMENTS), help="Only this row; may be repeated"
    )
    parser.add_argument("--quick", action="store_true", help="A small part of the work")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench.json", metavar="FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
