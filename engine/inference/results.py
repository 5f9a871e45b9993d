"""What is written beside each row of a batch: the score, and all that has to be said of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import ReportableError
from engine.inference.domain import DomainStatus
from engine.inference.predictor import NoScoreError, Predictor, band_word
from engine.inference.service import DISCLAIMER, Standing
from engine.phrases import phrase, row_of
from engine.progress import Pace
from engine.tabular.writing import RowTexts

Vector = NDArray[np.float64]

_STATUSES = list(DomainStatus)
_PREFIX = "wardcast{}_"


class TakenColumnsError(ReportableError):
    """The file has columns that the answers would be written to."""

    code = "columns-taken"
    default_advice = "Let the names of the new columns begin otherwise (--prefix)."


@dataclass(frozen=True, slots=True)
class Results:
    """The answers to a block of coded rows.

    Attributes:
        score: Shape (rows,).
        low: Lower ends of the intervals, shape (rows,).
        high: Upper ends, shape (rows,).
        kind: Which pair of bands and domain status each has, as a place among all of them.
        parts: What made up the scores, shape (rows, parts); None where there is nothing of it.
        clipped: Whether each raw score lay outside the outcome's range, shape (rows,).
    """

    score: Vector
    low: Vector
    high: Vector
    kind: NDArray[np.intp]
    parts: Vector | None
    clipped: NDArray[np.bool_]


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
        self._parts = self._part_names() if contributions else []
        self.names = (
            *("score", "interval_low", "interval_high", "band", "domain"),
            *self._parts,
            *("interval_level", "model_version", "model_sha256", "validation", "note"),
        )
        model, note = predictor.model, f"{standing.sentence} {DISCLAIMER}"
        self._texts = RowTexts(separator)
        level = repr(model.calibration.level)
        self._same = self._text_of([level, model.version, model.sha256, standing.state, note])

    def headings(self, header: Sequence[str], prefix: str | None) -> dict[str, str]:
        """How each column is headed, beside those that a file has already.

        Whoever reads a column by its name must never get what stood under that name before.

        Args:
            header: The file's headings.
            prefix: What the names begin with; None has one chosen where a name is taken.

        Raises:
            TakenColumnsError: Names that begin so are taken, but for case.
        """
        used = {heading.casefold() for heading in header}
        begins = [_PREFIX.format(number or "") for number in range(len(header) + 1)]
        taken: list[str] = []
        for begin in ["", *begins] if prefix is None else [prefix]:
            headings = {name: begin + name for name in self.names}
            taken = [one for one in headings.values() if one.casefold() in used]
            if not taken:
                return headings
        raise TakenColumnsError(
            phrase(
                "The file has columns already that the answers would be written to: {names}.",
                names=row_of(taken),
            )
        )

    def score(self, coded: Vector, pace: Pace) -> Results:
        """Answer coded rows, shape (rows, inputs); may be called on any thread.

        Raises:
            NoScoreError: The model's arithmetic left the finite numbers.
            UnwantedError: It was stopped between two rows; only what explains can be.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            raw, score, low, high, statuses = self._predictor.answer_rows(coded)
            parts = self._predictor.contributions(coded, pace) if self._explains else None
        if not np.isfinite(raw).all() or (parts is not None and not np.isfinite(parts).all()):
            version = self._predictor.model.version
            raise NoScoreError(phrase("Model {version} gave no finite score.", version=version))
        count = self._edges.size + 1
        first, last = (np.searchsorted(self._edges, end, side="right") for end in (low, high))
        kind = (first * count + last) * len(_STATUSES) + statuses
        return Results(score, low, high, kind, parts, score != raw)

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
            behind = self._with_parts(results, end)
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

    def _part_names(self) -> list[str]:
        """What made up a score: the start, each input's part, their errors; and what was cut off.

        The start and the parts add up to the score, unless that was held within the range.
        """
        names = [column.name for column in self._predictor.model.contract.inputs]
        # Begun apart: an input may be called baseline, or error_ and another one's name.
        errors = [f"standard_error_{name}" for name in names * self._predictor.sampled]
        moved = [f"contribution_{name}" for name in names]
        return ["score_baseline", *moved, *errors, "clipped"]

    def _with_parts(self, results: Results, end: str) -> list[str]:
        between = self._separator
        kinds = [between + self._text_of(kind) + between for kind in self._kinds]
        if results.parts is None:
            parts = [between * (len(self._parts) - 2)] * results.kind.size
        else:
            parts = [between.join(map(repr, row)) for row in results.parts.tolist()]
        clipped = [between + word + between + self._same + end for word in ("no", "yes")]
        return [
            kinds[kind] + part + clipped[cut]
            for kind, part, cut in zip(
                results.kind.tolist(), parts, results.clipped.tolist(), strict=True
            )
        ]

    def _text_of(self, cells: Sequence[str]) -> str:
        (text,) = self._texts.of_rows([cells])
        return text
