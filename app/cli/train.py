"""``wardcast train``: from a CSV to a package."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from app.bootstrap import open_site
from app.cli.output import ProgressLine, plain, say, say_json, tell
from app.cli.report import Against, ReportFile, model_beside, require_place, write_report
from app.cli.searching import Cluster, CurveFile, curve
from app.cli.session import PasswordFile, sign_in
from app.cli.store import StoreFolder, open_store
from engine.contract.loader import load_contract
from engine.durable import CannotWriteError, write_folder

Families = Literal["auto", "mean", "ridge", "forest", "boosting"]
_SHOWN = 50
_VERDICTS = {"passed": "passed ", "watch": "WATCH  ", "refused": "REFUSED"}


# long: most of it declares the options.
def train(
    context: typer.Context,
    contract: Annotated[Path, typer.Option("--contract", metavar="FILE", help="The contract.")],
    data: Annotated[Path, typer.Option("--data", metavar="CSV", help="The rows to learn from.")],
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the package goes.")],
    family: Annotated[
        Families, typer.Option("--family", help="auto takes the simplest that is good enough.")
    ] = "auto",
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, max=2**32 - 1, help="Else the contract's.")
    ] = None,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, max=256, help="They change no byte.")
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--as", metavar="NAME", help="Sign the package as this engineer."),
    ] = None,
    password_file: PasswordFile = None,
    store: StoreFolder = None,
    cluster: Cluster = None,
    curve_file: CurveFile = None,
    report: ReportFile = None,
    against: Against = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Learn a model, judge it by the contract's gates, and write it as a package."""
    from trainer.pipeline import Choice
    from trainer.pipeline import train as run

    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        # Said before the work, not after it.
        raise CannotWriteError(f"{out} already exists.", advice="Name another folder with --out.")
    require_place(report, out)
    with _signer(context.obj, name, password_file) as sign, curve(curve_file) as told:
        loaded = load_contract(contract)
        choice = Choice(
            family=family,
            seed=seed,
            threads=threads or _threads(),
            cluster=cluster,
            against=model_beside(context.obj, against, loaded),
        )
        try:
            kept = open_store(context.obj, store)
            result = run(loaded, data, choice, ProgressLine(), kept, told)
        except Exception as error:
            _tell_violations(error)
            raise
        files = dict(result.files)
        if sign is not None:
            sign(files, result.manifest_sha256)
        write_folder(out, files)
    if report is not None:
        write_report(result, report)
    for note in result.notes:
        tell(plain(note))
    if name is None:
        tell("The package is unsigned: it verifies only with --expect " + result.manifest_sha256)
    facts = {**_facts(result), "report": None if report is None else str(report)}
    if as_json:
        say_json(facts)
        return
    _say(facts, out)


def _threads() -> int:
    named = os.environ.get("OMP_NUM_THREADS", "")
    return int(named) if named.isdigit() and int(named) > 0 else 1


@contextmanager
def _signer(
    home: Path, name: str | None, password_file: Path | None
) -> Iterator[Callable[[dict[str, bytes], str], None] | None]:
    """Sign in before the work, so that a mistyped password costs no training; nobody, no signer."""
    if name is None:
        yield None
        return
    from engine.accounts.roles import Permission
    from engine.clock import utc_text
    from engine.models.content import SIGNATURES
    from engine.models.signatures import sign_act, with_envelope

    with open_site(home) as site:
        session = sign_in(site, name, password_file)
        site.access.require(session, Permission.MODEL_SUBMIT)

        def sign(files: dict[str, bytes], sha256: str) -> None:
            # Asked again: roles may have changed while it learnt.
            actor = site.access.require(session, Permission.MODEL_SUBMIT)
            at = utc_text(site.clock.now())
            envelope = sign_act(
                session.signing_key, actor, "submitted", sha256, at=at, reason="Trained by me."
            )
            files[SIGNATURES] = with_envelope(files[SIGNATURES], envelope)

        yield sign


def _tell_violations(error: Exception) -> None:
    from trainer.dataset.validation import DataRefusedError

    if not isinstance(error, DataRefusedError):
        return
    for v in error.violations[:_SHOWN]:
        where = f"row {v.row} (line {v.line})" + (f", {plain(v.column)}" if v.column else "")
        value = f" '{plain(v.value)}'" if v.value else ""
        mend = f" Proposed: '{plain(v.mend)}'." if v.mend else ""
        tell(f"  {where}:{value} {plain(v.message)} [{v.rule}]{mend}")
    if len(error.violations) > _SHOWN:
        tell(f"  ... and {len(error.violations) - _SHOWN:,} more")


def _facts(result: Any) -> dict[str, Any]:
    from trainer.publishing.report import against_facts

    manifest = result.manifest
    return {
        "version": result.version,
        "manifest_sha256": result.manifest_sha256,
        "rows": manifest.data.rows,
        "family": manifest.family,
        "settings": manifest.settings,
        **manifest.figures.model_dump(mode="json"),
        "gates": [gate.model_dump(mode="json") for gate in manifest.gates],
        "promotable": manifest.promotable,
        "against": None if result.against is None else against_facts(result.against),
    }


def _say(facts: dict[str, Any], out: Path) -> None:
    learner = ", ".join([facts["family"], *(f"{n} {v:g}" for n, v in facts["settings"].items())])
    say(f"{facts['version']} ({learner}) from {facts['rows']:,} rows, in {out}")
    say(f"manifest SHA-256 {facts['manifest_sha256']}")
    for gate in facts["gates"]:
        say(f"  {_VERDICTS[gate['verdict']]}  {gate['name']}: {plain(gate['sentence'])}")
    say(
        "It may be submitted."
        if facts["promotable"]
        else "It must not advise: it can be kept for exploration only."
    )
    if facts["against"] is not None:
        say(plain(facts["against"]["sentence"]))
        say(plain(facts["against"]["caveat"]))
    if facts["report"] is not None:
        say(f"The training report is in {plain(facts['report'])}")
