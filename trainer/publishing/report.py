"""The door to training reports: a package in, its report as data, in words and as a page."""

from dataclasses import dataclass
from typing import Any

from engine.models.package import Model
from trainer.evaluation.against import Against, same_question
from trainer.publishing import words

__all__ = ["TrainingReport", "against_facts", "same_question"]


@dataclass(frozen=True)
class TrainingReport:
    """What is known of a model, in every form in which it is handed out.

    Attributes:
        model: The package.
        against: How it compares with another one, where that was asked.
    """

    model: Model
    against: Against | None = None

    def facts(self) -> dict[str, Any]:
        """As JSON values."""
        manifest, report = self.model.manifest, self.model.report
        named = words.groups_of(self.model.contract, self.model.evaluation, report)
        told = report.model_dump(mode="json")
        for entry, part in zip(told["subgroups"], named, strict=True):
            entry |= {"input": part.cut.input, "value": part.cut.value}
        return {
            "model_version": self.model.version,
            "model_sha256": self.model.sha256,
            "contract_sha256": self.model.contract.digest,
            "data_sha256": manifest.data.sha256,
            "family": manifest.family,
            "promotable": manifest.promotable,
            "not_for_care": manifest.provenance.synthetic,
            "gates": [gate.model_dump(mode="json") for gate in manifest.gates],
            "report": told,
            "against": None if self.against is None else against_facts(self.against),
        }

    def lines(self) -> list[str]:
        """In a few sentences."""
        report, manifest = self.model.report, self.model.manifest
        worst = sorted(
            words.groups_of(self.model.contract, self.model.evaluation, report),
            key=lambda part: -part.mae,
        )
        said = [
            (
                f"{self.model.version} ({manifest.family}) on {report.rows:,} rows held out, of "
                f"{report.patients:,} patients"
            ),
            *(
                f"{words.FIGURES[name][0]} {words.text_of(getattr(report.estimates, name))}"
                for name in ("rmse", "mae", "r2")
            ),
            (
                f"The {self.model.calibration.level:.0%} intervals held "
                f"{report.coverage.share:.1%} ({report.coverage.low:.1%} to "
                f"{report.coverage.high:.1%})."
            ),
            words.calibration_words(report),
            words.curve_words(report.curve),
            *(
                f"Largest error of {report.judged:,} subgroups: {part.cut.input} {part.cut.value}, "
                f"MAE {part.mae:.3f} ({part.mae_low:.3f} to {part.mae_high:.3f})."
                for part in worst[:1]
            ),
        ]
        if self.against is not None:
            said += [self.against.sentence, self.against.caveat]
        return said

    def page(self) -> bytes:
        """As one page of HTML."""
        from trainer.publishing.html.training_page import training_page

        return training_page(self.model, self.against)


def against_facts(against: Against) -> dict[str, Any]:
    """A comparison as JSON values, with what is to be said of it."""
    return {
        "model_version": against.version,
        **against.model_dump(mode="json"),
        "sentence": against.sentence,
        "caveat": against.caveat,
    }
