"""Answers leave the window: on paper, as a PDF, through the clipboard. Recorded before they do."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.language import tr
from app.printing.document import copy_text, print_sheet, write_pdf
from app.printing.handout import Handout
from app.viewmodels.predict import PredictModel
from app.viewmodels.problem import Problem, problem_of
from app.viewmodels.sitting import SittingModel
from app.views.answer import AnswerView
from app.widgets.filedialog import FileDialog
from engine.accounts.sittings import Handing
from engine.errors import ReportableError


class HandingOut(QObject):
    """Prints, saves and copies the answer that is shown.

    Emits ``said`` with a word when it is done, ``failed`` when it could not be.

    Args:
        sitting: Records that an answer leaves, and knows which ones are void.
        site_name: What stands on paper beside the answer.
        window: Above which dialogs are shown.
    """

    said = Signal(str)
    failed = Signal(Problem)

    def __init__(self, sitting: SittingModel, site_name: str, window: QWidget) -> None:
        super().__init__(window)
        self._sitting, self._site_name, self._window = sitting, site_name, window
        self._model: PredictModel | None = None

    def serve(self, model: PredictModel, view: AnswerView) -> None:
        """Do what is asked for in a view."""
        self._model = model
        view.print_wanted.connect(self._on_print)
        view.pdf_wanted.connect(self._on_pdf)
        view.copy_wanted.connect(self._on_copy)

    def _on_print(self) -> None:
        handout = self._handout()
        if handout is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self._window)
        printing = partial(print_sheet, handout, printer)
        done = tr("Handed to the printer.")

        def accepted() -> None:
            # Not a partial: the dialog hands over its printer where it finds room for it.
            self._leave(handout, Handing.PRINT, printing, done)

        dialog.accepted.connect(accepted)
        dialog.finished.connect(dialog.deleteLater)
        # In front of the window, so that nothing is changed behind it and no second one opens.
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_pdf(self) -> None:
        handout = self._handout()
        if handout is None:
            return
        name = f"wardcast-{handout.sheet.receipt.split()[0]}.pdf"
        dialog = FileDialog(self._window, tr("Save this answer as a PDF"), name)
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(tr("PDF documents (*.pdf)"))
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(partial(self._save, handout))
        dialog.open()

    def _save(self, handout: Handout, chosen: str) -> None:
        path = Path(chosen)
        done = tr("Saved as {name}.", name=path.name)
        self._leave(handout, Handing.PDF, partial(write_pdf, handout, path), done)

    def _on_copy(self) -> None:
        handout = self._handout()
        if handout is not None:
            copying = partial(copy_text, handout)
            self._leave(handout, Handing.COPY, copying, tr("Copied as plain text."))

    def _handout(self) -> Handout | None:
        model = self._model
        if model is None or model.sheet is None or model.given is None or model.stale:
            return None
        return Handout(
            sheet=model.sheet,
            site_name=self._site_name,
            model_version=str(model.given.reply["model_version"]),
            void_reason=self._sitting.void_reason(model.given.receipt),
        )

    def _leave(
        self, handout: Handout, how: Handing, leaving: Callable[[], None], done: str
    ) -> None:
        def leave() -> None:
            try:
                leaving()
            except ReportableError as error:
                self.failed.emit(problem_of(error))
            else:
                self.said.emit(done)

        def kept() -> None:
            self.said.emit(tr("The answer did not leave: the window was locked meanwhile."))

        self._sitting.hand_out(handout.sheet.receipt, how, leave, kept)
