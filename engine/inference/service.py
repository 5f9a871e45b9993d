"""Answering for people: who may ask, what is recorded, and in which order."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from engine.canonical import Written
from engine.contract.case import Case, CaseRefusedError, read_case
from engine.contract.model import Contract
from engine.errors import ReportableError
from engine.inference.predictor import Contribution, NoScoreError, Prediction, Predictor
from engine.inference.trust import HeldThere, SubgroupNote
from engine.models.evaluation import Held
from engine.phrases import phrase

DISCLAIMER = phrase(
    "Supports clinical research, quality analysis and exploration. "
    "It gives no diagnosis and recommends no treatment."
)


class Entry(NamedTuple):
    """What is recorded of one case.

    Attributes:
        answered: Whether it was answered; else it was refused.
        body: Who asked and what became of it, JSON values only.
    """

    answered: bool
    body: Mapping[str, Any]


class Journal(Protocol):
    """Where answers and refusals are recorded before anybody sees them."""

    def record(self, entries: Sequence[Entry]) -> Sequence[str]:
        """Commit all of them, or none, and return the receipt of each in short form.

        Raises:
            ReportableError: They cannot be recorded; then there is no answer.
        """
        ...


class Observer(Protocol):
    """Told what was answered and refused, once it is recorded. What it does must not fail."""

    def answered(
        self, coded: NDArray[np.float64], scores: NDArray[np.float64], seconds: float
    ) -> None:
        """Take answers that were recorded together.

        Args:
            coded: The coded cases, shape (cases, inputs); unknown is NaN.
            scores: Their scores as they were given out, shape (cases,).
            seconds: How long each of them took, from being asked to being recorded.
        """
        ...

    def refused(self, rules: Sequence[str]) -> None:
        """Take one refused case.

        Args:
            rules: The contract's rules that it broke, or the one code of another reason.
        """
        ...


class Standing(Protocol):
    """What is known of the model's approval."""

    @property
    def state(self) -> str:
        """The validation state in one word."""
        ...

    @property
    def validated(self) -> bool:
        """Whether its gates passed and both signatures hold."""
        ...

    @property
    def not_for_care(self) -> bool:
        """Whether it was trained on synthetic data."""
        ...

    @property
    def sentence(self) -> str:
        """The state in words."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person is shown; it is in the audit log already.

    Attributes:
        reply: The answer as it was recorded, JSON values only.
        receipt: The record's receipt.
    """

    reply: Mapping[str, Any]
    receipt: str


@dataclass(frozen=True, slots=True)
class _Answered:
    """An answer that is not recorded yet."""

    case: Case
    prediction: Prediction
    reply: Written


@dataclass(frozen=True)
class PredictionService:
    """Answer cases with one verified model, each recorded before it is returned.

    Attributes:
        predictor: The model that answers.
        standing: Its validation state.
        journal: Where it is recorded.
        observer: Told afterwards, where there is one.
    """

    predictor: Predictor
    standing: Standing
    journal: Journal
    observer: Observer | None = None

    @property
    def contract(self) -> Contract:
        """The contract of the model that answers."""
        return self.predictor.model.contract

    def answer(self, raw: Mapping[str, Any], actor: Mapping[str, Any]) -> Answer:
        """Check a case, answer it, record the answer, return it.

        Args:
            raw: Typed values by column name.
            actor: Who asks, as it shall stand in the record.

        Raises:
            CaseRefusedError: The case does not fit the contract; only that is recorded.
            NoScoreError: The model gave no score; only that is recorded.
            ReportableError: The answer could not be recorded, so there is none.
        """
        (outcome,) = self.answer_many([raw], actor)
        if isinstance(outcome, ReportableError):
            raise outcome
        return outcome

    def answer_many(
        self,
        raws: Sequence[Mapping[str, Any] | ReportableError],
        actor: Mapping[str, Any],
        *,
        explain: bool = True,
    ) -> list[Answer | ReportableError]:
        """Answer a group of cases, with a record each, all committed before any is returned.

        Args:
            raws: Typed values by column name; or why there are none, which is recorded as a
                refusal and returned in its place.
            actor: Who asks, as it shall stand in the records.
            explain: Whether to say what moved each score.

        Returns:
            In the same order, each answer or, with its receipt, the error for which there is none.

        Raises:
            ReportableError: The group could not be recorded, so there are no answers.
        """
        start = time.perf_counter()
        cases = [self._read(raw) for raw in raws]
        good = [case for case in cases if isinstance(case, Case)]
        predictions = self.predictor.predict_many(good, explain=explain)
        answered = map(partial(self._answered, explained=explain), good, predictions)
        drafts = [next(answered) if isinstance(case, Case) else case for case in cases]
        who = Written(actor)
        receipts = self.journal.record([self._entry(draft, who) for draft in drafts])
        if self.observer is not None:
            self._tell(self.observer, drafts, time.perf_counter() - start)
        return [
            Answer(draft.reply, receipt)
            if isinstance(draft, _Answered)
            else _with_receipt(draft, receipt)
            for draft, receipt in zip(drafts, receipts, strict=True)
        ]

    def _read(self, raw: Mapping[str, Any] | ReportableError) -> Case | ReportableError:
        if isinstance(raw, ReportableError):
            return raw
        try:
            return read_case(self.contract, raw)
        except CaseRefusedError as error:
            return error

    def _answered(
        self, case: Case, prediction: Prediction | NoScoreError, *, explained: bool
    ) -> _Answered | NoScoreError:
        if isinstance(prediction, NoScoreError):
            return prediction
        # Written once: what is shown is what was recorded, byte for byte.
        reply = reply_of(prediction, self.standing, explained=explained)
        return _Answered(case, prediction, Written(reply))

    def _entry(self, draft: _Answered | ReportableError, actor: Mapping[str, Any]) -> Entry:
        body: dict[str, Any] = {"actor": actor, "model": self.predictor.model.sha256}
        if isinstance(draft, _Answered):
            inputs = dict(zip(self.contract.places, draft.case.values, strict=True))
            body |= {"reference": draft.case.reference, "inputs": inputs, "reply": draft.reply}
            return Entry(answered=True, body=body)
        body |= {"code": draft.code, "problems": broken_rules(draft)}
        return Entry(answered=False, body=body)

    def _tell(
        self, observer: Observer, drafts: Sequence[_Answered | ReportableError], seconds: float
    ) -> None:
        answered = [draft for draft in drafts if isinstance(draft, _Answered)]
        if answered:
            coded = np.array([self.predictor.code(draft.case.values) for draft in answered])
            scores = np.array([draft.prediction.score for draft in answered])
            observer.answered(coded, scores, seconds)
        for draft in drafts:
            if isinstance(draft, ReportableError):
                rules = [problem["rule"] for problem in broken_rules(draft)]
                observer.refused(rules or [draft.code])


