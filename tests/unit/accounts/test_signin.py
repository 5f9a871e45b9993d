from collections.abc import Callable

import pytest
from sqlalchemy import insert, update

from engine.accounts.changes import hand_over
from engine.accounts.credentials import MalformedSecretError, WeakPasswordError
from engine.accounts.documents import HandOver
from engine.accounts.personal import PersonalKeys, Wraps
from engine.accounts.refusals import TrustChangedError
from engine.accounts.repository import TrustRepository, rewrap
from engine.accounts.roles import Role
from engine.accounts.service import AccountService
from engine.accounts.signin import EnrolmentRefusedError, SignInRefusedError
from engine.accounts.trust import Person
from engine.audit.events import EventKind
from engine.keys.wrapping import WrapContext, WrapCost, needs_rewrap, unwrap, wrap
from engine.store.schema import PEOPLE
from tests.unit.accounts.sites import CHEAP, FIRST, Site, password_of


def refusal_of(act: Callable[[], object]) -> SignInRefusedError:
    with pytest.raises(SignInRefusedError) as caught:
        act()
    return caught.value


def row_of(site: Site, name: str) -> dict[str, bytes | None]:
    row = site.trust.account(name).row
    assert row is not None
    return {"signing_wrap": row.signing_wrap, "reading_wrap": row.reading_wrap}


def put_row(site: Site, whose: str, **values: object) -> None:
    with site.database.write() as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.name == whose).values(**values))


@pytest.mark.parametrize("name", FIRST)
def test_lets_a_person_in_with_their_password_as_what_they_are(site: Site, name: str) -> None:
    session = site.signed_in(name)

    assert session.actor.name == name
    assert session.actor.roles == set(FIRST[name])
    assert (session.reading_key is not None) == (Role.AUDITOR in FIRST[name])
    assert not session.awaiting


def test_takes_the_name_in_any_case(site: Site) -> None:
    assert site.accounts.sign_in("ADA", password_of("ada")).actor.name == "ada"


def test_records_who_came_in(site: Site) -> None:
    session = site.signed_in("eve")

    body = site.bodies(EventKind.SIGN_IN)[-1]

    assert body["actor"] == {"person": session.actor.person_id, "name": "eve"}
    assert body["key"] == session.signing_key.public.id
    assert body["trust_list"] == {"number": 1, "sha256": site.made.trust.digest}


def test_says_the_same_to_a_wrong_password_and_to_an_unknown_name(site: Site) -> None:
    wrong = refusal_of(lambda: site.accounts.sign_in("ada", "guess"))
    unknown = refusal_of(lambda: site.accounts.sign_in("nobody", "guess"))
    other = refusal_of(lambda: site.accounts.sign_in("ada", password_of("eve")))

    assert (wrong.summary, wrong.advice, wrong.code) == (
        unknown.summary,
        unknown.advice,
        unknown.code,
    )
    assert wrong.summary == other.summary


