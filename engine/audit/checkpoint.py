"""Checkpoints: how many records a log holds and their root, signed by the log.

One form only is accepted: exactly the bytes that ``sign_checkpoint`` writes, so that a checkpoint
cannot be changed in any way without being noticed, not even in a bit that base64 ignores.

Source:
    C2SP signed-note and tlog-checkpoint (c2sp.org); the key's name is the log's origin.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from engine.audit.merkle import HASH_BYTES
from engine.keys.signing import PublicKey, SigningKey
from engine.phrases import phrase

_ED25519 = b"\x01"
_KEY_HASH_BYTES = 4
_NOTE = re.compile(
    r"([^\s+]+)\n(0|[1-9][0-9]{0,15})\n([0-9A-Za-z+/]{43}=)\n\n— ([^\s+]+) ([0-9A-Za-z+/=]{92})\n"
)


class BadCheckpointError(Exception):
    """The bytes are no checkpoint of this log, or its signature does not hold."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log.

    Attributes:
        origin: The log's name.
        size: How many records it holds.
        root: The root of the tree over them.
    """

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"


def origin_of(log_id: str) -> str:
    """Return the name under which a log signs."""
    return f"wardcast/{log_id}"


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> bytes:
    """Write ``checkpoint`` as a note signed by ``key``."""
    signature = key.sign(checkpoint.text.encode())
    return _note(checkpoint, key_hash(checkpoint.origin, key.public) + signature)


def read_checkpoint(note: bytes, origin: str, key: PublicKey) -> Checkpoint:
    """Read a note that must be a checkpoint of the log ``origin``, signed by ``key``.

    Raises:
        BadCheckpointError: It is not, or not in its canonical form.
    """
    match = _NOTE.fullmatch(note.decode("utf-8", "replace"))
    if match is None:
        raise BadCheckpointError(phrase("it is not in the form of a checkpoint"))
    try:
        root, signed = (base64.b64decode(match[group], validate=True) for group in (3, 5))
    except binascii.Error as error:
        raise BadCheckpointError(phrase("it is not in the form of a checkpoint")) from error
    checkpoint = Checkpoint(match[1], int(match[2]), root)
    if len(root) != HASH_BYTES or _note(checkpoint, signed) != note:
        raise BadCheckpointError(phrase("it is not in the form of a checkpoint"))
    if checkpoint.origin != origin:
        raise BadCheckpointError(phrase("it is the checkpoint of another log"))
    known, signature = signed[:_KEY_HASH_BYTES], signed[_KEY_HASH_BYTES:]
    if known != key_hash(origin, key):
        raise BadCheckpointError(phrase("it is signed with another key"))
    if not key.verifies(signature, checkpoint.text.encode()):
        raise BadCheckpointError(phrase("its signature does not hold"))
    return checkpoint


def key_hash(name: str, key: PublicKey) -> bytes:
    """Return the four bytes by which a note names an Ed25519 key."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + key.raw).digest()[:_KEY_HASH_BYTES]


def _note(checkpoint: Checkpoint, signed: bytes) -> bytes:
    return f"{checkpoint.text}\n— {checkpoint.origin} {_base64(signed)}\n".encode()


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
