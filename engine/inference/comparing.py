"""The same patient under the alternatives: scored, told apart where that can be, else grouped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.contract.model import Contract
from engine.contract.rules import Value
from engine.inference.alternatives import Alternatives, find_alternatives
from engine.inference.contrasts import has_part, part_matrix
from engine.inference.domain import Domain, DomainStatus
from engine.inference.late import LateInputs, Mixtures, Treatment
from engine.inference.predictor import NoScoreError, Prediction, Predictor
from engine.inference.separation import Separation, separate
from engine.models.differences import combined
from engine.phrases import phrase

Rows = NDArray[np.float64]


class Rank(StrEnum):
    """Whether an option has a place among the others."""

    RANKED = "ranked"
    TOO_RARE = "too-rare"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Option:
    """One alternative.

    Attributes:
        values: Of the inputs that vary.
        entered: Whether it is the case as it was entered, but for late inputs that are not used.
        score: Expected outcome in points, averaged over late inputs where those were averaged.
        low: Lower end of the interval: it holds at least as often as the model's intervals do.
        high: Upper end.
        domain: Whether such a case is like those of training.
        rank: Whether it is ranked; only the ranked are told apart and grouped.
        group: The number of its group, from 0; none where it is not ranked.
        apart_from: The place among all options of the first ranked one below it from which it is
            told apart, and from all ranked ones below that; none where there is none.
    """

    values: tuple[Value, ...]
    entered: bool
    score: float
    low: float
    high: float
    domain: Domain
    rank: Rank
    group: int | None
    apart_from: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All options of one case.

    Attributes:
        alternatives: The case and what varies.
        late: What was done with inputs known only after treatment began, by place.
        options: The ranked from the highest score down, then the others from the highest down.
        critical: How many standard errors a difference had to be to be told.
        unused: Places of late inputs that were entered and that no option uses.
        answer: To the case as it was entered, these included; none where the option of the entered
            case is that, or there is no such option.
    """

    alternatives: Alternatives
    late: Mapping[int, Treatment]
    options: tuple[Option, ...]
    critical: float
    unused: tuple[int, ...]
    answer: Prediction | None