def _with_receipt(error: ReportableError, receipt: str) -> ReportableError:
    error.receipt = receipt
    return error


def broken_rules(error: ReportableError) -> list[dict[str, str]]:
    """The fields and rules of a refusal, without anything that was typed."""
    problems = error.problems if isinstance(error, CaseRefusedError) else ()
    return [{"field": problem.field, "rule": problem.rule} for problem in problems]


def reply_of(
    prediction: Prediction, standing: Standing, *, explained: bool = True
) -> dict[str, Any]:
    """Lay an answer out as JSON values, with everything that has to be said beside the score.

    What nobody asked for is left out, so that it is not read as if there were nothing to find.
    """
    domain = prediction.domain
    return {
        "score": prediction.score,
        "interval": [prediction.low, prediction.high],
        "interval_level": prediction.level,
        "interval_promise": prediction.promise,
        "band": prediction.band,
        "band_withheld": prediction.band_withheld,
        **(_explanation(prediction) if explained else {}),
        "clipped": prediction.clipped,
        "domain": {
            "status": domain.status.value,
            "reasons": list(domain.reasons),
            "similar": domain.similar,
            **({"nearest": domain.nearest} if explained or domain.nearest else {}),
            "held": _reliability(prediction.reliability),
        },
        **standing_of(prediction.model_version, prediction.model_sha256, standing),
    }


def _explanation(prediction: Prediction) -> dict[str, Any]:
    return {
        "baseline": prediction.baseline,
        "contributions": [_contribution(part) for part in prediction.contributions],
        "subgroups": {
            "told": prediction.subgroups_told,
            "groups": [_subgroup(note) for note in prediction.subgroups],
        },
    }


def standing_of(version: str, sha256: str, standing: Standing) -> dict[str, Any]:
    """Say which model answered and what may be said of it: beside everything that it says."""
    return {
        "model_version": version,
        "model_sha256": sha256,
        "validated": standing.validated,
        "validation": standing.state,
        "not_for_care": standing.not_for_care,
        "statement": standing.sentence,
        "disclaimer": DISCLAIMER,
    }


def _contribution(part: Contribution) -> dict[str, Any]:
    return {
        "column": part.column,
        "label": part.label,
        "value": part.value,
        "points": part.points,
        "error": part.error,
    }


def _reliability(found: HeldThere | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"kind": found.kind, "tested": found.tested, **_held(found.coverage)}


def _subgroup(note: SubgroupNote) -> dict[str, Any]:
    figures = note.figures
    return {
        "label": note.label,
        "value": note.value,
        "mae": figures.mae,
        "mae_interval": [figures.mae_low, figures.mae_high],
        **_held(figures.coverage),
    }


def _held(coverage: Held) -> dict[str, Any]:
    return {
        "rows": coverage.rows,
        "held": coverage.held,
        "held_interval": [coverage.low, coverage.high],
    }
