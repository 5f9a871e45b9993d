"""The ring around whatever has the keyboard."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from typing_extensions import override

from app.theme.theme import palette
from app.theme.tokens import RING_STRENGTH, Radius, Size

_MARGINS = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)


class _RingStyle(QProxyStyle):
    """Lets the ring lie whole above everything: unmasked, and clipped by no field's own box."""

    @override
    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returnData)

    @override
    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in _MARGINS:
            return Size.RING + Size.RING_GAP
        return super().pixelMetric(metric, option, widget)


class FocusRing(QFocusFrame):
    """A soft ring around whatever has the keyboard, in every screen alike."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        style = _RingStyle()
        style.setParent(self)
        self.setStyle(style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()  # until something has the keyboard; else it would be shown with its window

    def surround(self, widget: QWidget | None) -> None:
        """Go around a widget, or nowhere."""
        # Qt takes None here: then the ring is hidden.
        self.setWidget(widget)  # type: ignore[arg-type]
        if widget is None:
            # It would stay a child of the page that it was last on, and end with it.
            self.setParent(self._window)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(palette().accent)
        colour.setAlphaF(RING_STRENGTH)
        painter.setPen(QPen(colour, Size.RING))
        half = Size.RING / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = Radius.CONTROL + Size.RING_GAP + half
        painter.drawRoundedRect(box, radius, radius)
        painter.end()
