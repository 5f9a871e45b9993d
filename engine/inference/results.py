"""What is written beside each row of a batch: the score, and all that has to be said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.inference.domain import DomainStatus
from engine.inference.predictor import NoScoreError, Predictor, band_word
from engine.inference.service import DISCLAIMER, Standing
from engine.phrases import phrase
from engine.progress import Pace
from engine.tabular.writing import RowTexts

Vector = NDArray[np.float64]

_STATUSES = list(DomainStatus)


@dataclass(frozen=True, slots=True)
class Results:
    """The answers to a block of coded rows.

    Attributes:
        score: Shape (rows,).
        low: Lower ends of the intervals, shape (rows,).
        high: Upper ends, shape (rows,).
        kind: Which pair of bands and domain status each has, as a place among all of them.
        points: Contributions, shape (rows, inputs); None where there are none.
    """

    score: Vector
    low: Vector
    high: Vector
    kind: NDArray[np.intp]
    points: Vector | None


class ResultColumns:
    """Scores blocks of coded rows, and lays the answers out as cells.

    Args:
        predictor: The model that answers.
        standing: Its validation state.
        contributions: Whether to say what moved each score.
        separator: What stands between the cells.

    Attributes:
        names: The columns' headings.
    """

    def __init__(
        self, predictor: Predictor, standing: Standing, *, contributions: bool, separator: str
    ) -> None:
        self._predictor = predictor
        self._explains = contributions
        self._separator = separator
        contract = predictor.model.contract
        edges = [band.below for band in contract.outcome.bands if band.below is not None]
        self._edges = np.array(edges, np.float64)
        self._kinds = self._all_kinds()
        parts = [f"contribution_{c.name}" for c in contract.inputs] if contributions else []
        self.names = (
            *("score", "interval_low", "interval_high", "band", "domain"),
            *parts,
            *("model_version", "model_sha256", "validation", "note"),
        )
        model, note = predictor.model, f"{standing.sentence} {DISCLAIMER}"
        self._texts = RowTexts(separator)
        self._same = self._text_of([model.version, model.sha256, standing.state, note])

    def score(self, coded: Vector, pace: Pace) -> Results:
        """Answer coded rows, shape (rows, inputs); may be called on any thread.

        Raises:
            NoScoreError: The model's arithmetic left the finite numbers.
            UnwantedError: It was stopped between two rows; only what explains can be.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            raw, score, low, high, statuses = self._predictor.answer_rows(coded)
            points = self._predictor.contributions(coded, pace) if self._explains else None
        if not np.isfinite(raw).all() or (points is not None and not np.isfinite(points).all()):
            version = self._predictor.model.version
            raise NoScoreError(phrase("Model {version} gave no finite score.", version=version))
        count = self._edges.size + 1
        first, last = (np.searchsorted(self._edges, end, side="right") for end in (low, high))
        kind = (first * count + last) * len(_STATUSES) + statuses
        return Results(score, low, high, kind, points)

    def texts(self, rows: Iterable[str], results: Results, end: str) -> list[str]:
        """Put the answers behind the texts of their rows, and ``end`` behind all of it.

        Scores are written in the fewest digits that give back the same number.
        """
        between = self._separator
        score, low, high = (
            map(repr, part.tolist()) for part in (results.score, results.low, results.high)
        )
        tails = [self._tail(kind, end) for kind in self._kinds]
        behind: Iterable[str] = map(tails.__getitem__, results.kind.tolist())
        if self._explains:
            behind = self._with_points(results, end)
        return [
            f"{row}{between}{s}{between}{lower}{between}{upper}{tail}"
            for row, s, lower, upper, tail in zip(rows, score, low, high, behind, strict=True)
        ]

    def reply(self, results: Results, place: int) -> dict[str, Any]:
        """One of the answers as JSON values, for its own record."""
        band, status = self._kinds[results.kind[place]]
        return {
            "score": float(results.score[place]),
            "interval": [float(results.low[place]), float(results.high[place])],
            "band": band,
            "domain": {"status": status},
        }

    def _all_kinds(self) -> list[tuple[str, str]]:
        """Every pair of bands with every status, in the order in which they are numbered."""
        # No interval ends in a band below the one where it begins; those pairs keep the places.
        bands = self._predictor.model.contract.outcome.bands
        names = [band.name for band in bands]
        return [
            (band_word(names[first : last + 1] or names[:1]), status.value)
            for first, last, status in product(range(len(names)), range(len(names)), _STATUSES)
        ]

    def _tail(self, kind: tuple[str, str], end: str) -> str:
        return self._separator + self._text_of(kind) + self._separator + self._same + end

    def _with_points(self, results: Results, end: str) -> list[str]:
        between = self._separator
        inputs = len(self._predictor.model.contract.inputs)
        kinds = [between + self._text_of(kind) + between for kind in self._kinds]
        if results.points is None:
            points = [between * (inputs - 1)] * results.kind.size
        else:
            points = [between.join(map(repr, row)) for row in results.points.tolist()]
        behind = between + self._same + end
        return [
            kinds[kind] + parts + behind
            for kind, parts in zip(results.kind.tolist(), points, strict=True)
        ]

    def _text_of(self, cells: Sequence[str]) -> str:
        (text,) = self._texts.of_rows([cells])
        return text
