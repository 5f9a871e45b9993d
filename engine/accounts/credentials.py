"""What people type: names, passwords, and the one-time secret of an enrolment."""

import base64
import binascii
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import ReportableError
from engine.keys.signing import KEY_BYTES, SigningKey
from engine.phrases import phrase

LEAST_SCORE = 3  # of zxcvbn's 0 to 4: "safely unguessable", above 10^8 tries
MOST_PASSWORD = 256
_JUDGED = 72  # zxcvbn's own limit; what comes after can only make a password stronger
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")

# 120 bits: beyond trying, and exactly 24 letters and digits in base32, without padding.
_SECRET_BYTES = 15
_GROUP = 4
_ENROLMENT_INFO = b"wardcast/v1/enrolment\n"

# What zxcvbn may say of a password.
_HINTS = {
    str(hint): hint
    for hint in (
        phrase("Straight rows of keys are easy to guess."),
        phrase("Short keyboard patterns are easy to guess."),
        phrase('Repeats like "aaa" are easy to guess.'),
        phrase('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
        phrase('Sequences like "abc" or "6543" are easy to guess.'),
        phrase("Recent years are easy to guess."),
        phrase("Dates are often easy to guess."),
        phrase("This is a top-10 common password."),
        phrase("This is a top-100 common password."),
        phrase("This is a very common password."),
        phrase("This is similar to a commonly used password."),
        phrase("A word by itself is easy to guess."),
        phrase("Names and surnames by themselves are easy to guess."),
        phrase("Common names and surnames are easy to guess."),
    )
}


class BadNameError(ReportableError):
    """Nobody can be called that here."""

    code = "bad-name"
    default_advice = "Use 1 to 64 of these: the letters a to z, digits, dot, underscore, hyphen."


class WeakPasswordError(ReportableError):
    """The password could be guessed."""

    code = "weak-password"
    default_advice = "Use four or more uncommon words that have nothing to do with each other."


class MalformedSecretError(ReportableError):
    """What was typed is no enrolment secret."""

    code = "enrolment-secret-malformed"
    default_advice = "Type the 24 letters and digits that the administrator handed out."


def require_name(name: str) -> None:
    """Refuse a name that people could not tell from another on a screen, or not type.

    Raises:
        BadNameError: It holds other characters, or is too short or too long.
    """
    if not _NAME.fullmatch(name):
        raise BadNameError(phrase("This cannot be the name of an account."))


def require_strong(password: str, known: Sequence[str], *, demo: bool) -> None:
    """Refuse a password that could be guessed.

    Args:
        password: The password.
        known: What somebody who guesses would try first, such as the person's name.
        demo: The site only tries the application out: any password will do.

    Raises:
        WeakPasswordError: It is empty, too long, or could be guessed.
    """
    if not password:
        raise WeakPasswordError(phrase("The password is empty."))
    if len(password) > MOST_PASSWORD:
        raise WeakPasswordError(
            phrase(
                "The password is longer than {most} characters.",
                most=MOST_PASSWORD,
            )
        )
    if demo:
        return
    from zxcvbn import zxcvbn

    words = [part for text in known for part in re.split(r"[\W_]+", text) if part]
    judged = zxcvbn(password[:_JUDGED], user_inputs=[*known, *words])
    if judged["score"] < LEAST_SCORE:
        # The library's hint speaks of the kind of weakness and never quotes the password.
        guessed, warning = phrase("This password could be guessed."), judged["feedback"]["warning"]
        if warning:
            hint = _HINTS.get(warning, warning)
            guessed = phrase("{guessed} {hint}", guessed=guessed, hint=hint)
        raise WeakPasswordError(guessed)


@dataclass(frozen=True, slots=True)
class EnrolmentSecret:
    """What a new person is handed once, to make their own keys with."""

    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> Self:
        """Make a new secret from the system's random source."""
        return cls(secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what ``text`` shows, in any case, with or without hyphens and spaces.

        Raises:
            MalformedSecretError: It is not in that form.
        """
        typed = re.sub(r"[\s-]", "", text)
        try:
            raw = base64.b32decode(typed, casefold=True)
        except (binascii.Error, ValueError) as error:
            raise MalformedSecretError(phrase("This is not an enrolment secret.")) from error
        if len(raw) != _SECRET_BYTES:
            raise MalformedSecretError(
                phrase("This is not an enrolment secret: it has another length.")
            )
        return cls(raw)

    @property
    def text(self) -> str:
        """The secret to hand out: ``ABCD-EFGH-...``, six groups of four."""
        plain = base64.b32encode(self.raw).decode("ascii")
        return "-".join(plain[at : at + _GROUP] for at in range(0, len(plain), _GROUP))

    def key(self, person_id: str) -> SigningKey:
        """Return the enrolment key of the person that this secret was made for."""
        info = _ENROLMENT_INFO + person_id.encode("ascii")
        return SigningKey(HKDF(SHA256(), KEY_BYTES, None, info).derive(self.raw))
