"""``wardcast audit``: verify, list and read the log."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import Site, open_site, open_store_read_only
from app.cli.output import ProgressLine, plain, say, say_json, say_table
from app.cli.session import As, PasswordFile, sign_in
from engine.accounts.access import SignedIn, identity
from engine.accounts.roles import Permission
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.reader import AuditReader
from engine.audit.records import Header
from engine.audit.refusals import NotSealedToYouError
from engine.audit.verify import verify_log
from engine.durable import read_file

app = typer.Typer(help="The audit log: verify it, list it, read it.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
_MAX_RECEIPT_BYTES = 65_536


@app.command("verify")
def verify(
    context: typer.Context,
    receipt: Annotated[
        Path | None,
        typer.Option("--receipt", metavar="FILE", help="An earlier checkpoint it must contain."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Verify every record with the public key alone; exit status 1 when one does not hold."""
    kept = None if receipt is None else read_file(receipt, limit=_MAX_RECEIPT_BYTES)
    with open_store_read_only(context.obj) as (database, repository):
        trust = repository.current()
        report = verify_log(database, trust.log_key, trust.log_id, ProgressLine(), receipt=kept)
    if as_json:
        say_json(
            {
                "sound": report.sound,
                "size": report.size,
                "root": report.root,
                "first_bad": report.first_bad,
                "reason": report.reason,
            }
        )
    elif report.sound:
        say(f"Sound: {report.size} records, root {report.root}")
    else:
        where = "" if report.first_bad is None else f" from record {report.first_bad} on"
        say(f"The log does not hold{where}: {plain(report.reason)}")
    if not report.sound:
        raise typer.Exit(1)


@app.command("list")
def list_records(
    context: typer.Context,
    name: As,
    password_file: PasswordFile = None,
    kind: Annotated[EventKind | None, typer.Option("--kind", help="Only this kind.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000)] = 100,
    as_json: AsJson = False,
) -> None:
    """List records, the newest first; this is recorded too."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        reader = _reader(site, session, Permission.AUDIT_LIST)
        what = {"what": "list", "kind": kind and kind.value, "limit": limit}
        _record_reading(site, session, what)
        headers = reader.headers(kind=kind, limit=limit)
    if as_json:
        say_json([_shown(header) for header in headers])
        return
    rows = [(h.seq, h.at, h.kind, h.outcome) for h in headers]
    say_table(("record", "time (UTC)", "kind", "outcome"), rows)


@app.command("show")
def show(
    context: typer.Context,
    seq: Annotated[int, typer.Argument(metavar="SEQ", min=0, help="The record's number.")],
    name: As,
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Open one record in full, as auditor; this is recorded too."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        reader = _reader(site, session, Permission.AUDIT_SHOW)
        _record_reading(site, session, {"what": "show", "record": seq})
        record = reader.open(seq)
    if as_json:
        say_json({"header": _shown(record.header), "body": record.body})
        return
    for key, value in _shown(record.header).items():
        say(f"{key:<10} {plain(value)}")
    _say_tree(record.body)


def _reader(site: Site, session: SignedIn, permission: Permission) -> AuditReader:
    site.access.require(session, permission)
    if session.reading_key is None:
        raise NotSealedToYouError(f"{session.actor.name} has no reading key.")
    return AuditReader(site.database, site.trust.current().log_id, session.reading_key)


def _record_reading(site: Site, session: SignedIn, what: dict[str, Any]) -> None:
    body = {"actor": identity(session.actor), **what}
    site.log.append(Event(EventKind.LOG_READ, Outcome.DONE, body))


def _shown(header: Header) -> dict[str, Any]:
    return {
        "record": header.seq,
        "time": header.at,
        "kind": str(header.kind),
        "outcome": str(header.outcome),
        "epoch": header.epoch,
    }


def _say_tree(value: Any, name: str = "body", depth: int = 0) -> None:
    indent = "  " * depth
    if isinstance(value, dict) and value:
        say(f"{indent}{plain(name)}:")
        for key, inner in value.items():
            _say_tree(inner, str(key), depth + 1)
    elif isinstance(value, list) and value:
        say(f"{indent}{plain(name)}:")
        for place, inner in enumerate(value):
            _say_tree(inner, str(place), depth + 1)
    else:
        say(f"{indent}{plain(name)}: {plain(value)}")
