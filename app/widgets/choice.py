"""Choosing one of many: typed ahead, or picked from a list."""

from collections.abc import Sequence

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
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QStandardItemModel,
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

_VISIBLE_ROWS = 10


class Choice(QComboBox):
    """A field that completes what is typed from a list; excluded options are grey, with a reason.

    Leaving it with the beginning of the only option that fits chooses that one.

    Emits ``picked`` when a person has chosen, cleared or left something that is no option.
    """

    picked = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self._options: tuple[Option, ...] = ()
        self.setModel(self._items)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFont(font(TextStyle.BODY))
        self.setFixedHeight(Size.CONTROL)
        self.setMaxVisibleItems(_VISIBLE_ROWS)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.setView(option_list(self))
        self.view().installEventFilter(self)
        self._line = QLineEdit(self)
        self._line.setFont(font(TextStyle.BODY))
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self._on_edited)
        self.setLineEdit(self._line)
        self._complete_with_items()
        self.activated.connect(self._on_activated)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer these; what is chosen or typed stays as it is."""
        if tuple(options) == self._options:
            return
        text = self._line.text()
        self._options = tuple(options)
        self._items.clear()
        for option in options:
            self._items.appendRow(option_item(option))
        self.setCurrentIndex(self._row_of(text))
        self._line.setText(text)

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

    def choose(self, value: str | float | None) -> None:
        """Put an option into the field without a person's doing."""
        label = next((o.label for o in self._options if o.value == value), "")
        self.setCurrentIndex(self._row_of(label))
        self._line.setText(label)
        # Where it is longer than its room, the beginning tells more.
        self._line.home(False)

    def clear_choice(self) -> None:
        """Empty the field."""
        self.setCurrentIndex(-1)
        self._line.clear()

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
        if event.key() == Qt.Key.Key_Down and not self._line.text():
            self.showPopup()
            return
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the form's own keys
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            # While its list was open the line was told that it keeps the keyboard.
            gone = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason)
            QApplication.sendEvent(self._line, gone)
            self._line.deselect()
            self._complete_the_only_one()
            self._line.home(False)

    def _complete_the_only_one(self) -> None:
        """Take the beginning of a single option that can be chosen for the whole of it."""
        typed = self._line.text().strip().casefold()
        meant = [
            option
            for option in self._options
            if not option.excluded and option.label.casefold().startswith(typed)
        ]
        if typed and self.chosen is None and len(meant) == 1:
            self._line.setText(meant[0].label)
            self.picked.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._on_key_above_list(event)
        return super().eventFilter(watched, event)

    def _on_key_above_list(self, event: QKeyEvent) -> None:
        """Esc closes an open list and no more; keys of the window close it and do their work."""
        modifiers = Qt.KeyboardModifier
        if event.key() == Qt.Key.Key_Escape:
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
        completer.activated.connect(self._on_completed)
        self.setCompleter(completer)

    def _row_of(self, text: str) -> int:
        wanted = text.strip().casefold()
        labels = [option.label.casefold() for option in self._options]
        return labels.index(wanted) if wanted and wanted in labels else -1

    def _on_edited(self, _text: str) -> None:
        self.picked.emit()

    def _on_activated(self, row: int) -> None:
        self._line.setText(self._options[row].label)
        self.picked.emit()

    def _on_completed(self, label: str) -> None:
        self._line.setText(label)
        self.picked.emit()
