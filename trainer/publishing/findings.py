"""What a package says of a model."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.contract.model import Family
from engine.models.content import Calibration, Figures, Gate, Reference
from engine.models.differences import Differences
from engine.models.evaluation import Evaluation
from engine.models.forms import Form
from engine.models.report import Report


@dataclass(frozen=True)
class Findings:
    """A model with everything that was found out about it.

    Attributes:
        form: The predictor.
        family: Of which family it is.
        settings: The settings of the family that it was learnt with, by name.
        calibration: Its intervals.
        reference: What its training saw.
        evaluation: How it did, part by part.
        differences: How well differences between its scores are known.
        report: How it did, figure by figure.
        figures: How it did on the whole.
        gates: The verdicts.
    """

    form: Form
    family: Family
    settings: Mapping[str, float]
    calibration: Calibration
    reference: Reference
    evaluation: Evaluation
    differences: Differences
    report: Report
    figures: Figures
    gates: tuple[Gate, ...]

    @property
    def promotable(self) -> bool:
        """Whether every gate passed."""
        return all(gate.verdict != "refused" for gate in self.gates)
