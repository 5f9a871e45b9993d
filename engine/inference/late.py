"""Inputs that are known only after treatment began, where treatments are still to be chosen.

Holding such an input fixed while the treatment varies would compare what cannot be: the side effect
of one drug under another. So each option is averaged over what training saw with it; where the
known combinations do not tell, the input is left unknown, or, where it must be known, held.
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
        seen: How many rows of training the shares of the option rest on, shape (rows,).
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
    """

    def __init__(self, contract: Contract, reference: Reference, varied: Collection[int]) -> None:
        self._contract = contract
        self.treatments: dict[int, Treatment] = {}
        combination = [contract.places[name] for name in contract.combination]
        for place, column in enumerate(contract.inputs):
            if column.known == "after" and place not in varied:
                if place in combination and reference.combinations:
                    self.treatments[place] = Treatment.AVERAGED
                elif column.may_be_unknown:
                    self.treatments[place] = Treatment.UNKNOWN
                else:
                    self.treatments[place] = Treatment.HELD
        self._averaged = [p for p, how in self.treatments.items() if how is Treatment.AVERAGED]
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
