from collections.abc import Callable
from typing import Any

import pytest

from engine.accounts.access import SessionEndedError, SignedIn
from engine.accounts.changes import NameTakenError, NoSuchPersonError
from engine.accounts.credentials import BadNameError
from engine.accounts.documents import Status
from engine.accounts.repository import TrustRepository
from engine.accounts.roles import DeniedError, Permission, Role, RoleConflictError
from engine.accounts.service import (
    AccountService,
    AlreadySoError,
    NoRoleError,
    NothingToConfirmError,
    OwnAccountError,
    SelfConfirmationError,
)
from engine.accounts.signin import SignInRefusedError
from engine.audit.events import EventKind
from engine.keys.documents import sign_document
from tests.unit.accounts.sites import CHEAP, FIRST, Site, password_of

Act = Callable[[AccountService, SignedIn], object]

ACTIONS: dict[str, tuple[Permission, str, Act]] = {
    "add": (
        Permission.ACCOUNT_ADD,
        "ada",
        lambda accounts, session: accounts.add(session, "nick", [Role.CLINICIAN]),
    ),
    "reset": (
        Permission.ACCOUNT_ADD,
        "ada",
        lambda accounts, session: accounts.reset(session, "clara"),
    ),
    "disable": (
        Permission.ACCOUNT_DISABLE,
        "ada",
        lambda accounts, session: accounts.disable(session, "clara"),
    ),
    "confirm": (
        Permission.ACCOUNT_CONFIRM,
        "april",
        lambda accounts, session: accounts.confirm(session, "apollo"),
    ),
    "list": (
        Permission.ACCOUNT_LIST,
        "ada audrey",
        lambda accounts, session: accounts.list(session),
    ),
}


@pytest.mark.parametrize("name", FIRST)
@pytest.mark.parametrize("action", ACTIONS)
def test_exactly_the_permitted_act_and_each_denial_is_recorded(
    site: Site, action: str, name: str
) -> None:
    permission, able, act = ACTIONS[action]
    site.enrolled("apollo", Role.APPROVER)
    session = site.signed_in(name)
    before = site.trust.current()

    if name in able.split():
        act(site.accounts, session)
        assert not site.bodies(EventKind.DENIED)
    elif (action, name) == ("confirm", "audrey"):
        # May confirm people, but only auditors.
        with pytest.raises(NothingToConfirmError):
            act(site.accounts, session)
    else:
        with pytest.raises(DeniedError):
            act(site.accounts, session)
        (denied,) = site.bodies(EventKind.DENIED)
        assert denied["permission"] == permission.value
        assert denied["actor"]["name"] == name
        assert site.trust.current().digest == before.digest


def test_an_added_person_is_listed_and_recorded(site: Site) -> None:
    site.accounts.add(site.signed_in("ada"), "Emil.B", [Role.ENGINEER, Role.CLINICIAN])

    (body,) = site.bodies(EventKind.ACCOUNT_ADDED)
    listed = site.accounts.list(site.signed_in("audrey"))

    assert [one.name for one in listed] == ["ada", "april", "audrey", "clara", "Emil.B", "eve"]
    assert listed[4].pending
    assert body["about"] == {"person": listed[4].id, "name": "Emil.B"}
    assert body["roles"] == ["clinician", "engineer"]
    assert body["trust_list"]["number"] == 2
    assert body["trust_list"]["sha256"] == site.trust.current().digest


@pytest.mark.parametrize(
    "name", ["", "a b", "a/b", "jürgen", "a\n", "a" * 65, "<b>", "\u0430da", "a\u200b"]
)
def test_a_name_that_could_be_mistaken_is_refused(site: Site, name: str) -> None:
    with pytest.raises(BadNameError):
        site.accounts.add(site.signed_in("ada"), name, [Role.CLINICIAN])


@pytest.mark.parametrize("name", ["clara", "Clara", "CLARA"])
def test_a_name_is_given_once_in_any_case(site: Site, name: str) -> None:
    ada = site.signed_in("ada")
    site.accounts.disable(ada, "clara")

    with pytest.raises(NameTakenError):
        site.accounts.add(ada, name, [Role.CLINICIAN])


def test_roles_that_must_be_apart_are_refused(site: Site) -> None:
    ada = site.signed_in("ada")

    with pytest.raises(RoleConflictError):
        site.accounts.add(ada, "nick", [Role.AUDITOR, Role.ENGINEER])
    with pytest.raises(NoRoleError):
        site.accounts.add(ada, "nick", [])


