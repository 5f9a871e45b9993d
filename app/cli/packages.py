"""How a command is told which package it is about."""

from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import open_site, open_store_read_only
from app.cli.session import sign_in
from app.places import site_exists
from engine.models.refusals import UnreadablePackageError
from engine.models.verification import VerifiedModel, verify_package
from engine.phrases import phrase

PackageName = Annotated[
    str,
    typer.Argument(
        metavar="PACKAGE", help="Its folder, its .wardmodel file, or a version of the site."
    ),
]
Expect = Annotated[
    str | None,
    typer.Option("--expect", metavar="SHA256", help="The manifest's SHA-256 you were told."),
]


def named_package(
    home: Path, package: str, name: str | None, password_file: Path | None, expect: str | None
) -> VerifiedModel:
    """Verify what is named: something on the disk, else a version of the site."""
    path = Path(package)
    if name is None and not path.exists():
        raise UnreadablePackageError(
            phrase("There is no package {path}.", path=path),
            advice=phrase("Name its folder or file; a version of the site needs --as NAME, too."),
        )
    if name is None or path.exists():
        if not site_exists(home):
            return verify_package(path, None, expect=expect)
        with open_store_read_only(home) as (_, trust):
            return verify_package(path, trust.current(), expect=expect)
    with open_site(home) as site:
        return site.models.find(sign_in(site, name, password_file), package)
