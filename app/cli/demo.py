"""``wardcast demo``: a site to try things out in, and the main job done once in it."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import Site, create_site, open_site, open_store_read_only
from app.cli.output import plain, say_json, tell
from app.cli.predict import answer_case, read_case_file
from app.places import site_exists
from engine.accounts.access import SignedIn
from engine.accounts.answers import SetupAnswers, read_answers
from engine.accounts.roles import Role
from engine.audit.verify import verify_log
from engine.errors import ReportableError
from engine.models.lifecycle import NoActiveModelError
from engine.progress import Silent
from resources import resource


class NotADemoError(ReportableError):
    """The folder holds a site that is no demo."""

    code = "not-a-demo"
    default_advice = "Name another folder with --home: a demo never touches a real site."


def demo(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option("--home", metavar="DIR", help="Where the demo site lies.")
    ] = None,
) -> None:
    """Make a demo site if there is none, answer a case in it, and verify the record.

    One account per role: the account's name is the role's, its password demo-password-ROLE.
    """
    folder: Path = home or context.obj
    if not site_exists(folder):
        tell(f"Making a demo site in {folder}: one account per role, never for care.")
        create_site(folder, _answers())
    with open_site(folder) as site:
        if not site.trust.current().demo:
            raise NotADemoError(f"The site in {folder} is no demo.")
        _have_a_model(site)
        raw = read_case_file(str(resource("demo/case.json")))
        answer = answer_case(site, _as(site, Role.CLINICIAN), raw)
    with open_store_read_only(folder) as (database, repository):
        trust = repository.current()
        report = verify_log(database, trust.log_key, trust.log_id, Silent())
    say_json(
        {
            "score": answer.reply["score"],
            "interval": answer.reply["interval"],
            "band": answer.reply["band"],
            "model_version": answer.reply["model_version"],
            "validated": answer.reply["validated"],
            "audit_size": report.size,
            "audit_verified": report.sound,
        }
    )
    if not report.sound:
        tell(f"The log does not hold: {plain(report.reason)}")
        raise typer.Exit(1)


def _answers() -> SetupAnswers:
    people = [{"name": r.value, "roles": [r.value], "password": _password(r)} for r in Role]
    return read_answers({"site_name": "Wardcast demo", "people": people, "demo": True})


def _password(role: Role) -> str:
    return f"demo-password-{role.value}"


def _as(site: Site, role: Role) -> SignedIn:
    return site.accounts.sign_in(role.value, _password(role))


def _have_a_model(site: Site) -> None:
    try:
        site.models.load_active()
    except NoActiveModelError:
        tell("Submitting, approving and activating the bundled model.")
    else:
        return
    engineer, approver = _as(site, Role.ENGINEER), _as(site, Role.APPROVER)
    sha256 = json.loads(resource("model.json").read_bytes())["manifest_sha256"]
    if sha256 not in {entry.sha256 for entry in site.models.entries(engineer)}:
        site.models.submit(engineer, resource("model"), "For the demo.", expect=sha256)
    entry = next(e for e in site.models.entries(engineer) if e.sha256 == sha256)
    if entry.state == "submitted":
        site.models.approve(approver, sha256, "For the demo; synthetic data, not for care.")
    site.models.activate(approver, sha256, "For the demo.")
