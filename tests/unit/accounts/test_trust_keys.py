from dataclasses import replace

import pytest

from engine.accounts.documents import Status
from engine.accounts.refusals import KeyReusedError, TrustHistoryError, WrongSignerError
from engine.accounts.roles import Role
from engine.keys.signing import SigningKey
from tests.unit.accounts.papers import (
    ADA,
    APRIL,
    AUDREY,
    ENROLMENT,
    EVE,
    FIRST,
    LOG_KEY,
    ROOT,
    Someone,
    enrolling,
    site,
)

STRANGER = SigningKey(bytes([77] * 32))


def test_a_compromised_key_never_comes_back() -> None:
    papers = site().add(ADA.key, ADA, AUDREY, APRIL, EVE.listed(status=Status.COMPROMISED))

    with pytest.raises(TrustHistoryError):
        papers.add(ADA.key, ADA, AUDREY, APRIL, EVE.listed(status=Status.DISABLED)).verified()


def test_a_key_from_before_a_compromise_never_comes_back_either() -> None:
    lost = EVE.rekeyed(50).listed(status=Status.COMPROMISED)
    papers = site().add(ADA.key, ADA, AUDREY, APRIL, lost)

    with pytest.raises(TrustHistoryError):
        papers.add(ADA.key, *FIRST).verified()


@pytest.mark.parametrize(
    "taken",
    [EVE.key.public.hex, ROOT.public.hex, LOG_KEY.public.hex],
    ids=["another person's", "the root", "the log's"],
)
def test_a_key_that_is_somebody_elses_cannot_be_a_persons(taken: str) -> None:
    newcomer = Someone("nick", (Role.CLINICIAN,), 60).listed(signing_key=taken)

    with pytest.raises(KeyReusedError):
        site().add(ADA.key, *FIRST, newcomer).verified()


def test_a_key_that_was_another_persons_cannot_be_a_persons() -> None:
    papers = site().add(ADA.key, ADA, AUDREY, APRIL, EVE.rekeyed(50))
    newcomer = Someone("nick", (Role.CLINICIAN,), EVE.number)

    with pytest.raises(KeyReusedError):
        papers.add(ADA.key, ADA, AUDREY, APRIL, EVE.rekeyed(50), newcomer).verified()


def test_two_auditors_cannot_share_a_sealing_key() -> None:
    double = Someone("august", (Role.AUDITOR,), 60).listed(sealing_key=AUDREY.sealing)

    with pytest.raises(KeyReusedError):
        site().add(ADA.key, *FIRST, double).verified()


def test_a_person_without_own_keys_is_nobody_yet() -> None:
    papers, emil = enrolling()
    papers.hand_overs.clear()

    trust = papers.verified()

    person = trust.people[emil.id]
    assert person.pending
    assert not person.usable
    assert not person.roles
    assert ENROLMENT.public.id not in trust.signers


def test_a_hand_over_leads_to_the_persons_own_key() -> None:
    papers, emil = enrolling()

    trust = papers.verified()

    assert trust.people[emil.id].signing_key == emil.key.public
    assert trust.roles_of(emil.id) == {Role.ENGINEER}
    assert trust.signers[emil.key.public.id].stands
    assert ENROLMENT.public.id not in trust.signers


def test_a_hand_over_by_anybody_else_is_refused() -> None:
    papers, emil = enrolling()
    papers.hand_overs.clear()

    for signer in (ADA.key, ROOT, STRANGER, emil.key):
        with pytest.raises(WrongSignerError):
            replace(papers, hand_overs=[]).hand_over(signer, emil).verified()


def test_a_hand_over_signed_by_another_key_than_it_names_is_refused() -> None:
    papers, emil = enrolling()
    papers.hand_overs.clear()
    papers.hand_over(ADA.key, emil, enrolment_key=ENROLMENT.public.hex)

    with pytest.raises(WrongSignerError):
        papers.verified()


def test_a_hand_over_for_another_person_is_refused() -> None:
    papers, emil = enrolling()
    papers.hand_overs.clear()

    with pytest.raises(WrongSignerError):
        papers.hand_over(ENROLMENT, emil, person=EVE.id).verified()


def test_an_enrolment_key_hands_over_once() -> None:
    papers, emil = enrolling()

    with pytest.raises(TrustHistoryError):
        papers.hand_over(ENROLMENT, emil.rekeyed(80)).verified()


@pytest.mark.parametrize("key", [ENROLMENT, EVE.key])
def test_nobody_hands_over_to_a_key_that_others_know(key: SigningKey) -> None:
    papers, emil = enrolling()
    papers.hand_overs.clear()

    with pytest.raises(KeyReusedError):
        papers.hand_over(ENROLMENT, emil, signing_key=key.public.hex).verified()


def test_an_enrolment_key_cannot_become_a_persons_own() -> None:
    papers, emil = enrolling()
    papers.hand_overs.clear()
    papers.add(ADA.key, *FIRST, emil.listed(signing_key=ENROLMENT.public.hex))

    with pytest.raises(KeyReusedError):
        papers.verified()


def test_what_a_disabled_person_signed_stands_and_what_a_compromised_one_signed_does_not() -> None:
    disabled = site().add(ADA.key, ADA, AUDREY, APRIL, EVE.listed(status=Status.DISABLED))
    lost = site().add(ADA.key, ADA, AUDREY, APRIL, EVE.listed(status=Status.COMPROMISED))

    before, never = (one.verified().signers[EVE.key.public.id] for one in (disabled, lost))

    assert (before.stands, before.status, before.roles) == (
        True,
        Status.DISABLED,
        frozenset({Role.ENGINEER}),
    )
    assert (never.stands, never.status) == (False, Status.COMPROMISED)
    assert disabled.verified().roles_of(EVE.id) == frozenset()
    assert not disabled.verified().people[EVE.id].usable


def test_what_a_replaced_key_signed_stands_until_the_person_is_compromised() -> None:
    papers = site().add(ADA.key, ADA, AUDREY, APRIL, EVE.rekeyed(50))
    replaced = papers.verified().signers[EVE.key.public.id]
    lost = EVE.rekeyed(50).listed(status=Status.COMPROMISED)
    papers.add(ADA.key, ADA, AUDREY, APRIL, lost)

    assert (replaced.status, replaced.stands) == (Status.DISABLED, True)
    assert not papers.verified().signers[EVE.key.public.id].stands
