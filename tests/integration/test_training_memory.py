"""How much memory each further row costs while a file becomes rows to learn from, and a fit."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.integration.samples import write_cohort

_STATUS = Path("/proc/self/status")
# The peak of a process by itself; what getrusage says of a child begins with its parent's.
_CHILD = """
import re, sys
from pathlib import Path
from engine.contract.loader import load_contract
from engine.keys.storekey import StoreKey
from engine.progress import Silent
from resources import sample_contract
from trainer.dataset.ingest import digest_of_file
from trainer.learning.families import Learner
from trainer.pipeline.passing import LEARNING
from trainer.pipeline.plan import DATA, Plan
from trainer.pipeline.stage import Run
from trainer.pipeline.stages import stages_of
from trainer.pipeline.store import Store

data, folder = map(Path, sys.argv[1:])
contract = load_contract(sample_contract())
store = Store(folder, StoreKey.generate())
plan = Plan(contract, data, digest_of_file(data), "ridge", 1, 1, store.key)
run = Run(store, {}, Silent(), {DATA: plan.sha256})
run.through(stages_of(plan)[:5])
learning = plan.learning(contract, {name: run.output(name) for name in LEARNING})
learning.fit(Learner.stated(contract, "ridge"))
peak = re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())
print(learning.dataset.outcome.size, 1024 * int(peak[1]))
"""


@pytest.mark.skipif(not _STATUS.exists(), reason="only Linux tells a process its own peak")
def test_a_row_more_costs_less_than_a_kibibyte(tmp_path: Path) -> None:
    (few, small), (many, large) = (_peak(tmp_path, rows) for rows in (20_000, 80_000))

    assert (large - small) / (many - few) < 1024


def _peak(folder: Path, rows: int) -> tuple[int, int]:
    data, _ = write_cohort(folder, rows, rows)
    child = subprocess.run(
        [sys.executable, "-c", _CHILD, str(data), str(folder / f"store-{rows}")],
        capture_output=True,
        text=True,
        check=True,
    )
    counted, peak = map(int, child.stdout.split())
    assert counted == rows
    return counted, peak
