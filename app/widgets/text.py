"""Text that is shown as it stands: nothing in it is ever taken for markup."""

from html import escape
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.tokens import TextStyle

TextTone = Literal["text", "muted", "accent", "good", "caution", "stop"]


class Text(QLabel):
    """A label in one of the styles of the type scale.

    Args:
        text: What it says, shown as typed whatever it contains.
        style: Which size and weight.
        tone: Which colour.
        wrap: Whether it breaks into lines.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        tone: TextTone = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(style))
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self.setText(text)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_tone(self, tone: TextTone) -> None:
        """Write in another colour from now on."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            restyle(self)


class SelectableText(Text):
    """Text that can be marked and copied, with the mouse and with the keys."""

    def __init__(
        self,
        text: str = "",
        style: TextStyle = TextStyle.BODY,
        tone: TextTone = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, style, tone, wrap=wrap, parent=parent)
        flag = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self.setCursor(Qt.CursorShape.IBeamCursor)


class ElidedText(Text):
    """A label of one line that is shortened where it finds too little room, never cut.

    Attributes:
        mode: Where it is shortened.
    """

    mode = Qt.TextElideMode.ElideRight

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        metrics = QFontMetrics(self.font())
        full = self.text()
        shown = metrics.elidedText(full, self.mode, self.width())
        self.setToolTip(tip(full) if shown != full else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)


def tip(text: str) -> str:
    """Write a tip that says ``text`` as it stands: Qt takes some tips for markup, unasked."""
    # Marked as rich and escaped, so that nobody has to guess, and long ones break into lines.
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
