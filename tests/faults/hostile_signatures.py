"""Signature files that must not count: altered, in another form, or by the wrong people."""

import base64
import json
from collections.abc import Callable
from typing import Any

from engine.accounts.documents import Status
from engine.accounts.roles import Role
from engine.accounts.trust import VerifiedTrust
from engine.canonical import canonical_json, sha256_hex
from engine.keys.documents import sign_document
from engine.models.content import MANIFEST, NO_SIGNATURES, SIGNATURES
from engine.models.signatures import PAYLOAD_TYPE
from tests.faults.packages import Edit, Files, act, with_envelopes
from tests.unit.accounts.papers import (
    ADA,
    APOLLO,
    APRIL,
    ARES,
    AUDREY,
    EMIL,
    EVE,
    Papers,
    Someone,
)

INVALID, UNTRUSTED = "package-signatures-invalid", "package-signer-untrusted"
COMPROMISED = "package-signer-compromised"
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


EDGAR = Someone("edgar", (Role.ENGINEER,), 81)
EDITH = Someone("edith", (Role.ENGINEER,), 82)


def trust() -> VerifiedTrust:
    """A site with an approver to be confirmed, a compromised engineer and a disabled one."""
    first = (ADA, AUDREY, APRIL, APOLLO, EVE, EDGAR, EDITH)
    now = (
        *(ADA, AUDREY, APRIL, APOLLO, EVE, ARES),
        EDGAR.listed(status=Status.COMPROMISED),
        EDITH.listed(status=Status.DISABLED),
    )
    certified = (ADA, AUDREY, APRIL, APOLLO)
    return Papers.of(*certified).add(ADA.key, *first).add(ADA.key, *now).verified()


def _value(change: Callable[[Any], object]) -> Edit:
    """Edit the file's JSON value, and write it canonically again."""

    def edit(files: Files) -> None:
        value = json.loads(files[SIGNATURES])
        change(value)
        files[SIGNATURES] = canonical_json(value)

    return edit


def _bytes(change: Callable[[bytes], bytes]) -> Edit:
    def edit(files: Files) -> None:
        files[SIGNATURES] = change(files[SIGNATURES])

    return edit


def _acts(*makers: Callable[[str], dict[str, Any]]) -> Edit:
    """Replace the envelopes by others over the same manifest."""

    def edit(files: Files) -> None:
        sha256 = sha256_hex(files[MANIFEST])
        files.update(with_envelopes(files, *(make(sha256) for make in makers)))

    return edit


def _submitted(who: Someone = EVE, **more: Any) -> Callable[[str], dict[str, Any]]:
    return lambda sha256: act(who, "submitted", sha256, **more)


def _approved(who: Someone = APRIL, **more: Any) -> Callable[[str], dict[str, Any]]:
    return lambda sha256: act(who, "approved", sha256, **more)


def _of_another(sha256: str) -> dict[str, Any]:
    return act(APRIL, "approved", sha256_hex(sha256.encode()))


def _ignored_bit(value: Any) -> None:
    """Flip a bit of the last base64 digit that no decoder looks at."""
    signature = value["envelopes"][1]["signatures"][0]
    text = signature["sig"]
    assert text.endswith("==")
    digit = _ALPHABET[_ALPHABET.index(text[-3]) ^ 1]
    changed = f"{text[:-3]}{digit}=="
    assert base64.b64decode(changed) == base64.b64decode(text)
    signature["sig"] = changed


def _re_signed(change: Callable[[dict[str, Any]], object]) -> Callable[[str], dict[str, Any]]:
    """An approval with another statement, signed as it stands by who is to have signed it."""

    def make(sha256: str) -> dict[str, Any]:
        payload = base64.b64decode(act(APRIL, "approved", sha256)["payload"])
        statement = json.loads(payload)
        change(statement)
        envelope: dict[str, Any] = sign_document(APRIL.key, PAYLOAD_TYPE, statement).envelope
        return envelope

    return make


def _twice_signed(value: Any) -> None:
    first, second = value["envelopes"]
    second["signatures"] = [*second["signatures"], *first["signatures"]]


def _spaced(data: bytes) -> bytes:
    return data.replace(b":", b": ", 1)


