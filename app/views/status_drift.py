"""What the page "Status" says of how the cases of late compare with those of training."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Space, TextStyle
from app.viewmodels.drift import DriftModel, DriftRow
from app.widgets.chip import Chip
from app.widgets.empty import EmptyState
from app.widgets.options import Option
from app.widgets.segments import Segments
from app.widgets.surfaces import Card, Line
from app.widgets.text import Text
from engine.monitoring.drift import WINDOWS_DAYS

_SEGMENTS = 280


class DriftCard(Card):
    """One row per input and one for the score: verdict, index and cases of a window.

    Args:
        drift: What is known.
        parent: The widget it belongs to.

    Attributes:
        window_choice: Which window is shown.
    """

    def __init__(self, drift: DriftModel, parent: QWidget | None = None) -> None:
        super().__init__(tr("Drift"), parent)
        self._drift = drift
        lead = tr(
            "How far the cases of late have moved from those that the model was trained on, by the "
            "population stability index less what chance adds."
        )
        self.column.addWidget(Text(lead, TextStyle.SMALL, "muted", wrap=True))
        self.window_choice = Segments(
            [Option(str(days), tr("{days} days", days=days)) for days in WINDOWS_DAYS]
        )
        self.window_choice.setAccessibleName(tr("Window"))
        self.window_choice.setAccessibleDescription(tr("How far back the cases are looked at."))
        self.window_choice.setMaximumWidth(_SEGMENTS)
        self.window_choice.choose(str(drift.days))
        self.column.addWidget(self.window_choice)
        self._room = QVBoxLayout()
        self.column.addLayout(self._room)
        self._inside = QWidget()
        self._room.addWidget(self._inside)
        self.window_choice.picked.connect(self._on_picked)
        drift.changed.connect(self._show)
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._drift.refresh()

    def _show(self) -> None:
        rows = self._drift.rows
        before = self._inside
        self._inside = _table(rows) if rows else EmptyState("status", *self._drift.words)
        self._room.replaceWidget(before, self._inside)
        before.hide()
        before.deleteLater()

    def _on_picked(self) -> None:
        chosen = self.window_choice.chosen
        if chosen is not None and chosen.value is not None:
            self._drift.show_days(int(chosen.value))


def _table(rows: Sequence[DriftRow]) -> QWidget:
    table = QWidget()
    table.setAccessibleName("; ".join(row.sentence for row in rows))
    grid = QGridLayout(table)
    grid.setContentsMargins(0, Space.TIGHT, 0, 0)
    grid.setHorizontalSpacing(Space.BASE)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(0, 1)
    heads = (tr("Input"), tr("Verdict"), tr("Index"), tr("Cases"))
    for place, head in enumerate(heads):
        text = Text(head, TextStyle.CAPTION_STRONG, "muted")
        grid.addWidget(text, 0, place, _side(place))
    for number, row in enumerate(rows, start=1):
        grid.addWidget(Line(), 2 * number - 1, 0, 1, len(heads))
        chip = Chip(row.word, row.tone, icon=row.icon)
        chip.setAccessibleDescription(row.sentence)
        parts = (
            Text(row.label, TextStyle.SMALL, wrap=True),
            chip,
            Text(row.index, TextStyle.SMALL_STRONG),
            Text(row.cases, TextStyle.SMALL),
        )
        for place, part in enumerate(parts):
            # A label that wraps must not be aligned: it would not be asked how high it is.
            if place:
                grid.addWidget(part, 2 * number, place, _side(place))
            else:
                grid.addWidget(part, 2 * number, place)
    return table


def _side(place: int) -> Qt.AlignmentFlag:
    right = place > 1
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
