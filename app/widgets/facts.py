"""Pairs of a label and a value, one below the other; and a small table of figures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.theme.tokens import Space, TextStyle
from app.widgets.surfaces import Line
from app.widgets.text import ElidedText, SelectableText, Text

_LABELS = 128
_LONGEST_WORD = 32


class Facts(QWidget):
    """Labels at the left, their values at the right, which can be marked and copied.

    Args:
        facts: Pairs of label and value.
        parent: The widget it belongs to.
    """

    def __init__(self, facts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = tuple(facts)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.BASE)
        grid.setVerticalSpacing(Space.TIGHT)
        grid.setColumnMinimumWidth(0, _LABELS)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (label, value) in enumerate(facts):
            said = _value(value)
            said.setAccessibleName(f"{label}: {value}")
            said.setAccessibleDescription(label)
            grid.addWidget(Text(label, TextStyle.SMALL, "muted"), row, 0, top)
            grid.addWidget(said, row, 1, top)


def _value(value: str) -> Text:
    """A value to be marked and copied; one that no space lets break is shortened in its middle."""
    if len(value) <= _LONGEST_WORD or any(letter.isspace() for letter in value):
        return SelectableText(value, TextStyle.SMALL, wrap=True)
    shortened = ElidedText(value, TextStyle.SMALL)
    shortened.mode = Qt.TextElideMode.ElideMiddle
    return shortened


class FigureTable(QWidget):
    """A few figures in columns under their heads, too few to be gone through with arrows.

    Args:
        heads: What the columns hold; the first holds what the figures are called.
        rows: The figures as written.
        parent: The widget it belongs to.
    """

    def __init__(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows = tuple(tuple(row) for row in rows)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.BASE)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._add(grid, 0, [Text(head, TextStyle.CAPTION_STRONG, "muted") for head in heads])
        for place, row in enumerate(rows, start=1):
            grid.addWidget(Line(), 2 * place - 1, 0, 1, len(heads))
            label, *figures = row
            texts = [Text(label, TextStyle.SMALL, wrap=True)]
            texts += [Text(figure, TextStyle.SMALL_STRONG) for figure in figures]
            self._add(grid, 2 * place, texts)
        said = "; ".join(" ".join(part for part in row if part) for row in rows)
        self.setAccessibleName(said)

    @staticmethod
    def _add(grid: QGridLayout, row: int, texts: Sequence[Text]) -> None:
        for column, text in enumerate(texts):
            side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
            text.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(text, row, column)
