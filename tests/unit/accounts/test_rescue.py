import pytest

from engine.accounts.changes import NameTakenError, NoSuchPersonError
from engine.accounts.credentials import BadNameError, WeakPasswordError
from engine.accounts.rescue import OtherSiteError
from engine.accounts.roles import Role
from engine.accounts.service import NothingToConfirmError
from engine.audit.events import EventKind
from engine.keys.recovery import RecoverySecret, RecoveryWordsError
from tests.unit.accounts.sites import Site, password_of


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_recovery_words_confirm_anybody(site: Site, role: Role) -> None:
    site.enrolled("nora", role)

    person = site.rescue.confirm(site.words, "nora")

    assert person.roles == {role}
    assert site.signed_in("nora").actor.roles == {role}
    assert site.bodies(EventKind.ACCOUNT_CONFIRMED)[-1]["actor"]["name"] == "recovery holder"


def test_the_recovery_words_bring_a_new_administrator_in(site: Site) -> None:
    site.rescue.restore_administrator(site.words, "abe", password_of("abe"))
    abe = site.signed_in("abe")

    site.accounts.disable(abe, "ada")

    assert abe.actor.roles == {Role.ADMINISTRATOR}
    assert site.trust.current().number == 3


def test_the_recovery_words_give_an_administrator_new_keys(site: Site) -> None:
    old = site.signed_in("ada")

    site.rescue.restore_administrator(site.words, "ADA", "a new one")
    new = site.accounts.sign_in("ada", "a new one")

    assert new.actor == old.actor
    site.accounts.add(new, "nick", [Role.CLINICIAN])
    assert site.trust.current().signers[old.signing_key.public.id].stands


def test_a_compromised_administrator_comes_back_with_new_keys(site: Site) -> None:
    site.rescue.restore_administrator(site.words, "abe", password_of("abe"))
    site.accounts.disable(site.signed_in("abe"), "ada", compromised=True)

    site.rescue.restore_administrator(site.words, "ada", password_of("ada"))

    assert site.signed_in("ada").actor.roles == {Role.ADMINISTRATOR}


def test_the_words_of_another_site_do_nothing_and_that_is_recorded(site: Site) -> None:
    words = RecoverySecret.generate().words

    with pytest.raises(OtherSiteError):
        site.rescue.restore_administrator(words, "abe", password_of("abe"))
    with pytest.raises(OtherSiteError):
        site.rescue.confirm(words, "april")

    assert [one["permission"] for one in site.bodies(EventKind.DENIED)] == [
        "account-add",
        "account-confirm",
    ]
    assert site.trust.current().number == 1


def test_misspelt_words_do_nothing(site: Site) -> None:
    with pytest.raises(RecoveryWordsError):
        site.rescue.confirm("abandon", "april")


def test_nobody_else_becomes_administrator_by_rescue(site: Site) -> None:
    with pytest.raises(NameTakenError):
        site.rescue.restore_administrator(site.words, "april", password_of("april"))


def test_rescue_keeps_the_rules_for_names_and_passwords(site: Site) -> None:
    with pytest.raises(BadNameError):
        site.rescue.restore_administrator(site.words, "a b", "x")
    with pytest.raises(WeakPasswordError):
        site.rescue.restore_administrator(site.words, "abe", "")


def test_rescue_confirms_only_what_awaits_it(site: Site) -> None:
    site.accounts.add(site.signed_in("ada"), "nora", [Role.APPROVER])

    for name in ("nora", "april", "eve"):
        with pytest.raises(NothingToConfirmError):
            site.rescue.confirm(site.words, name)
    with pytest.raises(NoSuchPersonError):
        site.rescue.confirm(site.words, "nobody")
