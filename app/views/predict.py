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
from app.widgets.page import above_the_scroll
from app.widgets.surfaces import Banner, Surface
from app.widgets.text import Text

_LEAST_ANSWER = 580
_SAID_AFTER_MS = 150
"""An answer that comes sooner needs no word that it is awaited."""


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
        self.warning, self.void = Banner(Tone.CAUTION, self), Banner(Tone.STOP, self)
        # From the outside in: putting what is filled into its place goes through all that is in it.
        inside = self._scrolled()
        self.form = FormView(model, inside)
        self.answer = AnswerView(inside)
        self._lay_out(inside)
        self._waiting = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self._waiting.timeout.connect(self._show_asking)
        self.void.hide()
        self._show_model()
        if model.sheet is not None:
            self._show_answer()
        model.model_changed.connect(self._show_model)
        model.answer_changed.connect(self._show_answer)
        model.void_changed.connect(self._show_void)
        model.asking_changed.connect(self._on_asking)

    def _scrolled(self) -> Surface:
        scroll = self._scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(above_the_scroll(scroll, self.warning, self.void))
        outer.addWidget(scroll)
        inside = Surface("clear")
        scroll.setWidget(inside)
        return inside

    def _lay_out(self, inside: Surface) -> None:
        column = QVBoxLayout(inside)
        column.setContentsMargins(Space.PAGE, Space.NEAR, Space.PAGE, Space.TIGHT)
        column.setSpacing(Space.HAIR)
        column.addWidget(Text(tr("Predict"), TextStyle.TITLE))
        lead = tr("One case, one answer, written to the log before it is shown.")
        column.addWidget(Text(lead, tone="muted", wrap=True))
        column.addSpacing(Space.NEAR)
        self._row = QHBoxLayout()
        self._row.setSpacing(Space.CARD)
        self._row.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.answer, 1)
        column.addLayout(self._row)
        column.addStretch(1)

    def _show_model(self) -> None:
        self.warning.show_message(self._model.warning)

    def _show_answer(self) -> None:
        model = self._model
        self._show_void()
        self.answer.show_sheet(model.sheet, model.stale_words)
        if model.sheet is not None and not model.stale and not self._head_is_in_sight:
            # Below the form, or above what is in sight: once it has its place.
            QTimer.singleShot(0, self, self._go_to_answer)

    def _show_void(self) -> None:
        reason = self._model.void_reason
        words = tr("This answer was voided and does not count: {reason}", reason=reason)
        if reason or self.void.message:
            self.void.show_message(words if reason else "")

    def _on_asking(self) -> None:
        if self._model.asking:
            self._waiting.start()
        elif self._waiting.isActive():
            self._waiting.stop()
        else:
            self._show_asking()

    def _show_asking(self) -> None:
        asking = self._model.asking
        words = tr("Answering\N{HORIZONTAL ELLIPSIS}") if asking else tr("Predict")
        self.form.predict.set_words(words)
        self.answer.show_asking(asking=asking)

    @property
    def _head_is_in_sight(self) -> bool:
        return self._beside and self._scroll.verticalScrollBar().value() <= self.answer.y()

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
