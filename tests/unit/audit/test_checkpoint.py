"""Checkpoints in the C2SP form: one form, one key, one log."""

import base64
from collections.abc import Callable

import pytest

from engine.audit.checkpoint import (
    BadCheckpointError,
    Checkpoint,
    key_hash,
    read_checkpoint,
    sign_checkpoint,
)
from engine.keys.signing import PublicKey, SigningKey
from tests.unit.audit.logs import KEY

ORIGIN = "wardcast/5a5a5a5a"
CHECKPOINT = Checkpoint(ORIGIN, 12, bytes(range(32)))


def test_a_signed_checkpoint_reads_back() -> None:
    note = sign_checkpoint(CHECKPOINT, KEY)
    assert read_checkpoint(note, ORIGIN, KEY.public) == CHECKPOINT


def test_a_note_has_the_lines_of_the_published_form() -> None:
    text, signature = sign_checkpoint(CHECKPOINT, KEY).decode().split("\n\n")
    assert text == f"{ORIGIN}\n12\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    assert signature.startswith(f"— {ORIGIN} ")
    assert signature.endswith("\n")


def test_keys_are_named_as_in_the_published_example() -> None:
    # c2sp.org/signed-note: the verifier key PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVk...
    encoded = base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert encoded[:1] == b"\x01"
    assert key_hash("PeterNeumann", PublicKey(encoded[1:])).hex() == "c74f20a3"


def test_a_published_example_signature_holds_over_its_text() -> None:
    key = PublicKey(base64.b64decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")[1:])
    text = (
        "If you think cryptography is the answer to your problem,\n"
        "then you don't know what your problem is.\n"
    )
    signed = base64.b64decode(
        "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    )
    assert signed[:4] == key_hash("PeterNeumann", key)
    assert key.verifies(signed[4:], text.encode())


def test_no_single_bit_of_a_note_can_change_without_notice() -> None:
    note = sign_checkpoint(CHECKPOINT, KEY)
    for position in range(len(note) * 8):
        changed = bytearray(note)
        changed[position // 8] ^= 1 << position % 8
        with pytest.raises(BadCheckpointError):
            read_checkpoint(bytes(changed), ORIGIN, KEY.public)


def test_a_note_of_another_log_is_refused() -> None:
    note = sign_checkpoint(Checkpoint("wardcast/77777777", 12, bytes(32)), KEY)
    with pytest.raises(BadCheckpointError, match="another log"):
        read_checkpoint(note, ORIGIN, KEY.public)


def test_a_note_signed_by_another_key_is_refused() -> None:
    note = sign_checkpoint(CHECKPOINT, SigningKey(bytes(32)))
    with pytest.raises(BadCheckpointError, match="another key"):
        read_checkpoint(note, ORIGIN, KEY.public)


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note + note.split(b"\n\n")[1],
        lambda note: note + b"\n",
        lambda note: note[:-1],
        lambda note: note.replace(b"\n12\n", b"\n012\n"),
        lambda note: note.replace(b"\n12\n", b"\n+12\n"),
        lambda note: note.replace(b"\n12\n", "\n\uff11\uff12\n".encode()),
        lambda note: note.replace(b"\n\n", b"\nextension\n\n"),
        lambda note: note.replace(b"\n", b"\r\n"),
        lambda note: b"\xef\xbb\xbf" + note,
        lambda note: note[:0],
    ],
)
def test_a_note_in_any_other_form_is_refused(change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BadCheckpointError, match="not in the form"):
        read_checkpoint(change(sign_checkpoint(CHECKPOINT, KEY)), ORIGIN, KEY.public)
