"""What is well and what is not, of the installation and of the site; changes nothing."""

import os
import platform
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

import numpy as np

from app.bootstrap import ASIDE, log_key_store, open_store_read_only
from app.places import site_exists
from engine.accounts.repository import TrustRepository
from engine.contract.model import Contract
from engine.errors import ReportableError
from engine.inference.traversal import KERNEL, WHY_TWIN, compile_form, compile_twin
from engine.models.active import ModelReader, NoActiveModelError
from engine.models.forms import Form
from engine.models.verification import VerifiedModel
from engine.outputs.notes import left_aside
from engine.store.database import Database

_MIB = 1 << 20
# A year of a busy ward's records is some hundred MiB; a full disk stops every answer.
_SCARCE_BYTES, _TOO_FEW_BYTES = 1024 * _MIB, 64 * _MIB
_SELF_TEST_ROWS = 500


class State(StrEnum):
    """From what needs nothing to what stops work."""

    OK = "ok"
    ATTENTION = "attention"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: What, in a word.
        state: How it stands.
        says: What was found.
        advice: What to do; nothing where nothing needs to be done.
    """

    name: str
    state: State
    says: str
    advice: str = ""


def look_over(home: Path) -> Iterator[Finding]:
    """Look at the installation, then at the site in ``home``."""
    yield Finding("wardcast", State.OK, f"version {version('wardcast')}")
    yield _kernel()
    yield Finding("python", State.OK, f"{platform.python_version()}, {platform.machine()}")
    yield Finding("numpy", State.OK, version("numpy"))
    yield Finding("sqlite", State.OK, sqlite3.sqlite_version)
    yield _disk(home)
    if not site_exists(home):
        advice = "Set one up with 'wardcast setup', or name its folder with --home."
        yield Finding("site", State.ATTENTION, f"there is none in {home}", advice)
        return
    yield _rights(home)
    yield from _left_aside(home)
    yield from _site(home)


def _kernel() -> Finding:
    if KERNEL is None:
        return Finding(
            "kernel",
            State.ATTENTION,
            f"the numpy twin scores: {WHY_TWIN}",
            "Scores are the same to the bit, several times slower. From source, 'make setup'"
            " compiles the kernel; otherwise install the packaged application.",
        )
    return Finding("kernel", State.OK, "the compiled kernel scores")


def _disk(home: Path) -> Finding:
    there = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    try:
        free = shutil.disk_usage(there).free
    except OSError as error:
        return _refused("disk", error)
    says = f"{free / 2**30:.1f} GiB free where {home} lies"
    advice = "Make room on this disk: when it is full, nothing can be recorded or answered."
    if free < _TOO_FEW_BYTES:
        return Finding("disk", State.BROKEN, says, advice)
    if free < _SCARCE_BYTES:
        return Finding("disk", State.ATTENTION, says, advice)
    return Finding("disk", State.OK, says)


def _rights(home: Path) -> Finding:
    try:
        mode = home.stat().st_mode
    except OSError as error:
        return _refused("home", error)
    if not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        return Finding(
            "home",
            State.BROKEN,
            f"{home} may not be written by whoever runs this",
            "Run Wardcast as the owner of the folder, or give its account the right to write.",
        )
    # Windows has no such bits: there the folder's access list says who may.
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding(
            "home",
            State.ATTENTION,
            f"others than its owner may use {home}",
            f"Take their rights away: chmod 700 {home}",
        )
    return Finding("home", State.OK, f"{home}, for its owner only")


def _left_aside(home: Path) -> Iterator[Finding]:
    left = left_aside(home / ASIDE)
    if left:
        yield Finding(
            "left over",
            State.ATTENTION,
            f"a command that was killed left {', '.join(map(str, left))}",
            "Sign in at this site, by its window or any command: that removes them.",
        )


def _site(home: Path) -> Iterator[Finding]:
    try:
        with open_store_read_only(home) as (database, trust):
            size = database.path.stat().st_size / _MIB
            yield Finding("store", State.OK, f"readable, {size:.1f} MiB")
            yield _trust(trust)
            yield _log_key(home, trust)
            yield from _model(home, database, trust)
    except ReportableError as error:
        yield _broken("store", error)
    except OSError as error:
        yield _refused("store", error)


def _trust(trust: TrustRepository) -> Finding:
    try:
        site = trust.current()
    except ReportableError as error:
        return _broken("trust", error)
    return Finding("trust", State.OK, f"the site's root and people hold, log {site.log_id[:8]}")


def _log_key(home: Path, trust: TrustRepository) -> Finding:
    store = log_key_store(home)
    try:
        if store.load().public != trust.current().log_key:
            return Finding(
                "log key",
                State.BROKEN,
                f"what is kept is not this site's key ({store.describe()})",
                "Restore the key from the site's backup and tell an auditor.",
            )
        return Finding("log key", State.OK, store.describe())
    except ReportableError as error:
        return _broken("log key", error)


def _model(home: Path, database: Database, trust: TrustRepository) -> Iterator[Finding]:
    try:
        found = ModelReader(database, trust, home / "models").load_active()
    except NoActiveModelError as error:
        yield Finding("model", State.ATTENTION, error.summary, error.advice)
        return
    except ReportableError as error:
        yield _broken("model", error)
        return
    yield _standing(found)
    yield _same_bits(found.model.form, found.model.contract)


def _standing(found: VerifiedModel) -> Finding:
    says = f"{found.model.version} is active: {found.validation.sentence}"
    if found.validation.not_for_care:
        return Finding(
            "model", State.ATTENTION, says, "Train one on the site's own data before any real use."
        )
    return Finding("model", State.OK, says)


def _same_bits(form: Form, contract: Contract) -> Finding:
    """Score rows of every kind by what scores here and by the twin."""
    draw = np.random.Generator(np.random.PCG64(1))
    rows = np.empty((_SELF_TEST_ROWS, len(contract.inputs)))
    for place, width in enumerate(form.widths):
        # Codes that there are and some that there are not; numbers of every size.
        rows[:, place] = (
            draw.integers(-1, width + 1, len(rows))
            if width
            else draw.normal(size=len(rows)) * 10.0 ** draw.integers(-3, 7, len(rows))
        )
    rows[draw.random(rows.shape) < 0.1] = np.nan  # noqa: PLR2004 - a tenth is unknown
    if compile_form(form)(rows).tobytes() == compile_twin(form)(rows).tobytes():
        return Finding("scores", State.OK, "the active model's are the same to the bit by numpy")
    return Finding(
        "scores",
        State.BROKEN,
        "the compiled kernel and its numpy twin give different scores",
        "Set WARDCAST_KERNEL=twin, and tell support which compiler made the kernel.",
    )


def _broken(name: str, error: ReportableError) -> Finding:
    return Finding(name, State.BROKEN, f"{error.summary} [{error.code}]", error.advice)


def _refused(name: str, error: OSError) -> Finding:
    return Finding(
        name,
        State.BROKEN,
        f"the system refused: {error.strerror}",
        "Check the path, and that whoever runs this may read there.",
    )
