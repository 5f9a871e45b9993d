"""The page "Batch": from the place where a file is dropped to where its answers lie."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.language import tr
from app.theme.tokens import Tone
from app.viewmodels.answer import warning_of
from app.viewmodels.batch import BatchModel, Step
from app.views.batch_done import DoneView
from app.views.batch_match import MatchView
from app.views.batch_run import RunView
from app.widgets.buttons import Button
from app.widgets.dropzone import DropZone
from app.widgets.empty import EmptyState
from app.widgets.filedialog import FileDialog
from app.widgets.page import PageHead, above, page_column
from app.widgets.surfaces import Banner, Surface

_View = TypeVar("_View", bound=QWidget)


class BatchView(Surface):
    """Shows the step that the model is at; a file may be dropped anywhere on it.

    Args:
        model: The state of the page.
        parent: The widget it belongs to.

    Attributes:
        choosing: Where a file is chosen.
        matching: Where its columns are matched, once one is.
        running: Where its progress is.
        done: What came of it, once it is done.
    """

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__("ground", parent)
        self._model = model
        self.matching: MatchView | None = None
        self.done: DoneView | None = None
        self.setAcceptDrops(True)
        self.warning = Banner(Tone.CAUTION, self)
        self._stack = QStackedLayout()
        self._lay_out()
        self.choosing = _ChooseView(self)
        self.running = RunView(model)
        self.choosing.button.clicked.connect(self._on_choose)
        self._stack.addWidget(self.choosing)
        self._stack.addWidget(self.running)
        model.step_changed.connect(self._show_step)
        self._show_step()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # Above every step: in sight however far one is scrolled.
        column.addLayout(above(self.warning))
        column.addLayout(self._stack, 1)
        validation = self._model.answering.validation
        self.warning.show_message(
            warning_of({"validated": validation.validated, "not_for_care": validation.not_for_care})
        )

    def focus_first(self) -> None:
        """Go to where work begins."""
        step = self._model.step
        focus = Qt.FocusReason.OtherFocusReason
        if step is Step.MATCH and self.matching is not None:
            self.matching.focus_first()
        elif step is Step.RUN:
            self.running.stop.setFocus(focus)
        elif step is Step.DONE and self.done is not None:
            self.done.other.setFocus(focus)
        else:
            self.choosing.button.setFocus(focus)

    def _show_step(self) -> None:
        step, model = self._model.step, self._model
        if step is Step.MATCH and model.sample is not None:
            self._stack.setCurrentWidget(self._matching(model))
        elif step is Step.RUN:
            self._stack.setCurrentWidget(self.running)
        elif step is Step.DONE and model.report is not None:
            self.done = self._renewed(self.done, DoneView(model))
            self.done.other.clicked.connect(self._on_another)
            self._stack.setCurrentWidget(self.done)
        else:
            self.choosing.show_model(model)
            self._stack.setCurrentWidget(self.choosing)
        if self.isVisible():
            self.focus_first()

    def _matching(self, model: BatchModel) -> MatchView:
        """Where the file is matched: made once for a file, as it was left where it was stopped."""
        if self.matching is None or self.matching.sample is not model.sample:
            self.matching = self._renewed(self.matching, MatchView(model))
            self.matching.other.clicked.connect(self._on_choose)
            self.matching.elsewhere.clicked.connect(self._on_elsewhere)
        return self.matching

    def _renewed(self, before: QWidget | None, made: _View) -> _View:
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        self._stack.addWidget(made)
        return made

    def _on_another(self) -> None:
        self._model.forget()

    def _on_choose(self) -> None:
        dialog = FileDialog(self, tr("Choose a file of cases"))
        dialog.setFileMode(FileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr("Tables (*.csv *.tsv *.txt)"), tr("All files (*)")])
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, name: str) -> None:
        self._model.choose(Path(name))

    def _on_elsewhere(self) -> None:
        job = self._model.job
        if job is None:
            return
        dialog = FileDialog(self, tr("Where the answers go"), str(job.out))
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("Tables (*.csv *.tsv *.txt)"))
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self._on_place)
        dialog.open()

    def _on_place(self, name: str) -> None:
        # The dialog has asked whether a file that is there may go.
        self._model.write_to(Path(name), replacing=True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event) is not None:
            event.acceptProposedAction()
            self.choosing.zone.show_hovered(True)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.choosing.zone.show_hovered(False)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.choosing.zone.show_hovered(False)
        path = self._dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self._model.choose(path)

    def _dropped(self, event: QDropEvent) -> Path | None:
        """The one file that is dropped; none while another is at work, or of several."""
        addresses = event.mimeData().urls()
        if self._model.at_work or len(addresses) != 1 or not addresses[0].isLocalFile():
            return None
        return Path(addresses[0].toLocalFile())


class _ChooseView(Surface):
    """Where a file is dropped or chosen, and why the last one could not be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("clear", parent)
        self.problem = Banner(Tone.STOP)
        self.words = EmptyState(
            "batch",
            tr("Drop a file of cases here"),
            tr("A CSV with a header and a row for each case, from any system."),
        )
        self.button = Button(
            tr("Choose a file\N{HORIZONTAL ELLIPSIS}"),
            tr("Choose a file of cases; nothing is answered yet."),
            "primary",
            keys="Ctrl+O",
        )
        self.zone = DropZone(self.words, self.button)
        column = page_column(self)
        lead = tr(
            "Every row of a file is answered as a single case would be; the answers appear as a "
            "file of their own once they are recorded."
        )
        column.addWidget(PageHead(tr("Batch"), lead))
        column.addWidget(self.problem)
        column.addWidget(self.zone, 1)

    def show_model(self, model: BatchModel) -> None:
        """Show whether a file is being read, and what was wrong with the last."""
        reading = model.step is Step.READ
        self.button.setEnabled(not reading)
        self.words.title.setText(
            tr("The file is being read\N{HORIZONTAL ELLIPSIS}")
            if reading
            else tr("Drop a file of cases here")
        )
        problem = model.problem
        self.problem.show_message(f"{problem.summary} {problem.advice}" if problem else "")
