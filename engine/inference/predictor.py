"""One verified model, ready to answer cases."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.contract.case import Case
from engine.contract.model import Outcome
from engine.errors import ReportableError
from engine.inference.attribution import Attribution, Explanation, attribution
from engine.inference.coding import Coder, value_text
from engine.inference.domain import Domain, DomainCheck
from engine.inference.late import LateInputs
from engine.inference.promise import promises
from engine.inference.traversal import compile_form, compile_parts
from engine.inference.trust import HeldThere, SubgroupNote, Trust
from engine.inference.widths import Widths
from engine.models.package import Model
from engine.phrases import phrase, row_of
from engine.progress import Pace


class NoScoreError(ReportableError):
    """The model gave something that is no score."""

    code = "no-score"
    default_advice = "Do not use this model; tell the engineer who trained it."


@dataclass(frozen=True, slots=True)
class Contribution:
    """How far one input moved the score from a typical patient's, in points.

    Attributes:
        column: The input's name.
        label: What people call it.
        value: The case's value in words.
        points: How far.
        error: The standard error of ``points``; None where they are exact.
    """

    column: str
    label: str
    value: str
    points: float
    error: float | None = None


class Prediction(NamedTuple):
    """A model's answer to one case.

    Attributes:
        score: Expected outcome in points, within the contract's range.
        low: Lower end of the interval.
        high: Upper end.
        level: How often such intervals were made to hold, for example 0.9.
        promise: The same in words, and how often they held.
        bands: The bands that the interval touches, from low to high; a single one is certain.
        baseline: The average score of the prototypes: where the contributions start.
        contributions: One per input, in the contract's order; none where none were asked for, or
            the model has no prototypes.
        clipped: Whether the raw score lay outside the outcome's range.
        domain: Whether the case is like those of training.
        reliability: How often intervals held for cases of this kind, where it is not inside and
            that was measured.
        subgroups: How the model did in subgroups of the case; none where rows were too few, or
            nothing was to be explained.
        subgroups_told: How many subgroups were looked at: their intervals hold for all at once.
        model_version: Which model answered.
        model_sha256: Its manifest's SHA-256.
    """

    score: float
    low: float
    high: float
    level: float
    promise: str
    bands: tuple[str, ...]
    baseline: float | None
    contributions: tuple[Contribution, ...]
    clipped: bool
    domain: Domain
    reliability: HeldThere | None
    subgroups: tuple[SubgroupNote, ...]
    subgroups_told: int
    model_version: str
    model_sha256: str

    @property
    def band(self) -> str:
        """The band in words; withheld, as ``Low to High``, where the interval spans several."""
        return band_word(self.bands)

    @property
    def band_withheld(self) -> bool:
        """Whether the interval spans bands, so that none can be claimed."""
        return len(self.bands) > 1


_Explained = tuple[float | None, tuple[Contribution, ...]]


class _Scored(NamedTuple):
    """A case's raw score and interval.

    Attributes:
        raw: The score.
        low: Lower end of the interval.
        high: Upper end.
        judged: The coded case that stands for it among those of training.
        seen: How many rows of training the score is averaged over; infinite where it is not.
    """

    raw: float
    low: float
    high: float
    judged: Sequence[float]
    seen: float = math.inf


class Answers(NamedTuple):
    """The answers to coded rows, each of shape (rows,).

    Attributes:
        raw: Scores before they are held within the outcome's range.
        score: Scores.
        low: Lower ends of the intervals.
        high: Upper ends.
        status: 0 inside, 1 borderline, 2 outside.
    """

    raw: NDArray[np.float64]
    score: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    status: NDArray[np.uint8]


class Predictor:
    """Answers cases with one model whose package was verified."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.code = Coder(model.contract)
        self._score = compile_form(model.form)
        self._widths = Widths(model.calibration)
        self._domain = DomainCheck(model.contract, model.reference)
        self._trust = Trust(model.contract, model.evaluation)
        self._promises = promises(model.calibration, model.evaluation)
        self._bands = Bands(model.contract.outcome)
        self._version = model.version
        self._late = LateInputs(model.contract, model.reference)
        self._text = lru_cache(maxsize=4096)(partial(value_text, model.contract))

    def scores(self, coded: NDArray[np.float64]) -> NDArray[np.float64]:
        """Raw scores of coded rows: shape (rows, inputs) to (rows,)."""
        return self._score(coded)

    def intervals(
        self,
        coded: NDArray[np.float64],
        raw: NDArray[np.float64],
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Scores with their intervals, held within the outcome's range.

        Args:
            coded: Shape (rows, inputs).
            raw: Their raw scores, shape (rows,), as :meth:`scores` gives them.

        Returns:
            Score, lower end and upper end, each of shape (rows,); of what is known in full the
            same as :meth:`predict` gives one by one.
        """
        bottom, top = self.model.contract.outcome.range
        half = self._widths.of_rows(coded)
        score, low, high = (np.clip(end, bottom, top) for end in (raw, raw - half, raw + half))
        return score, low, high

    def answer_rows(self, coded: NDArray[np.float64]) -> Answers:
        """Answer coded rows, shape (rows, inputs), as :meth:`predict` does one by one."""
        places = self._late.settled
        if not places or not np.isnan(coded[:, places]).any():
            raw = self.scores(coded)
            return Answers(raw, *self.intervals(coded, raw), self.statuses(coded))
        mixtures = self._late.settle(coded)
        parts = self.scores(mixtures.rows)
        raw = mixtures.mean(parts)
        _, low, high = self.intervals(mixtures.rows, parts)
        score = np.clip(raw, *self.model.contract.outcome.range)
        return Answers(raw, score, *mixtures.reach(low, high), self.statuses(mixtures.commonest))

    def statuses(self, coded: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Where coded rows lie: 0 inside, 1 borderline, 2 outside; shape (rows,)."""
        return self._domain.statuses(coded)

    def judge(self, row: NDArray[np.float64]) -> Domain:
        """Where a coded case lies and why, shape (inputs,)."""
        return self._domain.judge(row.tolist())

    @property
    def sampled(self) -> bool:
        """Whether what moved a score is known up to a standard error only."""
        return self._attribution is not None and self._attribution.sampled

    def contributions(self, coded: NDArray[np.float64], pace: Pace) -> NDArray[np.float64] | None:
        """What made up each coded row's score: shape (rows, 1 + inputs, or 1 + twice the inputs).

        What the sum starts from, how far each input moved it and, where they are :attr:`sampled`,
        the standard error of each. None where the model has no prototypes.

        Raises:
            UnwantedError: It was stopped between two rows.
        """
        if self._attribution is None:
            return None
        count, inputs = coded.shape
        parts = np.empty((count, 1 + inputs * (1 + self.sampled)))
        for place, row in enumerate(coded):
            pace.begin_row()
            found = self._explanation(self._attribution, row)
            errors = () if found.error is None else found.error
            parts[place] = [found.baseline, *found.points, *errors]
            pace.rows += 1
        return parts

    def predict(self, case: Case, *, explain: bool = True) -> Prediction:
        """Answer one case that :func:`engine.contract.case.read_case` accepted.

        Args:
            case: The case.
            explain: Whether to say what moved the score, which takes most of the time, how the
                model did in the case's subgroups, and near which group of training a case lies
                that is inside.

        Raises:
            NoScoreError: The model's arithmetic left the finite numbers.
        """
        (found,) = self.predict_many([case], explain=explain)
        if isinstance(found, NoScoreError):
            raise found
        return found

    def predict_many(
        self, cases: Sequence[Case], *, explain: bool = True
    ) -> list[Prediction | NoScoreError]:
        """Answer cases as :meth:`predict` does one by one, scored all at once."""
        if not cases:
            return []
        codes = [self.code(case.values) for case in cases]
        coded = np.array(codes)
        # What leaves the finite numbers is refused here, so that it need not warn of it as well.
        with np.errstate(over="ignore", invalid="ignore"):
            scored = self._scored(codes, coded)
            explained = [self._explain(row) if explain else None for row in coded]
        return list(map(self._prediction, codes, scored, explained))

    def _scored(
        self, codes: Sequence[Sequence[float]], coded: NDArray[np.float64]
    ) -> list[_Scored]:
        if self._settled(codes):
            half_width = self._widths.of_case
            return [
                _Scored(raw, raw - (half := half_width(case)), raw + half, case)
                for case, raw in zip(codes, self._score(coded).tolist(), strict=True)
            ]
        mixtures = self._late.settle(coded)
        parts, half_widths = self._score(mixtures.rows), self._widths.of_rows(mixtures.rows)
        low, high = mixtures.reach(parts - half_widths, parts + half_widths)
        numbers = (
            mixtures.mean(parts),
            low,
            high,
            mixtures.commonest,
            mixtures.seen[mixtures.start],
        )
        return list(map(_Scored, *(each.tolist() for each in numbers)))

    def _settled(self, codes: Sequence[Sequence[float]]) -> bool:
        """Whether no case leaves unknown what its score has to be averaged over."""
        for place in self._late.settled:
            for case in codes:
                if case[place] != case[place]:
                    return False
        return True

    def _averaged(self, domain: Domain, codes: Sequence[float], seen: int) -> Domain:
        """Say that the score is an average, over how many rows of training."""
        inputs = self.model.contract.inputs
        unknown = [inputs[p].label for p in self._late.settled if math.isnan(codes[p])]
        averaged = phrase(
            "{label} is unknown: averaged over what training saw with the rest.",
            label=row_of(unknown),
        )
        return domain._replace(reasons=(*domain.reasons, averaged), similar=seen)

    def _prediction(
        self, codes: Sequence[float], scored: _Scored, explained: _Explained | None
    ) -> Prediction | NoScoreError:
        model, raw = self.model, scored.raw
        baseline, contributions = explained or (None, ())
        if not all(map(math.isfinite, [raw, *(part.points for part in contributions)])):
            return NoScoreError(
                phrase("Model {version} gave no finite score.", version=model.version)
            )
        bottom, top = model.contract.outcome.range
        low, high = min(max(scored.low, bottom), top), min(max(scored.high, bottom), top)
        domain = self._domain.judge(scored.judged, near=explained is not None)
        if scored.seen != math.inf:
            domain = self._averaged(domain, codes, int(scored.seen))
        return Prediction(
            score=min(max(raw, bottom), top),
            low=low,
            high=high,
            level=model.calibration.level,
            promise=self._promises[domain.status],
            bands=self._bands.between(low, high),
            baseline=baseline,
            contributions=contributions,
            clipped=not bottom <= raw <= top,
            domain=domain,
            reliability=self._trust.reliability(domain),
            subgroups=self._trust.subgroups(codes) if explained else (),
            subgroups_told=model.evaluation.told if explained else 0,
            model_version=self._version,
            model_sha256=model.sha256,
        )

    @cached_property
    def _attribution(self) -> Attribution | None:
        prototypes = self.model.reference.prototypes
        if not prototypes:
            return None
        codes = [[np.nan if c is None else c for c in prototype.codes] for prototype in prototypes]
        weights = np.array([prototype.rows for prototype in prototypes], np.float64)
        parts = compile_parts(self.model.form)
        return attribution(self._score, np.array(codes, np.float64), weights, parts)

    def _explanation(self, attribution: Attribution, row: NDArray[np.float64]) -> Explanation:
        """Of a score that is an average, the average of the explanations."""
        places = self._late.settled
        if not places or not np.isnan(row[places]).any():
            return attribution.explain(row)
        mixtures = self._late.settle(row[None, :])
        found = [attribution.explain(one) for one in mixtures.rows]
        (points,) = mixtures.mean(np.array([one.points for one in found]))
        errors = [one.error for one in found if one.error is not None]
        # The same orders were drawn for each, so their errors need not cancel.
        error = mixtures.mean(np.array(errors))[0] if errors else None
        return Explanation(found[0].baseline, points, error)

    def _explain(self, row: NDArray[np.float64]) -> _Explained:
        if self._attribution is None:
            return None, ()
        found = self._explanation(self._attribution, row)
        contract = self.model.contract
        return found.baseline, tuple(
            Contribution(
                column.name,
                column.label,
                self._text(place, row[place].item()),
                found.points[place].item(),
                None if found.error is None else found.error[place].item(),
            )
            for place, column in enumerate(contract.inputs)
        )


class Bands:
    """The bands of an outcome."""

    def __init__(self, outcome: Outcome) -> None:
        self._names = tuple(band.name for band in outcome.bands)
        self._edges = [band.below for band in outcome.bands if band.below is not None]

    def between(self, low: float, high: float) -> tuple[str, ...]:
        """Name those an interval touches; a band holds its lower end, not its upper one."""
        return self._names[bisect_right(self._edges, low) : bisect_right(self._edges, high) + 1]


def band_word(bands: Sequence[str]) -> str:
    """Say the bands that an interval touches, from low to high, in one word or as a stretch."""
    return _stretch_of_bands(bands[0], bands[-1])


@lru_cache(maxsize=64)
def _stretch_of_bands(first: str, last: str) -> str:
    return first if first == last else phrase("{first} to {last}", first=first, last=last)
