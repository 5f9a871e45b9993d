"""Choosing one of many: typed ahead, or picked from a list."""

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QStandardItemModel,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QWidget,
)
from typing_extensions import override

from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Size, TextStyle
from app.widgets.options import Option, OptionDelegate, option_item, option_list
from app.widgets.text import tip

_VISIBLE_ROWS = 10
_SIDES = 12 + 32
"""Beside the words of a choice: its padding, and its arrow."""
_GOES_ON_AS_NUMBER = re.compile(r"[.,]?\d")
Key = Qt.Key


class Choice(QComboBox):
    """A field that completes what is typed from a list; excluded options are grey, with a reason.

    While words are typed, the rest of the only option that begins with them is written behind them,
    marked. What stands in the field is what is chosen: to leave the field changes nothing.

    Emits ``picked`` when a person has chosen, cleared or left something that is no option.

    Args:
        placeholder: What is written in it while it is empty.
        read: Reads what is typed, where the options are numbers: a number is the option that it is
            equal to, and the beginning of one stands for nothing but itself.
        parent: The widget it belongs to.
    """

    picked = Signal()

    def __init__(
        self,
        placeholder: str = "",
        read: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._options: tuple[Option, ...] = ()
        self._read = read
        self._writing = False
        self.setModel(self._items)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFont(font(TextStyle.BODY))
        self.setFixedHeight(Size.CONTROL)
        self.setMaxVisibleItems(_VISIBLE_ROWS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        # Without the wheel: who scrolls the page neither comes here nor chooses anything.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setView(option_list(self))
        self.view().installEventFilter(self)
        self._line = QLineEdit(self)
        self._line.setFont(font(TextStyle.BODY))
        self._line.setPlaceholderText(placeholder)
        self._line.textChanged.connect(self._on_changed)
        self.setLineEdit(self._line)
        self._complete_with_items()

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these; what is chosen or typed stays as it is."""
        if tuple(options) == self._options:
            return
        text = self._line.text()
        self._options = tuple(options)
        self._writing = True
        self._items.clear()
        for option in options:
            self._items.appendRow(option_item(option))
        self.write(text)

    @property
    def options(self) -> tuple[Option, ...]:
        """What is offered."""
        return self._options

    @property
    def chosen(self) -> Option | None:
        """The option whose label stands in the field, chosen or typed in full."""
        row = self._row_of(self._line.text())
        return self._options[row] if row >= 0 else None

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self._line.text()

    @property
    def room(self) -> int:
        """How wide it must be for each of its options."""
        metrics = QFontMetrics(self.font())
        return _SIDES + max((metrics.horizontalAdvance(o.label) for o in self._options), default=0)

    def choose(self, value: str | float | None) -> None:
        """Put an option into the field without a person's doing."""
        chosen = self.chosen
        if chosen is None or chosen.value != value:  # else somebody may be typing it right now
            self.write(next((o.label for o in self._options if o.value == value), ""))
            # Where it is longer than its room, the beginning tells more.
            self._line.home(False)

    def clear_choice(self) -> None:
        """Empty the field."""
        self.write("")

    def write(self, text: str) -> None:
        """Put a text into the field without a person's doing, an option or not."""
        self._writing = True
        self.setCurrentIndex(self._row_of(text))
        self._line.setText(text)
        self._writing = False

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._line.setAccessibleName(name)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self._line.setAccessibleDescription(description)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, before = event.key(), self._line.text()
        if key in (Key.Key_Up, Key.Key_Down):
            self.showPopup()
            return
        if key in (Key.Key_Escape, Key.Key_Return, Key.Key_Enter, Key.Key_PageUp, Key.Key_PageDown):
            event.ignore()  # keys of the form and of the page
            return
        super().keyPressEvent(event)
        if event.text() and event.text().isprintable() and self._line.text() != before:
            self._write_the_rest()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        if event.commitString():
            self._write_the_rest()

    @override
    def showPopup(self) -> None:
        self.write(self._line.text())  # the list opens at what is chosen
        super().showPopup()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it scrolls the page

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            # While its list was open the line was told that it keeps the keyboard.
            gone = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self._line, gone)
            self.write(self.chosen.label if self.chosen else self._line.text())
            self._line.home(False)

    def _write_the_rest(self) -> None:
        """Write the rest of the only option that begins with what is typed, and mark it."""
        typed = self._line.text()
        begun = [o for o in self._options if o.label[: len(typed)].casefold() == typed.casefold()]
        # One that is excluded may be what is meant: then the beginning stands for neither.
        if self._read or not typed or len(begun) != 1 or begun[0].excluded:
            return
        rest = begun[0].label[len(typed) :]
        in_a_number = typed[-1].isdigit() and _GOES_ON_AS_NUMBER.match(rest)
        if rest and not in_a_number and self._line.cursorPosition() == len(typed):
            self._line.setText(typed + rest)
            self._line.setSelection(len(typed + rest), -len(rest))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._on_key_above_list(event)
        return super().eventFilter(watched, event)

    def _on_key_above_list(self, event: QKeyEvent) -> None:
        """Esc closes an open list and no more; keys of the window close it and do their work."""
        modifiers = Qt.KeyboardModifier
        if event.key() == Key.Key_Escape:
            event.accept()
        elif event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier):
            self.hidePopup()
            self._completions.hide()

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, Size.CONTROL)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(self.width() - 28, (self.height() - 16) / 2, 16, 16)
        draw_icon(painter, "chevron", palette().muted, where)
        painter.end()

    def _complete_with_items(self) -> None:
        completer = QCompleter(self._items, self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(_VISIBLE_ROWS)
        popup = self._completions = option_list(self)
        completer.setPopup(popup)
        # Only now: the completer puts its own in place when it takes the list.
        popup.setItemDelegate(OptionDelegate(popup))
        popup.installEventFilter(self)
        self.setCompleter(completer)

    def _row_of(self, text: str) -> int:
        wanted = text.strip().casefold()
        if not wanted:
            return -1
        number = self._read(text) if self._read else None
        meant = (
            row
            for row, option in enumerate(self._options)
            if option.label.casefold() == wanted or (number is not None and option.value == number)
        )
        return next(meant, -1)

    def _on_changed(self, text: str) -> None:
        whole = QFontMetrics(self.font()).horizontalAdvance(text) <= self._line.width()
        self._line.setToolTip("" if whole else tip(text))
        if not self._writing:
            self.picked.emit()
