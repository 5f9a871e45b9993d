"""What the window's head says of the model and the log."""

from PySide6.QtCore import QObject, Signal

from app.jobs.runner import Job
from app.language import said, tr
from app.theme.tokens import Tone
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel
from engine.audit.verify import LogReport
from engine.models.verification import VerifiedModel


class StatusModel(QObject):
    """Knows the model that answers here, and how far the log was verified.

    Args:
        session: At which desk.
        parent: Whose end is also this one's.
    """

    model_changed = Signal()
    looked = Signal()
    log_changed = Signal()
    progressed = Signal(str, float)

    def __init__(self, session: SessionModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.model: VerifiedModel | None = None
        self.model_problem: Problem | None = None
        self.looked_for_model = False
        self.report: LogReport | None = None
        self.log_problem: Problem | None = None
        self.verifying: Job | None = None

    def refresh(self) -> None:
        """Look which model answers, then verify the log.

        One after the other: while both run, the window has to share its thread's time with two.
        """
        desk = self.session.desk
        self.session.runner.start(lambda _: desk.model(), self._on_model, self._on_no_model)

    def look(self) -> None:
        """Look whether another model answers by now, or none; ``looked`` when that is known."""
        desk = self.session.desk
        self.session.runner.start(lambda _: desk.model(), self._on_looked, self._on_not_looked)

    def verify(self) -> None:
        """Verify the whole log beside everything else."""
        if self.verifying is not None:
            return
        desk = self.session.desk
        self.verifying = self.session.runner.start(
            desk.verify_log, self._on_report, self._on_no_report, beside=True
        )
        self.verifying.progressed.connect(self.progressed)
        self.verifying.cancelled.connect(self._on_cancelled)
        self.log_changed.emit()

    def cancel(self) -> None:
        """Stop verifying."""
        if self.verifying is not None:
            self.verifying.cancel()

    @property
    def model_word(self) -> tuple[str, Tone, str]:
        """Word, tone and icon for the model."""
        if self.model_problem is not None:
            return tr("Model refused"), Tone.STOP, "stop"
        if self.model is None:
            return (
                (tr("No active model"), Tone.CAUTION, "caution")
                if self.looked_for_model
                else (tr("Model is being loaded"), Tone.NEUTRAL, "info")
            )
        version, validation = self.model.model.version, self.model.validation
        if not validation.validated:
            return tr("Model {version} not validated", version=version), Tone.STOP, "stop"
        if validation.not_for_care:
            return tr("Model {version} not for care", version=version), Tone.CAUTION, "caution"
        return tr("Model {version} validated", version=version), Tone.GOOD, "check"

    @property
    def model_words(self) -> str:
        """What is known of the model, in a sentence."""
        if self.model_problem is not None:
            return f"{self.model_problem.summary} {self.model_problem.advice}"
        return said(self.model.validation.sentence) if self.model else ""

    @property
    def log_word(self) -> tuple[str, Tone, str]:
        """Word, tone and icon for the log."""
        if self.verifying is not None:
            return tr("Log is being verified"), Tone.NEUTRAL, "info"
        if self.log_problem is not None:
            return tr("Log cannot be read"), Tone.STOP, "stop"
        if self.report is None:
            return tr("Log not verified"), Tone.CAUTION, "caution"
        if not self.report.sound:
            return tr("Log does not hold"), Tone.STOP, "stop"
        return tr("Log sound, {count} records", count=self.report.size), Tone.GOOD, "check"

    @property
    def log_words(self) -> str:
        """What the last verification found, in a sentence."""
        if self.log_problem is not None:
            return f"{self.log_problem.summary} {self.log_problem.advice}"
        if self.report is None:
            return tr("The log was not verified since this window was opened.")
        if self.report.sound:
            return tr("All {count} records and their checkpoints hold.", count=self.report.size)
        return tr(
            "The log does not hold; found first: {reason}. Tell an auditor.",
            reason=said(self.report.reason),
        )

    def _on_model(self, model: VerifiedModel | None) -> None:
        self._set_model(model)
        self.verify()

    def _on_no_model(self, error: Exception) -> None:
        self._set_model(None, problem_of(error))
        self.verify()

    def _set_model(self, model: VerifiedModel | None, problem: Problem | None = None) -> None:
        self.model, self.model_problem, self.looked_for_model = model, problem, True
        self.model_changed.emit()

    def _on_looked(self, model: VerifiedModel | None) -> None:
        if model is not self.model or self.model_problem is not None:
            self._set_model(model)
        self.looked.emit()

    def _on_not_looked(self, error: Exception) -> None:
        self._set_model(None, problem_of(error))
        self.looked.emit()

    def _on_report(self, report: LogReport) -> None:
        self.report, self.log_problem, self.verifying = report, None, None
        self.log_changed.emit()

    def _on_no_report(self, error: Exception) -> None:
        self.report, self.log_problem, self.verifying = None, problem_of(error), None
        self.log_changed.emit()

    def _on_cancelled(self) -> None:
        self.verifying = None
        self.log_changed.emit()
