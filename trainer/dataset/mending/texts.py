"""What a text would be without the trouble that programs make on its way."""

from functools import cache

# What cannot be seen: zero-width space, word joiner, byte order mark, soft hyphen.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
_ROUNDS = 3


def cleaned(text: str) -> str:
    """Take away spaces at the ends and what cannot be seen; runs of spaces become one space.

    Non-breaking and other wide or narrow spaces count as spaces.
    """
    return " ".join(text.translate(_INVISIBLE).split())


def decoded(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252 or Latin-1, as in ``Ã¤`` for ``ä``, up to thrice.

    A text is changed only where its bytes in that encoding are whole UTF-8: that hardly ever
    happens to a text that was read well.
    """
    for _ in range(_ROUNDS):
        again = _once(text)
        if again == text:
            break
        text = again
    return text


def _once(text: str) -> str:
    if text.isascii():
        return text
    raw = [_byte(character) for character in text]
    if any(one is None for one in raw):
        return text
    try:
        return b"".join(one for one in raw if one is not None).decode()
    except UnicodeDecodeError:
        return text


@cache
def _byte(character: str) -> bytes | None:
    """The byte that stood for a character; the five that Windows-1252 lacks are Latin-1's."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1") if ord(character) < 256 else None  # noqa: PLR2004
