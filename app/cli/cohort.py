"""``wardcast cohort``: draw the synthetic cohort."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import say_json
from engine.canonical import sha256_hex
from engine.contract.loader import load_contract
from engine.durable import CannotWriteError, write_file
from resources import resource, sample_contract


# long: most of it declares the options.
def cohort(
    rows: Annotated[int, typer.Option("--rows", min=1, max=10_000_000, help="How many patients.")],
    seed: Annotated[int, typer.Option("--seed", min=0, max=2**32 - 1, help="Which cohort.")],
    out: Annotated[Path, typer.Option("--out", metavar="CSV", help="Where to write it.")],
    no_signal: Annotated[
        bool, typer.Option("--no-signal", help="No input tells anything of the outcome.")
    ] = False,
    truth: Annotated[
        Path | None,
        typer.Option(
            "--truth", metavar="FILE", help="Also write each row's expected outcome, as a CSV."
        ),
    ] = None,
    contract: Annotated[
        Path | None, typer.Option("--contract", metavar="FILE", help="Else the sample's.")
    ] = None,
    ground_truth: Annotated[
        Path | None, typer.Option("--ground-truth", metavar="FILE", help="Else the sample's.")
    ] = None,
) -> None:
    """Draw a synthetic cohort whose true answer, and best reachable error, are known."""
    from trainer.dataset.cohort import cohort_csv, generate, load_ground_truth, truth_csv

    if truth is not None and truth.exists() and truth.suffix.lower() != ".csv":
        raise CannotWriteError(
            f"{truth} is there already and is no CSV.",
            advice="--truth writes a file of expected outcomes; --ground-truth names one to read.",
        )
    if truth is not None and truth.absolute() == out.absolute():
        raise CannotWriteError(
            f"{out} cannot hold both the rows and their truth.",
            advice="Name two files with --out and --truth.",
        )
    loaded = load_contract(contract or sample_contract())
    known = load_ground_truth(ground_truth or resource("cohort/ground_truth.yaml"), loaded)
    drawn = generate(loaded, known, rows, seed, signal=not no_signal)
    data = cohort_csv(drawn, loaded)
    write_file(out, data)
    if truth is not None:
        write_file(truth, truth_csv(drawn))
    say_json(
        {
            "rows": rows,
            "seed": seed,
            "signal": not no_signal,
            "sha256": sha256_hex(data),
            "best_rmse": known.best_rmse,
        }
    )
