"""The letters that go to the fields of a form together with Alt: one each, as far as they reach."""

from collections.abc import Sequence


def with_mnemonics(labels: Sequence[str]) -> list[str]:
    """Mark in each label the letter or digit that no other one of them has marked.

    The first free one is taken. Where none is free, a label before gives its own away if it has
    another; what is left without a mark has no letter that could be freed.
    """
    owner: dict[str, int] = {}
    for place in range(len(labels)):
        free = (letter for letter in _letters(labels[place]) if letter not in owner)
        letter = next(free, None)
        if letter is not None:
            owner[letter] = place
        else:
            _make_room(place, labels, owner, set())
    letters = {place: letter for letter, place in owner.items()}
    return [_marked(label, letters.get(place)) for place, label in enumerate(labels)]


def _make_room(place: int, labels: Sequence[str], owner: dict[str, int], asked: set[str]) -> bool:
    """Find a letter along a chain of labels that each give theirs to the one before."""
    for letter in _letters(labels[place]):
        if letter not in asked:
            asked.add(letter)
            if letter not in owner or _make_room(owner[letter], labels, owner, asked):
                owner[letter] = place
                return True
    return False


def _letters(label: str) -> list[str]:
    # Those that stay one letter: an "ß" becomes two, and no key is called so.
    return [one for letter in label if letter.isalnum() and len(one := letter.casefold()) == 1]


def _marked(label: str, letter: str | None) -> str:
    at = next((n for n, one in enumerate(label) if one.casefold() == letter), None)
    plain = label.replace("&", "&&")
    if at is None:
        return plain
    return f"{label[:at].replace('&', '&&')}&{label[at:].replace('&', '&&')}"
