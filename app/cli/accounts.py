"""``wardcast accounts``: who works here."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.bootstrap import open_site
from app.cli.output import plain, say, say_json, say_table, tell
from app.cli.session import As, PasswordFile, secret, sign_in
from engine.accounts.roles import Role
from engine.accounts.trust import Person

app = typer.Typer(help="Who works here, and in which roles.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="JSON on stdout.")]
Who = Annotated[str, typer.Argument(metavar="NAME", help="Whose account.")]


@app.command("list")
def list_accounts(
    context: typer.Context, name: As, password_file: PasswordFile = None, as_json: AsJson = False
) -> None:
    """List the accounts with their roles and state."""
    with open_site(context.obj) as site:
        people = site.accounts.list(sign_in(site, name, password_file))
    shown = [_shown(person) for person in people]
    if as_json:
        say_json(shown)
        return
    rows = [
        (p["name"], ", ".join(p["roles"]), ", ".join(p["awaiting"]), p["status"]) for p in shown
    ]
    say_table(("name", "roles", "to be confirmed", "status"), rows)


@app.command("add")
def add(
    context: typer.Context,
    who: Who,
    name: As,
    role: Annotated[list[Role], typer.Option("--role", help="A role; may be given again.")],
    password_file: PasswordFile = None,
    as_json: AsJson = False,
) -> None:
    """Add a person; prints the one-time secret with which they enrol."""
    with open_site(context.obj) as site:
        enrolment = site.accounts.add(sign_in(site, name, password_file), who, role)
    if as_json:
        say_json({"name": who, "enrolment_secret": enrolment.text})
        return
    say(f"Enrolment secret of {plain(who)}, shown once: {enrolment.text}")
    tell(f"They enrol with: wardcast accounts enrol {plain(who)}")
    if {Role.AUDITOR, Role.APPROVER} & set(role):
        tell("Then another person of the same role confirms: wardcast accounts confirm NAME")


@app.command("enrol")
def enrol(
    context: typer.Context,
    who: Who,
    secret_file: Annotated[
        Path | None,
        typer.Option("--secret-file", metavar="FILE", help="Else WARDCAST_ENROLMENT, else asked."),
    ] = None,
    password_file: PasswordFile = None,
) -> None:
    """Make your own keys under your own password, with the one-time secret."""
    with open_site(context.obj) as site:
        once = secret(f"Enrolment secret of {who}", "WARDCAST_ENROLMENT", secret_file)
        password = secret("New password", "WARDCAST_PASSWORD", password_file)
        signed_in = site.accounts.enrol(who, once, password)
    say(f"{plain(who)} is enrolled.")
    if signed_in.awaiting:
        tell(f"Still to be confirmed by somebody else: {', '.join(sorted(signed_in.awaiting))}.")


@app.command("confirm")
def confirm(context: typer.Context, who: Who, name: As, password_file: PasswordFile = None) -> None:
    """Confirm the key of a new auditor or approver, as one of the same role."""
    with open_site(context.obj) as site:
        person = site.accounts.confirm(sign_in(site, name, password_file), who)
    say(f"{plain(person.name)} now counts as {', '.join(sorted(person.roles))}.")


@app.command("disable")
def disable(
    context: typer.Context,
    who: Who,
    name: As,
    password_file: PasswordFile = None,
    compromised: Annotated[
        bool, typer.Option("--compromised", help="Refuse also everything the key signed before.")
    ] = False,
) -> None:
    """Disable an account; what it signed stands, unless its key was compromised."""
    with open_site(context.obj) as site:
        site.accounts.disable(sign_in(site, name, password_file), who, compromised=compromised)
    say(f"{plain(who)} can no longer sign in.")


def _shown(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "roles": sorted(person.roles),
        "awaiting": sorted(person.awaiting),
        "status": "to enrol" if person.pending else person.status.value,
    }