class Comparator:
    """Compares options of one case by one verified model."""

    def __init__(self, predictor: Predictor) -> None:
        self._predictor = predictor
        self._model = predictor.model

    def compare(self, raw: Mapping[str, Any], vary: Sequence[str] = ()) -> Comparison:
        """Compare every permitted option of a case.

        Args:
            raw: The case: typed values by column name; what varies may be left out.
            vary: Columns to vary; by default those that are a choice of treatment.

        Raises:
            BadComparisonError: A column is not known, or nothing varies.
            TooManyOptionsError: Vary fewer columns.
            CaseRefusedError: The case does not fit the contract.
            NoScoreError: The model gave no finite score.
        """
        contract = self._model.contract
        alternatives = find_alternatives(contract, self._model.reference, raw, vary)
        late = self._late(alternatives)
        mixtures = late.mixtures(map(alternatives.values, range(len(alternatives.options))))
        raw_scores = self._raw_scores(mixtures.rows)
        scores = np.clip(mixtures.mean(raw_scores), *contract.outcome.range)
        domains, ranks = self._places(mixtures, alternatives.varied)
        order = sorted(range(scores.size), key=lambda o: (ranks[o] is not Rank.RANKED, -scores[o]))
        ranked = [option for option in order if ranks[option] is Rank.RANKED]
        told = self._separate(mixtures, raw_scores, scores, ranked)
        low, high = mixtures.reach(*self._predictor.intervals(mixtures.rows, raw_scores)[1:])
        options = tuple(
            Option(
                values=alternatives.options[option],
                entered=option == alternatives.entered,
                score=scores[option].item(),
                low=low[option].item(),
                high=high[option].item(),
                domain=domains[option],
                rank=ranks[option],
                group=told.groups[place] if place < len(ranked) else None,
                apart_from=told.below(place) if place < len(ranked) else None,
            )
            for place, option in enumerate(order)
        )
        unused = self._unused(alternatives, late.treatments)
        return Comparison(alternatives, late.treatments, options, told.critical, *unused)

    def _late(self, alternatives: Alternatives) -> LateInputs:
        values = alternatives.case.values
        unknown = [place for place, value in enumerate(values) if value is None]
        return LateInputs(self._model.contract, self._model.reference, alternatives.varied, unknown)

    def _unused(
        self, alternatives: Alternatives, late: Mapping[int, Treatment]
    ) -> tuple[tuple[int, ...], Prediction | None]:
        """What was entered that no option uses, and the answer to the case with it."""
        unused = tuple(
            place
            for place, how in late.items()
            if how is not Treatment.HELD and alternatives.case.values[place] is not None
        )
        if not unused or alternatives.entered is None:
            return unused, None
        return unused, self._predictor.predict(alternatives.case, explain=False)

    def _raw_scores(self, rows: Rows) -> Rows:
        with np.errstate(over="ignore", invalid="ignore"):
            raw = self._predictor.scores(rows)
        if not np.isfinite(raw).all():
            version = self._model.version
            raise NoScoreError(phrase("Model {version} gave no finite score.", version=version))
        return raw

    def _domains(self, mixtures: Mixtures) -> list[Domain]:
        """Where each option lies: its commonest row, and how many rows of training it rests on."""
        domains = []
        for row, seen in zip(mixtures.commonest, mixtures.seen[mixtures.start], strict=True):
            domain = self._predictor.judge(row)
            domains.append(domain if np.isinf(seen) else domain._replace(similar=int(seen)))
        return domains

    def _places(self, mixtures: Mixtures, varied: Sequence[int]) -> tuple[list[Domain], list[Rank]]:
        domains = self._domains(mixtures)
        return domains, self._ranks(mixtures.commonest, domains, varied)

    def _ranks(
        self, commonest: Rows, domains: Sequence[Domain], varied: Sequence[int]
    ) -> list[Rank]:
        inputs = self._model.differences.inputs
        ranks: list[Rank] = []
        for row, domain in zip(commonest.tolist(), domains, strict=True):
            if domain.status is DomainStatus.OUTSIDE:
                ranks.append(Rank.OUTSIDE)
            elif all(has_part(inputs[place], row[place]) for place in varied):
                ranks.append(Rank.RANKED)
            else:
                ranks.append(Rank.TOO_RARE)
        return ranks

    def _separate(
        self, mixtures: Mixtures, raw_scores: Rows, scores: Rows, ranked: Sequence[int]
    ) -> Separation:
        """Tell the ranked options apart, which stand from the highest score to the lowest."""
        known = self._model.differences
        parts = mixtures.mean(part_matrix(known.inputs, mixtures.rows))[ranked]
        size = len(known.error)
        covariance = np.zeros((size, size))
        covariance[np.tril_indices(size)] = known.covariance
        covariance += np.tril(covariance, -1).T
        cells = mixtures.mean(_cells(self._model.contract, mixtures.rows))[ranked]
        return separate(
            scores[ranked],
            mixtures.mean(raw_scores)[ranked] + parts @ np.array(known.error),
            parts @ covariance @ parts.T
            + known.between_combinations * cells @ cells.T
            + known.between_fits * np.eye(len(ranked))
            + mixtures.covariance(raw_scores)[np.ix_(ranked, ranked)],
            known.freedom,
        )


def _cells(contract: Contract, rows: Rows) -> Rows:
    """Which combination each row has: 1 in its column, shape (rows, combinations)."""
    places = combined(contract)
    if not places:
        return np.zeros((rows.shape[0], 1))
    combinations = np.unique(rows[:, places], axis=0, return_inverse=True)[1].ravel()
    return np.eye(int(combinations.max()) + 1)[combinations]
