"""The demo site: one account per role, the bundled model approved and active, never for care."""

import json
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import Site, create_site, open_site
from app.places import site_exists
from engine.accounts.access import SignedIn
from engine.accounts.answers import SetupAnswers, read_answers
from engine.accounts.roles import Role
from engine.errors import ReportableError
from engine.models.active import NoActiveModelError
from engine.phrases import phrase
from resources import resource

SITE_NAME = "Wardcast demo"


class NotADemoError(ReportableError):
    """The folder holds a site that is no demo."""

    code = "not-a-demo"
    default_advice = "Name another folder with --home: a demo never touches a real site."


def demo_password(role: Role) -> str:
    """The password of a role's account; known to everybody, for it is a demo."""
    return f"demo-password-{role.value}"


def prepare_demo_site(home: Path, tell: Callable[[str], None]) -> None:
    """Make a demo site in a folder if there is none, with the bundled model active.

    Args:
        home: The folder.
        tell: Told what takes a while.

    Raises:
        NotADemoError: There is a site that is no demo.
        ReportableError: It cannot be made.
    """
    if not site_exists(home):
        tell(f"Making a demo site in {home}: one account per role, never for care.")
        create_site(home, _answers())
    with open_site(home) as site:
        if not site.trust.current().demo:
            raise NotADemoError(phrase("The site in {folder} is no demo.", folder=home))
        _have_a_model(site, tell)


def _answers() -> SetupAnswers:
    people = [{"name": r.value, "roles": [r.value], "password": demo_password(r)} for r in Role]
    return read_answers({"site_name": SITE_NAME, "people": people, "demo": True})


def _as(site: Site, role: Role) -> SignedIn:
    return site.accounts.sign_in(role.value, demo_password(role))


def _have_a_model(site: Site, tell: Callable[[str], None]) -> None:
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
