"""``wardcast pipeline``: the stages from a CSV to a package, one by one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.cli.output import ProgressLine, plain, say, say_json
from app.cli.searching import Cluster, CurveFile, curve
from app.cli.store import StoreFolder, open_store
from engine.contract.loader import load_contract
from engine.errors import ReportableError

if TYPE_CHECKING:  # imported when a command runs
    from trainer.pipeline import Store

app = typer.Typer(help="The stages of training, and the store that keeps what they made.")

ContractFile = Annotated[Path, typer.Option("--contract", metavar="FILE", help="The contract.")]
DataFile = Annotated[Path, typer.Option("--data", metavar="CSV", help="The rows to learn from.")]
Family = Annotated[
    Literal["auto", "mean", "ridge", "forest", "boosting"],
    typer.Option("--family", help="auto takes the simplest that is good enough."),
]
Seed = Annotated[
    int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Else the contract's.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]


class NoTrainingStoreError(ReportableError):
    """There is no store to look at."""

    code = "no-training-store"
    default_advice = "Name one with --store, or a site with --home."


class UnknownStageError(ReportableError):
    """There is no stage of that name."""

    code = "unknown-stage"
    default_advice = "wardcast pipeline graph names the stages."


# long: most of it declares the options.
@app.command("run")
def run(
    context: typer.Context,
    contract: ContractFile,
    data: DataFile,
    family: Family = "auto",
    seed: Seed = None,
    threads: Annotated[
        int, typer.Option("--threads", min=1, max=256, help="They change no byte.")
    ] = 1,
    force: Annotated[
        list[str] | None,
        typer.Option("--force", metavar="STAGE", help="Run it though nothing has changed."),
    ] = None,
    store: StoreFolder = None,
    cluster: Cluster = None,
    curve_file: CurveFile = None,
    as_json: AsJson = False,
) -> None:
    """Run whatever has to run; the package stays in the store, and its lock beside it."""
    from trainer.pipeline import Choice, graph_of, train

    forced = frozenset(force or ())
    choice = Choice(family, seed, threads, forced, cluster=cluster)
    loaded, kept = load_contract(contract), _required(context.obj, store)
    names = list(graph_of(loaded, choice))
    for name in sorted(forced - set(names)):
        raise UnknownStageError(f"There is no stage {name!r}.")
    with curve(curve_file) as told:
        result = train(loaded, data, choice, ProgressLine(), kept, told)
    ran = [name for name in names if name not in result.cached]
    cached = [name for name in names if name in result.cached]
    lock = str(kept.folder / "runs" / f"{result.version}.json")
    facts = {
        "version": result.version,
        "manifest_sha256": result.manifest_sha256,
        "promotable": result.manifest.promotable,
        "ran": ran,
        "cached": cached,
        "lock": lock,
    }
    if as_json:
        say_json(facts)
        return
    say(f"{result.version}  manifest SHA-256 {result.manifest_sha256}")
    say(f"ran     {', '.join(ran) or 'nothing: nothing has changed'}")
    say(f"cached  {', '.join(cached) or 'nothing'}")
    say(f"lock    {plain(lock)}")


@app.command("status")
def status(
    context: typer.Context,
    contract: ContractFile,
    data: DataFile,
    family: Family = "auto",
    seed: Seed = None,
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Say which stages would run on this file, and run none."""
    from trainer.pipeline import Choice, states

    kept = _required(context.obj, store)
    found = states(load_contract(contract), data, Choice(family, seed), kept)
    if as_json:
        say_json({"stages": dict(found)})
        return
    words = {"cached": "cached", "runs": "would run", "waits": "waits for what it needs"}
    for name, state in found.items():
        say(f"{name:<18} {words[state]}")


@app.command("graph")
def graph(
    contract: ContractFile,
    family: Family = "auto",
    form: Annotated[
        Literal["text", "dot"], typer.Option("--as", help="dot is for Graphviz.")
    ] = "text",
) -> None:
    """Show which stage needs what of which."""
    from trainer.pipeline import Choice, graph_of

    edges = graph_of(load_contract(contract), Choice(family))
    if form == "dot":
        say("digraph pipeline {")
        for name, needs in edges.items():
            for need in needs:
                say(f'  "{need}" -> "{name}";')
        say("}")
        return
    for name, needs in edges.items():
        say(f"{name:<18} {', '.join(needs)}")


@app.command("gc")
def gc(
    context: typer.Context,
    keep: Annotated[
        int, typer.Option("--keep", min=0, help="So many of the newest runs stay whole.")
    ] = 5,
    store: StoreFolder = None,
    as_json: AsJson = False,
) -> None:
    """Remove what the newest runs do not need; it can all be made again from the data."""
    gone = _required(context.obj, store).collect(keep)
    if as_json:
        say_json({"files": gone.files, "bytes": gone.size})
        return
    say(f"Removed {gone.files:,} files, {gone.size:,} bytes.")


def _required(home: Path, named: Path | None) -> "Store":
    kept = open_store(home, named)
    if kept is None:
        raise NoTrainingStoreError(f"There is no site in {home}, and no store was named.")
    return kept
