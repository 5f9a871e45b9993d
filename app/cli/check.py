"""``wardcast data``: look for what is wrong with data, and mend a copy."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.output import ProgressLine, plain, say, say_json, tell
from app.cli.packages import model_to_compare
from engine.contract.loader import load_contract
from engine.contract.model import Contract
from engine.durable import CannotWriteError, write_file
from engine.phrases import phrase

if TYPE_CHECKING:
    from trainer.dataset.checking.findings import Finding
    from trainer.dataset.checking.run import DataCheck
    from trainer.dataset.mending.applying import Mended
    from trainer.dataset.mending.mends import MendFile
    from trainer.dataset.table import Table

STOPPED = 1

app = typer.Typer(help="Data to learn from: check them, mend a copy.", no_args_is_help=True)

Data = Annotated[Path, typer.Argument(metavar="DATA.csv", help="The rows.")]
ContractFile = Annotated[Path, typer.Option("--contract", metavar="FILE", help="The contract.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


@app.command("check")
def check(
    context: typer.Context,
    data: Data,
    contract: ContractFile,
    model: Annotated[
        str | None,
        typer.Option(
            "--model", metavar="VERSION|PACKAGE", help="Compare with the training of this model."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="CSV", help="Write every row found.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write one page to read.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find what is wrong with data; the exit status is 1 where something stops learning."""
    from trainer.dataset.checking.run import check_table
    from trainer.dataset.reporting.facts import facts_of
    from trainer.dataset.reporting.page import report_page
    from trainer.dataset.reporting.rows import report_csv

    _require_apart(report, html, data, contract)
    loaded = load_contract(contract)
    compared = None if model is None else model_to_compare(context.obj, model)
    table = _read(data, loaded)
    found = check_table(table, loaded, data.name, model=compared, progress=ProgressLine())
    if report is not None:
        write_file(report, report_csv(found), mode=0o600)
    if html is not None:
        write_file(html, report_page(found), mode=0o600)
    if as_json:
        say_json(facts_of(found))
    else:
        _say(found)
    if found.stops:
        raise typer.Exit(STOPPED)


# long: most of it declares the options.
@app.command("mend")
def mend(
    data: Data,
    out: Annotated[Path, typer.Argument(metavar="OUT.csv", help="Where the mended copy goes.")],
    contract: ContractFile,
    apply: Annotated[
        list[str] | None,
        typer.Option(
            "--apply", metavar="KIND[:COLUMN]", help="A kind of finding to mend; may be repeated."
        ),
    ] = None,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="FILE", help="Mends that were recorded before.")
    ] = None,
    record: Annotated[
        Path | None, typer.Option("--record", metavar="FILE", help="Record what was mended.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Mend a copy of the data; the original stays as it is."""
    from trainer.dataset.checking.proposals import Asked, mend_as_asked
    from trainer.dataset.mending.applying import apply_mends
    from trainer.dataset.mending.filing import Copy, write_copy
    from trainer.dataset.mending.mends import read_plan

    if bool(apply) == (plan is not None):
        raise typer.BadParameter("say either what to mend with --apply, or a --plan")
    copy = Copy(data, out, record)
    copy.require_free()
    loaded = load_contract(contract)
    table = _read(data, loaded)
    if plan is not None:
        planned = read_plan(plan)
        if planned.contract not in (None, loaded.digest):
            tell("These mends were proposed under another contract; they are applied as they are.")
        done = apply_mends(table, planned.mends)
    else:
        done = mend_as_asked(table, loaded, [Asked.parse(one) for one in apply or ()])
    written = write_copy(copy, table, done, loaded.digest)
    if as_json:
        say_json(written.model_dump(mode="json"))
    else:
        _say_mended(copy.out, copy.dropped, done, written)


def _read(data: Path, contract: Contract) -> "Table":
    from trainer.dataset.table import read_table

    return read_table(data, [column.name for column in contract.columns()])


def _require_apart(report: Path | None, html: Path | None, data: Path, contract: Path) -> None:
    places = [path.absolute() for path in (report, html, data, contract) if path is not None]
    if len(set(places)) < len(places):
        raise CannotWriteError(
            phrase("Two of the files would have the same name."),
            advice=phrase("Name another file."),
        )


def _say(found: "DataCheck") -> None:
    for finding in found.findings:
        _say_finding(finding)
    counts = ", ".join(f"{count} {severity}" for severity, count in found.counts.items())
    verdict = (
        "Nothing can be learnt from it as it is." if found.stops else "Nothing stops learning."
    )
    say(f"{plain(found.name)}: {found.rows:,} rows, {counts}. {verdict}")


def _say_finding(finding: "Finding") -> None:
    from trainer.dataset.mending.wording import described

    say(f"{finding.severity.upper():<9} [{finding.kind}] {plain(finding.sentence)}")
    if finding.spots:
        rows = list(dict.fromkeys(f"{spot.row:,} (line {spot.line:,})" for spot in finding.spots))
        more = ", ..." if finding.rows > len(rows[:3]) else ""
        say(f"          rows {', '.join(rows[:3])}{more}")
    if finding.mend is not None:
        asked = f"{finding.kind}:{finding.columns[0]}" if finding.columns else finding.kind
        say(f"          --apply '{plain(asked)}': {plain(described(finding.mend))}")


def _say_mended(out: Path, dropped: Path, done: "Mended", written: "MendFile") -> None:
    from trainer.dataset.mending.wording import described

    for step in done.steps:
        say(f"{step.cells:,} cells, {step.rows:,} rows dropped: {plain(described(step.mend))}")
    if written.applied is not None:
        say(
            f"{plain(out)}: {written.applied.output.rows:,} rows, "
            f"SHA-256 {written.applied.output.sha256}"
        )
    if done.dropped:
        say(f"The rows that went are in {plain(dropped)}.")
