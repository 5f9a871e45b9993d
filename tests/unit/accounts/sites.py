"""What the tests of accounts need: a real site in a real store, with cheap passwords."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from engine.accounts.access import SignedIn
from engine.accounts.answers import SetupAnswers, SetupPerson
from engine.accounts.repository import TrustRepository
from engine.accounts.rescue import RescueService
from engine.accounts.roles import Role
from engine.accounts.service import AccountService
from engine.accounts.setup import SiteSetUp, set_up_site
from engine.accounts.sitelog import open_log
from engine.audit.events import EventKind
from engine.audit.log import AuditLog
from engine.audit.reader import AuditReader
from engine.keys.logkey import FileLogKeyStore
from engine.keys.reading import ReadingKey
from engine.keys.recovery import RecoverySecret
from engine.keys.wrapping import WrapCost
from engine.store.database import Database
from tests.unit.audit.logs import SetClock

CHEAP = WrapCost(memory_kib=8, iterations=1, lanes=1)

FIRST = {
    "ada": (Role.ADMINISTRATOR,),
    "audrey": (Role.AUDITOR,),
    "april": (Role.APPROVER,),
    "eve": (Role.ENGINEER,),
    "clara": (Role.CLINICIAN,),
}
"""The first people of every test's site, one for each role."""


def password_of(name: str) -> str:
    return f"{name}'s own password"


def answers() -> SetupAnswers:
    people = tuple(
        SetupPerson(name=name, roles=roles, password=SecretStr(password_of(name)))
        for name, roles in FIRST.items()
    )
    return SetupAnswers(site_name="St. Ada's", people=people, demo=True)


@dataclass
class Site:
    """A site as one running program sees it."""

    database: Database
    made: SiteSetUp
    clock: SetClock
    trust: TrustRepository
    log: AuditLog
    accounts: AccountService
    rescue: RescueService

    @property
    def words(self) -> str:
        return self.made.recovery_words

    def signed_in(self, name: str) -> SignedIn:
        return self.accounts.sign_in(name, password_of(name))

    def enrolled(self, name: str, *roles: Role) -> SignedIn:
        secret = self.accounts.add(self.signed_in("ada"), name, roles)
        return self.accounts.enrol(name, secret.text, password_of(name))

    def bodies(self, kind: EventKind, reader: ReadingKey | None = None) -> list[dict[str, Any]]:
        """Every record of a kind, oldest first, as the recovery holder or ``reader`` reads it."""
        key = reader or RecoverySecret.from_words(self.words).reading_key
        log = AuditReader(self.database, self.made.trust.log_id, key)
        return [log.open(header.seq).body for header in reversed(log.headers(kind=kind))]


def make_site(folder: Path) -> Site:
    database = Database.create(folder / "site.db")
    key_store, clock = FileLogKeyStore(folder / "log.key"), SetClock()
    made = set_up_site(answers(), database, key_store, clock, cost=CHEAP)
    return reopened(database, made, key_store, clock)


def reopened(
    database: Database, made: SiteSetUp, key_store: FileLogKeyStore, clock: SetClock
) -> Site:
    trust = TrustRepository(database, made.fingerprint)
    log = open_log(database, trust, key_store, clock)
    return Site(
        database=database,
        made=made,
        clock=clock,
        trust=trust,
        log=log,
        accounts=AccountService(trust, log, clock, cost=CHEAP),
        rescue=RescueService(trust, log, clock, cost=CHEAP),
    )
