"""What a ground truth must not say, beyond the type of each of its fields."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from engine.contract.consistency import Finding, Path
from engine.contract.model import CategoryInput, Contract, Input, NumberInput
from trainer.dataset.truth_bounds import MAX_COMBINATIONS, TooManyCombinationsError, bounds
from trainer.dataset.truth_format import (
    Choice,
    ChoiceGiven,
    LevelEffect,
    NumberChoice,
    PenaltyEffect,
    SaturatingGivenEffect,
    TruthFile,
    Uniform,
)

_PATIENT = re.compile("[^#]*#{1,9}[^#]*")


def truth_findings(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    """Yield everything in which a truth does not fit its contract or itself."""
    found = [finding for rule in _RULES for finding in rule(file, contract)]
    # The reach of the truth can only be worked out where its parts fit.
    yield from found or _within_range(file, contract)


def _patient_pattern(file: TruthFile, _: Contract) -> Iterator[Finding]:
    if not _PATIENT.fullmatch(file.patient):
        yield Finding(("patient",), "one run of 1 to 9 hashes must stand for the row's number")


def _known_inputs(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    known = tuple(contract.places)
    named: list[tuple[Path, str]] = [
        (("draws", i, "input"), d.input) for i, d in enumerate(file.draws)
    ]
    named += [(("effects", i, "input"), e.input) for i, e in enumerate(file.effects)]
    named += [(("no_effect", i), name) for i, name in enumerate(file.no_effect)]
    for path, name in named:
        if name not in known:
            yield Finding(path, f"there is no input {name!r}", name, known)


def _each_drawn_once(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    drawn = [draw.input for draw in file.draws]
    for place, name in enumerate(drawn):
        if name in drawn[:place]:
            yield Finding(("draws", place, "input"), f"{name!r} is drawn twice")
    for name in contract.places:
        if name not in drawn:
            yield Finding(("draws",), f"the input {name!r} is not drawn")


def _each_effect_stated(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    active = {effect.input for effect in file.effects}
    for place, name in enumerate(file.no_effect):
        if name in active:
            yield Finding(("no_effect", place), f"{name!r} has an effect above")
    for name in contract.places:
        if name not in active and name not in file.no_effect:
            yield Finding(("no_effect",), f"{name!r} has no effect: list it here, or give it one")


def _sound_draws(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    columns = {column.name: column for column in contract.inputs}
    before: list[str] = []
    for place, draw in enumerate(file.draws):
        here: Path = ("draws", place)
        column = columns.get(draw.input)
        if column is None:
            continue
        if isinstance(draw, Uniform | NumberChoice):
            yield from _sound_number(here, draw, column)
        elif not isinstance(column, CategoryInput):
            yield Finding((*here, "type"), f"{draw.input!r} is a number")
        elif isinstance(draw, Choice):
            yield from _known_values((*here, "shares"), draw.shares, column)
        else:
            yield from _sound_given(here, draw, column, columns.get(draw.given), before)
        before.append(draw.input)


def _sound_number(here: Path, draw: Uniform | NumberChoice, column: Input) -> Iterator[Finding]:
    if not isinstance(column, NumberInput):
        yield Finding((*here, "type"), f"{draw.input!r} is a category")
        return
    numbers: Sequence[float]
    if isinstance(draw, Uniform):
        where, numbers = (*here, "range"), draw.range
        if draw.range[0] >= draw.range[1]:
            yield Finding(where, "the range holds no number")
        if column.permitted is not None:
            yield Finding((*here, "type"), f"only some numbers are permitted for {draw.input!r}")
    else:
        where, numbers = (*here, "numbers"), draw.numbers
        if len(draw.shares) != len(numbers):
            yield Finding((*here, "shares"), "there must be one share for each number")
    for number in numbers:
        if not _permitted(number, column):
            yield Finding(where, f"{number:g} is not permitted for {draw.input!r}")


def _permitted(number: float, column: NumberInput) -> bool:
    low, high = column.range
    listed = column.permitted is None or number in column.permitted
    return low <= number <= high and listed and (number.is_integer() or not column.whole)


def _sound_given(
    here: Path,
    draw: ChoiceGiven,
    column: CategoryInput,
    given: Input | None,
    before: Sequence[str],
) -> Iterator[Finding]:
    if not isinstance(given, CategoryInput) or draw.given not in before:
        reason = f"{draw.given!r} is not a category that is drawn before"
        yield Finding((*here, "given"), reason, draw.given, tuple(before))
        return
    yield from _full_table((*here, "shares"), draw.shares, given)
    for value, shares in draw.shares.items():
        yield from _known_values((*here, "shares", value), shares, column)


def _sound_effects(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    columns = {column.name: column for column in contract.inputs}
    for place, effect in enumerate(file.effects):
        here: Path = ("effects", place)
        column = columns.get(effect.input)
        if column is None:
            continue
        if isinstance(effect, LevelEffect | PenaltyEffect):
            if isinstance(column, CategoryInput):
                yield from _full_table((*here, "points"), effect.points, column)
            else:
                yield Finding((*here, "type"), f"{effect.input!r} is a number")
        elif not isinstance(column, NumberInput):
            yield Finding((*here, "type"), f"{effect.input!r} is a category")
        elif isinstance(effect, SaturatingGivenEffect):
            yield from _sound_curves(here, effect, columns)


def _sound_curves(
    here: Path, effect: SaturatingGivenEffect, columns: Mapping[str, Input]
) -> Iterator[Finding]:
    given = columns.get(effect.given)
    if isinstance(given, CategoryInput):
        yield from _full_table((*here, "curves"), effect.curves, given)
    else:
        reason = f"there is no category {effect.given!r}"
        yield Finding((*here, "given"), reason, effect.given, tuple(columns))


def _sound_saturation(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    lows = {c.name: c.range[0] for c in contract.inputs if isinstance(c, NumberInput)}
    for place, effect in enumerate(file.effects):
        if effect.type.startswith("saturating") and lows.get(effect.input, 0.0) < 0:
            reason = f"{effect.input!r} can be below zero, where the curve means nothing"
            yield Finding(("effects", place, "input"), reason)


def _formulary_kept(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    for rule in contract.formulary:
        for place, draw in enumerate(file.draws):
            if draw.input != rule.column:
                continue
            if not isinstance(draw, ChoiceGiven) or draw.given != rule.given:
                reason = f"the formulary makes {rule.column!r} depend on {rule.given!r}"
                yield Finding(("draws", place), reason)
                continue
            for value, shares in draw.shares.items():
                for choice in shares:
                    if choice not in rule.permits.get(value, ()):
                        path = ("draws", place, "shares", value, choice)
                        yield Finding(path, f"the formulary does not permit it for {value!r}")


def _within_range(file: TruthFile, contract: Contract) -> Iterator[Finding]:
    try:
        with np.errstate(all="ignore"):  # what overflows is outside the range, and refused as such
            reach = bounds(file, contract)
    except TooManyCombinationsError:
        yield Finding(("draws",), f"more than {MAX_COMBINATIONS:,} combinations can be drawn")
        return
    low, high = contract.outcome.range
    rounding = 10.0**-contract.outcome.decimals / 2
    margin = file.noise.cut * file.noise.sd + rounding
    if not (low <= reach.low - margin and reach.high + margin <= high):
        yield Finding(
            ("effects",),
            f"the true mean goes from {reach.low:.3f} to {reach.high:.3f}; with noise of up to "
            f"{margin:.3f} on either side it leaves {low:g} to {high:g}",
        )


def _full_table(here: Path, table: Iterable[str], column: CategoryInput) -> Iterator[Finding]:
    yield from _known_values(here, table, column)
    for value in column.codes:
        if value not in set(table):
            yield Finding(here, f"the value {value!r} of {column.name!r} is missing")


def _known_values(here: Path, table: Iterable[str], column: CategoryInput) -> Iterator[Finding]:
    for value in table:
        if value not in column.codes:
            reason = f"{column.name!r} has no value {value!r}"
            yield Finding((*here, value), reason, value, tuple(column.codes))


_RULES: Sequence[Callable[[TruthFile, Contract], Iterator[Finding]]] = (
    _patient_pattern,
    _known_inputs,
    _each_drawn_once,
    _each_effect_stated,
    _sound_draws,
    _sound_effects,
    _sound_saturation,
    _formulary_kept,
)
