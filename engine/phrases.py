"""Sentences that remember how they were made, so that a screen can say them in another language."""

from collections.abc import Mapping
from typing import Self


class Phrase(str):
    """An English sentence that is also its template and the values in it.

    Wherever text is wanted it is the English sentence; a screen that speaks another language
    translates the template and puts the values in again, in that language's way.

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


def phrase(template: str, /, **values: object) -> Phrase:
    """Make a sentence; ``template`` must be a literal: the catalogue is made from the source."""
    return Phrase(template, values)