def _reordered(data: bytes) -> bytes:
    value = json.loads(data)
    turned = {key: value[key] for key in reversed(value)}
    return json.dumps(turned, separators=(",", ":")).encode()


SIGNATURE_FILES: dict[str, tuple[str, Edit]] = {
    "no signature": ("package-unsigned", _bytes(lambda _: NO_SIGNATURES)),
    "a flipped bit that base64 ignores": (INVALID, _value(_ignored_bit)),
    "a signature file with a space": (INVALID, _bytes(_spaced)),
    "a signature file with a line end": (INVALID, _bytes(lambda data: data + b"\n")),
    "a signature file with a byte order mark": (INVALID, _bytes(lambda d: b"\xef\xbb\xbf" + d)),
    "a signature file with its keys turned": (INVALID, _bytes(_reordered)),
    "a signature file that is empty": (INVALID, _bytes(lambda _: b"")),
    "a signature file that is a list": (INVALID, _bytes(lambda _: b"[]")),
    "a signature file with an endless number": (INVALID, _bytes(lambda _: b"9" * 10_000)),
    "a signature file nested without end": (INVALID, _bytes(lambda _: b"[" * 100_000)),
    "a key too many": (INVALID, _value(lambda value: value.update(note="trust me"))),
    "another format": (INVALID, _value(lambda value: value.update(format=2))),
    "envelopes that are none": (INVALID, _value(lambda value: value.update(envelopes=[{}, {}]))),
    "three envelopes": (INVALID, _acts(_submitted(), _approved(), _approved(APOLLO))),
    "two signatures in one envelope": (INVALID, _value(_twice_signed)),
    "a signature under another key's name": (
        INVALID,
        _value(lambda v: v["envelopes"][1]["signatures"][0].update(keyid="0" * 64)),
    ),
    "a payload of another type": (
        INVALID,
        _value(lambda v: v["envelopes"][1].update(payloadType="application/json")),
    ),
    "signatures exchanged": (
        INVALID,
        _value(
            lambda v: v["envelopes"][0].update(signatures=v["envelopes"][1]["signatures"]),
        ),
    ),
    "an approval before the submission": (INVALID, _acts(_approved(), _submitted())),
    "an approval alone": (INVALID, _acts(_approved())),
    "two submissions": (INVALID, _acts(_submitted(), _submitted(EMIL))),
    "one person with two keys": (INVALID, _acts(_submitted(), _approved(APRIL, person=EVE.id))),
    "one key under two persons": (INVALID, _acts(_submitted(), _approved(APRIL, key=EVE.key))),
    "an approval of another model": (INVALID, _acts(_submitted(), _of_another)),
    "a statement with a word too many": (
        INVALID,
        _acts(_submitted(), _re_signed(lambda s: s["predicate"].update(note="trust me"))),
    ),
    "a statement about another file": (
        INVALID,
        _acts(_submitted(), _re_signed(lambda s: s["subject"][0].update(name="card.md"))),
    ),
    "a statement about two models": (
        INVALID,
        _acts(_submitted(), _re_signed(lambda s: s["subject"].append(s["subject"][0]))),
    ),
    "a signer without a reason": (
        INVALID,
        _acts(_submitted(), _re_signed(lambda s: s["predicate"].update(reason=""))),
    ),
    "a signer nobody knows": (UNTRUSTED, _acts(_submitted(EMIL), _approved())),
    "a known key under another name": (UNTRUSTED, _acts(_submitted(person="f" * 32), _approved())),
    "a known person with another key": (
        UNTRUSTED,
        _acts(_submitted(EVE, key=EMIL.key), _approved()),
    ),
    "an auditor who approves": (UNTRUSTED, _acts(_submitted(), _approved(AUDREY))),
    "an approver who submits": (UNTRUSTED, _acts(_submitted(APOLLO), _approved())),
    "an approver not yet confirmed": (UNTRUSTED, _acts(_submitted(), _approved(ARES))),
    "a compromised engineer": (COMPROMISED, _acts(_submitted(EDGAR), _approved())),
}
"""By what is wrong with them: the code, and the edit of a sound package's files."""
