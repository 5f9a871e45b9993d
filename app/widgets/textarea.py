"""Several lines of text."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from app.theme.fonts import font
from app.theme.tokens import TextStyle


class TextArea(QPlainTextEdit):
    """A field for a few lines; Tab leaves it, as it leaves every other field.

    Args:
        placeholder: What is written in it while it is empty.
        lines: How many lines are seen.
        parent: The widget it belongs to.
    """

    def __init__(
        self, placeholder: str = "", *, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(font(TextStyle.BODY))
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * TextStyle.BODY.line + 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())
