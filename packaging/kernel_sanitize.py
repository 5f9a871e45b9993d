"""Run the kernel's tests with one that was compiled to stop at any read out of bounds.

In build/sanitize, a copy of the sources gets a kernel of its own, compiled with AddressSanitizer
and UndefinedBehaviorSanitizer. First it is shown a node that leads outside, to see that this run
would tell; then it scores the mutated predictors, all 10,000, and the tests of its agreement.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import kernel

ROOT = Path(__file__).parents[1]
TREE = ROOT / "build" / "sanitize"
COPIED = ("app", "engine", "trainer", "resources", "tests", "params.yaml", "pyproject.toml")
CHECKED = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer")
TESTS = (
    "tests/faults/test_mutated_predictors.py",
    "tests/unit/inference/test_kernel.py",
    "tests/unit/inference/test_agreement.py",
)
# The last node's left child lies far outside; a sound kernel would be given no such thing.
OUTSIDE = """
import numpy as np
from engine.inference._kernel import Trees
runs = np.array([[0, 1, 1, 0, 0, 0]], np.intp)
nodes = np.array([5_000 << 32 | 1], np.uint64)
trees = Trees(1, 2, runs, np.zeros(1), np.zeros(0, np.uint8), np.zeros(1, np.uint32), nodes,
              np.zeros(1), 0.0, 1.0)
trees.score(np.zeros((1, 1)), np.zeros(1))
"""


def main() -> int:
    """Compile, see that it would tell, and run; the exit status is that of the tests."""
    os.chdir(ROOT)  # where the compiler is told its sources lie
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, TREE / name, ignore=shutil.ignore_patterns("_kernel.*.so"))
        else:
            shutil.copy(source, TREE)
    try:
        kernel.build(extra=CHECKED, source=TREE / "engine" / "inference" / "_kernel.pyx")
    except kernel.CannotBuildError as why:
        _say(f"cannot compile the kernel: {why}")
        return 1
    told = _run("-c", OUTSIDE, quiet=True)
    if told.returncode == 0 or "AddressSanitizer" not in told.stderr:
        _say(f"a read out of bounds was not told: {told.returncode} {told.stderr.strip()[-300:]}")
        return 1
    _say("a read out of bounds on purpose was told; now the tests")
    return _run("-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", *TESTS).returncode


def _run(*words: str, quiet: bool = False) -> "subprocess.CompletedProcess[str]":
    """Run Python over the copy, with the sanitizer loaded before everything else."""
    library = subprocess.run(
        ["gcc", "-print-file-name=libasan.so"],  # noqa: S607 - the compiler on the path
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # Leaks are the interpreter's at its end. Its own allocator would hide where an object ends.
    checked = {
        "LD_PRELOAD": library,
        "ASAN_OPTIONS": "detect_leaks=0",
        "PYTHONMALLOC": "malloc",
        "PYTHONPATH": str(TREE),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, *words],
        cwd=TREE,
        env=os.environ | checked,
        capture_output=quiet,
        text=True,
        check=False,
    )


def _say(what: str) -> None:
    sys.stderr.write(f"sanitize: {what}\n")


if __name__ == "__main__":
    sys.exit(main())
