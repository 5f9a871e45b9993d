"""What a screen reader finds: every control must say what it is, and what it is for."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QWidget

_ROLE = QAccessible.Role
_CONTROLS = {
    _ROLE.PushButton, _ROLE.CheckBox, _ROLE.RadioButton, _ROLE.ComboBox, _ROLE.EditableText,
    _ROLE.Table, _ROLE.List, _ROLE.ProgressBar, _ROLE.Slider, _ROLE.SpinBox, _ROLE.ButtonMenu,
    _ROLE.Dialog,
}  # fmt: skip
_SAY_THEIR_TEXT = {_ROLE.StaticText, _ROLE.Cell, _ROLE.ColumnHeader, _ROLE.MenuItem}
_NO_ROLE = {_ROLE.NoRole, _ROLE.Client}


def interfaces(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything visible below a window, as a screen reader walks through it."""
    todo = [QAccessible.queryAccessibleInterface(root)]
    while todo:
        one = todo.pop()
        yield one
        children = [one.child(place) for place in range(one.childCount())]
        todo += [child for child in children if not _hidden(child)]


def silent(root: QWidget) -> list[str]:
    """Name everything visible that a screen reader could say nothing useful of."""
    return [fault for one in interfaces(root) for fault in _faults(one)]


def said(root: QWidget) -> str:
    """Everything that a screen reader could say of a window."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    return "\n".join(one.text(kind) for one in interfaces(root) for kind in kinds)


def _faults(one: QAccessibleInterface) -> Iterator[str]:
    name = one.text(QAccessible.Text.Name).strip()
    control = bool(one.state().focusable) or one.role() in _CONTROLS
    if not name and (control or (one.role() in _SAY_THEIR_TEXT and _shows_text(one))):
        yield f"{_words(one)} has no name"
    if control and not one.text(QAccessible.Text.Description).strip():
        yield f"{_words(one)} has no description"
    scrolls = isinstance(one.object(), QAbstractScrollArea)
    if control and one.role() in _NO_ROLE and not scrolls:
        yield f"{_words(one)} has no role"


def _hidden(one: QAccessibleInterface) -> bool:
    return bool(one.state().invisible)


def _shows_text(one: QAccessibleInterface) -> bool:
    """An empty label is nothing to be said."""
    label = one.object()
    return not (type(label).__module__.startswith("app.") and isinstance(label, QLabel)
                and not label.text())  # fmt: skip


def _words(one: QAccessibleInterface) -> str:
    kind = type(one.object()).__name__
    name = one.text(QAccessible.Text.Name)
    return f"{kind} {name!r} ({one.role().name})"