@pytest.mark.parametrize(
    ("name", "role", "holder"),
    [("apollo", Role.APPROVER, "april"), ("august", Role.AUDITOR, "audrey")],
)
def test_a_new_holder_counts_once_another_has_confirmed(
    site: Site, name: str, role: Role, holder: str
) -> None:
    before = site.enrolled(name, role)

    site.accounts.confirm(site.signed_in(holder), name)

    assert not before.actor.roles
    assert before.awaiting == {role}
    assert site.signed_in(name).actor.roles == {role}
    body = site.bodies(EventKind.ACCOUNT_CONFIRMED)[-1]
    assert (body["actor"]["name"], body["about"]["name"]) == (holder, name)


def test_a_new_holder_counts_at_once_in_a_session_that_is_open(site: Site) -> None:
    session = site.enrolled("apollo", Role.APPROVER)
    august = site.enrolled("apollonia", Role.APPROVER)
    site.accounts.confirm(site.signed_in("april"), "apollo")

    site.accounts.confirm(session, "apollonia")

    assert site.trust.current().roles_of(august.actor.person_id) == {Role.APPROVER}


def test_nobody_confirms_themselves_and_that_is_recorded(site: Site) -> None:
    with pytest.raises(SelfConfirmationError):
        site.accounts.confirm(site.signed_in("april"), "april")

    assert site.bodies(EventKind.DENIED)[-1]["reason"] == "self-confirmation"


def test_an_unconfirmed_approver_confirms_nobody(site: Site) -> None:
    apollo = site.enrolled("apollo", Role.APPROVER)
    site.enrolled("apollonia", Role.APPROVER)

    for name in ("apollo", "apollonia"):
        with pytest.raises(DeniedError):
            site.accounts.confirm(apollo, name)


def test_nobody_is_confirmed_before_they_have_own_keys(site: Site) -> None:
    site.accounts.add(site.signed_in("ada"), "apollo", [Role.APPROVER])

    with pytest.raises(NothingToConfirmError):
        site.accounts.confirm(site.signed_in("april"), "apollo")


def test_another_holder_does_not_make_an_administrator(site: Site) -> None:
    site.enrolled("abe", Role.ADMINISTRATOR)

    with pytest.raises(NothingToConfirmError):
        site.accounts.confirm(site.signed_in("april"), "abe")


def test_a_disabled_person_is_refused_while_their_signature_stands(site: Site) -> None:
    eve = site.signed_in("eve")
    document = sign_document(eve.signing_key, "application/x-test", {"a": 1})

    site.accounts.disable(site.signed_in("ada"), "EVE")

    with pytest.raises(SignInRefusedError):
        site.signed_in("eve")
    assert site.bodies(EventKind.SIGN_IN_REFUSED)[-1]["reason"] == "account-not-active"
    signers = site.trust.current().signers
    (signer,) = document.signers(one.key for one in signers.values() if one.stands)
    assert signers[signer.id].roles == {Role.ENGINEER}


def test_a_compromised_persons_signature_does_not_stand(site: Site) -> None:
    ada, eve = site.signed_in("ada"), site.signed_in("eve")
    site.accounts.disable(ada, "eve")

    site.accounts.disable(ada, "eve", compromised=True)

    assert not site.trust.current().signers[eve.signing_key.public.id].stands
    for compromised in (True, False):
        with pytest.raises(AlreadySoError):
            site.accounts.disable(ada, "eve", compromised=compromised)


def test_nobody_is_disabled_twice(site: Site) -> None:
    ada = site.signed_in("ada")
    site.accounts.disable(ada, "eve")

    with pytest.raises(AlreadySoError):
        site.accounts.disable(ada, "eve")


@pytest.mark.parametrize("act", ["disable", "reset"])
def test_the_only_administrator_stays(site: Site, act: str) -> None:
    with pytest.raises(OwnAccountError):
        getattr(site.accounts, act)(site.signed_in("ada"), "ada")

    assert site.bodies(EventKind.DENIED)[-1]["reason"] == "own-account"
    assert site.signed_in("ada").actor.roles == {Role.ADMINISTRATOR}


