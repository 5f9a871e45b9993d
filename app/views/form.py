"""The form of a case, made from the contract."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Size, Space
from app.viewmodels.form import (
    Entered,
    Entry,
    FieldSpec,
    Selectable,
    Unreadable,
    written_number,
)
from app.viewmodels.predict import PredictModel
from app.widgets.buttons import Button
from app.widgets.choice import Choice
from app.widgets.fields import Field, TextField, side_by_side
from app.widgets.mnemonics import with_mnemonics
from app.widgets.options import Option
from app.widgets.segments import Segments
from app.widgets.surfaces import Card

Control = TextField | Choice | Segments
_ROOM = Size.FORM - 2 * (Space.CARD + 1)
_HALF = (_ROOM - Space.NEAR) // 2


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
        self._labels = _labels_of(model)
        self.setFixedWidth(Size.FORM)
        self.column.setSpacing(0)
        self.column.addSpacing(Space.TIGHT)
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
            short = spec.short and max(field.head_room, _room_of(field.control)) <= _HALF
            if short and pending is not None:
                self.column.addLayout(side_by_side(pending, field))
                pending = None
                continue
            if pending is not None:
                self.column.addWidget(pending)
            pending = field if short else None
            if pending is None:
                self.column.addWidget(field)
        if pending is not None:
            self.column.addWidget(pending)

    def _add(self, spec: FieldSpec, control: Control) -> Field:
        field = Field(self._labels[spec.name], control, spec.hint, spec.help, room=_ROOM)
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
            control.textEdited.connect(lambda text: model.enter(name, model.form.read(name, text)))
        else:
            control = offering = self._of_options(spec)
            offering.picked.connect(lambda: model.enter(name, _picked(offering)))
        self._controls[name] = control
        return control

    def _of_options(self, spec: FieldSpec) -> Choice | Segments:
        form = self._model.form
        options = [_option(one) for one in self._model.options(spec.name)]
        if spec.entry is Entry.SEGMENTS:
            segments = Segments(options)
            if segments.sizeHint().width() <= _ROOM:
                return segments
        read = partial(form.read, spec.name) if form.holds_numbers(spec.name) else None
        choice = Choice(tr("Choose") if spec.short else tr("Type or choose"), read)
        choice.set_options(options)
        return choice

    def _connect(self) -> None:
        model = self._model
        self.predict.clicked.connect(self._on_predict)
        self.clear.clicked.connect(model.clear)
        model.entries_changed.connect(self._offer)
        model.replaced.connect(self._sync)
        model.cleared.connect(self.focus_first)
        model.problems_changed.connect(self._show_problems)

    def _on_predict(self) -> None:
        if not self._model.ask():
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


def _room_of(control: QWidget) -> int:
    return control.room if isinstance(control, Choice) else control.sizeHint().width()


def _picked(control: Choice | Segments) -> Entered:
    chosen = control.chosen
    if chosen is not None:
        return chosen.value
    typed = control.typed.strip() if isinstance(control, Choice) else ""
    return Unreadable(typed) if typed else None


def _write(control: Control, value: Entered, *, known: bool) -> None:
    if isinstance(value, Unreadable) and not isinstance(control, Segments):
        # As it was typed, so that it can be seen what is wrong with it.
        put = control.setText if isinstance(control, TextField) else control.write
        put(value.text)
    elif isinstance(control, TextField):
        control.setText(written_number(value) if isinstance(value, int | float) else "")
    elif known and not isinstance(value, Unreadable):
        control.choose(value)
    else:
        control.clear_choice()


def _option(selectable: Selectable) -> Option:
    return Option(selectable.value, selectable.label, selectable.note, selectable.excluded)


def _labels_of(model: PredictModel) -> dict[str, str]:
    specs = [spec for spec in (model.form.patient, *model.form.fields) if spec is not None]
    marked = with_mnemonics([spec.label for spec in specs])
    return {spec.name: label for spec, label in zip(specs, marked, strict=True)}
