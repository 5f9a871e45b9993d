"""Buttons, drawn by us: primary, secondary and quiet, with their keys beside their words."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Palette, Radius, Size, Space, TextStyle
from app.widgets.text import tip

Kind = Literal["primary", "secondary", "quiet"]
_ICON = 16
_HEIGHTS: dict[Kind, int] = {
    "primary": Size.BUTTON,
    "secondary": Size.BUTTON,
    "quiet": Size.CONTROL,
}


class Button(QPushButton):
    """A push button.

    Args:
        text: Its words; ``&`` marks the letter that Alt presses.
        description: What pressing it does, for screen readers and as a tip.
        kind: How much it stands out.
        keys: Keys that press it from anywhere in its window; shown in its tip.
        show_keys: Whether they are shown beside its words too.
        icon: An icon before its words.
        parent: The widget it belongs to.
    """

    def __init__(  # noqa: PLR0913 - what a button is made of; all but two are by name
        self,
        text: str,
        description: str,
        kind: Kind = "secondary",
        *,
        keys: str = "",
        show_keys: bool = True,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon = kind, icon
        self._keys, self._show_keys = QKeySequence(keys), show_keys
        self.setFont(font(TextStyle.BODY_STRONG if kind != "quiet" else TextStyle.SMALL_STRONG))
        self.setAccessibleName(_without_mnemonic(text))
        self.setAccessibleDescription(description)
        self.setToolTip(tip(description))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if keys:
            shortcut = QShortcut(self._keys, self, context=Qt.ShortcutContext.WindowShortcut)
            # A key that is held down asks once.
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.click)
            shortcut.activatedAmbiguously.connect(self.click)

    def set_words(self, text: str, description: str = "") -> None:
        """Say something else."""
        self.setText(text)
        self.setAccessibleName(_without_mnemonic(text))
        if description:
            self.setAccessibleDescription(description)
            self.setToolTip(tip(description))
        self.updateGeometry()

    @property
    def keys_text(self) -> str:
        """The keys as they are written beside the words."""
        if not self._show_keys:
            return ""
        written = self._keys.toString(QKeySequence.SequenceFormat.NativeText)
        return written.replace("Return", "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}").replace(
            "+", "\N{NO-BREAK SPACE}"
        )

    @override
    def sizeHint(self) -> QSize:
        width = self._words_width() + 2 * (Space.CARD if self._kind != "quiet" else Space.NEAR)
        return QSize(round(width), _HEIGHTS[self._kind])

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        ground, ink, edge = self._colours(colours)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(edge)) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        self._draw_words(painter, ink)
        painter.end()

    def _colours(self, colours: Palette) -> tuple[str, str, str]:
        """Ground, ink and border; empty where there is none."""
        if not self.isEnabled():
            return colours.sunk, colours.muted, colours.line
        active = self.isDown() or self.underMouse()
        if self._kind == "primary":
            return (colours.accent_strong if active else colours.accent), colours.on_accent, ""
        if self._kind == "secondary":
            return (colours.accent_soft if active else colours.surface), colours.text, colours.edge
        return (colours.accent_soft if active else ""), colours.accent, ""

    def _words_width(self) -> float:
        words = QFontMetricsF(self.font()).horizontalAdvance(_without_mnemonic(self.text()))
        keys = QFontMetricsF(font(TextStyle.CAPTION)).horizontalAdvance(self.keys_text)
        gaps = (Space.NEAR if self.keys_text else 0) + (_ICON + Space.TIGHT if self._icon else 0)
        return words + keys + gaps

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        left = (self.width() - self._words_width()) / 2
        if self._icon:
            top = (self.height() - _ICON) / 2
            draw_icon(painter, self._icon, ink, QRectF(left, top, _ICON, _ICON))
            left += _ICON + Space.TIGHT
        painter.setPen(QColor(ink))
        painter.setFont(self.font())
        metrics = QFontMetricsF(self.font())
        room = QRectF(left, 0, self.width(), self.height())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags | Qt.TextFlag.TextShowMnemonic), self.text())
        if self.keys_text:
            left += metrics.horizontalAdvance(_without_mnemonic(self.text())) + Space.NEAR
            painter.setFont(font(TextStyle.CAPTION))
            baseline = (self.height() + metrics.capHeight()) / 2
            painter.drawText(QPointF(left, baseline), self.keys_text)


def _without_mnemonic(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")
