"""The screen that answers one case."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Size, Space, TextStyle, Tone
from app.viewmodels.predict import PredictModel
from app.views.answer import AnswerView
from app.views.form import FormView
from app.widgets.surfaces import Banner, Surface
from app.widgets.text import Text

_LEAST_ANSWER = 580


class PredictView(Surface):
    """Form on the left, answer on the right.

    Args:
        model: The state of the screen.
        parent: The widget it belongs to.
    """

    cleared = Signal()

    def __init__(self, model: PredictModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._model = model
        # From the outside in: putting what is filled into its place goes through all that is in it.
        inside = self._scrolled()
        self.form = FormView(model, inside)
        self.answer = AnswerView(inside)
        self.warning = Banner(Tone.CAUTION, inside)
        self._lay_out(inside)
        self.warning.show_message(model.warning)
        model.answer_changed.connect(self._show_answer)

    def _scrolled(self) -> Surface:
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        inside = Surface("clear")
        scroll.setWidget(inside)
        return inside

    def _lay_out(self, inside: Surface) -> None:
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.PAGE, Space.BASE, Space.PAGE, Space.TIGHT)
        column.setSpacing(Space.HAIR)
        column.addWidget(Text(tr("Predict"), TextStyle.TITLE))
        lead = tr("One case, one answer, written to the log before it is shown.")
        column.addWidget(Text(lead, tone="muted", wrap=True))
        column.addSpacing(Space.NEAR)
        column.addWidget(self.warning)
        column.addSpacing(Space.TIGHT)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.CARD)
        self._row.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.answer, 1)
        column.addLayout(self._row)
        column.addStretch(1)

    def _show_answer(self) -> None:
        self.answer.show_sheet(self._model.sheet, stale=self._model.stale)
        if self._model.sheet is not None and not self._model.stale and not self._beside:
            # Below the form, where there is little room: once it has its place.
            QTimer.singleShot(0, self, self._go_to_answer)

    def _go_to_answer(self) -> None:
        self._scroll.verticalScrollBar().setValue(self.answer.y() - Space.NEAR)

    @property
    def _beside(self) -> bool:
        return self._row.direction() is QBoxLayout.Direction.LeftToRight

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.width() - 2 * Space.PAGE
        beside = inside - Size.FORM - Space.CARD
        fits = beside >= _LEAST_ANSWER
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        self.answer.arrange(beside if fits else inside)
