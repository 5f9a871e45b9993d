import copy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from engine.accounts.answers import SetupAnswersError, read_answers
from engine.accounts.credentials import WeakPasswordError
from engine.accounts.refusals import PinnedRootError, TrustChangedError, TrustGapError
from engine.accounts.repository import SiteNotSetUpError, TrustRepository
from engine.accounts.roles import Role
from engine.accounts.setup import SiteExistsError, set_up_site
from engine.accounts.sitelog import open_log
from engine.audit.events import EventKind
from engine.audit.verify import verify_log
from engine.errors import ReportableError
from engine.keys.logkey import FileLogKeyStore, LogKeyDamagedError, LogKeyMissingError
from engine.keys.recovery import RecoverySecret
from engine.keys.signing import SigningKey
from engine.progress import Silent
from engine.store.database import Database
from tests.unit.accounts.sites import CHEAP, FIRST, Site, answers
from tests.unit.audit.logs import SetClock

STRONG = "plinth-marmot-evocative-37-dusk"
ANSWERS: dict[str, Any] = {
    "site_name": "St. Ada's",
    "people": [
        {"name": "ada", "roles": ["administrator", "engineer"], "password": STRONG},
        {"name": "audrey", "roles": ["auditor"], "password": f"{STRONG}!"},
    ],
}


def edited(**changes: Any) -> dict[str, Any]:
    return {**copy.deepcopy(ANSWERS), **changes}


def with_person(**changes: Any) -> dict[str, Any]:
    value = edited()
    value["people"][0].update(changes)
    return value


def test_everybody_counts_at_once(site: Site) -> None:
    trust = TrustRepository(site.database, site.made.fingerprint).current()

    assert {one.name: one.roles for one in trust.people.values()} == {
        name: frozenset(roles) for name, roles in FIRST.items()
    }
    assert trust.demo
    assert site.made.fingerprint == trust.root.id


def test_the_first_record_is_that_of_the_set_up(site: Site) -> None:
    (body,) = site.bodies(EventKind.SITE_SET_UP)

    assert body["root"] == site.made.fingerprint
    assert [one["name"] for one in body["people"]] == list(FIRST)
    assert body["site"]["demo"] is True


def test_the_log_verifies_with_the_key_that_the_root_names(site: Site) -> None:
    trust = site.made.trust

    report = verify_log(site.database, trust.log_key, trust.log_id, Silent())

    assert (report.size, report.first_bad) == (2, None)


def test_the_words_lead_to_the_root_and_are_nowhere_in_the_store(
    site: Site, tmp_path: Path
) -> None:
    recovery = RecoverySecret.from_words(site.words)
    stored = (tmp_path / "site.db").read_bytes() + (tmp_path / "log.key").read_bytes()

    assert recovery.site_root.public.id == site.made.fingerprint
    for secret in (recovery.raw, recovery.site_root.seed, recovery.reading_key.raw):
        assert secret not in stored
        assert secret.hex().encode() not in stored
    assert site.words not in repr(site.made)


def test_no_key_and_no_password_is_in_the_store(site: Site, tmp_path: Path) -> None:
    stored = (tmp_path / "site.db").read_bytes()

    for name in FIRST:
        session = site.signed_in(name)
        assert session.signing_key.seed not in stored
        assert session.signing_key.seed.hex().encode() not in stored
    assert b"own password" not in stored


def test_a_weak_password_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    weak = read_answers(with_person(password="hospital123"))
    store = FileLogKeyStore(tmp_path / "log.key")

    with Database.create(tmp_path / "site.db") as database:
        with pytest.raises(WeakPasswordError, match=f"^{weak.people[0].name}: "):
            set_up_site(weak, database, store, SetClock(), cost=CHEAP)
        with pytest.raises(SiteNotSetUpError):
            TrustRepository(database).current()
    assert not store.path.exists()


@pytest.mark.parametrize("known", ["rosenheimada", "St. Ada's Rosenheim"])
def test_a_password_made_of_the_own_name_and_the_site_is_weak(tmp_path: Path, known: str) -> None:
    value = {**with_person(password=known), "site_name": "St. Ada's Rosenheim"}
    weak = read_answers(value)

    with (
        Database.create(tmp_path / "site.db") as database,
        pytest.raises(WeakPasswordError),
    ):
        set_up_site(weak, database, FileLogKeyStore(tmp_path / "log.key"), SetClock(), cost=CHEAP)


def test_a_long_strong_password_is_taken(tmp_path: Path) -> None:
    strong = read_answers(with_person(password=f"{STRONG} and quite a lot more of it " * 4))

    with Database.create(tmp_path / "site.db") as database:
        made = set_up_site(
            strong, database, FileLogKeyStore(tmp_path / "log.key"), SetClock(), cost=CHEAP
        )

    assert not made.trust.demo


