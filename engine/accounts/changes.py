"""What is signed when people come, change and go: the next list, a hand-over, a confirmation."""

from collections.abc import Iterable

from engine.accounts.documents import (
    Confirmation,
    HandOver,
    ListedPerson,
    Status,
    TrustList,
)
from engine.accounts.personal import PersonalKeys
from engine.accounts.roles import Role
from engine.accounts.trust import Person, VerifiedTrust
from engine.errors import ReportableError
from engine.keys.signing import PublicKey
from engine.phrases import phrase


class NoSuchPersonError(ReportableError):
    """The site has no account of that name."""

    code = "no-such-account"
    default_advice = "List the accounts to see their names."


class NameTakenError(ReportableError):
    """Somebody has that name already, or had it: names are not given twice."""

    code = "name-taken"
    default_advice = "Choose another name; two names must differ in more than case."


def find_person(trust: VerifiedTrust, name: str) -> Person:
    """Return the person with this name.

    Raises:
        NoSuchPersonError: There is none.
    """
    person = trust.by_name(name)
    if person is None:
        raise NoSuchPersonError(phrase("There is no account of that name."))
    return person


def require_free(trust: VerifiedTrust, name: str) -> None:
    """Refuse a name that is or was somebody's.

    Raises:
        NameTakenError: It is.
    """
    if trust.by_name(name) is not None:
        raise NameTakenError(phrase('There is an account "{name}" already.', name=name))


def in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Write roles in the one form that documents have."""
    return tuple(sorted(set(roles)))


def next_list(trust: VerifiedTrust, changed: ListedPerson) -> TrustList:
    """Continue the newest list with one person added or changed."""
    others = tuple(one for one in trust.newest.people if one.id != changed.id)
    return TrustList(number=trust.number + 1, previous=trust.digest, people=(*others, changed))


def with_status(trust: VerifiedTrust, person: Person, status: Status) -> ListedPerson:
    """Return a person's entry with another status."""
    return _changed(trust, person, {"status": status})


def with_enrolment(
    trust: VerifiedTrust, person: Person, key: PublicKey, valid_from: str
) -> ListedPerson:
    """Return a person's entry as that of somebody who makes new keys at their next sign-in."""
    return _changed(
        trust,
        person,
        {
            "signing_key": key.hex,
            "sealing_key": None,
            "status": Status.ACTIVE,
            "enrolment": True,
            "valid_from": valid_from,
        },
    )


def with_keys(
    trust: VerifiedTrust, person: Person, keys: PersonalKeys, valid_from: str
) -> ListedPerson:
    """Return a person's entry with keys that were made without an enrolment."""
    signing, sealing = keys.public
    return _changed(
        trust,
        person,
        {
            "signing_key": signing,
            "sealing_key": sealing,
            "status": Status.ACTIVE,
            "enrolment": False,
            "valid_from": valid_from,
        },
    )


def hand_over(person: Person, keys: PersonalKeys) -> HandOver:
    """Write that a person's enrolment key gives way to keys of their own."""
    signing, sealing = keys.public
    return HandOver(
        person=person.id,
        enrolment_key=person.signing_key.hex,
        signing_key=signing,
        sealing_key=sealing,
    )


def confirmation(trust: VerifiedTrust, person: Person, roles: Iterable[Role]) -> Confirmation:
    """Write that a person's keys are their own, in these roles."""
    return Confirmation(
        person=person.id,
        signing_key=person.signing_key.hex,
        sealing_key=person.sealing_key.hex if person.sealing_key else None,
        roles=in_order(roles),
        trust_list=trust.digest,
    )


def _changed(trust: VerifiedTrust, person: Person, values: dict[str, object]) -> ListedPerson:
    return ListedPerson.model_validate({**trust.listed(person.id).model_dump(), **values})