def test_does_the_same_work_for_an_unknown_name(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def counted(wrapped: bytes, password: str, context: WrapContext) -> bytes:
        tried.append(len(wrapped))
        return unwrap(wrapped, password, context)

    monkeypatch.setattr("engine.accounts.personal.unwrap", counted)
    for name in ("ada", "audrey", "nobody", ""):
        refusal_of(lambda name=name: site.accounts.sign_in(name, "guess"))  # type: ignore[misc]

    assert len(tried) == 4
    assert len(set(tried)) == 1


def test_records_a_refusal_without_a_typed_name_that_is_no_account(site: Site) -> None:
    refusal_of(lambda: site.accounts.sign_in("my secret passphrase", "guess"))
    refusal_of(lambda: site.accounts.sign_in("ada", "guess"))

    unknown, known = site.bodies(EventKind.SIGN_IN_REFUSED)

    assert unknown == {"actor": None, "reason": "no-account"}
    assert known["actor"]["name"] == "ada"
    assert known["reason"] == "wrong-password"


def test_another_persons_wraps_in_a_row_let_nobody_in(site: Site) -> None:
    put_row(site, "ada", **row_of(site, "eve"))

    for name in ("ada", "eve"):
        refusal_of(lambda name=name: site.accounts.sign_in("ada", password_of(name)))  # type: ignore[misc]


def test_swapped_names_in_the_rows_change_nobody(site: Site) -> None:
    put_row(site, "ada", name="x")
    put_row(site, "eve", name="ada")

    assert site.accounts.sign_in("ada", password_of("ada")).actor.roles == {Role.ADMINISTRATOR}
    refusal_of(lambda: site.accounts.sign_in("ada", password_of("eve")))


def test_own_keys_wrapped_for_another_persons_row_let_nobody_in(site: Site) -> None:
    person = site.trust.current().by_name("audrey")
    assert person is not None
    forged = PersonalKeys.generate(reading=True).wrapped(person.id, "mallory", CHEAP)
    put_row(site, "audrey", signing_wrap=forged.signing, reading_wrap=forged.reading)

    refusal_of(lambda: site.accounts.sign_in("audrey", "mallory"))

    assert site.bodies(EventKind.SIGN_IN_REFUSED)[-1]["reason"] == "key-not-in-trust"


def test_something_else_than_keys_under_an_own_password_lets_nobody_in(site: Site) -> None:
    person = site.trust.current().by_name("ada")
    assert person is not None
    context = WrapContext("signing-key", person.id)
    put_row(site, "ada", signing_wrap=wrap(b"short", "mallory", context, CHEAP))

    refusal_of(lambda: site.accounts.sign_in("ada", "mallory"))


def test_a_reading_key_that_is_not_the_auditors_lets_nobody_in(site: Site) -> None:
    person = site.trust.current().by_name("audrey")
    assert person is not None
    row = site.trust.account("audrey").row
    assert row is not None
    wraps = Wraps(row.signing_wrap, row.reading_wrap)
    keys = PersonalKeys.unwrap(wraps, person.id, password_of("audrey"))
    other = PersonalKeys(keys.signing, PersonalKeys.generate(reading=True).reading)
    wraps = other.wrapped(person.id, password_of("audrey"), CHEAP)
    put_row(site, "audrey", signing_wrap=wraps.signing, reading_wrap=wraps.reading)

    refusal_of(lambda: site.signed_in("audrey"))
    put_row(site, "audrey", reading_wrap=None)
    refusal_of(lambda: site.signed_in("audrey"))


def test_a_row_that_no_list_names_is_nobodys(site: Site) -> None:
    forged = PersonalKeys.generate(reading=False).wrapped("f" * 32, "mallory", CHEAP)
    with site.database.write() as connection:
        connection.execute(
            insert(PEOPLE),
            {"id": "f" * 32, "name": "mallory", "signing_wrap": forged.signing},
        )

    refusal_of(lambda: site.accounts.sign_in("mallory", "mallory"))


def test_raises_the_cost_of_an_old_wrap_at_the_next_sign_in(site: Site) -> None:
    dearer = WrapCost(memory_kib=16, iterations=2, lanes=1)
    accounts = AccountService(site.trust, site.log, site.clock, cost=dearer)
    before = site.trust.account("audrey").row

    accounts.sign_in("audrey", password_of("audrey"))

    after = site.trust.account("audrey").row
    assert before is not None
    assert after is not None
    assert needs_rewrap(before.signing_wrap, dearer)
    for wrapped in (after.signing_wrap, after.reading_wrap):
        assert wrapped is not None
        assert not needs_rewrap(wrapped, dearer)
    assert accounts.sign_in("audrey", password_of("audrey")).reading_key is not None


def test_an_enrolment_secret_works_once(site: Site) -> None:
    secret = site.accounts.add(site.signed_in("ada"), "emil", [Role.ENGINEER])

    session = site.accounts.enrol("emil", secret.text.lower().replace("-", " "), "mine now")

    assert session.actor.roles == {Role.ENGINEER}
    assert site.accounts.sign_in("emil", "mine now").signing_key == session.signing_key
    with pytest.raises(EnrolmentRefusedError):
        site.accounts.enrol("emil", secret.text, "mallory's now")
    assert site.bodies(EventKind.SIGN_IN)[-2]["enrolled"] is True
    assert site.bodies(EventKind.SIGN_IN_REFUSED)[-1]["reason"] == "enrolment"


def test_two_who_enrol_at_once_do_not_both_get_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = site.accounts.add(site.signed_in("ada"), "emil", [Role.ENGINEER])

    def overtaken(person: Person, keys: PersonalKeys) -> HandOver:
        monkeypatch.undo()
        site.accounts.enrol("emil", secret.text, "the faster one")
        return hand_over(person, keys)

    monkeypatch.setattr("engine.accounts.signin.hand_over", overtaken)

    with pytest.raises(EnrolmentRefusedError):
        site.accounts.enrol("emil", secret.text, "the slower one")
    assert site.accounts.sign_in("emil", "the faster one").actor.roles == {Role.ENGINEER}


def test_an_enrolment_secret_is_one_persons(site: Site) -> None:
    ada = site.signed_in("ada")
    secret = site.accounts.add(ada, "emil", [Role.ENGINEER])
    site.accounts.add(ada, "erna", [Role.ENGINEER])

    for name in ("erna", "eve", "nobody"):
        with pytest.raises(EnrolmentRefusedError):
            site.accounts.enrol(name, secret.text, "mine now")


@pytest.mark.parametrize("text", ["", "ABCD", "0189-0189-0189-0189-0189-0189", "ÄBCD" * 6])
def test_says_what_an_enrolment_secret_looks_like(site: Site, text: str) -> None:
    with pytest.raises(MalformedSecretError):
        site.accounts.enrol("emil", text, "mine now")


def test_nobody_signs_in_with_an_account_that_awaits_enrolment(site: Site) -> None:
    secret = site.accounts.add(site.signed_in("ada"), "emil", [Role.ENGINEER])

    refusal_of(lambda: site.accounts.sign_in("emil", secret.text))


def test_a_disabled_account_does_not_enrol(site: Site) -> None:
    ada = site.signed_in("ada")
    secret = site.accounts.add(ada, "emil", [Role.ENGINEER])
    site.accounts.disable(ada, "emil")

    with pytest.raises(EnrolmentRefusedError):
        site.accounts.enrol("emil", secret.text, "mine now")


def test_an_empty_password_is_refused_even_in_a_demo(site: Site) -> None:
    secret = site.accounts.add(site.signed_in("ada"), "emil", [Role.ENGINEER])

    with pytest.raises(WeakPasswordError):
        site.accounts.enrol("emil", secret.text, "")
    assert site.accounts.enrol("emil", secret.text, "x").actor.name == "emil"


def test_a_list_that_was_tampered_with_lets_nobody_in(site: Site) -> None:
    put_row(site, "ada", handover=b'{"confirmations":[],"hand_overs":[{}]}')
    fresh = TrustRepository(site.database, site.made.fingerprint)
    accounts = AccountService(fresh, site.log, site.clock, cost=CHEAP)

    with pytest.raises(TrustChangedError):
        accounts.sign_in("ada", password_of("ada"))


def test_a_session_does_not_show_its_keys(site: Site) -> None:
    session = site.signed_in("audrey")

    assert session.signing_key.seed.hex() not in repr(session)
    assert repr(session.signing_key.seed) not in repr(session)


def test_a_password_that_was_changed_meanwhile_is_not_overwritten(site: Site) -> None:
    before = site.trust.account("ada").row
    assert before is not None
    put_row(site, "ada", signing_wrap=b"newer")

    with site.database.write() as connection:
        rewrap(connection, before, (b"older", None))

    after = site.trust.account("ada").row
    assert after is not None
    assert after.signing_wrap == b"newer"
