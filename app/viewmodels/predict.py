"""One case, one answer: the form's state, and the answer that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.desk import GivenAnswer
from app.language import tr
from app.viewmodels.answer import AnswerSheet, answer_sheet, warning_of
from app.viewmodels.form import CaseForm, Entered, Selectable
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel
from app.viewmodels.sitting import SittingModel
from engine.contract.case import CaseRefusedError
from engine.models.active import NoActiveModelError
from engine.models.refusals import PackageRefusedError
from engine.models.verification import VerifiedModel


@dataclass(frozen=True, slots=True)
class _Entries:
    """The screen's content at one moment."""

    entered: Mapping[str, Entered]
    reference: str
    given: GivenAnswer | None
    stale: bool


class PredictModel(QObject):
    """The state of the screen that answers cases.

    An answer names its question; one that comes after the form has changed is dropped from the
    screen, though not from the log: the score of another case must never stand beside this one.

    Emits ``dropped`` for such an answer, ``outdated`` for one of another model than this one's, and
    ``doubted`` for a refusal that only another model, or none, accounts for.

    Args:
        session: Whose cases.
        sitting: Where answers are kept, and which of them are void.
        model: The model that answers; its contract makes the form.
        parent: Whose end is also this one's.
    """

    entries_changed = Signal()
    replaced = Signal()
    problems_changed = Signal()
    answer_changed = Signal()
    void_changed = Signal()
    asking_changed = Signal()
    model_changed = Signal()
    dropped = Signal()
    outdated = Signal()
    doubted = Signal(Exception)
    cleared = Signal()
    failed = Signal(Problem)

    def __init__(
        self,
        session: SessionModel,
        sitting: SittingModel,
        model: VerifiedModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._sitting = session, sitting
        self._set_model(model)
        self.entered: dict[str, Entered] = {}
        self.reference = ""
        self.problems: Mapping[str, str] = {}
        self.given: GivenAnswer | None = None
        self.sheet: AnswerSheet | None = None
        self.stale = False
        self.void_reason = ""
        self._question = 0
        self._awaited: list[int] = []
        self._asked = False
        self._left: set[str] = set()
        self._before: _Entries | None = None
        sitting.entries_changed.connect(self._on_sitting)

    @property
    def asking(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._awaited)

    @property
    def stale_words(self) -> str:
        """Why the answer does not belong to the form; nothing where it does."""
        if self.given is None or not self.stale:
            return ""
        if self.given.contract != self.form.contract:
            return tr("Another model answers now: this answer is of the one before.")
        return tr("The form has changed: this answer belongs to the case before.")

    @property
    def can_undo(self) -> bool:
        """Whether nothing was entered since the form was emptied."""
        return self._before is not None

    def options(self, name: str) -> tuple[Selectable, ...]:
        """What a field offers as the form stands."""
        return self.form.options(name, self.entered)

    def enter(self, name: str, value: Entered) -> None:
        """Take what a person entered into a field."""
        if name in self.entered and self.entered[name] == value:
            return
        self.entered[name] = value
        self._on_edited()

    def enter_reference(self, text: str) -> None:
        """Take the patient's reference as typed."""
        if text != self.reference:
            self.reference = text
            self._on_edited()

    def leave(self, name: str) -> None:
        """A person went on from a field: from now on it is said what is wrong with it."""
        if self.entered.get(name) is not None and name not in self._left:
            self._left.add(name)
            self._look_for_problems()

    def ask(self) -> bool:
        """Ask for the answer to the case as it stands.

        Returns:
            Whether it was asked; not while something is wrong, or this very case's answer awaited.
        """
        if self._question in self._awaited:
            return False
        self._asked = True
        self._look_for_problems()
        if self.problems:
            return False
        self._question += 1
        question, case = self._question, self.form.case(self.entered, self.reference)
        self._awaited.append(question)
        if len(self._awaited) == 1:
            self.asking_changed.emit()
        desk = self._session.desk
        self._session.runner.start(
            lambda _: desk.answer(question, case), self._on_answered, self._on_refused
        )
        return True

    def clear(self) -> None:
        """Empty the form and take the answer off the screen; can be undone."""
        if not self.entered and not self.reference and self.given is None:
            return
        before = _Entries(dict(self.entered), self.reference, self.given, self.stale)
        self._replace(_Entries({}, "", None, stale=False))
        self._before = before
        self.cleared.emit()

    def undo_clear(self) -> None:
        """Bring back what was cleared last; never over what was entered since."""
        if self._before is not None:
            self._replace(self._before)

    def reopen(self, given: GivenAnswer) -> None:
        """Show an earlier answer of this sitting, with its case in the form."""
        patient = given.contract.patient
        asked = {name: given.case.get(name) for name in given.contract.places}
        entered = self._fitting(asked)
        reference = str(given.case.get(patient.name) or "") if patient else ""
        # Another model's form may ask for other things; then this one holds another case.
        whole = entered.keys() == asked.keys() == self.form.contract.places.keys()
        self._replace(_Entries(entered, reference, given, stale=not whole))

    def take_model(self, model: VerifiedModel) -> bool:
        """Let another model answer from now on; everything stays as it is.

        Returns:
            Whether it can: it has the same contract, and so the same form.
        """
        if model.model.contract != self.form.contract:
            return False
        self._set_model(model)
        self.model_changed.emit()
        self.entries_changed.emit()
        return True

    def take_over(self, before: "PredictModel") -> None:
        """Go on with what was entered into another model's form, as far as it fits this one."""
        entered = self._fitting(before.entered)
        self._replace(_Entries(entered, before.reference, before.given, stale=True))
        before.drop_awaited()

    def drop_awaited(self) -> None:
        """From now on an answer on its way belongs to a case that is no longer in the form."""
        self._question += 1

    def show_refusal(self, error: Exception) -> None:
        """Show why there is no answer, beside the fields where it tells."""
        if isinstance(error, CaseRefusedError):
            self._set_problems({p.field: p.message for p in error.problems})
        self.failed.emit(problem_of(error))

    def _set_model(self, model: VerifiedModel) -> None:
        self.form = CaseForm(model.model.contract, model.model.reference)
        self.sha256 = model.model.sha256
        self.warning = warning_of(
            {
                "validated": model.validation.validated,
                "not_for_care": model.validation.not_for_care,
            }
        )

    def _fitting(self, entered: Mapping[str, Entered]) -> dict[str, Entered]:
        """What the form takes of it."""
        places = self.form.contract.places
        known = {name: value for name, value in entered.items() if name in places}
        return {name: v for name, v in known.items() if not self.form.problem(name, known)}

    def _replace(self, entries: "_Entries") -> None:
        self.drop_awaited()
        self._before = None
        self.entered = dict(entries.entered)
        self.reference = entries.reference if self.form.contract.patient else ""
        self._asked = False
        self._left.clear()
        self._set_problems({})
        self._show(entries.given, stale=entries.stale)
        self.replaced.emit()

    def _on_edited(self) -> None:
        self.drop_awaited()
        self._before = None
        if self.given is not None and not self.stale:
            self.stale = True
            self.answer_changed.emit()
        self._look_for_problems()
        self.entries_changed.emit()

    def _on_answered(self, given: GivenAnswer) -> None:
        self._end_asking()
        self._sitting.add(given)
        if given.question == self._question:
            self._show(given)
        else:
            self.dropped.emit()
        if given.reply["model_sha256"] != self.sha256:
            self.outdated.emit()

    def _on_refused(self, error: Exception) -> None:
        self._end_asking()
        if isinstance(error, CaseRefusedError | NoActiveModelError | PackageRefusedError):
            # The form permits what was asked for: it may be the form of a model of before.
            self.doubted.emit(error)
        else:
            self.failed.emit(problem_of(error))

    def _end_asking(self) -> None:
        # Answers come in the order in which they were asked for.
        del self._awaited[0]
        if not self._awaited:
            self.asking_changed.emit()
        self._session.case_was_counted()

    def _on_sitting(self) -> None:
        reason = self._sitting.void_reason(self.given.receipt) if self.given else ""
        if reason != self.void_reason:
            self.void_reason = reason
            self.void_changed.emit()

    def _look_for_problems(self) -> None:
        found = self.form.problems(self.entered, self.reference)
        if not self._asked:
            # Nobody is told off for what they have not come to yet.
            found = {name: words for name, words in found.items() if name in self._left}
        self._set_problems(found)

    def _set_problems(self, problems: Mapping[str, str]) -> None:
        if problems != self.problems:
            self.problems = problems
            self.problems_changed.emit()

    def _show(self, given: GivenAnswer | None, *, stale: bool = False) -> None:
        self.given = given
        self.sheet = answer_sheet(given) if given else None
        self.stale = stale
        self.void_reason = self._sitting.void_reason(given.receipt) if given else ""
        self.answer_changed.emit()
