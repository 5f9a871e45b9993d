import base64
import json
from typing import Any

import pytest

from engine.canonical import canonical_json
from engine.keys.documents import (
    BadDocumentError,
    envelope_document,
    read_document,
    sign_document,
)
from engine.keys.signing import SigningKey

KIND = "application/vnd.wardcast.test+json"
KEY, OTHER = SigningKey(bytes(32)), SigningKey(bytes([1] * 32))
VALUE = {"name": "ada", "number": 7}


def with_signature(document: bytes, change: Any) -> bytes:
    envelope = json.loads(document)
    envelope["signatures"][0] = {**envelope["signatures"][0], **change}
    return canonical_json(envelope)


def test_holds_for_the_key_that_signed_and_for_no_other() -> None:
    read = read_document(sign_document(KEY, KIND, VALUE).to_bytes(), KIND)

    assert read.value == VALUE
    assert read.signers([KEY.public, OTHER.public]) == {KEY.public}


def test_does_not_hold_for_a_key_that_only_lends_its_name() -> None:
    document = sign_document(KEY, KIND, VALUE).to_bytes()

    forged = read_document(with_signature(document, {"keyid": OTHER.public.id}), KIND)

    assert not forged.signers([KEY.public, OTHER.public])


def test_does_not_hold_for_another_value_under_the_same_signature() -> None:
    envelope = json.loads(sign_document(KEY, KIND, VALUE).to_bytes())
    payload = canonical_json({**VALUE, "number": 8})
    envelope["payload"] = base64.b64encode(payload).decode()

    assert not read_document(canonical_json(envelope), KIND).signers([KEY.public])


def test_is_not_taken_for_a_document_of_another_kind() -> None:
    document = sign_document(KEY, KIND, VALUE).to_bytes()

    with pytest.raises(BadDocumentError):
        read_document(document, "application/vnd.wardcast.other+json")
    relabelled = json.loads(document)
    relabelled["payloadType"] = "application/vnd.wardcast.other+json"
    read = read_document(canonical_json(relabelled), "application/vnd.wardcast.other+json")
    assert not read.signers([KEY.public])


def test_no_bit_of_it_can_be_changed_unnoticed() -> None:
    document = sign_document(KEY, KIND, VALUE).to_bytes()

    for place in range(len(document)):
        for bit in range(8):
            changed = bytearray(document)
            changed[place] ^= 1 << bit
            try:
                signers = read_document(bytes(changed), KIND).signers([KEY.public])
            except BadDocumentError:
                continue
            assert not signers, place


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"7",
        b'{"payload":"","payloadType":7,"signatures":[]}',
        b'{"payload":7,"payloadType":"x","signatures":[]}',
        b'{"payload":"e30=","payloadType":"x","signatures":7}',
        b'{"payload":"e30=","payloadType":"x","signatures":[{}]}',
        b'{"payload":"e30=","payloadType":"x","signatures":[{"keyid":[],"sig":""}]}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_envelope_is_refused(data: bytes) -> None:
    with pytest.raises(BadDocumentError):
        read_document(data, "x")


def test_a_document_carries_exactly_one_signature() -> None:
    mine = json.loads(sign_document(KEY, KIND, VALUE).to_bytes())
    theirs = json.loads(sign_document(OTHER, KIND, VALUE).to_bytes())
    (one,), (other,) = mine["signatures"], theirs["signatures"]

    for signatures in ([], [one, other], [one, one], [one, {**other, "keyid": one["keyid"]}]):
        envelope = {**mine, "signatures": signatures}
        with pytest.raises(BadDocumentError):
            envelope_document(envelope, KIND)
        with pytest.raises(BadDocumentError):
            read_document(canonical_json(envelope), KIND)
    assert envelope_document(mine, KIND).signers([KEY.public]) == {KEY.public}


@pytest.mark.parametrize("envelope", [None, [], {}, 7, "x", {"signatures": 7}])
def test_what_stands_inside_another_document_is_looked_at_too(envelope: Any) -> None:
    with pytest.raises(BadDocumentError):
        envelope_document(envelope, KIND)