def test_of_two_administrators_one_stays(site: Site) -> None:
    site.enrolled("abe", Role.ADMINISTRATOR)
    site.rescue.confirm(site.words, "abe")
    ada, abe = site.signed_in("ada"), site.signed_in("abe")

    site.accounts.disable(abe, "ada")

    with pytest.raises(SessionEndedError):
        site.accounts.disable(ada, "abe")
    with pytest.raises(OwnAccountError):
        site.accounts.disable(abe, "abe")


@pytest.mark.parametrize("act", ["disable", "reset", "confirm"])
def test_an_unknown_account_is_said_to_be_unknown(site: Site, act: str) -> None:
    session = site.signed_in("april" if act == "confirm" else "ada")

    with pytest.raises(NoSuchPersonError):
        getattr(site.accounts, act)(session, "nobody")


def test_a_session_ends_with_the_account(site: Site) -> None:
    ada, april = site.signed_in("ada"), site.signed_in("april")
    site.enrolled("apollo", Role.APPROVER)
    site.accounts.disable(ada, "april")

    with pytest.raises(SessionEndedError):
        site.accounts.confirm(april, "apollo")
    assert site.bodies(EventKind.DENIED)[-1]["reason"] == "session-ended"


def test_a_session_made_up_with_another_key_does_nothing(site: Site) -> None:
    eve = site.signed_in("eve")
    forged = SignedIn(site.signed_in("ada").actor, eve.signing_key, None, frozenset())

    with pytest.raises(SessionEndedError):
        site.accounts.list(forged)


def test_a_session_with_made_up_roles_does_nothing(site: Site) -> None:
    eve, ada = site.signed_in("eve"), site.signed_in("ada")
    actor = type(ada.actor)(eve.actor.person_id, "eve", frozenset(Role))
    forged = SignedIn(actor, eve.signing_key, None, frozenset())

    with pytest.raises(DeniedError):
        site.accounts.disable(forged, "ada")


def test_a_reset_gives_new_keys_and_the_old_password_opens_nothing(site: Site) -> None:
    old = site.signed_in("eve")
    secret = site.accounts.reset(site.signed_in("ada"), "eve")
    with pytest.raises(SignInRefusedError):
        site.signed_in("eve")

    new = site.accounts.enrol("eve", secret.text, "another one")

    assert new.actor == old.actor
    assert new.signing_key != old.signing_key
    assert site.trust.current().signers[old.signing_key.public.id].stands
    with pytest.raises(SignInRefusedError):
        site.signed_in("eve")


def test_a_reset_auditor_must_be_confirmed_again(site: Site) -> None:
    site.enrolled("august", Role.AUDITOR)
    audrey = site.signed_in("audrey")
    site.accounts.confirm(audrey, "august")

    secret = site.accounts.reset(site.signed_in("ada"), "august")
    again = site.accounts.enrol("august", secret.text, password_of("august"))

    assert not again.actor.roles
    assert again.reading_key is None
    site.accounts.confirm(audrey, "august")
    assert site.signed_in("august").reading_key is not None


def test_a_reset_brings_a_disabled_person_back(site: Site) -> None:
    ada = site.signed_in("ada")
    site.accounts.disable(ada, "eve", compromised=True)
    secret = site.accounts.reset(ada, "eve")

    site.accounts.enrol("eve", secret.text, password_of("eve"))

    statuses = sorted(
        one.status for one in site.trust.current().signers.values() if one.name == "eve"
    )
    assert statuses == [Status.ACTIVE, Status.COMPROMISED]
    assert site.signed_in("eve").actor.roles == {Role.ENGINEER}


def test_what_fails_leaves_nothing_behind(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = site.signed_in("ada")

    def full(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr("engine.audit.log.AuditTransaction.append", full)
    with pytest.raises(OSError):  # noqa: PT011 - raised three lines above, without a message
        site.accounts.add(ada, "nick", [Role.CLINICIAN])

    assert site.trust.current().number == 1
    assert TrustRepository(site.database).current().number == 1


def test_another_program_sees_a_change_at_once(site: Site) -> None:
    elsewhere = AccountService(
        TrustRepository(site.database, site.made.fingerprint), site.log, site.clock, cost=CHEAP
    )
    eve = elsewhere.sign_in("eve", password_of("eve"))
    site.accounts.disable(site.signed_in("ada"), "eve")

    with pytest.raises(SessionEndedError):
        elsewhere.list(eve)
    with pytest.raises(SignInRefusedError):
        elsewhere.sign_in("eve", password_of("eve"))
