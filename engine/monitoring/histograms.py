"""The bins into which cases are counted: those of the model's own reference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from engine.models.content import CategoryReference, NumberReference
from engine.models.package import Model
from engine.monitoring.statistics import Counts


# By identity: arrays have no equality that is one truth value.
@dataclass(frozen=True, eq=False)
class Column:
    """One input, or the prediction, and how training's cases lie in its bins.

    Attributes:
        name: The input's name in the contract; empty for the prediction.
        label: Its label for people; empty for the prediction.
        edges: A number's edges, shape (bins + 1,); nothing for a category.
        reference: Training's counts, shape (bins + 1,), the unknown values last.
    """

    name: str
    label: str
    edges: NDArray[np.float64] | None
    reference: Counts

    def places(self, codes: NDArray[np.float64]) -> NDArray[np.int64]:
        """The bin of each coded value, shape (cases,); what lies beyond an end is in the last bin.

        Args:
            codes: Numbers, or the codes of a category; NaN is unknown.
        """
        unknown = self.reference.size - 1
        known = np.nan_to_num(codes)
        bins = known if self.edges is None else np.searchsorted(self.edges, known, "right") - 1
        return np.where(np.isnan(codes), unknown, np.clip(bins, 0, unknown - 1)).astype(np.int64)


@dataclass(frozen=True, eq=False)
class Layout:
    """All columns of one model, and where the counts of each lie in one long array.

    Attributes:
        model_sha256: The model.
        columns: One per input in the contract's order, then the prediction.
    """

    model_sha256: str
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, model: Model) -> Self:
        """Lay out the counts of a model by its contract and its reference."""
        seen = model.reference
        inputs = (
            _column(one.name, one.label, reference)
            for one, reference in zip(model.contract.inputs, seen.inputs, strict=True)
        )
        return cls(model.sha256, (*inputs, _column("", "", seen.prediction)))

    @property
    def size(self) -> int:
        """How many counts there are."""
        return sum(column.reference.size for column in self.columns)

    def places(self, coded: NDArray[np.float64], scores: NDArray[np.float64]) -> NDArray[np.int64]:
        """Where each case counts, once in each column: shape (cases, columns).

        Args:
            coded: Shape (cases, inputs).
            scores: Shape (cases,).
        """
        found = np.empty((scores.size, len(self.columns)), np.int64)
        start = 0
        for place, column in enumerate(self.columns):
            codes = scores if place == len(self.columns) - 1 else coded[:, place]
            found[:, place] = start + column.places(codes)
            start += column.reference.size
        return found

    def parts(self, counts: Counts) -> Iterator[tuple[Column, Counts]]:
        """Each column with its own counts, cut out of the long array."""
        start = 0
        for column in self.columns:
            yield column, counts[start : start + column.reference.size]
            start += column.reference.size


def _column(name: str, label: str, seen: NumberReference | CategoryReference) -> Column:
    edges = np.array(seen.edges, np.float64) if isinstance(seen, NumberReference) else None
    return Column(name, label, edges, np.array([*seen.counts, seen.unknown], np.int64))
