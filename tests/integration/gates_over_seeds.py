"""How often the release gates let a model pass, over many cohorts that were drawn anew.

``python -m tests.integration.gates_over_seeds`` trains under the sample's contract, unchanged, on
40 sound cohorts and on 40 whose outcomes were shuffled, and prints what each gate said.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.contract.model import Contract
from engine.progress import Silent
from tests.integration.samples import sample, write_cohort
from trainer.pipeline import Choice, train

SEEDS = range(1_000, 1_040)


@dataclass(frozen=True)
class Tally:
    """What became of the models of many cohorts.

    Attributes:
        promotable: How many no gate refused.
        refused: How many each gate refused, by its name.
        watched: How many each gate wants a person to look at.
        families: How often each family was chosen.
    """

    promotable: int
    refused: Counter[str]
    watched: Counter[str]
    families: Counter[str]


def tally(
    contract: Contract, folder: Path, *, rows: int, seeds: Iterable[int], signal: bool
) -> Tally:
    """Train on a cohort of each seed and count the verdicts."""
    promotable = 0
    refused, watched, families = Counter[str](), Counter[str](), Counter[str]()
    for seed in seeds:
        path, _ = write_cohort(folder, rows, seed, signal=signal)
        manifest = train(contract, path, Choice(), Silent()).manifest
        promotable += manifest.promotable
        families[manifest.family] += 1
        refused.update(gate.name for gate in manifest.gates if gate.verdict == "refused")
        watched.update(gate.name for gate in manifest.gates if gate.verdict == "watch")
    return Tally(promotable, refused, watched, families)


def main() -> int:
    """Print both tallies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_500)
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    options = parser.parse_args()
    seeds = range(SEEDS.start, SEEDS.start + options.seeds)
    with tempfile.TemporaryDirectory() as folder:
        for signal in (True, False):
            found = tally(sample()[0], Path(folder), rows=options.rows, seeds=seeds, signal=signal)
            sys.stdout.write(
                f"{'sound' if signal else 'no signal'}: {found.promotable} of {len(seeds)} pass; "
                f"refused {dict(found.refused)}; watch {dict(found.watched)}; "
                f"families {dict(found.families)}\n"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
