"""What stands where nothing is yet: why, and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.theme.tokens import Space, TextStyle, Tone
from app.widgets.icon import Icon
from app.widgets.text import Text

_WIDTH = 420
_ICON = 32


class EmptyState(QWidget):
    """An icon, a sentence that says what is missing, and one that says what to do about it.

    Args:
        icon: Above the sentences.
        title: What is missing.
        advice: What to do.
        tone: What it means.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        icon: str,
        title: str,
        advice: str,
        tone: Tone = Tone.NEUTRAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.icon = Icon(icon, tone, _ICON)
        self.title = Text(title, TextStyle.BODY_STRONG, wrap=True)
        self.advice = Text(advice, tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[Space.PAGE] * 4)
        column.setSpacing(Space.TIGHT)
        column.addStretch(1)
        column.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Space.HAIR)
        for text in (self.title, self.advice):
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            text.setMaximumWidth(_WIDTH)
            # Between stretches, not aligned: an aligned label is not asked how high it is so wide.
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(text, 1000)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
