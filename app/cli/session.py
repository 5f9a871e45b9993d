"""Signing in on the command line."""

import getpass
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from app.bootstrap import Site
from engine.accounts.access import SignedIn
from engine.durable import read_file
from engine.errors import ReportableError

_MAX_SECRET_BYTES = 4096

As = Annotated[str, typer.Option("--as", metavar="NAME", help="Who you are at this site.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="A file whose first line is the password; else WARDCAST_PASSWORD, else a prompt.",
    ),
]


class NoPasswordError(ReportableError):
    """There is nobody to ask for the password."""

    code = "no-password"
    default_advice = "Set WARDCAST_PASSWORD, or name a file with --password-file."


def secret(prompt: str, variable: str, file: Path | None) -> str:
    """Get a secret from a file, an environment variable or a prompt without echo.

    Raises:
        NoPasswordError: None of them is there.
        CannotReadError: The file cannot be read.
    """
    if file is not None:
        text = read_file(file, limit=_MAX_SECRET_BYTES).decode("utf-8", "replace")
        return text.splitlines()[0] if text else ""
    if variable in os.environ:
        return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise NoPasswordError(f"{prompt} is needed and there is no terminal to ask at.")
    return getpass.getpass(f"{prompt}: ")


def sign_in(site: Site, name: str, password_file: Path | None) -> SignedIn:
    """Sign in by unwrapping the person's key; recorded either way.

    Raises:
        SignInRefusedError: Unknown, wrong, or not active.
    """
    password = secret(f"Password of {name}", "WARDCAST_PASSWORD", password_file)
    return site.accounts.sign_in(name, password)
