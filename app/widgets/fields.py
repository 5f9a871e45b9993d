"""A field of a form: its label, a hint, the control, and one line for what is wrong with it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from app.theme.fonts import font
from app.theme.tokens import Size, Space, TextStyle, Tone
from app.widgets.icon import Icon
from app.widgets.text import ElidedText, Text, TextTone, restyle, tip

_LABEL_HEIGHT = 21
_MESSAGE_LINE = 16
_MESSAGE_ABOVE, _MESSAGE_BELOW = 1, 5
"""Nearer to the field that a message is of than to the label of the next one."""
_MOST_OF_HINT = 200


class TextField(QLineEdit):
    """One line of text.

    Args:
        placeholder: What is written in it while it is empty.
        secret: Whether what is typed is hidden.
        parent: The widget it belongs to.
    """

    def __init__(
        self, placeholder: str = "", *, secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(font(TextStyle.BODY))
        self.setFixedHeight(Size.CONTROL)
        self.setPlaceholderText(placeholder)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
            # No input method may learn or suggest what is typed here.
            self.setInputMethodHints(
                Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
            )

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, Size.CONTROL)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(64, Size.CONTROL)


class Field(QWidget):
    """A control with its label, its hint and its message.

    The line of the message is always kept free, so that nothing jumps when one appears.

    Args:
        label: What is asked for; ``&`` marks the letter that Alt goes to.
        control: Where it is entered.
        hint: Beside the label: the permitted range, a unit, or what the field is for.
        help_text: A longer explanation, for screen readers and as a tip.
        message_line: Whether a line for a message is kept free.
        message_lines: How many, where a message may be longer than the field is wide.
        room: How wide the field will be, where that is known: a label and a hint that do not fit
            beside each other in it stand below each other, whole.
        parent: The widget it belongs to.
    """

    def __init__(  # noqa: PLR0913 - each is one part of what is seen
        self,
        label: str,
        control: QWidget,
        hint: str = "",
        help_text: str = "",
        *,
        message_line: bool = True,
        message_lines: int = 1,
        room: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._help = help_text
        self._hint = _Hint(hint, TextStyle.CAPTION, "muted")
        self._label: Text = _Label(label, TextStyle.SMALL_STRONG)
        below = 0 < room < self.head_room
        if below:
            self._label = Text(label, TextStyle.SMALL_STRONG, wrap=True)
        self._label.setBuddy(control)
        self._icon = Icon(size=12)
        self._message = (
            ElidedText("", TextStyle.CAPTION, "stop")
            if message_lines == 1
            else Text("", TextStyle.CAPTION, "stop", wrap=True)
        )
        self._message_lines = message_lines
        self._lay_out(message_line, hint_below=below)
        control.setAccessibleName(_plain_label(label))
        control.setToolTip(tip(help_text))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def head_room(self) -> int:
        """How wide it must be for its label and its hint to be whole beside each other."""
        hint = self._hint.sizeHint().width() + Space.TIGHT if self._hint.text() else 0
        return self._label.sizeHint().width() + hint

    @property
    def message(self) -> str:
        """What is said to be wrong; empty when nothing is."""
        return self._message.text()

    @property
    def mnemonic(self) -> str:
        """The letter that goes to the control together with Alt; empty where there is none."""
        return _mnemonic(self._label.text())

    @property
    def hint(self) -> str:
        """What stands beside the label."""
        return self._hint.text()

    def set_hint(self, hint: str, tone: TextTone = "muted") -> None:
        """Write something else beside the label."""
        self._hint.setText(hint)
        self._hint.set_tone(tone)
        self._describe()

    def set_message(self, message: str) -> None:
        """Say what is wrong below the control, or nothing."""
        if message == self._message.text():
            return
        self._message.setText(message)
        self._icon.show_icon("stop", Tone.STOP)
        self._icon.setVisible(bool(message))
        self.control.setProperty("wrong", "true" if message else "false")
        restyle(self.control)
        self._describe()

    def _describe(self) -> None:
        parts = [self._message.text(), self._hint.text(), self._help]
        self.control.setAccessibleDescription(". ".join(p.rstrip(".") for p in parts if p))

    def _lay_out(self, message_line: bool, *, hint_below: bool) -> None:  # noqa: FBT001 - handed on
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.TIGHT)
        grid.setVerticalSpacing(0)
        grid.setRowMinimumHeight(0, _LABEL_HEIGHT)
        top = Qt.AlignmentFlag.AlignTop
        if hint_below:
            grid.addWidget(self._label, 0, 0, 1, 2)
            grid.addWidget(self._hint, 1, 0, 1, 2, top)
            grid.setRowMinimumHeight(1, _LABEL_HEIGHT)
        else:
            grid.addWidget(self._label, 0, 0, top)
            grid.addWidget(self._hint, 0, 1, top)
            self._hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.control, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self._icon.setVisible(False)
        if not message_line:
            for part in (self._icon, self._message):
                part.setParent(self)
                part.hide()
            return
        row = QHBoxLayout()
        row.setContentsMargins(0, _MESSAGE_ABOVE, 0, _MESSAGE_BELOW)
        row.setSpacing(Space.HAIR)
        row.addWidget(self._icon, 0, top)
        row.addWidget(self._message, 1, top)
        height = _MESSAGE_ABOVE + self._message_lines * _MESSAGE_LINE + _MESSAGE_BELOW
        grid.setRowMinimumHeight(3, height)
        grid.addLayout(row, 3, 0, 1, 2)


class _Label(ElidedText):
    """A label whose ``&`` marks the key; only ever given texts of ours and of the contract."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        mark = Qt.TextFlag.TextShowMnemonic
        shown = QFontMetrics(self.font()).elidedText(self.text(), self.mode, self.width(), mark)
        self.setToolTip(tip(_plain_label(self.text())) if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | mark, shown)


class _Hint(ElidedText):
    """A range is read before it is typed: the label beside it is shortened first."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), _MOST_OF_HINT), self.sizeHint().height())


def side_by_side(*fields: QWidget) -> QBoxLayout:
    """Lay fields beside each other in equal widths."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.NEAR)
    for field in fields:
        row.addWidget(field, 1)
    return row


def _mnemonic(label: str) -> str:
    _, marked, rest = label.replace("&&", "").partition("&")
    return rest[:1].casefold() if marked else ""


def _plain_label(label: str) -> str:
    return label.replace("&&", "\0").replace("&", "").replace("\0", "&")
