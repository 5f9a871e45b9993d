"""Answering for people: who may ask, what is recorded, and in which order."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from engine.contract.case import CaseRefusedError, read_case
from engine.contract.model import Contract
from engine.inference.predictor import Prediction, Predictor
from engine.phrases import phrase

DISCLAIMER = phrase(
    "Supports clinical research, quality analysis and exploration. "
    "It gives no diagnosis and recommends no treatment."
)


class Journal(Protocol):
    """Where answers and refusals are recorded before anybody sees them."""

    def record_prediction(self, body: Mapping[str, Any]) -> str:
        """Commit an answer and return its receipt in short form.

        Raises:
            ReportableError: It cannot be recorded; then there is no answer.
        """
        ...

    def record_refusal(self, body: Mapping[str, Any]) -> None:
        """Commit that a case was refused."""
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


@dataclass(frozen=True)
class PredictionService:
    """Answer cases with one verified model, each recorded before it is returned.

    Attributes:
        predictor: The model that answers.
        standing: Its validation state.
        journal: Where it is recorded.
    """

    predictor: Predictor
    standing: Standing
    journal: Journal

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
            ReportableError: The answer could not be recorded, so there is none.
        """
        try:
            case = read_case(self.contract, raw)
        except CaseRefusedError as error:
            broken = [{"field": p.field, "rule": p.rule} for p in error.problems]
            model = self.predictor.model.sha256
            self.journal.record_refusal({"actor": actor, "model": model, "problems": broken})
            raise
        prediction = self.predictor.predict(case)
        reply = reply_of(prediction, self.standing)
        body = {
            "actor": actor,
            "reference": case.reference,
            "inputs": dict(zip(self.contract.places, case.values, strict=True)),
            "model": prediction.model_sha256,
            "reply": reply,
        }
        return Answer(reply, self.journal.record_prediction(body))


def reply_of(prediction: Prediction, standing: Standing) -> dict[str, Any]:
    """Lay an answer out as JSON values, with everything that has to be said beside the score."""
    return {
        "score": prediction.score,
        "interval": [prediction.low, prediction.high],
        "interval_level": prediction.level,
        "band": prediction.band,
        "band_withheld": prediction.band_withheld,
        "baseline": prediction.baseline,
        "contributions": [asdict(contribution) for contribution in prediction.contributions],
        "clipped": prediction.clipped,
        "domain": {
            "status": prediction.domain.status.value,
            "reasons": list(prediction.domain.reasons),
            "similar": prediction.domain.similar,
        },
        "model_version": prediction.model_version,
        "model_sha256": prediction.model_sha256,
        "validated": standing.validated,
        "validation": standing.state,
        "not_for_care": standing.not_for_care,
        "statement": standing.sentence,
        "disclaimer": DISCLAIMER,
    }
