"""One case under its options: what varies, and the comparison that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.desk import GivenAnswer
from app.language import said, tr
from app.viewmodels.compare_sheet import CompareSheet, compare_sheet
from app.viewmodels.form import Unreadable, value_label
from app.viewmodels.predict import PredictModel
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.session import SessionModel
from engine.contract.model import Input, NumberInput
from engine.contract.rules import Value
from engine.inference.alternatives import GRID_POINTS, choices_of


@dataclass(frozen=True, slots=True)
class Variable:
    """An input that may vary.

    Attributes:
        name: The column.
        label: What it is.
        value: What the form holds of it, or how many values it goes through.
        varies: Whether it does.
        note: What is to be known before it varies.
    """

    name: str
    label: str
    value: str
    varies: bool
    note: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a comparison is of; another form or another choice makes it stale."""

    case: Mapping[str, Value]
    vary: tuple[str, ...]


class CompareModel(QObject):
    """The state of the page that compares; its case is the one in the form of the page Predict.

    Args:
        session: Whose cases.
        predict: Holds the form, and knows the model that answers.
    """

    variables_changed = Signal()
    sheet_changed = Signal()
    asking_changed = Signal()
    outdated = Signal()
    failed = Signal(Problem)

    def __init__(
        self,
        session: SessionModel,
        predict: PredictModel,
    ) -> None:
        # Its case is the form's, so it ends with it.
        super().__init__(predict)
        self._session, self._predict = session, predict
        self._contract = predict.form.contract
        self.varied = set(choices_of(self._contract))
        self.sheet: CompareSheet | None = None
        self.asking = False
        self._shown: _Asked | None = None
        self._question = 0
        predict.entries_changed.connect(self._on_case)
        predict.replaced.connect(self._on_case)

    @property
    def warning(self) -> str:
        """What must stand above the answers of the model of now."""
        return self._predict.warning

    @property
    def variables(self) -> tuple[Variable, ...]:
        """Every input, in the contract's order."""
        return tuple(self._variable(column) for column in self._contract.inputs)

    @property
    def empty(self) -> bool:
        """Whether there is no case yet."""
        return not any(value is not None for value in self._predict.entered.values())

    @property
    def obstacle(self) -> str:
        """What stands in the way of comparing; nothing where nothing does."""
        if self.empty:
            return tr("Enter a case on the page Predict first.")
        if not self.varied:
            return tr("Choose at least one input that varies.")
        predict = self._predict
        wrong = {
            name
            for name in predict.form.problems(predict.entered, predict.reference)
            if name not in self.varied or predict.entered.get(name) is not None
        }
        columns = list(self._contract.columns())
        labels = [said(column.label) for column in columns if column.name in wrong]
        if not labels:
            return ""
        return tr("To be corrected on the page Predict: {fields}.", fields=", ".join(labels))

    @property
    def stale(self) -> bool:
        """Whether what is shown belongs to a case, or to a choice, of before."""
        return self._shown is not None and self._shown != self._as_it_stands()

    def vary(self, name: str, *, varies: bool) -> None:
        """Let an input vary, or hold it."""
        if (name in self.varied) == varies:
            return
        if varies:
            self.varied.add(name)
        else:
            self.varied.remove(name)
        self._on_edited()

    def ask(self) -> bool:
        """Ask for the comparison of the case as it stands.

        Returns:
            Whether it was asked; not while something stands in the way or one is awaited.
        """
        if self.asking or self.obstacle:
            return False
        self._question += 1
        question, asked = self._question, self._as_it_stands()
        desk = self._session.desk
        self._set_asking(True)
        self._session.runner.start(
            lambda _: desk.compare(question, asked.case, asked.vary),
            self._on_compared,
            self._on_refused,
        )
        return True

    def _variable(self, column: Input) -> Variable:
        varies = column.name in self.varied
        entered = self._predict.entered.get(column.name)
        if isinstance(entered, Unreadable):
            value = tr("not readable")
        elif varies:
            value = tr("{count} values", count=self._count(column))
        else:
            value = value_label(column, entered)
        note = tr("known only after treatment began") if column.known == "after" else ""
        return Variable(column.name, said(column.label), value, varies, note)

    def _count(self, column: Input) -> int:
        if isinstance(column, NumberInput) and column.permitted is None:
            return GRID_POINTS
        predict = self._predict
        held = {n: v for n, v in predict.entered.items() if n not in self.varied}
        return sum(
            option.value is not None and not option.excluded
            for option in predict.form.options(column.name, held)
        )

    def _as_it_stands(self) -> _Asked:
        predict = self._predict
        case = predict.form.case(predict.entered, predict.reference)
        vary = tuple(name for name in self._contract.places if name in self.varied)
        return _Asked({n: v for n, v in case.items() if v is not None}, vary)

    def _on_case(self) -> None:
        if self.empty:
            # Nothing of a patient stays on this page after the form was emptied.
            self._shown, self.sheet = None, None
        self._on_edited()

    def _on_edited(self) -> None:
        self._question += 1
        self.variables_changed.emit()
        self.sheet_changed.emit()

    def _on_compared(self, given: GivenAnswer) -> None:
        self._set_asking(False)
        if given.reply["model_sha256"] != self._predict.sha256:
            self.outdated.emit()
        if given.question != self._question:
            return
        self._shown = self._as_it_stands()
        self.sheet = compare_sheet(given)
        self.sheet_changed.emit()

    def _on_refused(self, error: Exception) -> None:
        self._set_asking(False)
        self.failed.emit(problem_of(error))

    def _set_asking(self, asking: bool) -> None:  # noqa: FBT001 - a setter
        if asking != self.asking:
            self.asking = asking
            self.asking_changed.emit()
