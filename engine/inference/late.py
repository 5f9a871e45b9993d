"""Inputs that are known only after treatment began, where treatments are still to be chosen.

Holding such an input fixed while the treatment varies would compare what cannot be: the side effect
of one drug under another. So each option is averaged over what training saw with it; where the
known combinations do not tell, the input is left unknown, or, where it must be known, held.

A single case that leaves such an input unknown, as before treatment it must, is answered the same
way, so that a case has one answer wherever it is asked about. Where training left it unknown often
enough, unknown is a value like any other, for one case and for options of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.contract.rules import Value
from engine.inference.coding import code_row
from engine.models.content import Reference
from engine.models.scalars import MIN_GROUP

Rows = NDArray[np.float64]


class Treatment(StrEnum):
    """What was done with an input that is known only after treatment began."""

    AVERAGED = "averaged"
    UNKNOWN = "unknown"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Mixtures:
    """Options as coded rows: one each, or several with the share of each.

    Attributes:
        rows: Option by option, shape (rows, inputs).
        shares: Adding up to 1 within each option, shape (rows,).
        start: Where each option begins, shape (options,).
        seen: How many rows of training the shares of the option rest on, infinite where it is one
            row; shape (rows,).
        source: A number from 0 for the count that the share of each row comes from; options that
            do not differ in what the counts depend on share them, shape (rows,).
    """

    rows: Rows
    shares: Rows
    start: NDArray[np.intp]
    seen: Rows
    source: NDArray[np.intp]

    def mean(self, values: Rows) -> Rows:
        """Average over the rows of each option: shape (rows, ...) to (options, ...)."""
        shares = self.shares.reshape(-1, *[1] * (values.ndim - 1))
        averaged: Rows = np.add.reduceat(values * shares, self.start, axis=0)
        return averaged

    def covariance(self, values: Rows) -> Rows:
        """How far the averages may be off since the shares were counted in so many rows.

        Args:
            values: Shape (rows,).

        Returns:
            Shape (options, options).
        """
        option = np.repeat(np.arange(self.start.size), np.diff([*self.start, self.shares.size]))
        apart = values - self.mean(values)[option]
        spread = np.zeros((self.start.size, int(self.source.max()) + 1))
        spread[option, self.source] = apart * np.sqrt(self.shares / np.maximum(self.seen - 1, 1))
        covariance: Rows = spread @ spread.T
        return covariance

    def reach(self, low: Rows, high: Rows) -> tuple[Rows, Rows]:
        """Ends of each option's interval: the widest reach of the intervals of its rows.

        Where each of these holds so often, that does too.
        """
        return np.minimum.reduceat(low, self.start), np.maximum.reduceat(high, self.start)

    @property
    def commonest(self) -> Rows:
        """The row with the largest share of each option, shape (options, inputs)."""
        parts = np.split(self.shares, self.start[1:])
        places = [
            first + int(np.argmax(part)) for first, part in zip(self.start, parts, strict=True)
        ]
        rows: Rows = self.rows[places]
        return rows


@dataclass(frozen=True, slots=True)
class _Seen:
    """What training saw of the averaged inputs with one combination of the others.

    Attributes:
        codes: Shape (kinds, averaged inputs).
        counts: In how many rows, shape (kinds,).
        source: The number of the first of these counts among those of all combinations.
    """

    codes: Rows
    counts: Rows
    source: int


class LateInputs:
    """Says what becomes of late inputs, and lays options out as mixtures.

    Args:
        contract: The contract.
        reference: Which combinations training saw, and how often.
        varied: Places of the inputs that vary: what a person varies is left to them.
        unknown: Places of the inputs that the case leaves unknown.
    """

    def __init__(
        self,
        contract: Contract,
        reference: Reference,
        varied: Collection[int] = (),
        unknown: Collection[int] = (),
    ) -> None:
        self._contract = contract
        usual = [p for p, seen in enumerate(reference.inputs) if seen.unknown >= MIN_GROUP]
        self.treatments: dict[int, Treatment] = {}
        combination = [contract.places[name] for name in contract.combination]
        for place, column in enumerate(contract.inputs):
            if column.known == "after" and place not in varied:
                if place in usual and place in unknown:
                    self.treatments[place] = Treatment.UNKNOWN
                elif place in combination and reference.combinations:
                    self.treatments[place] = Treatment.AVERAGED
                elif column.may_be_unknown:
                    self.treatments[place] = Treatment.UNKNOWN
                else:
                    self.treatments[place] = Treatment.HELD
        self._averaged = [p for p, how in self.treatments.items() if how is Treatment.AVERAGED]
        self.settled = [place for place in self._averaged if place not in usual]
        """The averaged inputs of which unknown is no value to the model."""
        self._kept = [place for place in self._averaged if place in usual]
        self._early = [place for place in combination if place not in self._averaged]
        self._seen = self._by_early(combination, reference) if self._averaged else {}

    def mixtures(self, options: Iterable[Sequence[Value]]) -> Mixtures:
        """Lay out options.

        Args:
            options: Each with one value per input, in the contract's order.
        """
        laid = [self._laid_out(code_row(self._contract, values)) for values in options]
        rows, shares, seen, sources = zip(*laid, strict=True)
        sizes = [part.size for part in shares]
        return Mixtures(
            rows=np.concatenate(rows),
            shares=np.concatenate(shares),
            start=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp),
            seen=np.repeat(seen, sizes),
            source=np.concatenate(sources),
        )

    def settle(self, coded: Rows) -> Mixtures:
        """Lay out cases: as they are, or averaged over what they leave unknown.

        Args:
            coded: Shape (cases, inputs).
        """
        unsettled = np.isnan(coded[:, self.settled]).any(axis=1)
        unsettled &= ~np.isnan(coded[:, self._kept]).any(axis=1)
        places = [*self._early, *self._averaged]
        # Unknown is no code, and equal to itself.
        keys = np.where(np.isnan(coded[:, places]), -np.inf, coded[:, places])
        keys[~unsettled] = np.inf
        different, which = np.unique(keys, axis=0, return_inverse=True)
        tables = [self._fitting(key) for key in different]
        sizes = np.array([table.counts.size for table in tables])[which.ravel()]
        start = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.intp)
        case = np.repeat(np.arange(sizes.size), sizes)
        first = np.cumsum([0, *(table.counts.size for table in tables[:-1])])[which.ravel()]
        at = np.arange(case.size) - start[case] + first[case]
        counts = np.concatenate([table.counts for table in tables])
        total = np.repeat([table.counts.sum() for table in tables], [t.counts.size for t in tables])
        codes = np.concatenate([table.codes for table in tables])
        rows = coded[case]
        averaged = rows[:, self._averaged]
        rows[:, self._averaged] = np.where(np.isnan(averaged), codes[at], averaged)
        seen = np.where(np.isnan(codes).all(axis=1), np.inf, total)
        return Mixtures(rows, (counts / total)[at], start, seen[at], np.zeros(case.size, np.intp))

    def _fitting(self, key: Rows) -> _Seen:
        """What training saw with all that is known of a case; one unknown row where nothing."""
        early, late = key[: len(self._early)], key[len(self._early) :]
        found = self._seen.get(tuple(early.tolist()))
        if found is not None:
            fits = ((found.codes == late) | np.isneginf(late)).all(axis=1)
            if fits.any():
                return _Seen(found.codes[fits], found.counts[fits], 0)
        return _Seen(np.full((1, late.size), np.nan), np.ones(1), 0)

    def _laid_out(self, row: Rows) -> tuple[Rows, Rows, float, NDArray[np.intp]]:
        """Rows of one option, their shares, on how many rows these rest, and their sources."""
        for place, how in self.treatments.items():
            if how is Treatment.UNKNOWN:
                row[place] = np.nan
        found = self._seen.get(tuple(row[self._early].tolist()))
        if found is None:
            # Training never saw such an option, so there is nothing to average over.
            for place in self._averaged:
                if self._contract.inputs[place].may_be_unknown:
                    row[place] = np.nan
            return row[None, :], np.ones(1), np.inf, np.zeros(1, np.intp)
        rows = np.repeat(row[None, :], found.counts.size, axis=0)
        rows[:, self._averaged] = found.codes
        total = float(found.counts.sum())
        return rows, found.counts / total, total, found.source + np.arange(found.counts.size)

    def _by_early(
        self, combination: Sequence[int], reference: Reference
    ) -> dict[tuple[float, ...], _Seen]:
        """What training saw for each combination of what is known before."""
        early = [combination.index(place) for place in self._early]
        late = [combination.index(place) for place in self._averaged]
        found: dict[tuple[float, ...], list[tuple[float, ...]]] = {}
        for seen in reference.combinations:
            key = tuple(seen[i] for i in early)
            found.setdefault(key, []).append((*(seen[i] for i in late), seen[-1]))
        tables: dict[tuple[float, ...], _Seen] = {}
        source = 0
        for key, rows in found.items():
            table = np.array(rows, np.float64)
            tables[key] = _Seen(table[:, :-1], table[:, -1], source)
            source += len(rows)
        return tables
