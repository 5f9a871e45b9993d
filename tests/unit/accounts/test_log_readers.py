"""The log is sealed to the auditors of the hour, whichever program changed who they are."""

from pathlib import Path

import pytest

from engine.accounts.roles import Role
from engine.audit.events import Event, EventKind, Outcome
from engine.audit.reader import AuditReader
from engine.audit.refusals import NotSealedToYouError
from engine.keys.logkey import FileLogKeyStore
from engine.keys.recovery import RecoverySecret
from tests.unit.accounts.sites import Site, reopened


def test_a_confirmed_auditor_reads_what_is_recorded_from_then_on(site: Site) -> None:
    site.enrolled("august", Role.AUDITOR)
    site.accounts.confirm(site.signed_in("audrey"), "august")
    august = site.signed_in("august")

    assert august.reading_key is not None
    reader = AuditReader(site.database, site.made.trust.log_id, august.reading_key)
    newest = reader.headers(limit=1)[0]
    assert reader.open(newest.seq).body["actor"]["name"] == "august"
    with pytest.raises(NotSealedToYouError):
        reader.open(1)


def test_a_disabled_auditor_reads_nothing_that_is_recorded_from_then_on(site: Site) -> None:
    audrey = site.signed_in("audrey")
    ada = site.signed_in("ada")
    site.accounts.disable(ada, "audrey")
    site.signed_in("clara")

    assert audrey.reading_key is not None
    reader = AuditReader(site.database, site.made.trust.log_id, audrey.reading_key)
    newest = reader.headers(limit=1)[0]
    with pytest.raises(NotSealedToYouError):
        reader.open(newest.seq)
    assert reader.open(1).body


def test_a_second_program_seals_to_the_auditors_of_the_hour(site: Site, tmp_path: Path) -> None:
    key_store = FileLogKeyStore(tmp_path / "log.key")
    elsewhere = reopened(site.database, site.made, key_store, site.clock)
    elsewhere.signed_in("clara")

    audrey = site.signed_in("audrey").reading_key
    site.enrolled("august", Role.AUDITOR)
    site.accounts.confirm(site.signed_in("audrey"), "august")
    site.accounts.disable(site.signed_in("ada"), "audrey")
    elsewhere.signed_in("clara")

    newest = elsewhere.log.append(Event(EventKind.PREDICTION, Outcome.DONE, {"score": 6.5}))
    august = site.signed_in("august").reading_key
    assert audrey is not None
    assert august is not None
    log_id = site.made.trust.log_id
    assert AuditReader(site.database, log_id, august).open(newest.seq).body == {"score": 6.5}
    with pytest.raises(NotSealedToYouError):
        AuditReader(site.database, log_id, audrey).open(newest.seq)


def test_an_account_that_reads_nothing_starts_no_epoch(site: Site) -> None:
    reader = RecoverySecret.from_words(site.words).reading_key
    log = AuditReader(site.database, site.made.trust.log_id, reader)
    site.signed_in("ada")
    before = len(log.headers(kind=EventKind.EPOCH_STARTED))

    site.enrolled("nick", Role.CLINICIAN)
    site.accounts.disable(site.signed_in("ada"), "nick")
    site.signed_in("ada")

    assert len(log.headers(kind=EventKind.EPOCH_STARTED)) == before
