"""``wardcast models``: verify, submit, approve, activate, export."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from app.bootstrap import ASIDE, open_site, open_store_read_only
from app.cli.output import plain, say, say_json, say_table, tell
from app.cli.packages import Expect
from app.cli.session import As, PasswordFile, sign_in
from app.places import site_exists
from engine.models.lifecycle import Entry
from engine.models.verification import VerifiedModel, verify_package
from engine.outputs.together import require_free, writing_together

app = typer.Typer(help="Models: verify, submit, approve, activate, export.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
Formats = Literal["wardmodel", "onnx", "joblib"]
Package = Annotated[
    Path, typer.Argument(metavar="PACKAGE", help="Its folder, or its .wardmodel file.")
]
Reason = Annotated[str, typer.Option("--reason", help="What your signature means.")]
Version = Annotated[str, typer.Argument(metavar="VERSION", help="Such as v-a1b2c3d4.")]


@app.command("verify")
def verify(
    context: typer.Context,
    package: Package,
    expect: Expect = None,
    as_json: AsJson = False,
) -> None:
    """Verify a package; needs no site, but judges signatures by one where there is one."""
    if site_exists(context.obj):
        with open_store_read_only(context.obj) as (_, trust):
            found = verify_package(package, trust.current(), expect=expect)
    else:
        found = verify_package(package, None, expect=expect)
    if as_json:
        say_json({"verified": True, **_facts(found)})
        return
    say(f"{found.model.version} holds: every byte is the one its manifest names.")
    say(f"manifest SHA-256 {found.model.sha256}")
    say(plain(found.validation.sentence))


@app.command("submit")
def submit(
    context: typer.Context,
    package: Package,
    name: As,
    password_file: PasswordFile = None,
    expect: Expect = None,
    reason: Reason = "I trained this model and answer for its evaluation.",
    as_json: AsJson = False,
) -> None:
    """Submit a package with your signature, as engineer."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        found = site.models.submit(session, package, reason, expect=expect)
    _say(found, "submitted", as_json=as_json)


@app.command("approve")
def approve(
    context: typer.Context,
    version: Version,
    name: As,
    password_file: PasswordFile = None,
    reason: Reason = "I read the evaluation and approve this model.",
    as_json: AsJson = False,
) -> None:
    """Approve a model that somebody else submitted, as approver."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        found = site.models.approve(session, version, reason)
    _say(found, "approved", as_json=as_json)


@app.command("reject")
def reject(
    context: typer.Context,
    version: Version,
    name: As,
    reason: Annotated[str, typer.Option("--reason", help="Why it must not be used.")],
    password_file: PasswordFile = None,
) -> None:
    """Reject a submitted model, as approver."""
    with open_site(context.obj) as site:
        site.models.reject(sign_in(site, name, password_file), version, reason)
    say(f"{plain(version)} is rejected.")


@app.command("activate")
def activate(
    context: typer.Context,
    version: Version,
    name: As,
    password_file: PasswordFile = None,
    reason: Reason = "This model answers cases from now on.",
    as_json: AsJson = False,
) -> None:
    """Let a validated model answer cases from now on."""
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        found = site.models.activate(session, version, reason)
    _say(found, "active", as_json=as_json)


# long: most of it declares the options.
@app.command("export")
def export(
    context: typer.Context,
    version: Version,
    name: As,
    form: Annotated[
        Formats,
        typer.Option(
            "--format",
            help="wardmodel is the package in one file, signed as it is, which another site can "
            "submit. onnx and joblib are for programs without Wardcast, and carry no signature.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the file goes.")],
    password_file: PasswordFile = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take a model out of the site, as engineer or approver; the file appears once recorded."""
    from trainer.publishing.exports import export_model

    require_free([out], replace=force)
    with open_site(context.obj) as site:
        session = sign_in(site, name, password_file)
        found = site.models.to_export(session, version)
        made = export_model(found, form)
        with writing_together([out], site.home / ASIDE, replace=force) as outputs:
            (file,) = outputs.files
            file.write(made.data)
            outputs.complete()
            site.models.record_export(session, found.model.sha256, form, file.sha256)
            outputs.appear()
    for note in made.notes:
        tell(plain(note))
    if as_json:
        facts = {"done": "exported", **_facts(found), "format": form, "notes": list(made.notes)}
        say_json({**facts, "file": str(out), "size": file.size, "sha256": file.sha256})
        return
    say(f"{found.model.version} is exported as {form} to {plain(out)}: {file.size:,} bytes.")
    say(f"SHA-256 of the file {file.sha256}")
    say(plain(found.validation.sentence))


@app.command("list")
def list_models(
    context: typer.Context, name: As, password_file: PasswordFile = None, as_json: AsJson = False
) -> None:
    """List the site's models with their state."""
    with open_site(context.obj) as site:
        entries = site.models.entries(sign_in(site, name, password_file))
    if as_json:
        say_json([_entry(entry) for entry in entries])
        return
    rows = [
        (
            entry.version,
            entry.state,
            entry.verified.model.manifest.family if entry.verified else "",
            entry.added_at[:10],
            entry.verified.validation.sentence if entry.verified else entry.refusal,
        )
        for entry in entries
    ]
    say_table(("version", "state", "family", "submitted", "standing"), rows)


def _say(found: VerifiedModel, done: str, *, as_json: bool) -> None:
    if as_json:
        say_json({"done": done, **_facts(found)})
        return
    say(f"{found.model.version} is {done}. {plain(found.validation.sentence)}")


def _facts(found: VerifiedModel) -> dict[str, Any]:
    return {
        "version": found.model.version,
        "manifest_sha256": found.model.sha256,
        "validated": found.validation.validated,
        "validation": found.validation.state,
        "not_for_care": found.validation.not_for_care,
        "statement": found.validation.sentence,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    known = _facts(entry.verified) if entry.verified else {"refusal": entry.refusal}
    return {"version": entry.version, "state": entry.state, "added_at": entry.added_at, **known}
