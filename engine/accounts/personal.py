"""A person's own keys, and how they lie in the store: wrapped under the person's password."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from engine.keys.reading import ReadingKey
from engine.keys.signing import KEY_BYTES, SigningKey
from engine.keys.wrapping import (
    STANDARD_COST,
    WrapContext,
    WrapCost,
    WrongPasswordError,
    decoy,
    needs_rewrap,
    unwrap,
    wrap,
)
from engine.phrases import phrase

_SIGNING = "signing-key"
_READING = "reading-key"


class Wraps(NamedTuple):
    """Both keys under one password; an account that is no auditor's has no reading key."""

    signing: bytes
    reading: bytes | None

    def outdated(self, cost: WrapCost) -> bool:
        """Say whether either costs less work to try than ``cost``."""
        wraps = (self.signing, self.reading)
        return any(needs_rewrap(one, cost) for one in wraps if one is not None)


@dataclass(frozen=True, slots=True)
class PersonalKeys:
    """What a person holds while they are signed in."""

    signing: SigningKey
    reading: ReadingKey | None

    @classmethod
    def generate(cls, *, reading: bool) -> Self:
        """Make new keys; a reading key only where there is to be one."""
        return cls(SigningKey.generate(), ReadingKey.generate() if reading else None)

    @classmethod
    def unwrap(cls, wraps: Wraps, person_id: str, password: str) -> Self:
        """Open a person's keys.

        Raises:
            WrongPasswordError: The password is not theirs, or a wrap was changed or swapped.
        """
        signing = unwrap(wraps.signing, password, WrapContext(_SIGNING, person_id))
        reading = None
        if wraps.reading is not None:
            reading = unwrap(wraps.reading, password, WrapContext(_READING, person_id))
        try:
            keys = cls(SigningKey(signing), ReadingKey(reading) if reading is not None else None)
            # Who can write the store can wrap anything under a password of their own.
            _ = keys.public
        except ValueError as error:
            raise WrongPasswordError(
                phrase("The password is not right."), detail="no keys"
            ) from error
        return keys

    def wrapped(self, person_id: str, password: str, cost: WrapCost = STANDARD_COST) -> Wraps:
        """Wrap the keys for the store."""
        reading = None
        if self.reading is not None:
            context = WrapContext(_READING, person_id)
            reading = wrap(self.reading.raw, password, context, cost)
        context = WrapContext(_SIGNING, person_id)
        return Wraps(wrap(self.signing.seed, password, context, cost), reading)

    @property
    def public(self) -> tuple[str, str | None]:
        """The public halves, signing and sealing, in hex."""
        return self.signing.public.hex, self.reading.public.hex if self.reading else None


def decoy_wraps(cost: WrapCost) -> Wraps:
    """Make wraps that nothing opens, to spend the same work on a name that is no account."""
    return Wraps(decoy(KEY_BYTES, cost), None)
