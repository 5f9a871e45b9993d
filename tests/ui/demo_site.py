"""A demo site as ``wardcast demo`` makes it, without the case; with a second clinician."""

import json
from pathlib import Path

from app.bootstrap import create_site, open_site
from engine.accounts.answers import read_answers
from engine.accounts.roles import Role
from resources import resource


def password_of(name: str) -> str:
    return f"demo-password-{name}"


def make_demo_site(folder: Path, *, with_model: bool = True) -> None:
    roles = {one.value: one for one in Role} | {"colleague": Role.CLINICIAN}
    people = [
        {"name": name, "roles": [role.value], "password": password_of(name)}
        for name, role in roles.items()
    ]
    create_site(
        folder, read_answers({"site_name": "Wardcast demo", "people": people, "demo": True})
    )
    if with_model:
        activate_bundled_model(folder)


def activate_bundled_model(folder: Path) -> None:
    sha256 = json.loads(resource("model.json").read_bytes())["manifest_sha256"]
    with open_site(folder) as site:
        engineer, approver = (
            site.accounts.sign_in(name, password_of(name)) for name in ("engineer", "approver")
        )
        site.models.submit(engineer, resource("model"), "For the demo.", expect=sha256)
        site.models.approve(approver, sha256, "For the demo.")
        site.models.activate(approver, sha256, "For the demo.")
