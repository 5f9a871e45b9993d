"""Sentences that remember how they were made, so that a screen can say them in another language."""

from collections.abc import Mapping, Sequence
from typing import Self


class Phrase(str):
    """An English sentence that is also its template and the values in it.

    Wherever text is wanted it is the English sentence; a screen that speaks another language
    translates the template and puts the values in again, in that language's way. Joining phrases
    gives plain text: a sentence around others is a template with phrases as its values.

    Attributes:
        template: The sentence with its values named in braces, as a literal of the source.
        values: The values by name; a value may be a phrase itself.
    """

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Self:
        """Put the values into the template."""
        made = super().__new__(cls, template.format_map(values))
        made.template = template
        made.values = values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, Mapping[str, object]], dict[str, object]]:
        """Let it be copied and pickled as what it was made of."""
        return (self.template, self.values), {}


def phrase(template: str, /, **values: object) -> Phrase:
    """Make a sentence; ``template`` must be a literal: the catalogue is made from the source."""
    return Phrase(template, values)


def row_of(items: Sequence[object]) -> object:
    """Put one or more things in a row, with commas between them."""
    if len(items) == 1:
        return items[0]
    # In halves: a contract may permit thousands of values, and phrases are said depth first.
    middle = len(items) // 2
    return phrase("{first}, {second}", first=row_of(items[:middle]), second=row_of(items[middle:]))


def row_of_numbers(items: Sequence[float]) -> Phrase:
    """Put one or more numbers in a row; where decimals have commas, the row needs other marks."""
    if len(items) == 1:
        return phrase("{number:.15g}", number=items[0])
    middle = len(items) // 2
    lower, higher = row_of_numbers(items[:middle]), row_of_numbers(items[middle:])
    return phrase("{lower}, {higher}", lower=lower, higher=higher)


def reason_of(error: BaseException) -> str:
    """What an exception says; the phrase it was raised with, where it was raised with one."""
    raised_with = error.args[0] if error.args else None
    return raised_with if isinstance(raised_with, Phrase) else str(error)
