"""How a command is told which package it is about."""

from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import open_site, open_store_read_only
from app.cli.session import sign_in
from app.places import site_exists
from engine.durable import CannotReadError
from engine.models.package import Model, check_files
from engine.models.refusals import UnreadablePackageError
from engine.models.verification import VerifiedModel, verify_package
from engine.models.wardmodel import read_package
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


def model_to_compare(home: Path, named: str) -> Model:
    """A package that is named, or the site's own of this version.

    Of a package every byte is held against its manifest; who signed it matters to whoever lets it
    advise, not to a comparison with what it saw.
    """
    package = Path(named)
    if package.exists() or not site_exists(home):
        return check_files(read_package(package))
    with open_store_read_only(home) as (_, trust):
        return verify_package(_of_site(home / "models", named), trust.current()).model


def _of_site(models: Path, version: str) -> Path:
    digits = version.removeprefix("v-")
    found = [path for path in models.iterdir() if digits and path.name.startswith(digits)]
    if len(found) != 1:
        raise CannotReadError(
            phrase("There is no package and no model {version} here.", version=version),
            advice=phrase("Name a package's folder, or a version from 'wardcast models list'."),
        )
    return found[0]
