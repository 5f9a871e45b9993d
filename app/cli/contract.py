"""``wardcast contract``: check one, or draft one from a CSV."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import plain, say, say_json
from engine.contract.drafting import draft_contract
from engine.contract.loader import load_contract
from engine.contract.problems import ContractError

app = typer.Typer(help="The contract of a site's data.", no_args_is_help=True)


@app.command("check")
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The contract, a YAML file.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Check a contract: every problem with its line, reason and the nearest right word."""
    try:
        contract = load_contract(file)
    except ContractError as error:
        if as_json:
            problems = [
                {"path": p.path, "line": p.line, "reason": p.reason, "suggestion": p.suggestion}
                for p in error.problems
            ]
            say_json({"valid": False, "problems": problems})
        raise
    inputs = len(contract.inputs)
    if as_json:
        facts = {"valid": True, "name": contract.name, "sha256": contract.digest, "inputs": inputs}
        say_json(facts)
        return
    say(f"{plain(file)} is a valid contract: {plain(contract.name)}, {inputs} inputs,")
    say(f"outcome {plain(contract.outcome.name)}. SHA-256 {contract.digest}")


@app.command("draft")
def draft(
    csv: Annotated[Path, typer.Argument(metavar="CSV", help="Rows with a header.")],
    outcome: Annotated[
        str | None, typer.Option("--outcome", metavar="COLUMN", help="Else the last column.")
    ] = None,
    patient: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="The patient's column.")
    ] = None,
) -> None:
    """Draft a contract from a CSV and write it to stdout."""
    from trainer.dataset.table import read_table

    table = read_table(csv)
    say(draft_contract(table.header, table.rows(), outcome, patient).rstrip("\n"))
