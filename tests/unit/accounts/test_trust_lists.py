import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from engine.accounts.documents import Status
from engine.accounts.refusals import (
    NotCertifiedError,
    PinnedRootError,
    TrustChangedError,
    TrustError,
    TrustGapError,
    TrustHistoryError,
    WrongSignerError,
)
from engine.accounts.roles import Role
from engine.accounts.trust import verify_trust
from engine.canonical import canonical_json, sha256_hex
from engine.keys.documents import sign_document
from engine.keys.signing import SigningKey
from tests.unit.accounts.papers import (
    ABE,
    ADA,
    APRIL,
    AUDREY,
    EVE,
    FIRST,
    LOG_KEY,
    RECOVERY,
    ROOT,
    Papers,
    Someone,
    enrolling,
    site,
)

STRANGER = SigningKey(bytes([77] * 32))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaves(child, (*path, key))
    elif isinstance(value, list) and value:
        for place, child in enumerate(value):
            yield from leaves(child, (*path, place))
    else:
        yield path


def other(value: Any) -> Any:
    """Return something else that fits in the place of ``value``, where there is such a thing."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if value is None:
        return "0" * 2432
    if isinstance(value, list):
        return ["clinician"]
    if value in {"active", "engineer"}:
        return {"active": "disabled", "engineer": "clinician"}[value]
    return ("1" if value[0] == "0" else "0") + value[1:]


def changed(value: Any, path: tuple[Any, ...]) -> Any:
    copy = json.loads(json.dumps(value))
    place = copy
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = other(place[path[-1]])
    return copy


def forgeries(document: bytes) -> Iterator[tuple[tuple[Any, ...], bytes]]:
    """Yield the document with each of its fields changed in turn, under its old signature."""
    envelope = json.loads(document)
    payload = json.loads(base64.b64decode(envelope["payload"]))
    for path in leaves(payload):
        inside = base64.b64encode(canonical_json(changed(payload, path))).decode("ascii")
        yield path, canonical_json({**envelope, "payload": inside})
    for path in leaves(envelope):
        yield path, canonical_json(changed(envelope, path))


def test_sound_documents_prove_who_is_who() -> None:
    trust = site().verified(ROOT.public.id)

    assert {one.name: one.roles for one in trust.people.values()} == {
        one.name: set(one.roles) for one in FIRST
    }
    assert trust.person(EVE.id) == trust.by_name("EVE")
    assert trust.roles_of(APRIL.id) == {Role.APPROVER}
    assert trust.roles_of("0" * 32) == frozenset()
    assert trust.by_name("nobody") is None
    assert trust.signers[EVE.key.public.id].person_id == EVE.id
    assert (trust.site_name, trust.number, trust.demo) == ("St. Ada's", 1, False)
    assert trust.root == ROOT.public
    assert trust.log_key == LOG_KEY.public


def test_the_log_is_sealed_to_the_auditors_and_the_recovery_holder() -> None:
    assert AUDREY.reading is not None

    assert site().verified().log_recipients == (
        AUDREY.reading.public,
        RECOVERY.reading_key.public,
    )


def test_every_field_of_the_newest_list_is_protected() -> None:
    documents = site().documents
    tried = 0

    for path, forged in forgeries(documents.lists[0]):
        with pytest.raises(TrustError):
            verify_trust(replace(documents, lists=(forged,)))
        tried += bool(path)

    assert tried > 30


def test_every_field_of_the_root_document_is_protected() -> None:
    documents = site().documents

    for _, forged in forgeries(documents.root):
        with pytest.raises(TrustError):
            verify_trust(replace(documents, root=forged), ROOT.public.id)


def test_every_field_of_a_hand_over_and_a_confirmation_is_protected() -> None:
    papers = enrolling()[0]
    papers.confirm(AUDREY.key, APRIL)
    documents = papers.documents

    for _, forged in forgeries(documents.hand_overs[0]):
        with pytest.raises(TrustError):
            verify_trust(replace(documents, hand_overs=(forged,)))
    for _, forged in forgeries(documents.confirmations[0]):
        with pytest.raises(TrustError):
            verify_trust(replace(documents, confirmations=(forged,)))


def test_a_changed_list_and_a_strangers_list_are_told_apart() -> None:
    documents = site().documents
    envelope = json.loads(documents.lists[0])
    payload = base64.b64decode(envelope["payload"]).replace(b'"eve"', b'"eva"')
    envelope["payload"] = base64.b64encode(payload).decode("ascii")

    with pytest.raises(TrustChangedError):
        verify_trust(replace(documents, lists=(canonical_json(envelope),)))
    with pytest.raises(WrongSignerError):
        site().add(STRANGER, *FIRST).verified()


def test_a_second_signature_cannot_be_added() -> None:
    documents = site().documents
    envelope = json.loads(documents.lists[0])
    envelope["signatures"].append({**envelope["signatures"][0], "keyid": "0" * 64})

    with pytest.raises(TrustChangedError):
        verify_trust(replace(documents, lists=(canonical_json(envelope),)))


def test_an_unsigned_list_is_refused() -> None:
    documents = site().documents
    envelope = {**json.loads(documents.lists[0]), "signatures": []}

    with pytest.raises(TrustChangedError):
        verify_trust(replace(documents, lists=(canonical_json(envelope),)))


def test_a_document_with_more_in_it_is_refused_even_if_signed() -> None:
    documents = site().documents
    value = json.loads(base64.b64decode(json.loads(documents.lists[0])["payload"]))
    document = sign_document(
        ADA.key, "application/vnd.wardcast.trust-list+json", {**value, "more": 1}
    )

    with pytest.raises(TrustChangedError):
        verify_trust(replace(documents, lists=(document.to_bytes(),)))


def test_a_list_that_gives_one_person_roles_that_must_be_apart_is_refused() -> None:
    documents = site().documents
    value = json.loads(base64.b64decode(json.loads(documents.lists[0])["payload"]))
    value["people"][0]["roles"] = ["administrator", "approver"]
    document = sign_document(ADA.key, "application/vnd.wardcast.trust-list+json", value)

    with pytest.raises(TrustChangedError) as caught:
        verify_trust(replace(documents, lists=(document.to_bytes(),)))

    assert "must not release models" in caught.value.detail


@pytest.mark.parametrize(
    ("field", "weak", "said"),
    [("signing_key", "00" * 32, "small order"), ("sealing_key", "00" * 1216, "low order")],
)
def test_a_list_that_names_a_key_anybody_could_use_is_refused(
    field: str, weak: str, said: str
) -> None:
    value = json.loads(base64.b64decode(json.loads(site().documents.lists[0])["payload"]))
    value["people"][1][field] = weak
    document = sign_document(ADA.key, "application/vnd.wardcast.trust-list+json", value)

    with pytest.raises(TrustChangedError) as caught:
        verify_trust(replace(site().documents, lists=(document.to_bytes(),)))

    assert said in caught.value.detail


def test_another_root_than_the_pinned_one_is_refused() -> None:
    with pytest.raises(PinnedRootError):
        site().verified("0" * 64)


def test_a_root_document_that_the_root_did_not_sign_is_refused() -> None:
    papers = site()
    value = json.loads(base64.b64decode(json.loads(papers.root)["payload"]))
    kind = "application/vnd.wardcast.site-root+json"
    papers.root = sign_document(STRANGER, kind, value).to_bytes()

    with pytest.raises(WrongSignerError):
        papers.verified()


def test_a_list_may_be_signed_by_the_root() -> None:
    assert site().add(ROOT, *FIRST).verified().number == 2


@pytest.mark.parametrize("signer", [AUDREY, APRIL, EVE])
def test_a_list_signed_by_somebody_else_than_an_administrator_is_refused(signer: Someone) -> None:
    with pytest.raises(WrongSignerError):
        site().add(signer.key, *FIRST).verified()


def test_a_list_signed_by_an_administrator_whom_the_root_does_not_know_is_refused() -> None:
    papers = site().add(ADA.key, *FIRST, ABE)

    with pytest.raises(NotCertifiedError):
        papers.add(ABE.key, *FIRST, ABE).verified()


def test_a_first_list_signed_by_an_administrator_whom_the_root_does_not_know_is_refused() -> None:
    with pytest.raises(NotCertifiedError):
        Papers.of(ADA).add(ABE.key, ADA, ABE).verified()


def test_another_administrator_cannot_make_an_administrator() -> None:
    papers = site().add(ADA.key, *FIRST, ABE).confirm(ADA.key, ABE)

    assert papers.verified().roles_of(ABE.id) == frozenset()
    with pytest.raises(NotCertifiedError):
        papers.add(ABE.key, *FIRST, ABE).verified()


def test_the_root_can_make_an_administrator_later() -> None:
    papers = site().add(ADA.key, *FIRST, ABE).confirm(ROOT, ABE)
    papers.add(ABE.key, *FIRST, ABE)

    assert papers.verified().roles_of(ABE.id) == {Role.ADMINISTRATOR}


def test_an_engineer_whom_a_list_calls_administrator_is_none() -> None:
    promoted = EVE.listed(roles=(Role.ADMINISTRATOR,))
    papers = site().add(ADA.key, ADA, AUDREY, APRIL, promoted)

    with pytest.raises(NotCertifiedError):
        papers.add(EVE.key, ADA, AUDREY, APRIL, promoted).verified()


@pytest.mark.parametrize("status", [Status.DISABLED, Status.COMPROMISED])
def test_an_administrator_who_was_taken_out_cannot_sign_himself_back_in(status: Status) -> None:
    papers = Papers.of(ADA, ABE).add(ADA.key, ADA, ABE)
    papers.add(ADA.key, ADA, ABE.listed(status=status))

    with pytest.raises(WrongSignerError):
        papers.add(ABE.key, ADA, ABE).verified()


def test_what_an_administrator_signed_before_he_was_taken_out_stands() -> None:
    papers = Papers.of(ADA, ABE).add(ADA.key, ADA, ABE).add(ABE.key, ADA, ABE, EVE)
    papers.add(ADA.key, ADA, ABE.listed(status=Status.COMPROMISED), EVE)

    assert papers.verified().roles_of(EVE.id) == {Role.ENGINEER}


def test_an_administrator_cannot_be_replaced_by_another_key() -> None:
    papers = site().add(ADA.key, ADA.rekeyed(50), AUDREY, APRIL, EVE)

    assert papers.verified().roles_of(ADA.id) == frozenset()
    with pytest.raises(NotCertifiedError):
        papers.add(ADA.rekeyed(50).key, ADA.rekeyed(50), AUDREY, APRIL, EVE).verified()


def test_no_list_can_be_missing() -> None:
    papers = site().add(ADA.key, *FIRST).add(ADA.key, *FIRST)
    first, second, third = papers.lists

    for lists in ([], [second, third], [first, third], [first, third, second], [first, first]):
        papers.lists = lists
        with pytest.raises(TrustGapError):
            papers.verified()


@pytest.mark.parametrize("changes", [{"number": 3}, {"number": 1}, {"previous": "0" * 64}])
def test_a_list_that_does_not_continue_the_one_before_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(TrustGapError):
        site().add(ADA.key, *FIRST, **changes).verified()


def test_the_lists_of_another_site_with_the_same_people_are_refused() -> None:
    ours, theirs = site(), Papers.of(*FIRST, site_id="7" * 32).add(ADA.key, *FIRST)
    ours.lists = theirs.lists

    with pytest.raises(TrustGapError):
        ours.verified()


def test_nobody_is_dropped_from_the_lists() -> None:
    with pytest.raises(TrustHistoryError):
        site().add(ADA.key, ADA, AUDREY, APRIL).verified()


def test_nobody_is_given_another_name() -> None:
    with pytest.raises(TrustHistoryError):
        site().add(ADA.key, ADA, AUDREY, APRIL, EVE.listed(name="eva")).verified()


def test_two_names_differ_in_more_than_case() -> None:
    double = Someone("EVE", (Role.CLINICIAN,), 60)

    with pytest.raises(ValueError, match="name stands there twice"):
        site().add(ADA.key, *FIRST, double)


def test_a_cut_off_list_shows_in_the_number_and_digest_that_the_log_names() -> None:
    papers = site().add(ADA.key, *FIRST)
    newest = papers.verified()
    papers.lists.pop()

    assert (newest.number, newest.digest) == (2, sha256_hex(site_list_two()))
    assert papers.verified().digest != newest.digest


def site_list_two() -> bytes:
    return site().add(ADA.key, *FIRST).lists[1]
