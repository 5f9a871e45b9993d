"""Rows that stand twice, or nearly so.

Rows are compared by a 64-bit key, the sum of a well-mixed number for each of their cells; leaving a
column out is a subtraction. So everything here is a few sorts per column, however many rows agree.
Numbers count as equal in steps of a thousandth of the contract's range; whole numbers, permitted
numbers and everything that is no number by their text.

Two rows may also agree by chance. How many pairs would, is told from the pairs that agree in all
but one more column: were rows unrelated, a share ``p`` of pairs would agree in that column, so
``agree / differ = p / (1 - p)`` (independence; ``p`` is the sum of the squared shares of its
values). Since columns lean on each other, thrice as many are taken for chance. What is found is
told only when that many, as a Poisson mean, would give it with a probability below ``CHANCE``.

Source:
    Simpson, Measurement of diversity, Nature 163 (1949), for the sum of squared shares; Chen,
    Poisson approximation for dependent trials, Annals of Probability 3 (1975), for the number of
    pairs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc

from engine.contract.model import NumberInput, Outcome
from engine.phrases import phrase
from trainer.dataset.checking.findings import Finding, Severity
from trainer.dataset.checking.sheet import Cells, Codes, Floats, Sheet
from trainer.dataset.mending.mends import DropRepeats

CHANCE = 1e-3
STEPS = 1_000
_LEANING = 3.0

Keys = NDArray[np.uint64]


def repeated_rows(sheet: Sheet) -> Iterator[Finding]:
    """Rows that are the same in every cell of the file.

    Where nothing tells patients apart, two of them may be alike: then it is for a person to say.
    """
    seen: set[tuple[str, ...]] = set()
    again = []
    for place, row in enumerate(sheet.table.rows()):
        if row in seen:
            again.append(place)
        seen.add(row)
    if not again:
        return
    rows = np.array(again, np.int64)
    if sheet.patient is None:
        sentence = phrase(
            "In {count:,} of {rows:,} rows every cell is as in a row before. No column says whose "
            "row it is: these may be other patients.",
            count=len(rows),
            rows=sheet.rows,
        )
    else:
        sentence = phrase(
            "In {count:,} of {rows:,} rows every cell is as in a row before.",
            count=len(rows),
            rows=sheet.rows,
        )
    yield sheet.finding("repeated-rows", Severity.ATTENTION, (), sentence, rows, mend=DropRepeats())


def near_repeats(sheet: Sheet) -> Iterator[Finding]:
    """Rows that agree with another in everything but one column, more than chance would have it."""
    keys = RowKeys.of(sheet)
    if len(keys.names) < 3:  # noqa: PLR2004 - of two columns one is left: that is no likeness
        return
    patient = "" if sheet.patient is None else sheet.patient.name
    for name in keys.names:
        agreeing = keys.agreeing_but_for(name)
        if agreeing.any() and keys.beyond_chance(name, known_apart=patient not in ("", name)):
            rows = np.flatnonzero(agreeing)
            yield _finding(sheet, name, patient, rows)


@dataclass(frozen=True, eq=False)
class RowKeys:
    """The keys of the rows, and what each column adds to them.

    Attributes:
        names: The columns that are compared.
        parts: What each adds, shape (columns, rows).
        agreement: The share of pairs of rows that agree in each column.
        patient: The place of the patient's column; -1 where there is none.
    """

    names: tuple[str, ...]
    parts: Keys
    agreement: Floats
    patient: int

    @classmethod
    def of(cls, sheet: Sheet) -> Self:
        """Make the keys of all the contract's columns that the table has."""
        codes = {name: _stepped(cells) for name, cells in sheet.columns.items()}
        patient = sheet.patient.name if sheet.patient is not None else None
        return cls.from_codes(codes, sheet.rows, patient)

    @classmethod
    def from_codes(cls, codes: Mapping[str, Codes], rows: int, patient: str | None) -> Self:
        """Make the keys of columns of which each text is a whole number already.

        Args:
            codes: For each column a whole number per row, shape (rows,), from 0 on.
            rows: How many there are.
            patient: Which column is the patient's.
        """
        names = tuple(codes)
        shares = [np.bincount(one) / max(1, one.size) for one in codes.values()]
        return cls(
            names,
            np.stack([_mixed(one, place) for place, one in enumerate(codes.values())])
            if codes
            else np.zeros((0, rows), np.uint64),
            np.array([float((share**2).sum()) for share in shares]),
            -1 if patient is None else names.index(patient),
        )

    @cached_property
    def whole(self) -> Keys:
        """The keys of whole rows, shape (rows,)."""
        keys: Keys = self.parts.sum(axis=0, dtype=np.uint64)
        return keys

    def agreeing_but_for(self, name: str) -> NDArray[np.bool_]:
        """Which rows agree with another one in all columns but this, where they differ."""
        rest = self.whole - self.parts[self.names.index(name)]
        _, groups, sizes = np.unique(rest, return_inverse=True, return_counts=True)
        if sizes.max(initial=0) < 2:  # noqa: PLR2004
            return np.zeros(rest.size, bool)
        several = np.flatnonzero(sizes[groups] > 1)
        # Of several that are wholly the same, none differs from the others.
        order = several[np.argsort(groups[several], kind="stable")]
        starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
        wholes = self.whole[order]
        least, most = np.minimum.reduceat(wholes, starts), np.maximum.reduceat(wholes, starts)
        differs = np.repeat(least != most, np.diff(np.append(starts, order.size)))
        found = np.zeros(rest.size, bool)
        found[order[differs]] = True
        return found

    def beyond_chance(self, name: str, *, known_apart: bool) -> bool:
        """Whether more pairs agree in all but this column than unrelated rows would.

        Args:
            name: The column that is left out.
            known_apart: Whether the patient's reference is among the columns that agree. Then a
                single pair is remarkable where no other one comes near it.
        """
        place = self.names.index(name)
        others = [one for one in range(len(self.names)) if one not in (place, self.patient)]
        if not others:
            return False
        probe = min(others, key=lambda one: float(self.agreement[one]))
        rest = self.whole - self.parts[place]
        agree = _pairs(rest) - _pairs(self.whole)
        near = _pairs(rest - self.parts[probe])
        differ = near - _pairs(rest) + (0 if known_apart else 1)
        p = min(float(self.agreement[probe]), 0.5)
        mean = _LEANING * differ * p / (1 - p)
        return agree > 0 and (mean == 0 or float(gammainc(agree, mean)) < CHANCE)


