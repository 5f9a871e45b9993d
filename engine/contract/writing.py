"""Pieces of a contract's text, written so that they are read back as what they were."""

import re

from engine.contract.scalars import is_word

# Letters and harmless marks: no colon, comma, hash or bracket, so it may stand inside a list too.
_PLAIN = re.compile(r"[^\W\d_](?:[\w.()/+ -]*[\w.()/+-])?")
_SHORT_ANSWERS = frozenset("yYnN")  # true and false to the letter of YAML 1.1, text to most readers
_ESCAPES = {'"': '\\"', "\\": "\\\\"}
_EXACT_WHOLE = 1e15
_LAST_OF_PLANE = 0xFFFF


def text_word(text: str) -> str:
    """Write a name or value: plain where that is safe, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and text.isprintable() and text not in _SHORT_ANSWERS
    if plain and is_word(text):
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def number_word(number: float) -> str:
    """Write a number in the form that every reader of YAML takes for the same number."""
    if number.is_integer() and abs(number) < _EXACT_WHOLE:
        return str(int(number))
    digits, mark, exponent = repr(number).partition("e")
    return digits + (".0" if mark and "." not in digits else "") + mark + exponent


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character.isprintable():
        return character
    place = ord(character)
    return f"\\U{place:08X}" if place > _LAST_OF_PLANE else f"\\u{place:04X}"
