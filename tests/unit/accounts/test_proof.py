import pytest

from engine.accounts.documents import Status
from engine.accounts.refusals import WrongSignerError
from engine.accounts.roles import Role
from engine.keys.signing import SigningKey
from tests.unit.accounts.papers import (
    ADA,
    APOLLO,
    APRIL,
    ARES,
    AUDREY,
    AUGUST,
    EVE,
    FIRST,
    RECOVERY,
    ROOT,
    Papers,
    Someone,
    site,
)

NEW = {Role.APPROVER: APOLLO, Role.AUDITOR: AUGUST}
HOLDER = {Role.APPROVER: APRIL, Role.AUDITOR: AUDREY}
BOTH = [Role.APPROVER, Role.AUDITOR]


def with_new(*people: Someone) -> Papers:
    return site().add(ADA.key, *FIRST, *people)


@pytest.mark.parametrize("role", BOTH)
def test_a_new_holder_has_no_role_until_confirmed(role: Role) -> None:
    trust = with_new(NEW[role]).verified()

    person = trust.people[NEW[role].id]
    assert not person.roles
    assert person.awaiting == {role}
    assert not trust.signers[NEW[role].key.public.id].roles
    assert len(trust.log_recipients) == 2


@pytest.mark.parametrize("role", BOTH)
@pytest.mark.parametrize("by_root", [True, False])
def test_another_holder_or_the_root_gives_the_role(role: Role, *, by_root: bool) -> None:
    signer = ROOT if by_root else HOLDER[role].key

    trust = with_new(NEW[role]).confirm(signer, NEW[role]).verified()

    person = trust.people[NEW[role].id]
    assert person.roles == {role}
    assert not person.awaiting
    assert trust.signers[NEW[role].key.public.id].roles == {role}


def test_a_confirmed_auditor_is_among_those_the_log_is_sealed_to() -> None:
    trust = with_new(AUGUST).confirm(AUDREY.key, AUGUST).verified()

    assert {key.hex for key in trust.log_recipients} == {
        AUDREY.sealing,
        AUGUST.sealing,
        RECOVERY.reading_key.public.hex,
    }


@pytest.mark.parametrize("role", BOTH)
def test_nobody_confirms_themselves(role: Role) -> None:
    trust = with_new(NEW[role]).confirm(NEW[role].key, NEW[role]).verified()

    assert trust.roles_of(NEW[role].id) == frozenset()


def test_a_holder_does_not_confirm_an_own_second_key() -> None:
    papers = site().add(ADA.key, ADA, AUDREY, APRIL.rekeyed(50), EVE)
    papers.confirm(APRIL.rekeyed(50).key, APRIL.rekeyed(50))

    assert papers.verified().roles_of(APRIL.id) == frozenset()


def test_a_holder_does_not_prove_a_second_key_with_the_first() -> None:
    papers = site().confirm(APRIL.key, APRIL.rekeyed(50))
    papers.add(ADA.key, ADA, AUDREY, APRIL.rekeyed(50), EVE)

    assert papers.verified().roles_of(APRIL.id) == frozenset()


def test_a_former_holder_gives_nothing() -> None:
    former = APRIL.listed(roles=(Role.CLINICIAN,))
    papers = site().add(ADA.key, ADA, AUDREY, former, EVE, APOLLO).confirm(APRIL.key, APOLLO)

    assert papers.verified().roles_of(APOLLO.id) == frozenset()


def test_two_new_ones_do_not_confirm_each_other() -> None:
    papers = with_new(APOLLO, ARES).confirm(APOLLO.key, ARES).confirm(ARES.key, APOLLO)

    trust = papers.verified()

    assert not trust.roles_of(APOLLO.id) | trust.roles_of(ARES.id)


def test_a_confirmed_holder_confirms_the_next_one() -> None:
    papers = with_new(APOLLO, ARES).confirm(APOLLO.key, ARES).confirm(APRIL.key, APOLLO)

    assert papers.verified().roles_of(ARES.id) == {Role.APPROVER}


@pytest.mark.parametrize("signer", [ADA, EVE, AUDREY])
def test_a_holder_of_other_roles_gives_nothing(signer: Someone) -> None:
    papers = with_new(APOLLO).confirm(signer.key, APOLLO)

    assert papers.verified().roles_of(APOLLO.id) == frozenset()


