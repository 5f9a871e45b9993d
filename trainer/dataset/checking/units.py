"""Numbers that carry a unit, brought to the unit of the contract."""

import re
from collections.abc import Mapping
from decimal import Decimal

from engine.contract.model import NumberInput, Outcome

_QUANTITY = re.compile(r"([+-]?\d{1,20}(?:[.,]\d{1,20})?) ?([^\W\d_].{0,19}|[µμ%]\w{0,9})")

# Units of one kind, each with how many of the smallest it is. Those of days and those of months
# are apart: a month has no fixed number of days.
_KINDS: tuple[Mapping[str, tuple[str, ...]], ...] = (
    {
        "1": ("ng", "nanogram", "nanograms"),
        "1000": ("µg", "μg", "ug", "mcg", "microgram", "micrograms"),
        "1000000": ("mg", "milligram", "milligrams"),
        "1000000000": ("g", "gr", "gram", "grams"),
        "1000000000000": ("kg", "kilogram", "kilograms"),
    },
    {
        "1": ("µl", "μl", "ul", "microlitre", "microliter"),
        "1000": ("ml", "millilitre", "milliliter"),
        "10000": ("cl",),
        "100000": ("dl",),
        "1000000": ("l", "litre", "liter"),
    },
    {"1": ("mm",), "10": ("cm",), "1000": ("m", "metre", "meter")},
    {
        "1": ("s", "sec", "second", "seconds"),
        "60": ("min", "minute", "minutes"),
        "3600": ("h", "hr", "hour", "hours"),
        "86400": ("d", "day", "days"),
        "604800": ("w", "wk", "week", "weeks"),
    },
    {
        "1": ("mo", "month", "months"),
        "12": ("a", "y", "yr", "yrs", "year", "years"),
    },
)
_SIZES: Mapping[str, tuple[int, Decimal]] = {
    name: (kind, Decimal(size))
    for kind, sizes in enumerate(_KINDS)
    for size, names in sizes.items()
    for name in names
}


def in_unit_of(column: NumberInput | Outcome, text: str) -> str:
    """Bring a cell such as ``0.5 g`` to the column's unit, exactly; empty where it is none.

    The unit may be the column's own, by its label or its UCUM code, or one of the same kind.
    """
    match = _QUANTITY.fullmatch(text)
    if match is None or column.unit is None:
        return ""
    number, unit = Decimal(match[1].replace(",", ".")), match[2].strip().rstrip(".").casefold()
    own = [name.casefold() for name in (column.unit.label, column.unit.ucum) if name]
    if unit in own:
        return plain(number)
    here = _SIZES.get(unit)
    there = next((_SIZES[name] for name in own if name in _SIZES), None)
    if here is None or there is None or here[0] != there[0]:
        return ""
    return plain(number * here[1] / there[1])


def scaled(text: str, factor: Decimal) -> str:
    """A plain number times a factor, exactly."""
    return plain(Decimal(text) * factor)


def plain(number: Decimal) -> str:
    """A number without an exponent and without zeros that say nothing."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
