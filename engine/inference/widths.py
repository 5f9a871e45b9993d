"""Half the width of each interval: the same for every case, or more where the model misses more."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.models.content import Calibration
from engine.models.spread import NumberTerm, Spread

Rows = NDArray[np.float64]


class Widths:
    """Half widths under one calibration, to the same bits for one case and for a block."""

    def __init__(self, calibration: Calibration) -> None:
        self._factor = calibration.half_width
        spread = calibration.spread
        self._expected = None if spread is None else ExpectedError(spread)

    def of_case(self, codes: Sequence[float]) -> float:
        """Half the width of a coded case's interval, in points."""
        return self._factor if self._expected is None else self._factor * self._expected(codes)

    def of_rows(self, coded: Rows) -> Rows:
        """Half the widths of coded rows' intervals: shape (rows, inputs) to (rows,)."""
        if self._expected is None:
            return np.full(coded.shape[0], self._factor)
        return self._factor * self._expected.of_rows(coded)


class ExpectedError:
    """The mean absolute error that is expected of a case (:class:`engine.models.spread.Spread`)."""

    def __init__(self, spread: Spread) -> None:
        self._spread = spread
        self._adders = [_adder(term) for term in spread.terms]

    def __call__(self, codes: Sequence[float]) -> float:
        """Of a coded case, in points."""
        total = self._spread.base
        for code, add in zip(codes, self._adders, strict=True):
            if code == code:  # noqa: PLR0124 - an unknown input is NaN and adds nothing
                total += add(code)
        return min(max(total, self._spread.floor), self._spread.ceiling)

    def of_rows(self, coded: Rows) -> Rows:
        """Of coded rows: shape (rows, inputs) to (rows,)."""
        total = np.full(coded.shape[0], self._spread.base)
        for x, term in zip(coded.T, self._spread.terms, strict=True):
            known = ~np.isnan(x)
            if isinstance(term, NumberTerm):
                part = term.weight * (x - term.centre)
            else:
                part = np.array(term.points)[np.where(known, x, 0).astype(np.intp)]
            total += np.where(known, part, 0.0)
        expected: Rows = np.clip(total, self._spread.floor, self._spread.ceiling)
        return expected


def _adder(term: object) -> Callable[[float], float]:
    if isinstance(term, NumberTerm):
        weight, centre = term.weight, term.centre
        return lambda code: weight * (code - centre)
    points: tuple[float, ...] = term.points  # type: ignore[attr-defined]  # a CategoryTerm
    return lambda code: points[int(code)]