def test_a_store_is_set_up_once(site: Site, tmp_path: Path) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")
    before = store.load()

    with pytest.raises(SiteExistsError):
        set_up_site(answers(), site.database, store, SetClock(), cost=CHEAP)

    assert store.load() == before
    assert site.signed_in("ada").actor.name == "ada"


def test_of_two_set_ups_at_once_one_is_kept(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.accounts.setup.has_site", lambda _: False)
    store = FileLogKeyStore(tmp_path / "log.key")

    with pytest.raises(ReportableError):
        set_up_site(answers(), site.database, store, SetClock(), cost=CHEAP)

    assert TrustRepository(site.database).current().root.id == site.made.fingerprint
    assert site.signed_in("ada").actor.name == "ada"


def test_a_log_key_that_is_there_is_taken_over_and_never_replaced(tmp_path: Path) -> None:
    store, key = FileLogKeyStore(tmp_path / "log.key"), SigningKey.generate()
    store.save(key)

    with Database.create(tmp_path / "site.db") as database:
        made = set_up_site(answers(), database, store, SetClock(), cost=CHEAP)

    assert made.trust.log_key == key.public
    assert store.load() == key


def test_a_set_up_whose_log_key_cannot_be_kept_leaves_no_site(tmp_path: Path) -> None:
    store = FileLogKeyStore(tmp_path / "missing" / "log.key")

    with Database.create(tmp_path / "site.db") as database:
        with pytest.raises(Exception, match="Cannot write"):
            set_up_site(answers(), database, store, SetClock(), cost=CHEAP)
        with pytest.raises(SiteNotSetUpError):
            TrustRepository(database).current()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (edited(people=[]), "nobody is administrator"),
        (edited(people=ANSWERS["people"][1:]), "nobody is administrator"),
        (edited(people=[*ANSWERS["people"], ANSWERS["people"][0]]), "the same name"),
        (edited(site_name=""), "site_name"),
        (edited(site_name="a\nb"), "site_name"),
        (edited(size=7), "size"),
        (edited(demo="yes"), "demo"),
        (with_person(name="a b"), "people.0.name"),
        (with_person(roles=[]), "at least one role"),
        (with_person(roles=["administrator", "auditor"]), "administrator and auditor"),
        (with_person(roles=["administrator", "boss"]), "people.0.roles.1"),
        (with_person(password=7), "people.0.password"),
        ([], "answers"),
        (None, "answers"),
        ({1, 2}, "no JSON"),
    ],
)
def test_says_which_answer_cannot_be_used(value: Any, said: str) -> None:
    with pytest.raises(SetupAnswersError) as caught:
        read_answers(value)

    assert said in caught.value.summary
    assert STRONG not in f"{caught.value.summary}{caught.value.detail}{caught.value.__cause__}"


def test_answers_do_not_show_their_passwords() -> None:
    read = read_answers(ANSWERS)

    assert STRONG not in repr(read)
    assert read.people[0].roles == (Role.ADMINISTRATOR, Role.ENGINEER)


def test_another_log_key_than_the_sites_is_refused(site: Site, tmp_path: Path) -> None:
    store = FileLogKeyStore(tmp_path / "log.key")
    store.save(SigningKey.generate())

    with pytest.raises(LogKeyDamagedError):
        open_log(site.database, site.trust, store, site.clock)
    store.path.unlink()
    with pytest.raises(LogKeyMissingError):
        open_log(site.database, site.trust, store, site.clock)


def test_another_root_than_the_pinned_one_is_refused(site: Site) -> None:
    with pytest.raises(PinnedRootError):
        TrustRepository(site.database, "0" * 64).current()


def test_lists_that_were_removed_in_the_store_are_missed(site: Site) -> None:
    site.accounts.add(site.signed_in("ada"), "nick", [Role.CLINICIAN])
    fresh = TrustRepository(site.database, site.made.fingerprint)
    with site.database.write() as connection:
        connection.execute(text("DELETE FROM trust_lists WHERE number = 1"))

    with pytest.raises(TrustGapError):
        fresh.current()


@pytest.mark.parametrize(
    "evidence",
    [b"", b"null", b"[]", b"{}", b'{"confirmations":[],"hand_overs":7}', b'{"hand_overs":[]}'],
)
def test_evidence_that_was_changed_in_the_store_is_refused(site: Site, evidence: bytes) -> None:
    fresh = TrustRepository(site.database, site.made.fingerprint)
    with site.database.write() as connection:
        connection.execute(text("UPDATE people SET handover = :it"), {"it": evidence})

    with pytest.raises(TrustChangedError):
        fresh.current()
