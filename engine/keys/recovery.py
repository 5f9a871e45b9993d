"""The recovery secret: 256 bits that a hospital keeps off-line, shown once as 24 words.

Two keys come out of it and are never stored: the site root, which certifies people, and the
recovery reading key, to which every epoch of the log is sealed too.

Source:
    Words: BIP-39, the English list. Derivation: HKDF-SHA256, RFC 5869.
"""

import secrets
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from typing import Self

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from mnemonic import Mnemonic

from engine.errors import ReportableError
from engine.keys.reading import ReadingKey
from engine.keys.signing import KEY_BYTES, SigningKey
from engine.phrases import phrase

WORDS = 24
_SECRET_BYTES = 32
_READING_KEY_BYTES = 96
# One info string for each key, so that neither tells anything about the other.
_ROOT_INFO = b"wardcast/v1/site-root"
_READING_INFO = b"wardcast/v1/recovery-reading-key"
_SHOWN = 20


class RecoveryWordsError(ReportableError):
    """The words are not a recovery secret."""

    code = "recovery-words-wrong"
    default_advice = "Compare the words and their order with the sheet that set-up printed."


class MisspeltRecoveryWordError(RecoveryWordsError):
    """One of the words is not on the list."""

    code = "recovery-word-misspelt"


@dataclass(frozen=True)
class RecoverySecret:
    """The secret that brings a site back when passwords are lost."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != _SECRET_BYTES:
            message = f"a recovery secret has {_SECRET_BYTES} bytes"
            raise ValueError(message)

    @classmethod
    def generate(cls) -> Self:
        """Make a new secret from the system's random source."""
        return cls(secrets.token_bytes(_SECRET_BYTES))

    @classmethod
    def from_words(cls, text: str) -> Self:
        """Read the words, in any case and with any white space between them.

        Raises:
            MisspeltRecoveryWordError: A word is not on the list; names it, and a near one.
            RecoveryWordsError: Too few or too many words, or they do not fit together.
        """
        words = text.lower().split()
        if len(words) != WORDS:
            raise RecoveryWordsError(
                phrase(
                    "{words} recovery words were expected, not {typed}.",
                    words=WORDS,
                    typed=len(words),
                )
            )
        for number, word in enumerate(words, start=1):
            _require_known(number, word)
        try:
            return cls(bytes(_language().to_entropy(words)))
        except ValueError as error:
            raise RecoveryWordsError(
                phrase(
                    "Every recovery word is spelt right, but they do not fit together: "
                    "one is wrong, or two are swapped."
                )
            ) from error

    @property
    def words(self) -> str:
        """The secret as 24 words, the last of which holds a checksum."""
        return _language().to_mnemonic(self.raw)

    @cached_property
    def site_root(self) -> SigningKey:
        """The key that certifies people."""
        return SigningKey(self._derive(_ROOT_INFO, KEY_BYTES))

    @cached_property
    def reading_key(self) -> ReadingKey:
        """The key that reads every epoch of the log."""
        return ReadingKey(self._derive(_READING_INFO, _READING_KEY_BYTES))

    def _derive(self, info: bytes, length: int) -> bytes:
        return HKDF(SHA256(), length, None, info).derive(self.raw)


@cache
def _language() -> Mnemonic:
    return Mnemonic("english")


def _require_known(number: int, word: str) -> None:
    known = _language().wordlist
    if word in known:
        return
    shown = word[:_SHOWN]
    wrong = phrase(
        'Recovery word {number}, "{word}", is not on the list.', number=number, word=shown
    )
    if near := get_close_matches(shown, known, n=1):
        wrong = phrase('{wrong} Did you mean "{near}"?', wrong=wrong, near=near[0])
    raise MisspeltRecoveryWordError(wrong)
