"""Grounds, cards, lines and banners."""

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from app.theme.icons import draw_icon
from app.theme.theme import palette
from app.theme.tokens import Radius, Space, TextStyle, Tone
from app.widgets.text import Text

SurfaceKind = Literal["ground", "surface", "header", "footer", "sidebar", "clear"]
TONE_ICONS = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.GOOD: "check",
    Tone.CAUTION: "caution",
    Tone.STOP: "stop",
}


class Surface(QWidget):
    """A plain area in one of the palette's grounds."""

    def __init__(self, kind: SurfaceKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", kind)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class Card(QFrame):
    """A surface with a thin border, its content in a column.

    Attributes:
        column: Where content is added.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[Space.CARD] * 4)
        self.column.setSpacing(Space.TIGHT)
        if title:
            self.column.addWidget(Text(title, TextStyle.BODY_STRONG))


class Line(QFrame):
    """A thin line that parts what is above from what is below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "line")
        self.setFixedHeight(1)


class Banner(QFrame):
    """A sentence across a page that stays until its cause is gone; it cannot be closed.

    Args:
        tone: What it means; shown by an icon and a colour.
        parent: The widget it belongs to.
    """

    def __init__(self, tone: Tone = Tone.CAUTION, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self._text = Text(style=TextStyle.BODY, wrap=True)
        # Beside the icon, where the banner is higher than its text.
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Space.BASE + 16 + Space.NEAR, Space.NEAR, Space.BASE, 12)
        self.row.setSpacing(Space.BASE)
        self.row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_message(self, text: str, tone: Tone | None = None) -> None:
        """Say something; an empty text hides the banner."""
        if tone is not None:
            self._tone = tone
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    @property
    def message(self) -> str:
        """What it says."""
        return self._text.text()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._tone.ink(colours))))
        painter.setBrush(QColor(self._tone.paper(colours)))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, Radius.CONTROL, Radius.CONTROL)
        where = QRectF(Space.BASE, Space.NEAR + 2, 16, 16)
        draw_icon(painter, TONE_ICONS[self._tone], self._tone.ink(colours), where)
        painter.end()