def _pairs(keys: Keys) -> float:
    """How many pairs of rows have one key."""
    sizes = np.unique(keys, return_counts=True)[1].astype(np.float64)
    return float((sizes * (sizes - 1) / 2).sum())


def _stepped(cells: Cells) -> Codes:
    """A whole number per row, the same for texts that count as equal."""
    spec = cells.spec
    if not isinstance(spec, NumberInput | Outcome):
        return cells.codes
    by_step = isinstance(spec, NumberInput) and not spec.whole and spec.permitted is None
    width = (spec.range[1] - spec.range[0]) / STEPS
    names: dict[object, int] = {}
    steps = []
    for text, value in zip(cells.texts, cells.values.tolist(), strict=True):
        known = value == value  # noqa: PLR0124 - not NaN
        key: object = text.strip()
        if known:
            key = round((value - spec.range[0]) / width) if by_step and width > 0 else value
        steps.append(names.setdefault((known, key), len(names)))
    return np.array(steps, np.int64)[cells.codes]


def _mixed(codes: Codes, column: int) -> Keys:
    """A well-mixed number for each code, another one in each column.

    Source:
        Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA (2014): the
        finaliser of SplitMix64.
    """
    with np.errstate(over="ignore"):
        x = codes.astype(np.uint64) + np.uint64((column + 1) * 0x9E3779B97F4A7C15 % 2**64)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return x ^ (x >> np.uint64(31))


def _finding(sheet: Sheet, name: str, patient: str, rows: Codes) -> Finding:
    share = phrase("In {count:,} of {rows:,} rows", count=len(rows), rows=sheet.rows)
    outcome = name == sheet.contract.outcome.name
    if name == patient:
        kind = "same-but-patient"
        sentence = phrase(
            "{share} all inputs and the outcome are as in a row under another reference, and more "
            "often than by chance: perhaps one patient twice, who could come to lie on both sides "
            "of a split.",
            share=share,
        )
    elif outcome and patient:
        kind = "same-but-outcome"
        sentence = phrase(
            "{share} all inputs are as in another row of the same patient, and the outcome is "
            "another; one of them may be wrong.",
            share=share,
        )
    elif outcome:
        kind = "same-inputs"
        sentence = phrase(
            "{share} all inputs are as in another row, and more often than by chance. No column "
            "says whose row it is: one patient may lie on both sides of a split. Name the "
            "patient's column in the contract.",
            share=share,
        )
    else:
        kind = "near-repeats"
        sentence = phrase(
            "{share} everything but {column} is as in another row, and more often than by chance: "
            "perhaps one row twice, with a mistake in it. Numbers count as equal in steps of a "
            "thousandth of their range.",
            share=share,
            column=name,
        )
    return sheet.finding(kind, Severity.ATTENTION, (name,), sentence, rows)
