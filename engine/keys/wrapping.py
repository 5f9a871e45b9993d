"""Secrets under a password: argon2id makes a key from it, AES-256-GCM wraps the secret.

A wrap says how much work its password costs, so that the work can be raised later. Whoever can
write the store can write these figures too; they are bounded before anything is computed.

Source:
    argon2id and its second recommended option (64 MiB, three passes, four lanes): RFC 9106.
    Unicode of passwords: RFC 8265, OpaqueString, as far as the form (NFC) goes.
"""

import os
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Literal, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from engine.canonical import canonical_json, parse_canonical
from engine.errors import ReportableError
from engine.phrases import phrase

_KEY_BYTES = 32
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_LEAST_KIB_PER_LANE = 8  # RFC 9106, section 3.1
_MOST_BYTES = 4096  # of a wrap: far above any, far below what would hurt


class WrongPasswordError(ReportableError):
    """The password does not open the wrap, or the wrap was changed: nobody can tell which."""

    code = "wrong-password"
    default_advice = "Type the password again; watch caps lock and the keyboard's language."


class WrapCost(BaseModel):
    """How much work one try of a password costs.

    Attributes:
        memory_kib: Memory, in KiB.
        iterations: Passes over it.
        lanes: Threads that may share the work.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    memory_kib: Annotated[int, Field(ge=_LEAST_KIB_PER_LANE, le=256 * 1024)] = 64 * 1024
    iterations: Annotated[int, Field(ge=1, le=10)] = 3
    lanes: Annotated[int, Field(ge=1, le=16)] = 4

    @model_validator(mode="after")
    def _enough_for_each_lane(self) -> Self:
        if self.memory_kib < _LEAST_KIB_PER_LANE * self.lanes:
            message = f"every lane needs {_LEAST_KIB_PER_LANE} KiB"
            raise ValueError(message)
        return self

    def covers(self, other: "WrapCost") -> bool:
        """Say whether this is at least as much work as ``other``; lanes change none of it."""
        return self.memory_kib >= other.memory_kib and self.iterations >= other.iterations


STANDARD_COST = WrapCost()


@dataclass(frozen=True, slots=True)
class WrapContext:
    """What a wrap is for; it opens in no other context.

    Attributes:
        purpose: What the secret is, such as ``signing-key``.
        person_id: Whose it is.
    """

    purpose: str
    person_id: str


class _Wrap(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    version: Literal[1]
    kdf: Literal["argon2id"]
    cost: WrapCost
    salt: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{2 * _SALT_BYTES}}}$")]
    nonce: Annotated[str, Field(pattern=rf"^[0-9a-f]{{{2 * _NONCE_BYTES}}}$")]
    ciphertext: Annotated[str, Field(pattern=rf"^([0-9a-f]{{2}}){{{_TAG_BYTES},1024}}$")]

    @classmethod
    def read(cls, wrapped: bytes) -> Self:
        try:
            if len(wrapped) > _MOST_BYTES:
                raise WrongPasswordError(_REFUSAL, detail="the wrap is too long")
            parse_canonical(wrapped)
            return cls.model_validate_json(wrapped)
        except (ValueError, ValidationError) as error:
            raise WrongPasswordError(_REFUSAL, detail="the wrap is malformed") from error

    def key(self, password: str) -> bytes:
        return Argon2id(
            salt=bytes.fromhex(self.salt),
            length=_KEY_BYTES,
            iterations=self.cost.iterations,
            lanes=self.cost.lanes,
            memory_cost=self.cost.memory_kib,
        ).derive(unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"))

    def to_bytes(self) -> bytes:
        return canonical_json(self.model_dump())


_REFUSAL = phrase("The password is not right.")


def wrap(
    secret: bytes, password: str, context: WrapContext, cost: WrapCost = STANDARD_COST
) -> bytes:
    """Wrap ``secret`` so that it opens with ``password`` in ``context`` only.

    Returns:
        Canonical JSON.
    """
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    draft = _wrap(cost, salt, nonce, bytes(_TAG_BYTES))
    sealed = AESGCM(draft.key(password)).encrypt(nonce, secret, _bound_to(context))
    return _wrap(cost, salt, nonce, sealed).to_bytes()


def unwrap(wrapped: bytes, password: str, context: WrapContext) -> bytes:
    """Return the secret in ``wrapped``.

    Raises:
        WrongPasswordError: The password or the context is another one, or the wrap was changed.
    """
    parsed = _Wrap.read(wrapped)
    cipher = AESGCM(parsed.key(password))
    nonce, sealed = bytes.fromhex(parsed.nonce), bytes.fromhex(parsed.ciphertext)
    try:
        return cipher.decrypt(nonce, sealed, _bound_to(context))
    except InvalidTag as error:
        raise WrongPasswordError(_REFUSAL) from error


def decoy(secret_bytes: int, cost: WrapCost = STANDARD_COST) -> bytes:
    """Make a wrap that no password opens, to spend the same work where there is no real one."""
    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    return _wrap(cost, salt, nonce, os.urandom(secret_bytes + _TAG_BYTES)).to_bytes()


def needs_rewrap(wrapped: bytes, cost: WrapCost = STANDARD_COST) -> bool:
    """Say whether a try at ``wrapped`` costs less work than ``cost``.

    Raises:
        WrongPasswordError: It is not a wrap.
    """
    return not _Wrap.read(wrapped).cost.covers(cost)


def _wrap(cost: WrapCost, salt: bytes, nonce: bytes, sealed: bytes) -> _Wrap:
    return _Wrap(
        version=1,
        kdf="argon2id",
        cost=cost,
        salt=salt.hex(),
        nonce=nonce.hex(),
        ciphertext=sealed.hex(),
    )


def _bound_to(context: WrapContext) -> bytes:
    return canonical_json(["wardcast/v1/wrap", context.purpose, context.person_id])
