"""Train the bundled model again and compare it, byte for byte, with the one in resources/.

With --write, put it there instead; needed whenever the contract, the ground truth, the trainer or a
locked library changes.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from engine.canonical import canonical_json
from engine.contract.loader import load_contract
from engine.durable import write_file, write_folder
from engine.models.package import read_folder
from engine.progress import Silent
from resources import resource, sample_contract
from trainer.dataset.cohort import cohort_csv, generate, load_ground_truth
from trainer.pipeline import Choice, TrainingResult, train

ROWS, SEED = 4000, 20_240_101
FOLDER, FACTS = resource("model"), resource("model.json")


def build() -> TrainingResult:
    """Draw the cohort and train on it, with nothing but defaults."""
    contract = load_contract(sample_contract())
    truth = load_ground_truth(resource("cohort/ground_truth.yaml"), contract)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "cohort.csv"
        data.write_bytes(cohort_csv(generate(contract, truth, ROWS, SEED), contract))
        return train(contract, data, Choice(), Silent())


def main() -> int:
    """Compare or write; 0 when the bytes are the same."""
    result = build()
    if "--write" in sys.argv[1:]:
        shutil.rmtree(FOLDER, ignore_errors=True)
        write_folder(FOLDER, result.files)
        facts = {"manifest_sha256": result.manifest_sha256, "rows": ROWS, "seed": SEED}
        write_file(FACTS, canonical_json(facts) + b"\n")
    same = read_folder(FOLDER) == result.files
    verdict = "the same bytes" if same else "OTHER BYTES"
    sys.stdout.write(f"{result.manifest_sha256}: {verdict} as resources/model\n")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