def test_a_stranger_cannot_confirm() -> None:
    with pytest.raises(WrongSignerError):
        with_new(APOLLO).confirm(SigningKey(bytes([90] * 32)), APOLLO).verified()


@pytest.mark.parametrize("status", [Status.DISABLED, Status.COMPROMISED])
def test_somebody_out_of_use_cannot_confirm(status: Status) -> None:
    papers = site().add(ADA.key, ADA, AUDREY, APRIL.listed(status=status), EVE, APOLLO)

    with pytest.raises(WrongSignerError):
        papers.confirm(APRIL.key, APOLLO).verified()


def test_a_confirmation_outlives_the_confirmer() -> None:
    papers = with_new(APOLLO).confirm(APRIL.key, APOLLO)
    papers.add(ADA.key, ADA, AUDREY, APRIL.listed(status=Status.DISABLED), EVE, APOLLO)

    assert papers.verified().roles_of(APOLLO.id) == {Role.APPROVER}


def test_a_compromised_key_confirmed_nobody() -> None:
    papers = with_new(APOLLO, ARES).confirm(APRIL.key, APOLLO).confirm(APOLLO.key, ARES)
    lost = APRIL.listed(status=Status.COMPROMISED)
    papers.add(ADA.key, ADA, AUDREY, lost, EVE, APOLLO, ARES)

    trust = papers.verified()

    assert not trust.roles_of(APOLLO.id) | trust.roles_of(ARES.id)


def test_a_reissued_key_needs_a_new_confirmation() -> None:
    papers = with_new(APOLLO).confirm(APRIL.key, APOLLO)
    papers.add(ADA.key, *FIRST, APOLLO.rekeyed(50))
    before = papers.verified().roles_of(APOLLO.id)
    papers.confirm(APRIL.key, APOLLO.rekeyed(50))

    assert not before
    assert papers.verified().roles_of(APOLLO.id) == {Role.APPROVER}


@pytest.mark.parametrize("whom", [APRIL, AUDREY])
def test_an_administrator_does_not_become_a_first_person_by_another_key(whom: Someone) -> None:
    others = [one for one in FIRST if one is not whom]

    trust = site().add(ADA.key, *others, whom.rekeyed(50)).verified()

    assert trust.roles_of(whom.id) == frozenset()
    assert trust.people[whom.id].awaiting == set(whom.roles)


def test_an_administrator_cannot_have_the_log_sealed_to_another_key() -> None:
    mine = AUGUST.sealing
    swapped = AUDREY.listed(sealing_key=mine)

    trust = site().add(ADA.key, ADA, swapped, APRIL, EVE).verified()

    assert trust.roles_of(AUDREY.id) == frozenset()
    assert [key.hex for key in trust.log_recipients] == [RECOVERY.reading_key.public.hex]


def test_a_confirmed_auditors_sealing_key_cannot_be_swapped_either() -> None:
    papers = with_new(AUGUST).confirm(AUDREY.key, AUGUST)
    swapped = AUGUST.listed(sealing_key=Someone("x", (Role.AUDITOR,), 60).sealing)

    trust = papers.add(ADA.key, *FIRST, swapped).verified()

    assert trust.roles_of(AUGUST.id) == frozenset()
    assert len(trust.log_recipients) == 2


def test_a_person_without_a_sealing_key_is_no_auditor() -> None:
    keyless = AUGUST.listed(sealing_key=None)
    papers = site().add(ADA.key, *FIRST, keyless)
    papers.confirm(AUDREY.key, AUGUST, sealing_key=None)

    assert papers.verified().roles_of(AUGUST.id) == frozenset()


def test_an_administrator_cannot_widen_a_first_persons_roles() -> None:
    both = APRIL.listed(roles=(Role.APPROVER, Role.AUDITOR), sealing_key=AUGUST.sealing)

    trust = site().add(ADA.key, ADA, AUDREY, both, EVE).verified()

    assert Role.AUDITOR not in trust.roles_of(APRIL.id)


def test_a_confirmation_that_belongs_to_no_list_is_refused() -> None:
    with pytest.raises(WrongSignerError):
        with_new(APOLLO).confirm(APRIL.key, APOLLO, trust_list="0" * 64).verified()


def test_a_confirmation_gives_no_role_that_the_list_does_not_give() -> None:
    papers = site().confirm(APRIL.key, EVE, Role.APPROVER)

    assert papers.verified().roles_of(EVE.id) == {Role.ENGINEER}
