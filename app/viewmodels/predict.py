"""One case, one answer: the form's state, and the answer that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.desk import GivenAnswer
from app.viewmodels.answer import AnswerSheet, answer_sheet, warning_of
from app.viewmodels.form import CaseForm, Entered, Selectable
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel
from engine.contract.case import CaseRefusedError
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

    Args:
        session: Whose cases.
        model: The model that answers; its contract makes the form.
        parent: Whose end is also this one's.
    """

    entries_changed = Signal()
    replaced = Signal()
    problems_changed = Signal()
    answer_changed = Signal()
    asking_changed = Signal()
    answered = Signal(GivenAnswer)
    cleared = Signal()
    failed = Signal(Problem)

    def __init__(
        self, session: SessionModel, model: VerifiedModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.form = CaseForm(model.model.contract, model.model.reference)
        self.sha256 = model.model.sha256
        self.warning = warning_of(
            {
                "validated": model.validation.validated,
                "not_for_care": model.validation.not_for_care,
            }
        )
        self.entered: dict[str, Entered] = {}
        self.reference = ""
        self.problems: Mapping[str, str] = {}
        self.given: GivenAnswer | None = None
        self.sheet: AnswerSheet | None = None
        self.stale = False
        self.asking = False
        self._question = 0
        self._asked = False
        self._left: set[str] = set()
        self._before: _Entries | None = None

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
            Whether it was asked; not while something is wrong or an answer is awaited.
        """
        if self.asking:
            return False
        self._asked = True
        self._look_for_problems()
        if self.problems:
            return False
        self._question += 1
        question, case = self._question, self.form.case(self.entered, self.reference)
        self._set_asking(True)
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
        patient = self.form.contract.patient
        entered: dict[str, Entered] = {
            column.name: given.case.get(column.name) for column in self.form.contract.inputs
        }
        reference = str(given.case.get(patient.name) or "") if patient else ""
        self._replace(_Entries(entered, reference, given, stale=False))

    def _replace(self, entries: "_Entries") -> None:
        self._question += 1
        self._before = None
        self.entered, self.reference = dict(entries.entered), entries.reference
        self._asked = False
        self._left.clear()
        self._set_problems({})
        self._show(entries.given, stale=entries.stale)
        self.replaced.emit()

    def _on_edited(self) -> None:
        # From now on an answer on its way belongs to a case that is no longer in the form.
        self._question += 1
        self._before = None
        if self.given is not None and not self.stale:
            self.stale = True
            self.answer_changed.emit()
        self._look_for_problems()
        self.entries_changed.emit()

    def _on_answered(self, given: GivenAnswer) -> None:
        self._set_asking(False)
        self._session.case_was_counted()
        self.answered.emit(given)
        if given.question == self._question:
            self._show(given)

    def _on_refused(self, error: Exception) -> None:
        self._set_asking(False)
        self._session.case_was_counted()
        if isinstance(error, CaseRefusedError):
            self._set_problems({p.field: p.message for p in error.problems})
        self.failed.emit(problem_of(error))

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
        self.answer_changed.emit()

    def _set_asking(self, asking: bool) -> None:  # noqa: FBT001 - a setter
        if asking != self.asking:
            self.asking = asking
            self.asking_changed.emit()
