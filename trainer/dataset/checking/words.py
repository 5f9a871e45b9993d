"""What texts mean, as far as their words tell: by a short list and by plain rules."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from engine.contract.loader import read_strictly
from engine.contract.model import Name, Strict
from resources import resource

_WORD = re.compile(r"[^\W_]+")
_LONG = 3


class WordsFile(Strict):
    """Words that mean the same, words that change nothing, words that change everything."""

    format: int
    same: tuple[tuple[Name, ...], ...]
    filler: tuple[Name, ...]
    qualifiers: tuple[Name, ...]


@dataclass(frozen=True)
class Words:
    """A list of words, ready to be asked.

    Attributes:
        same: The words of a group's first member, by the words of each member.
        filler: Words that change nothing.
        qualifiers: Words that make another thing of what they stand beside.
    """

    same: Mapping[tuple[str, ...], tuple[str, ...]]
    filler: frozenset[str]
    qualifiers: frozenset[str]

    def letters(self, text: str) -> str:
        """A text without capitals, accents, spaces and marks."""
        return "".join(_WORD.findall(_folded(text)))

    def meaning(self, text: str) -> frozenset[str]:
        """The words of a text that tell its meaning, each in its singular and commonest form."""
        said = self.said(text)
        if said in self.same:
            return frozenset(self.same[said])
        return frozenset(word for one in said for word in self.same.get((one,), (one,)))

    def said(self, text: str) -> tuple[str, ...]:
        """The words of a text in their order, without those that change nothing."""
        return tuple(
            _singular(word) for word in _WORD.findall(_folded(text)) if word not in self.filler
        )


@cache
def bundled_words() -> Words:
    """The list that comes with Wardcast."""
    data = resource("words/synonyms.yaml").read_bytes()
    file, problems = read_strictly(WordsFile, data)
    if file is None:
        raise ValueError("; ".join(problem.sentence for problem in problems))
    bare = Words({}, frozenset(file.filler), frozenset(file.qualifiers))
    same = {bare.said(member): bare.said(group[0]) for group in file.same for member in group}
    return Words(same, bare.filler, bare.qualifiers)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _singular(word: str) -> str:
    plural = len(word) > _LONG and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word
