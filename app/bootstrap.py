"""Start: the one place that builds every concrete object."""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.places import STORE, site_exists
from engine.accounts.access import Access
from engine.accounts.answers import SetupAnswers
from engine.accounts.repository import SiteNotSetUpError, TrustRepository
from engine.accounts.service import AccountService
from engine.accounts.setup import SiteExistsError, SiteSetUp, set_up_site
from engine.accounts.sitelog import open_log
from engine.accounts.sittings import Sittings
from engine.audit.log import AuditLog
from engine.clock import Clock, SystemClock
from engine.durable import CannotWriteError, os_reason, read_file
from engine.errors import ReportableError
from engine.keys.logkey import FileLogKeyStore, KeyringLogKeyStore, LogKeyStore
from engine.models.active import ActiveModel, ModelReader
from engine.models.lifecycle import ModelLifecycle
from engine.monitoring.settings import MetricsSwitch
from engine.monitoring.tally import Tally
from engine.monitoring.watch import Watch
from engine.outputs.notes import sweep
from engine.phrases import phrase
from engine.store.database import Database

ASIDE = "aside"
"""The site's folder of notes of what lies aside; see :mod:`engine.outputs.notes`."""

_POLICY_BYTES = 65_536


class BadPolicyError(ReportableError):
    """The machine's policy file cannot be used."""

    code = "policy-invalid"
    default_advice = (
        'The policy file holds {"site_root": "<64 hex digits>"}; the site\'s set-up names them. '
        'It may hold "metrics": false as well.'
    )


@dataclass(frozen=True)
class Site:
    """An open site: everything that a screen or a command needs.

    Attributes:
        home: The site's folder.
        database: Its store.
        trust: Who is who.
        log: The audit log.
        access: Lets those pass who may.
        accounts: Signing in, and people.
        sittings: What people do between signing in and out.
        models: The way of a model.
        active: The model that answers cases here.
        tally: Counts what is answered and refused.
        watch: Looks at how the site does.
        metrics: Switches the metrics.
        clock: Where the time comes from.
        pinned: Whether the machine's policy says which root is the site's.
    """

    home: Path
    database: Database
    trust: TrustRepository
    log: AuditLog
    access: Access
    accounts: AccountService
    sittings: Sittings
    models: ModelLifecycle
    active: ActiveModel
    tally: Tally
    watch: Watch
    metrics: MetricsSwitch
    clock: Clock
    pinned: bool


def pinned_root() -> str | None:
    """The fingerprint of the site root that this machine's policy file trusts, if there is one.

    Where the machine has none, ``WARDCAST_POLICY`` may name another; it never replaces the
    machine's, for whoever starts the program sets it.

    Raises:
        BadPolicyError: There is a policy file, but it cannot be understood.
        CannotReadError: It may not be read.
    """
    return _policy()[0]


def metrics_forbidden() -> bool:
    """Whether this machine's policy keeps the metrics off, as ``"metrics": false`` does.

    Raises:
        BadPolicyError: There is a policy file, but it cannot be understood.
        CannotReadError: It may not be read.
    """
    return not _policy()[1]


def _policy() -> tuple[str | None, bool]:
    """The pinned root, and whether metrics are permitted."""
    path, named = machine_policy(), os.environ.get("WARDCAST_POLICY")
    if named and not path.exists():
        path = Path(named)
    if not path.exists():
        return None, True
    try:
        policy = json.loads(read_file(path, limit=_POLICY_BYTES))
        pinned, permitted = str(policy["site_root"]), policy.get("metrics", True)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPolicyError(
            phrase("The policy file {path} cannot be understood.", path=path)
        ) from error
    if not isinstance(permitted, bool):
        raise BadPolicyError(phrase("The policy file {path} cannot be understood.", path=path))
    return pinned, permitted


def machine_policy() -> Path:
    """Where the machine's policy lies: where only a system administrator can write."""
    if platform.system() == "Linux":
        # Not asked of platformdirs: there, the user's own environment could move it.
        return Path("/etc/xdg/wardcast/policy.json")
    return platformdirs.site_config_path("wardcast", appauthor=False) / "policy.json"


def create_site(home: Path, answers: SetupAnswers) -> SiteSetUp:
    """Make a site in ``home``.

    Raises:
        SiteExistsError: There is one already; it stays as it is.
        ReportableError: It cannot be made; no store is left then.
    """
    if site_exists(home):
        # Said here, before the store would advise to remove what stands in its way.
        raise SiteExistsError(phrase("There is a site in {home} already.", home=home))
    _make_folder(home)
    _make_folder(home / "keys")
    # Outside the try: a store that somebody else made just now is not ours to remove.
    database = Database.create(home / STORE)
    try:
        with database:
            return set_up_site(answers, database, log_key_store(home), SystemClock())
    except BaseException:
        (home / STORE).unlink(missing_ok=True)
        raise


@contextmanager
def open_site(home: Path) -> Iterator[Site]:
    """Open the site in ``home``.

    Raises:
        SiteNotSetUpError: There is none.
        ReportableError: Its store, trust or log key does not hold.
    """
    if not site_exists(home):
        raise SiteNotSetUpError(phrase("There is no site in {home}.", home=home))
    clock = SystemClock()
    sweep(home / ASIDE)
    with Database.open(home / STORE) as database:
        root = pinned_root()
        trust = TrustRepository(database, root)
        log = open_log(database, trust, log_key_store(home), clock)
        access = Access(trust, log)
        folder = home / "models"
        _make_folder(folder)
        models = ModelLifecycle(database, trust, access, folder, clock)
        active, tally = ActiveModel(models), Tally(database, clock)
        try:
            yield Site(
                home=home,
                database=database,
                trust=trust,
                log=log,
                access=access,
                accounts=AccountService(trust, log, clock),
                sittings=Sittings(access),
                models=models,
                active=active,
                tally=tally,
                watch=Watch(database, trust, active, clock),
                metrics=MetricsSwitch(access, metrics_forbidden()),
                clock=clock,
                pinned=root is not None,
            )
        finally:
            tally.settle(last=True)


@contextmanager
def open_store_read_only(home: Path) -> Iterator[tuple[Database, TrustRepository]]:
    """Open a site's store for looking only: what verifying the log needs.

    Raises:
        SiteNotSetUpError: There is no site.
    """
    if not site_exists(home):
        raise SiteNotSetUpError(phrase("There is no site in {home}.", home=home))
    with Database.open(home / STORE, read_only=True) as database:
        yield database, TrustRepository(database, pinned_root())


@contextmanager
def open_watch(home: Path) -> Iterator[Watch]:
    """Open a site's store for looking at it again and again: what the metrics need.

    Raises:
        SiteNotSetUpError: There is no site.
    """
    with open_store_read_only(home) as (database, trust):
        active = ActiveModel(ModelReader(database, trust, home / "models"))
        yield Watch(database, trust, active, SystemClock())


def log_key_store(home: Path) -> LogKeyStore:
    """Where the key that signs the log's checkpoints is kept; makes nothing."""
    if os.environ.get("WARDCAST_LOG_KEY") == "keyring":
        return KeyringLogKeyStore("wardcast", str(home.resolve()))
    return FileLogKeyStore(home / "keys" / "log.key")


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotWriteError(
            phrase("Cannot write {path}: {reason}.", path=path, reason=os_reason(error))
        ) from error
