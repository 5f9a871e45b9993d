"""The form of a case, made from the contract."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from app.language import plain_number, tr
from app.theme.tokens import Size, Space
from app.viewmodels.form import (
    UNREADABLE,
    Entered,
    Entry,
    FieldSpec,
    Selectable,
    Unreadable,
    read_number,
)
from app.viewmodels.predict import PredictModel
from app.widgets.buttons import Button
from app.widgets.choice import Choice
from app.widgets.fields import Field, TextField, side_by_side
from app.widgets.options import Option
from app.widgets.segments import Segments
from app.widgets.surfaces import Card

Control = TextField | Choice | Segments


class FormView(Card):
    """Where a case is entered, by keyboard alone if wanted.

    Args:
        model: The state of the form.
        parent: The widget it belongs to.
    """

    def __init__(self, model: PredictModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Case"), parent)
        self._model = model
        self._fields: dict[str, Field] = {}
        self._controls: dict[str, Control] = {}
        self.setFixedWidth(Size.FORM)
        self.column.setSpacing(0)
        self.column.addSpacing(Space.NEAR)
        self._reference = self._add_reference()
        self._add_inputs()
        self.predict = Button(
            tr("Predict"), tr("Answer this case. The answer is in the log before it is shown."),
            "primary", keys="Ctrl+Return",
        )  # fmt: skip
        self.clear = Button(tr("Clear"), tr("Empty the form; can be undone."), keys="Esc")
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.predict, 1)
        row.addWidget(self.clear)
        self.column.addLayout(row)
        self._connect()
        self._sync()

    def field(self, name: str) -> Field:
        """The field of a column."""
        return self._fields[name]

    def focus_first(self) -> None:
        """Put the keyboard where entering begins."""
        next(iter(self._fields.values())).control.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first_problem(self) -> None:
        """Put the keyboard where something is wrong first."""
        for name, field in self._fields.items():
            if name in self._model.problems:
                field.control.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _add_reference(self) -> TextField | None:
        spec = self._model.form.patient
        if spec is None:
            return None
        control = TextField()
        self._add(spec, control)
        self.column.addWidget(self._fields[spec.name])
        control.textChanged.connect(self._model.enter_reference)
        return control

    def _add_inputs(self) -> None:
        pending: Field | None = None
        for spec in self._model.form.fields:
            field = self._add(spec, self._control(spec))
            if spec.short and pending is not None:
                self.column.addLayout(side_by_side(pending, field))
                pending = None
                continue
            if pending is not None:
                self.column.addWidget(pending)
            pending = field if spec.short else None
            if pending is None:
                self.column.addWidget(field)
        if pending is not None:
            self.column.addWidget(pending)

    def _add(self, spec: FieldSpec, control: Control) -> Field:
        field = Field(_with_mnemonic(spec.label, self._fields), control, spec.hint, spec.help)
        self._fields[spec.name] = field
        for part in _focusable(control):
            part.installEventFilter(self)
            part.setProperty("column", spec.name)
        return field

    def _control(self, spec: FieldSpec) -> Control:
        name, model = spec.name, self._model
        control: Control
        if spec.entry is Entry.NUMBER:
            control = TextField()
            control.textEdited.connect(lambda text: model.enter(name, read_number(text)))
        elif spec.entry is Entry.SEGMENTS:
            control = Segments([_option(one) for one in model.options(name)])
            control.picked.connect(lambda: model.enter(name, _picked(self._controls[name])))
        else:
            control = Choice(tr("Choose") if spec.short else tr("Type or choose"))
            control.picked.connect(lambda: model.enter(name, _picked(self._controls[name])))
        self._controls[name] = control
        return control

    def _connect(self) -> None:
        model = self._model
        self.predict.clicked.connect(self._on_predict)
        self.clear.clicked.connect(model.clear)
        model.entries_changed.connect(self._offer)
        model.replaced.connect(self._sync)
        model.cleared.connect(self.focus_first)
        model.problems_changed.connect(self._show_problems)

    def _on_predict(self) -> None:
        if not self._model.ask() and not self._model.asking:
            self.focus_first_problem()

    def _show_problems(self) -> None:
        for name, field in self._fields.items():
            field.set_message(self._model.problems.get(name, ""))

    def _offer(self) -> None:
        """Offer what fits what is entered by now, and say how many that are."""
        for name, control in self._controls.items():
            if isinstance(control, Choice):
                offered = self._model.options(name)
                control.set_options([_option(one) for one in offered])
                self._fields[name].set_hint(self._model.form.hint(name, self._model.entered))

    def _sync(self) -> None:
        """Write into the controls what the model holds, as after clearing or reopening."""
        self._offer()
        if self._reference is not None:
            self._reference.setText(self._model.reference)
        for name, control in self._controls.items():
            _write(control, self._model.entered.get(name), known=name in self._model.entered)
        self._show_problems()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._model.leave(str(watched.property("column")))
        return super().eventFilter(watched, event)


def _focusable(control: Control) -> Iterator[QWidget]:
    if isinstance(control, Segments):
        yield from control.buttons
    elif isinstance(control, Choice):
        yield control
        line: QLineEdit | None = control.lineEdit()
        if line is not None:
            yield line
    else:
        yield control


def _picked(control: Control) -> Entered:
    if isinstance(control, TextField):
        return read_number(control.text())
    chosen = control.chosen
    if chosen is not None:
        return chosen.value
    return UNREADABLE if isinstance(control, Choice) and control.typed.strip() else None


def _write(control: Control, value: Entered, *, known: bool) -> None:
    if isinstance(control, TextField):
        control.setText(plain_number(value) if isinstance(value, int | float) else "")
    elif known and not isinstance(value, Unreadable):
        control.choose(value)
    else:
        control.clear_choice()


def _option(selectable: Selectable) -> Option:
    return Option(selectable.value, selectable.label, selectable.note, selectable.excluded)


def _with_mnemonic(label: str, taken: dict[str, Field]) -> str:
    """Mark the first letter of a label that no other field's Alt key has."""
    used = {field.mnemonic for field in taken.values()}
    plain = label.replace("&", "&&")
    for at, letter in enumerate(plain):
        if letter.isalpha() and letter.casefold() not in used:
            return f"{plain[:at]}&{plain[at:]}"
    return plain
