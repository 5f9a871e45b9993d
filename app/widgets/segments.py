"""Choosing one of a few that stand beside each other."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QRadioButton, QSizePolicy, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.theme import palette
from app.theme.tokens import Palette, Radius, Size, Space, TextStyle
from app.widgets.options import Option


class Segments(QFrame):
    """A few options beside each other, one of which can be picked; arrows go from one to the next.

    Emits ``picked`` when a person has picked.
    """

    picked = Signal()

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        last = len(options) - 1
        self._buttons = [
            _Segment(option.label, first=place == 0, last=place == last, parent=self)
            for place, option in enumerate(options)
        ]
        for button in self._buttons:
            row.addWidget(button, 1)
            button.clicked.connect(self.picked)
        # No stop for Tab beside its buttons, but what the Alt key of its label goes to; told before
        # the first button stands for it, which would take the policy for its own.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._buttons[0])
        self.setFixedHeight(Size.CONTROL)

    @property
    def options(self) -> tuple[Option, ...]:
        """What is offered."""
        return self._options

    @property
    def chosen(self) -> Option | None:
        """What is picked."""
        states = (button.isChecked() for button in self._buttons)
        return next((o for o, on in zip(self._options, states, strict=True) if on), None)

    @property
    def buttons(self) -> tuple[QRadioButton, ...]:
        """The segments, in order."""
        return tuple(self._buttons)

    def choose(self, value: str | float | None) -> None:
        """Pick an option without a person's doing."""
        for option, button in zip(self._options, self._buttons, strict=True):
            if option.value == value:
                button.setChecked(True)

    def clear_choice(self) -> None:
        """Pick nothing."""
        for button in self._buttons:
            button.setAutoExclusive(False)
            button.setChecked(False)
            button.setAutoExclusive(True)

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for option, button in zip(self._options, self._buttons, strict=True):
            button.setAccessibleName(f"{name}: {option.label}")

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        for button in self._buttons:
            button.setAccessibleDescription(description)


class _Segment(QRadioButton):
    def __init__(self, text: str, *, first: bool, last: bool, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._words = text
        self._first, self._last, self._group = first, last, parent
        self.setFont(font(TextStyle.SMALL_STRONG))
        self.setFixedHeight(Size.CONTROL)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def hitButton(self, position: object) -> bool:
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # The Alt key of the label leads to the first segment: from there to the one that is picked.
        group = self._group.findChildren(_Segment)
        picked = next((one for one in group if one.isChecked()), self)
        if picked is not self and event.reason() == Qt.FocusReason.ShortcutFocusReason:
            picked.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def minimumSizeHint(self) -> QSize:
        words = QFontMetrics(self.font()).horizontalAdvance(self._words)
        return QSize(words + Space.BASE, Size.CONTROL)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        # Neighbours share a border: all but the last one reach out of sight on the right.
        shape = box.adjusted(
            0 if self._first else -Radius.CONTROL, 0, 0 if self._last else Radius.CONTROL, 0
        )
        if not self._first:
            painter.setClipRect(self.rect())
        wrong = self._group.property("wrong") == "true"
        ground, ink, edge = self._colours(colours)
        border = colours.stop if wrong else edge
        if self.hasFocus():
            border = colours.accent
        painter.setPen(QPen(QColor(border), 2 if self.hasFocus() or wrong else 1))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(shape, Radius.CONTROL, Radius.CONTROL)
        if not self._last:
            painter.setPen(QPen(QColor(edge), 1))
            painter.drawLine(self.rect().topRight(), self.rect().bottomRight())
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        if self.isChecked():
            # Not by colour alone: what is picked is underlined too.
            painter.setPen(QPen(QColor(ink), 3, Qt.PenStyle.SolidLine))
            words = painter.fontMetrics().horizontalAdvance(self._words) / 2
            middle, low = self.width() / 2, self.height() - 7
            painter.drawLine(QPointF(middle - words, low), QPointF(middle + words, low))
        painter.end()

    def _colours(self, colours: Palette) -> tuple[str, str, str]:
        """Ground, ink and border."""
        if not self.isEnabled():
            return colours.sunk, colours.muted, colours.line
        if self.isChecked():
            return colours.accent_soft, colours.accent, colours.edge
        return colours.surface, colours.text, colours.edge
